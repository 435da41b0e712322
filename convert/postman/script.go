package postman

import (
	"encoding/json"
	"strings"

	"postern/model"
)

const scriptType = "text/javascript"

// scripts takes the event handlers of an item. Their source stays exactly as it is.
func (r *reader) scripts(o *object) []model.Script {
	raw := o.take("event")
	if kindOfJSON(raw) != isArray {
		if !empty(raw) {
			r.say(model.ReportLeftOut, "The scripts are %s and cannot be read", kindOfJSON(raw))
		}
		return nil
	}
	var out []model.Script
	for e := range elements(raw) {
		event, ok := r.object(e)
		if !ok {
			r.say(model.ReportLeftOut, "One of the scripts is %s and cannot be read", kindOfJSON(e))
			continue
		}
		out = append(out, r.script(&event))
	}
	return out
}

func (r *reader) script(event *object) model.Script {
	s := model.Script{Event: r.text(event, "listen"), Disabled: r.flag(event, "disabled")}
	raw := event.take("script")
	code, ok := r.object(raw)
	if !ok {
		s.Source = sourceOf(raw)
		if kindOfJSON(raw) == isString {
			r.say(model.ReportConverted, "A script is written as plain text; it was taken as source")
		}
	} else {
		s.Source = r.source(&code)
		if textOf(code.peek("type")) == scriptType {
			code.take("type")
		}
		r.note(&code, "script.")
		event.nest("script", code)
	}
	s.Extra = r.rest(event, "script.")
	return s
}

func (r *reader) source(code *object) string {
	raw := code.take("exec")
	switch kindOfJSON(raw) {
	case isMissing, isNull, isString, isArray:
	default:
		r.say(model.ReportApproximated, "The source of a script is %s; it was taken as text", kindOfJSON(raw))
	}
	return sourceOf(raw)
}

func sourceOf(raw json.RawMessage) string {
	if kindOfJSON(raw) != isArray {
		return textOf(raw)
	}
	var lines []string
	for e := range elements(raw) {
		lines = append(lines, textOf(e))
	}
	return strings.Join(lines, "\n")
}

func writeScripts(o *output, scripts []model.Script) {
	if len(scripts) == 0 {
		return
	}
	events := make([]any, 0, len(scripts))
	for _, s := range scripts {
		events = append(events, writeScript(s))
	}
	o.set("event", events)
}

func writeScript(s model.Script) *output {
	kept := extraOf(s.Extra)
	inner := kept.takeObject("script")
	code := newOutput()
	code.set("exec", texts(strings.Split(s.Source, "\n")))
	if raw := inner.take("type"); raw != nil {
		code.set("type", raw)
	} else {
		code.set("type", scriptType)
	}
	o := newOutput()
	o.text("listen", s.Event, &kept)
	o.set("script", code.rest(inner))
	o.flag("disabled", s.Disabled, &kept)
	return o.rest(kept)
}
