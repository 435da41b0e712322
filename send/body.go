package send

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"

	"postern/model"
)

// payloadOf returns the body of a request; nil means that it has none. typed is the Content-Type that
// the user set, or "".
func payloadOf(r model.Request, typed string, expand func(string) string) (*payload, *model.Failure) {
	b := r.Body
	if b.Disabled || b.Mode == model.BodyNone || bodiless(r) {
		return nil, nil
	}
	p := &payload{contentType: b.ContentType()}
	var failure *model.Failure
	switch b.Mode {
	case model.BodyGraphQL:
		failure = p.graphQL(expand(b.Text), expand(b.Variables))
	case model.BodyURLEncoded:
		p.text(formText(b.Form, expand))
	case model.BodyMultipart:
		failure = p.multipart(b.Parts, typed, expand)
	case model.BodyFile:
		failure = p.whole(strings.TrimSpace(expand(b.File)))
	case model.BodyJSON, model.BodyText, model.BodyXML:
		p.text(expand(b.Text))
	default:
		failure = failBodyMode(b.Mode)
	}
	if failure != nil {
		return nil, failure
	}
	if p.size == 0 && b.Mode != model.BodyFile {
		return nil, nil // an empty editor is no body
	}
	return p, nil
}

// bodiless tells whether the method of a request leaves its body out.
func bodiless(r model.Request) bool {
	switch strings.ToUpper(r.MethodOrGet()) {
	case "GET", "HEAD":
		return !r.Settings.BodyOnGet
	}
	return false
}

func (p *payload) whole(path string) *model.Failure {
	if path == "" {
		return failNoFile("the body")
	}
	return p.file(path)
}

// graphQL adds a query with its variables as JSON, as GraphQL over HTTP has it.
func (p *payload) graphQL(query, variables string) *model.Failure {
	if strings.TrimSpace(query) == "" {
		return nil
	}
	if strings.TrimSpace(variables) == "" {
		variables = "{}"
	}
	if err := json.Unmarshal([]byte(variables), new(json.RawMessage)); err != nil {
		return failGraphQL(variables, err)
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(struct {
		Query     string          `json:"query"`
		Variables json.RawMessage `json:"variables"`
	}{query, json.RawMessage(variables)})
	if err != nil {
		return failGraphQL(variables, err)
	}
	p.text(strings.TrimSuffix(out.String(), "\n"))
	return nil
}

// formText encodes a form as application/x-www-form-urlencoded, in the order of its rows.
func formText(rows []model.Field, expand func(string) string) string {
	var b strings.Builder
	for _, f := range model.Enabled(rows) {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(url.QueryEscape(expand(f.Key)))
		if !f.Bare {
			b.WriteString("=" + url.QueryEscape(expand(f.Value)))
		}
	}
	return b.String()
}
