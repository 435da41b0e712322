package postman

import (
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"

	"postern/model"
)

// maxBody bounds the body of an example that is written, in bytes.
const maxBody = 256 << 20

// examples reads the saved answers of a request.
func (r *reader) examples(raw json.RawMessage, q model.Request) []model.Example {
	switch kind := kindOfJSON(raw); kind {
	case isMissing, isNull, isArray:
	case isObject:
		r.say(model.ReportConverted, "The examples are written as one object; it became one example")
		raw = append(append([]byte{'['}, raw...), ']')
	default:
		r.say(model.ReportLeftOut, "The examples are %s and cannot be read", kind)
	}
	var out []model.Example
	for e := range elements(raw) {
		if o, ok := r.object(e); ok {
			out = append(out, r.example(&o, q))
		} else if kindOfJSON(e) != isNull {
			r.say(model.ReportLeftOut, "One of the examples is %s and cannot be read", kindOfJSON(e))
		}
	}
	return out
}

func (r *reader) example(o *object, q model.Request) model.Example {
	e := model.Example{ID: model.NewID()}
	e.Reason = r.text(o, "status")
	e.Status = r.status(o)
	e.Name = r.name(o, func() string { return exampleName(e) })
	r.within(e.Name, func() {
		e.Saved = r.saved(o, q)
		e.Headers = r.fields(o.take("header"), "headers", parseHeaderLines)
		e.Body = r.content(o)
		e.Extra = r.rest(o, "")
	})
	return e
}

func exampleName(e model.Example) string {
	switch {
	case e.Status != 0:
		return fmt.Sprintf("Example %d", e.Status)
	case e.Reason != "":
		return e.Reason
	}
	return "Example"
}

// status takes the status code. One that no answer can have stays as it is, and 0 is taken.
func (r *reader) status(o *object) int {
	raw, ok := o.get("code")
	if !ok || empty(raw) || textOf(raw) == "0" {
		o.take("code")
		return 0
	}
	code, err := strconv.Atoi(textOf(raw))
	if err != nil || code < 100 || code > 999 {
		r.say(model.ReportApproximated, "%q is no status code; the example has none", textOf(raw))
		o.take("code")
		o.spell("code", raw)
		return 0
	}
	o.take("code")
	if kindOfJSON(raw) != isNumber {
		o.spell("code", raw)
	}
	return code
}

// saved takes the request that was answered. Where the file has none, the request as it is now is meant.
func (r *reader) saved(o *object, q model.Request) model.SavedRequest {
	raw := o.take("originalRequest")
	if empty(raw) {
		raw = o.take("request") // the name in exports of old libraries
	}
	if empty(raw) {
		r.say(model.ReportConverted, "The example has no request of its own; it got a copy of the request it belongs to")
		return q.Snapshot()
	}
	r.quiet = true
	s, rest := r.wire(raw)
	s.Extra = r.rest(&rest, "")
	r.quiet = false
	return s
}

// content takes the body: a text, or the bytes of a Node.js buffer under "stream".
func (r *reader) content(o *object) model.Content {
	raw := o.take("body")
	if kind := kindOfJSON(raw); kind != isMissing && kind != isNull && kind != isString {
		o.spell("body", raw)
	}
	if text := textOf(raw); text != "" {
		return model.Bytes([]byte(text))
	}
	stream := o.peek("stream")
	data, ok := bufferOf(stream)
	if !ok || len(data) == 0 {
		return model.Content{}
	}
	o.take("stream")
	if textOf(stream) != textOf(bufferJSON(data)) || utf8.Valid(data) {
		o.spell("stream", stream)
	}
	return model.Bytes(data)
}

// bufferOf decodes {"type": "Buffer", "data": [1, 2, 3]}.
func bufferOf(raw json.RawMessage) ([]byte, bool) {
	o, ok := parseObject(raw)
	data := o.peek("data")
	if !ok || kindOfJSON(data) != isArray {
		return nil, false
	}
	var out []byte
	for e := range elements(data) {
		n, err := strconv.ParseUint(string(e), 10, 8)
		if err != nil {
			return nil, false
		}
		out = append(out, byte(n))
	}
	return out, true
}

func bufferJSON(data []byte) json.RawMessage {
	out := []byte(`{"type":"Buffer","data":[`)
	for i, c := range data {
		if i > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendUint(out, uint64(c), 10)
	}
	return append(out, "]}"...)
}

func (w *writer) writeExample(e *model.Example) (*output, error) {
	w.path = append(w.path, e.Name)
	defer w.leave()
	kept := extraOf(e.Extra)
	o := newOutput()
	o.text("name", e.Name, &kept)
	o.set("originalRequest", w.writeSaved(e.Saved))
	if e.Reason != "" || kept.has("status") {
		o.text("status", e.Reason, &kept)
	}
	writeStatus(o, e.Status, &kept)
	o.set("header", writeFields(e.Headers))
	data, err := e.Body.ReadAll(maxBody)
	if err != nil {
		return nil, fmt.Errorf("body of the example %q: %w", w.where(), err)
	}
	writeContent(o, data, &kept)
	w.behind(exampleBehind(e.Mock))
	if !e.Created.IsZero() {
		w.once(model.ReportLeftOut, "The times at which examples were saved have no place in a Postman collection")
	}
	return o.rest(kept), nil
}

func writeStatus(o *output, status int, kept *object) {
	raw := kept.take("code")
	code, err := strconv.Atoi(textOf(raw))
	switch {
	case raw != nil && (code == status || status == 0 && (err != nil || code < 100 || code > 999)):
		o.set("code", raw)
	case status != 0:
		o.set("code", status)
	}
}

func writeContent(o *output, data []byte, kept *object) {
	stream := kept.take("stream")
	was, ok := bufferOf(stream)
	switch {
	case stream != nil && (!ok || len(was) == 0 || string(was) == string(data)):
		o.set("stream", stream)
		if ok && len(was) > 0 {
			return
		}
	case !utf8.Valid(data):
		o.set("stream", bufferJSON(data))
		return
	}
	o.text("body", string(data), kept)
}

func (w *writer) writeSaved(s model.SavedRequest) *output {
	kept := extraOf(s.Extra)
	o := newOutput()
	w.setAuth(o, model.Auth{}, &kept)
	writeWire(o, s, &kept)
	return o.rest(kept)
}
