package workbench

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"time"

	"postern/model"
)

// PassedChange returns the change that keeps an answer as an example: of the request of its route, or of
// a new request where the mock has none. An example whose saved request and status are the same takes the
// answer instead, so that recording does not grow without end.
func (b *Bench) PassedChange(collection model.ID, p model.MockPassed) (model.Change, error) {
	tree, err := b.sharedTree()
	if err != nil {
		return model.Change{}, fmt.Errorf("keep the answer: %w", err)
	}
	if h, ok := tree.Head(collection); !ok || tree.Parent(collection) == "" {
		return model.Change{}, fmt.Errorf("keep the answer: the collection %q is gone: %w", h.Name, model.ErrNotFound)
	}
	change := model.Change{Name: "save example " + p.Example.Name}
	e := p.Example.Clone()
	request := p.Request
	if request == "" || tree.Collection(request) != collection {
		if request, err = b.sameRequest(tree, collection, &e.Saved); err != nil {
			return model.Change{}, err
		}
	}
	if request == "" {
		q := RecordedRequest(&e.Saved)
		request = q.ID
		change.Edits = append(change.Edits, model.Put{Entity: &q}, model.Place{ID: q.ID, Parent: collection, Index: -1})
	} else if old, ok := b.sameExample(tree, request, &e); ok {
		old.Status, old.Reason, old.Headers, old.Body, old.Created = e.Status, e.Reason, e.Headers, e.Body, e.Created
		change.Edits = append(change.Edits, model.Put{Entity: &old})
		return change, nil
	}
	change.Edits = append(change.Edits, model.Put{Entity: &e}, model.Place{ID: e.ID, Parent: request, Index: -1})
	return change, nil
}

// RecordedRequest makes the request that an example was the answer to.
func RecordedRequest(s *model.SavedRequest) model.Request {
	path := s.URL
	if at := strings.Index(path, "}}"); at >= 0 && strings.HasPrefix(path, "{{") {
		path = path[at+2:]
	} else if _, rest, ok := strings.Cut(path, "://"); ok {
		_, path, _ = strings.Cut(rest, "/")
		path = "/" + path
	}
	q := model.Request{ID: model.NewID(), Name: strings.TrimSpace(s.Method + " " + path), Method: s.Method, URL: s.URL,
		PathParams: s.PathParams, Query: s.Query, Headers: s.Headers, Body: s.Body}
	return q.Clone()
}

// sameRequest finds a request of the collection with the method and URL of a saved one.
func (b *Bench) sameRequest(tree *model.Tree, collection model.ID, s *model.SavedRequest) (found model.ID, err error) {
	var look func(parent model.ID)
	look = func(parent model.ID) {
		for _, id := range tree.Children(parent) {
			h, _ := tree.Head(id)
			switch {
			case found != "" || err != nil:
				return
			case h.Kind == model.KindFolder:
				look(id)
			case h.Kind == model.KindRequest:
				q, fault := b.store.Request(id)
				if err = fault; err == nil && q.MethodOrGet() == s.Method && q.URL == s.URL {
					found = id
				}
			}
		}
	}
	look(collection)
	return found, err
}

// sameExample finds an example of a request that was the answer to the same saved request with the same
// status.
func (b *Bench) sameExample(tree *model.Tree, request model.ID, e *model.Example) (model.Example, bool) {
	for _, id := range tree.Children(request) {
		old, err := b.store.Example(id)
		s, t := &old.Saved, &e.Saved
		if err == nil && old.Status == e.Status && s.Method == t.Method && s.URL == t.URL && sameFields(s.Query, t.Query) &&
			sameFields(s.PathParams, t.PathParams) && reflect.DeepEqual(s.Body, t.Body) {
			return old, true
		}
	}
	return model.Example{}, false
}

func sameFields(a, b []model.Field) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Key != b[i].Key || a[i].Value != b[i].Value {
			return false
		}
	}
	return true
}

// EntryExample makes an example that answers a request of the journal, as it could be kept: 200 with an
// empty JSON object, for the user to fill in. Headers are left out, since a saved request is not compared
// by them, and so is a body that was not kept whole.
func (b *Bench) EntryExample(collection model.ID, e model.MockEntry) (model.MockPassed, error) {
	c, err := b.store.Collection(collection)
	if err != nil {
		return model.MockPassed{}, fmt.Errorf("save as example: %w", err)
	}
	base := "{{baseUrl}}"
	if c.Mock.KeepBasePath { // the path of the base URL is in the path already
		base = "http://localhost"
	}
	path, query, _ := strings.Cut(e.Path, "?")
	out := model.MockPassed{Seq: e.Seq, Route: e.Route, Example: model.Example{ID: model.NewID(), Name: "200 OK", Status: 200, Reason: "OK",
		Headers: []model.Field{{Key: "Content-Type", Value: "application/json"}}, Body: model.Bytes([]byte("{}")), Created: time.Now().UTC(),
		Saved: model.SavedRequest{Method: cmp.Or(e.Method, "GET"), URL: base + path, Body: entryBody(e)}}}
	if query != "" {
		out.Example.Saved.Query = model.ParseQuery(query)
	}
	for _, r := range b.MockStatus(collection).Routes {
		if r.Key == e.Route {
			out.Request = r.Request
		}
	}
	return out, nil
}

// entryBody is the body of a request of the journal as the editor shows it.
func entryBody(e model.MockEntry) model.Body {
	if len(e.Body) == 0 || e.Truncated || !model.Text(e.Body) {
		return model.Body{}
	}
	kind := strings.ToLower(entryHeader(e, "Content-Type"))
	text := string(e.Body)
	switch {
	case strings.Contains(kind, "json"):
		return model.Body{Mode: model.BodyJSON, Text: text}
	case strings.Contains(kind, "xml"):
		return model.Body{Mode: model.BodyXML, Text: text}
	case strings.HasPrefix(kind, "application/x-www-form-urlencoded"):
		return model.Body{Mode: model.BodyURLEncoded, Form: model.ParseQuery(text)}
	case strings.HasPrefix(kind, "multipart/"):
		return model.Body{} // its parts cannot be told from the text alone
	}
	return model.Body{Mode: model.BodyText, Text: text}
}

func entryHeader(e model.MockEntry, name string) string {
	for _, h := range e.Headers {
		if strings.EqualFold(h.Key, name) {
			return h.Value
		}
	}
	return ""
}
