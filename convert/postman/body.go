package postman

import (
	"encoding/json"
	"strings"

	"postern/model"
)

// body reads what a request sends. Members of other modes than the chosen one are read as well, so that
// changing the mode in the window finds them.
func (r *reader) body(raw json.RawMessage, headers []model.Field) model.Body {
	var b model.Body
	o, ok := r.object(raw)
	if !ok {
		switch kind := kindOfJSON(raw); {
		case empty(raw):
		case kind == isString:
			r.say(model.ReportConverted, "The body is written as plain text; it was taken as raw")
			b.Mode, b.Text = rawMode(&o, headers), unquote(raw)
		default:
			r.say(model.ReportLeftOut, "The body is %s and cannot be read", kind)
		}
		return b
	}
	b.Disabled = r.flag(&o, "disabled")
	b.Form = r.fields(o.take("urlencoded"), "form fields", parseForm)
	b.Parts = r.parts(o.take("formdata"))
	b.File = r.bodyFile(&o)
	r.bodyMode(&b, &o, headers)
	b.Extra = r.rest(&o, "body.")
	return b
}

// bodyMode decides what the body is. A mode that Postern does not have, or one with nothing to send, is
// kept as it is and sends nothing, as in Postman.
func (r *reader) bodyMode(b *model.Body, o *object, headers []model.Field) {
	raw := o.peek("mode")
	mode := textOf(raw)
	if mode == "" && o.has("raw") {
		mode = "raw"
	}
	switch {
	case mode == "raw":
		b.Mode = rawMode(o, headers)
		b.Language = language(b.Mode, *o)
		if text := o.peek("raw"); textOf(text) == "" && optionLanguage(*o) == "" {
			b.Mode = model.BodyNone
		} else {
			b.Text = r.text(o, "raw")
			spellOptions(b, o)
		}
	case mode == "graphql":
		b.Mode = model.BodyGraphQL
		r.graphQL(b, o)
	case mode == "file":
		b.Mode = model.BodyFile
	case mode == "urlencoded" && len(b.Form) > 0:
		b.Mode = model.BodyURLEncoded
	case mode == "formdata" && len(b.Parts) > 0:
		b.Mode = model.BodyMultipart
	case mode != "urlencoded" && mode != "formdata" && mode != "" && mode != "none":
		r.say(model.ReportKept, "The body has the mode %q, which cannot be sent; it is kept", mode)
	}
	if b.Mode != model.BodyNone || mode == "" || mode == "raw" {
		o.take("mode")
	}
	if mode == "raw" && b.Mode == model.BodyNone {
		o.spell("mode", quote(mode))
	}
	spellInactive(o)
}

// spellInactive keeps what other modes say without a word: it has no effect in Postman either.
func spellInactive(o *object) {
	if raw, ok := o.get("raw"); ok && textOf(raw) == "" {
		o.take("raw")
	}
	for _, name := range []string{"mode", "raw", "graphql", "options"} {
		if raw := o.take(name); raw != nil {
			o.spell(name, raw)
		}
	}
}

// rawMode chooses the mode of a raw body by its language, else by the Content-Type header.
func rawMode(o *object, headers []model.Field) model.BodyMode {
	switch optionLanguage(*o) {
	case "json":
		return model.BodyJSON
	case "xml":
		return model.BodyXML
	case "":
		switch ct := strings.ToLower(model.HeaderValue(headers, "Content-Type")); {
		case strings.Contains(ct, "json"):
			return model.BodyJSON
		case strings.Contains(ct, "xml"):
			return model.BodyXML
		}
	}
	return model.BodyText
}

func optionLanguage(o object) string {
	options := o.peek("options")
	for _, name := range []string{"raw", "language"} {
		inner, _ := parseObject(options)
		options, _ = inner.get(name)
	}
	return strings.ToLower(textOf(options))
}

// language returns the language of a text body where Postern knows it.
func language(mode model.BodyMode, o object) string {
	if mode != model.BodyText {
		return ""
	}
	switch l := optionLanguage(o); l {
	case "text", "html", "javascript":
		return l
	}
	return ""
}

// spellOptions keeps options that say more, or less, than what would be written.
func spellOptions(b *model.Body, o *object) {
	raw := o.take("options")
	if raw != nil && textOf(raw) != canonicalOptions(*b) && !empty(raw) {
		o.spell("options", raw)
	}
}

func canonicalOptions(b model.Body) string {
	name := string(b.Mode)
	if b.Mode == model.BodyText {
		name = b.Language
	}
	if name == "" {
		return ""
	}
	return `{"raw":{"language":"` + name + `"}}`
}

func (r *reader) graphQL(b *model.Body, o *object) {
	raw := o.take("graphql")
	g, ok := r.object(raw)
	if !ok {
		b.Text = textOf(raw)
		return
	}
	b.Text, b.Variables = r.text(&g, "query"), textOf(g.take("variables"))
	r.note(&g, "body.graphql.")
	o.nest("graphql", g)
}

// bodyFile reads the reference to the file that the body is. The file is never opened.
func (r *reader) bodyFile(o *object) string {
	raw := o.take("file")
	f, ok := r.object(raw)
	if !ok {
		return textOf(raw)
	}
	path := r.text(&f, "src")
	r.note(&f, "body.file.")
	o.nest("file", f)
	return path
}

func writeBody(b model.Body) *output {
	kept := extraOf(b.Extra)
	if b.Mode == model.BodyNone && len(kept.members) == 0 && len(b.Form) == 0 && len(b.Parts) == 0 &&
		b.File == "" && !b.Disabled {
		return nil
	}
	o := newOutput()
	mode := map[model.BodyMode]string{model.BodyJSON: "raw", model.BodyText: "raw", model.BodyXML: "raw",
		model.BodyGraphQL: "graphql", model.BodyURLEncoded: "urlencoded", model.BodyMultipart: "formdata",
		model.BodyFile: "file"}[b.Mode]
	if mode != "" {
		o.text("mode", mode, &kept)
	} else if raw := kept.take("mode"); raw != nil {
		mode = textOf(raw)
		o.set("mode", raw)
	}
	writeText(o, mode, b, &kept)
	if len(b.Form) > 0 || mode == "urlencoded" {
		o.set("urlencoded", writeFields(b.Form))
	}
	if len(b.Parts) > 0 || mode == "formdata" {
		o.set("formdata", writeParts(b.Parts))
	}
	if file := kept.takeObject("file"); b.File != "" || mode == "file" || len(file.members) > 0 {
		f := newOutput()
		f.text("src", b.File, &file)
		o.set("file", f.rest(file))
	}
	o.flag("disabled", b.Disabled, &kept)
	return o.rest(kept)
}

func writeText(o *output, mode string, b model.Body, kept *object) {
	switch {
	case mode == "graphql" && b.Mode == model.BodyGraphQL:
		inner := kept.takeObject("graphql")
		g := newOutput()
		g.text("query", b.Text, &inner)
		g.set("variables", b.Variables)
		o.set("graphql", g.rest(inner))
	case b.Mode == model.BodyNone && mode == "raw":
		o.set("raw", "")
	case mode == "raw":
		o.text("raw", b.Text, kept)
		writeOptions(o, b, kept)
	}
}

func writeOptions(o *output, b model.Body, kept *object) {
	raw := kept.take("options")
	options := object{members: []member{{name: "options", raw: raw}}}
	if mode := rawMode(&options, nil); raw != nil && mode == b.Mode && language(mode, options) == b.Language {
		o.set("options", raw)
	} else if canonical := canonicalOptions(b); canonical != "" {
		o.set("options", json.RawMessage(canonical))
	}
}
