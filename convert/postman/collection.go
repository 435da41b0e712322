package postman

import (
	"encoding/json"
	"fmt"
	"slices"

	"postern/model"
)

// ReadCollection reads a collection of v2.0 or v2.1, also one that is wrapped in {"collection": ...}.
// Data is JSON in UTF-8. Every noun gets a new ID; Postman's own IDs are kept in Extra. What is odd is
// taken as well as it can be and reported; an error means that there is no collection to be had.
func ReadCollection(data []byte) (model.Bundle, model.Report, error) {
	r := &reader{}
	var b model.Bundle
	o, err := r.root(data, "item", "info")
	if err != nil {
		return b, r.report, err
	}
	info := r.info(&o)
	if err := checkSchema(textOf(info.take("schema"))); err != nil {
		return b, r.report, err
	}
	c := &b.Collection
	c.ID = model.NewID()
	c.Name = r.name(&info, func() string { return collectionName(o) })
	r.within(c.Name, func() {
		c.Docs = r.docs(&info)
		c.Auth = r.auth(&o)
		c.Variables = r.variables(o.take("variable"), "")
		c.Scripts = r.scripts(&o)
		behavior := r.behavior(&o, behavior{}, false)
		b.Items, err = r.items(&o, behavior, 1)
		r.note(&info, "info.")
		o.nest("info", info)
		c.Extra = r.rest(&o, "")
	})
	if err != nil {
		return model.Bundle{}, r.report, err
	}
	return b, r.report, nil
}

// root takes a file apart, and unwraps it where it has none of the members that it must have.
func (r *reader) root(data []byte, members ...string) (object, error) {
	if !json.Valid(data) {
		return object{}, &model.InputError{Text: "the file is not valid JSON"}
	}
	o, ok := r.object(data)
	if !ok {
		return o, &model.InputError{Text: fmt.Sprintf("the file is %s where an object is expected", kindOfJSON(data))}
	}
	if slices.ContainsFunc(members, o.has) {
		return o, nil
	}
	for _, name := range wrappers {
		inner, ok := r.object(o.peek(name))
		if !ok || !slices.ContainsFunc(members, inner.has) {
			continue
		}
		for _, m := range o.members {
			if m.name != name && !empty(m.raw) {
				r.say(model.ReportLeftOut, "%q beside the %s has no place here", m.name, name)
			}
		}
		return inner, nil
	}
	return o, nil
}

func (r *reader) info(o *object) object {
	raw := o.take("info")
	info, ok := r.object(raw)
	if !ok && !empty(raw) {
		r.say(model.ReportLeftOut, "The information about the collection is %s and cannot be read", kindOfJSON(raw))
	}
	return info
}

func collectionName(o object) string {
	if name := textOf(o.peek("name")); name != "" {
		return name
	}
	return "New collection"
}

// items reads the requests and folders in a folder or collection.
func (r *reader) items(o *object, above behavior, depth int) ([]model.Item, error) {
	raw := o.take("item")
	switch kindOfJSON(raw) {
	case isMissing, isNull:
		return nil, nil
	case isArray:
	default:
		return nil, r.fail(`"item"`, isArray, raw)
	}
	if depth > MaxDepth {
		return nil, &model.InputError{Text: fmt.Sprintf("folders are nested more than %d deep", MaxDepth)}
	}
	var out []model.Item
	for e := range elements(raw) {
		child, ok := r.object(e)
		if !ok {
			r.say(model.ReportLeftOut, "One of the items is %s and cannot be read", kindOfJSON(e))
			continue
		}
		if !isFolder(&child) {
			request, examples := r.request(&child, above)
			out = append(out, model.Item{Request: &request, Examples: examples})
			continue
		}
		item, err := r.folder(&child, above, depth)
		if err != nil {
			return nil, err
		}
		out = append(out, item)
	}
	return out, nil
}

// isFolder tells folders from requests: a folder has items, and they may be none.
func isFolder(o *object) bool {
	kind := kindOfJSON(o.peek("item"))
	return kind != isMissing && (kind != isNull || !o.has("request"))
}

func (r *reader) folder(o *object, above behavior, depth int) (model.Item, error) {
	f := &model.Folder{ID: model.NewID(), Name: r.name(o, func() string { return "New folder" })}
	item := model.Item{Folder: f}
	var err error
	r.within(f.Name, func() {
		f.Docs = r.docs(o)
		f.Auth = r.auth(o)
		f.Scripts = r.scripts(o)
		behavior := r.behavior(o, above, false)
		item.Items, err = r.items(o, behavior, depth+1)
		f.Extra = r.rest(o, "")
	})
	return item, err
}
