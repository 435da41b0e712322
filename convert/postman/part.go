package postman

import (
	"encoding/json"
	"slices"

	"postern/model"
)

// parts reads the rows of a multipart form.
func (r *reader) parts(raw json.RawMessage) []model.Part {
	var out []model.Part
	r.rows(raw, "form parts", parseForm, func(o *object) { out = append(out, r.part(o)) })
	return out
}

func (r *reader) part(o *object) model.Part {
	p := model.Part{ContentType: r.text(o, "contentType"), FileName: r.text(o, "fileName")}
	p.Field = r.partOf(o)
	src, hasSrc := o.get("src")
	odd := false // the type is neither file nor text, so that src decides
	switch kind := o.peek("type"); textOf(kind) {
	case "file":
		p.IsFile = true
		o.take("type")
	case "text":
		o.take("type")
	default:
		p.IsFile = hasSrc && kindOfJSON(src) != isNull
		if odd = kind != nil; odd {
			o.take("type")
			o.spell("type", kind)
		}
	}
	if hasSrc {
		p.Files = files(o.take("src"))
		if textOf(src) != textOf(canonicalFiles(p.Files)) || odd && len(p.Files) == 0 {
			o.spell("src", src)
		}
	}
	p.Extra = r.rest(o, "form parts.")
	return p
}

// files reads the paths of the files of a part: one text, a list of them, or nothing chosen yet.
func files(raw json.RawMessage) []string {
	if kindOfJSON(raw) == isArray {
		var out []string
		for e := range elements(raw) {
			out = append(out, textOf(e))
		}
		return out
	}
	if path := textOf(raw); path != "" {
		return []string{path}
	}
	return nil
}

func canonicalFiles(paths []string) json.RawMessage {
	if len(paths) == 1 {
		return quote(paths[0])
	}
	out := []byte{'['}
	for i, p := range paths {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, quote(p)...)
	}
	return append(out, ']')
}

func writeParts(parts []model.Part) []any {
	out := make([]any, 0, len(parts))
	for _, p := range parts {
		out = append(out, writePart(p))
	}
	return out
}

func writePart(p model.Part) *output {
	kept := extraOf(p.Extra)
	o := newOutput()
	o.text("key", p.Key, &kept)
	kind, src := kept.take("type"), kept.take("src")
	switch {
	case kind != nil && p.IsFile == (src != nil && kindOfJSON(src) != isNull || len(p.Files) > 0):
		o.set("type", kind)
	case p.IsFile:
		o.set("type", "file")
	default:
		o.set("type", "text")
	}
	if src != nil && slices.Equal(files(src), p.Files) {
		o.set("src", src)
	} else if p.IsFile || len(p.Files) > 0 {
		o.set("src", canonicalFiles(p.Files))
	}
	if !p.IsFile || p.Value != "" || kept.has("value") {
		o.text("value", p.Value, &kept)
	}
	if p.ContentType != "" || kept.has("contentType") {
		o.text("contentType", p.ContentType, &kept)
	}
	if p.FileName != "" || kept.has("fileName") {
		o.text("fileName", p.FileName, &kept)
	}
	o.docs(p.Description, &kept)
	o.flag("disabled", p.Disabled, &kept)
	return o.rest(kept)
}
