package postman

import (
	"encoding/json"
	"strings"

	"postern/model"
)

// request reads an item that is a request.
func (r *reader) request(o *object, above behavior) (model.Request, []model.Example) {
	raw := o.take("request")
	q := model.Request{ID: model.NewID(), Name: r.name(o, func() string { return defaultName(raw) })}
	var examples []model.Example
	r.within(q.Name, func() {
		saved, rest := r.wire(raw)
		q.Method, q.URL, q.Query, q.PathParams = saved.Method, saved.URL, saved.Query, saved.PathParams
		q.Headers, q.Body = saved.Headers, saved.Body
		q.Auth = r.auth(&rest)
		q.Docs = r.requestDocs(o, &rest)
		q.Scripts = r.scripts(o)
		q.Settings = r.behavior(o, above, true).settings()
		examples = r.examples(o.take("response"), q)
		r.note(&rest, "request.")
		o.nest("request", rest)
		q.Extra = r.rest(o, "")
	})
	return q, examples
}

// requestDocs takes the description of the request, else that of its item.
func (r *reader) requestDocs(item, request *object) string {
	docs := r.docs(request)
	raw, ok := item.get("description")
	if !ok {
		return docs
	}
	if docs == "" && docsOf(raw) != "" {
		request.take("description")
		request.members = append(request.members, member{name: "description", raw: item.take("description")})
		return r.docs(request)
	}
	if docsOf(raw) == docs {
		item.take("description")
	}
	return docs
}

// wire reads what goes over the wire, from a request or from the one that an example keeps. What is
// left of the object is for the caller.
func (r *reader) wire(raw json.RawMessage) (model.SavedRequest, object) {
	var s model.SavedRequest
	o, ok := r.object(raw)
	if !ok {
		if kind := kindOfJSON(raw); kind != isString && kind != isMissing && kind != isNull {
			r.say(model.ReportApproximated, "The request is %s; it was taken as a URL", kind)
		}
		o = object{members: []member{{name: "url", raw: quote(textOf(raw))}}}
	}
	s.Method = r.method(&o)
	s.Headers = r.fields(o.take("header"), "headers", parseHeaderLines)
	a := r.address(o.take("url"))
	s.URL, s.Query, s.PathParams = a.url, a.query, a.path
	s.Body = r.body(o.take("body"), s.Headers)
	o.nest("url", a.rest)
	return s, o
}

// method takes the method in upper case, as Postman sends it. None means GET.
func (r *reader) method(o *object) string {
	raw := o.take("method")
	if kind := kindOfJSON(raw); kind != isString {
		if kind != isMissing && kind != isNull {
			r.say(model.ReportApproximated, "The method is %s; GET was taken", kind)
		}
		return "GET"
	}
	if m := strings.ToUpper(strings.TrimSpace(unquote(raw))); m != "" {
		return m
	}
	return "GET"
}

// name takes the name of an item, or gives it one.
func (r *reader) name(o *object, otherwise func() string) string {
	raw := o.peek("name")
	if strings.TrimSpace(textOf(raw)) == "" {
		o.take("name")
		return otherwise()
	}
	return r.text(o, "name")
}

func defaultName(raw json.RawMessage) string {
	s, _ := new(reader).wire(raw)
	if s.URL == "" {
		return "New request"
	}
	return s.Method + " " + model.RoutePath(s.URL, nil, false)
}

// writeRequest makes the item of a request with its examples.
func (w *writer) writeRequest(q *model.Request, examples []model.Example) (*output, error) {
	kept := extraOf(q.Extra)
	inner, behavior := kept.takeObject("request"), kept.takeObject(behaviorName)
	o := newOutput()
	o.text("name", q.Name, &kept)
	writeScripts(o, q.Scripts)
	w.writeBehavior(o, q.Settings, behavior)
	request := newOutput()
	w.setAuth(request, q.Auth, &inner)
	writeWire(request, model.SavedRequest{Method: q.Method, URL: q.URL, Query: q.Query,
		PathParams: q.PathParams, Headers: q.Headers, Body: q.Body}, &inner)
	request.docs(q.Docs, &inner)
	o.set("request", request.rest(inner))
	w.behind(requestBehind(q.Mock))
	responses := make([]any, 0, len(examples))
	for i := range examples {
		e, err := w.writeExample(&examples[i])
		if err != nil {
			return nil, err
		}
		responses = append(responses, e)
	}
	o.set("response", responses)
	return o.rest(kept), nil
}

func writeWire(o *output, s model.SavedRequest, kept *object) {
	method := s.Method
	if method == "" {
		method = "GET"
	}
	o.set("method", method)
	o.set("header", writeFields(s.Headers))
	if body := writeBody(s.Body); body != nil {
		o.set("body", body)
	}
	if url := writeAddress(s.URL, s.Query, s.PathParams, kept.takeObject("url")); url != nil {
		o.set("url", url)
	}
}
