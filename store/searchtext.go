package store

import (
	"strconv"

	"postern/model"
)

// searched lists the fields in which words are searched, best first; their index is their rank.
var searched = []model.MatchField{model.MatchName, model.MatchURL, model.MatchHeader, model.MatchParam,
	model.MatchVariable, model.MatchDocs, model.MatchBody, model.MatchScript}

// texts holds what can be found of an entity, by the rank of the field: a row of a list is one text.
type texts [8][]string

func (t *texts) add(field model.MatchField, text string) {
	if text == "" {
		return
	}
	for rank, f := range searched {
		if f == field {
			t[rank] = append(t[rank], text)
			return
		}
	}
}

func (t *texts) fields(field model.MatchField, sep string, rows []model.Field) {
	for _, f := range rows {
		text := f.Key
		if !f.Bare {
			text += sep + f.Value
		}
		t.add(field, text)
		t.add(model.MatchDocs, f.Description)
	}
}

func (t *texts) scripts(list []model.Script) {
	for _, s := range list {
		t.add(model.MatchScript, s.Source)
	}
}

// variables leaves the values of secrets out.
func (t *texts) variables(list []model.Variable) {
	for _, v := range list {
		if v.Secret {
			t.add(model.MatchVariable, v.Key)
		} else {
			t.add(model.MatchVariable, v.Key+"="+v.Value)
		}
		t.add(model.MatchDocs, v.Description)
	}
}

func (t *texts) body(b model.Body) {
	t.add(model.MatchBody, b.Text)
	t.add(model.MatchBody, b.Variables)
	t.fields(model.MatchBody, "=", b.Form)
	for _, p := range b.Parts {
		t.fields(model.MatchBody, "=", []model.Field{p.Field})
		for _, file := range p.Files {
			t.add(model.MatchBody, file)
		}
	}
	t.add(model.MatchBody, b.File)
}

func (t *texts) request(url string, query, path, headers []model.Field, b model.Body) {
	t.add(model.MatchURL, url)
	t.fields(model.MatchHeader, ": ", headers)
	t.fields(model.MatchParam, "=", query)
	t.fields(model.MatchParam, "=", path)
	t.body(b)
}

// textsOf returns what can be found of an entity; body is that of an example.
func textsOf(e model.Entity, body []byte) (t texts) {
	t.add(model.MatchName, e.Head().Name)
	switch e := e.(type) {
	case *model.Collection:
		t.add(model.MatchDocs, e.Docs)
		t.variables(e.Variables)
		t.scripts(e.Scripts)
	case *model.Folder:
		t.add(model.MatchDocs, e.Docs)
		t.scripts(e.Scripts)
	case *model.Request:
		t.request(e.URL, e.Query, e.PathParams, e.Headers, e.Body)
		t.add(model.MatchDocs, e.Docs)
		t.scripts(e.Scripts)
	case *model.Example:
		t.add(model.MatchBody, string(body))
		t.fields(model.MatchHeader, ": ", e.Headers)
		s := e.Saved
		t.request(s.URL, s.Query, s.PathParams, s.Headers, s.Body)
	case *model.Environment:
		t.variables(e.Variables)
	}
	return t
}

// textsOfExchange returns what can be found of an entry of the history.
func textsOfExchange(e model.Exchange) (t texts) {
	t.add(model.MatchName, e.RequestName)
	t.add(model.MatchURL, e.Request.URL)
	t.add(model.MatchURL, e.Request.Method)
	if e.Response != nil {
		t.add(model.MatchURL, strconv.Itoa(e.Response.Status))
	}
	return t
}
