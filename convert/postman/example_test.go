package postman

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func TestExamples(t *testing.T) {
	asked := model.SavedRequest{Method: "GET", URL: "h/a"}
	for _, c := range []struct {
		name, response string
		want           []model.Example
		line           string
	}{
		{"whole", `[{"id":"i","name":"E","originalRequest":{"method":"POST","header":[{"key":"A","value":"1"}],"auth":{"type":"noauth"},"description":"d","url":{"raw":"h/:x?q=1","variable":[{"key":"x","value":"7"}]},"body":{"mode":"raw","raw":"t"}},
			"status":"Created","code":201,"_postman_previewlanguage":"json","header":[{"key":"B","value":"2"}],"cookie":[],"responseTime":"5","body":"text"}]`,
			[]model.Example{{Name: "E", Status: 201, Reason: "Created", Headers: []model.Field{{Key: "B", Value: "2"}}, Body: model.Bytes([]byte("text")),
				Saved: model.SavedRequest{Method: "POST", URL: "h/:x", Query: []model.Field{{Key: "q", Value: "1"}}, PathParams: []model.Field{{Key: "x", Value: "7"}},
					Headers: []model.Field{{Key: "A", Value: "1"}}, Body: model.Body{Mode: model.BodyText, Text: "t"}, Extra: extra(`{"auth":{"type":"noauth"},"description":"d"}`)},
				Extra: extra(`{"_postman_previewlanguage":"json","cookie":[],"id":"i","responseTime":"5"}`)}}, ""},
		{"next to nothing", `[{"originalRequest":"h/a","header":null,"body":null,"code":null}]`, []model.Example{{Name: "Example", Saved: asked}}, ""},
		{"code as text", `[{"name":"E","originalRequest":"h/a","code":"404","header":"A: 1\nB: 2"}]`,
			[]model.Example{{Name: "E", Saved: asked, Status: 404, Headers: []model.Field{{Key: "A", Value: "1"}, {Key: "B", Value: "2"}}, Extra: extra(`{"code":"404"}`)}}, ""},
		{"code that cannot be", `[{"originalRequest":"h/a","code":20000}]`, []model.Example{{Name: "Example", Saved: asked, Extra: extra(`{"code":20000}`)}}, "no status code"},
		{"no request", `[{"code":200}]`, []model.Example{{Name: "Example 200", Status: 200, Saved: asked}}, "copy of the request"},
		{"bytes", `[{"name":"E","originalRequest":"h/a","stream":{"type":"Buffer","data":[255,0]}}]`,
			[]model.Example{{Name: "E", Saved: asked, Body: model.Bytes([]byte{255, 0})}}, ""},
		{"bytes that are text", `[{"name":"E","originalRequest":"h/a","stream":{"type":"Buffer","data":[65]}}]`,
			[]model.Example{{Name: "E", Saved: asked, Body: model.Bytes([]byte("A")), Extra: extra(`{"stream":{"type":"Buffer","data":[65]}}`)}}, ""},
		{"body is an object", `[{"name":"E","originalRequest":"h/a","body":{"a": 1}}]`,
			[]model.Example{{Name: "E", Saved: asked, Body: model.Bytes([]byte(`{"a":1}`)), Extra: extra(`{"body":{"a":1}}`)}}, ""},
		{"one object", `{"name":"E","originalRequest":"h/a"}`, []model.Example{{Name: "E", Saved: asked}}, "became one example"},
		{"no examples", `"none"`, nil, "cannot be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, report := read(t, collectionOf(`{"name":"R","request":"h/a","response":`+c.response+`}`))
			if diff := cmp.Diff(c.want, b.Items[0].Examples, exact); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if text := strings.Join(linesOf(report), "\n"); (c.line == "") != (text == "") || !strings.Contains(text, c.line) {
				t.Errorf("report %q, want a line with %q", text, c.line)
			}
		})
	}
}

func TestWriteTellsWhatHasNoPlace(t *testing.T) {
	b, _ := read(t, collectionOf(`{"name":"R","request":"h/a","response":[{"name":"E"},{"name":"F"}]}`))
	b.Collection.Mock.Scenario = "empty"
	b.Items[0].Examples[1].Mock.When = "start"
	b.Items[0].Request.Settings.Timeout = ptr(time.Second)
	b.Items[0].Request.Settings.TrustMocks = ptr(true)
	for i := range b.Items[0].Examples {
		b.Items[0].Examples[i].Created = time.Unix(1, 0)
	}
	report, err := Write(io.Discard, b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"C/R: left out: Whether the request trusts the mocks of this machine has no place in a Postman collection",
		"C/R: left out: The timeout of the request has no place in a Postman collection",
		"C: left out: The times at which examples were saved have no place in a Postman collection",
		"C/R/F: left out: What the mock does here has no place in a Postman collection: only in state \"start\"",
		"C: left out: What the mock does here has no place in a Postman collection: scenario \"empty\" in force",
	}
	if diff := cmp.Diff(want, linesOf(report)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestBodyStillInTheStore(t *testing.T) {
	b, _ := read(t, collectionOf(`{"name":"R","request":"h/a","response":[{"name":"E"}]}`))
	b.Items[0].Examples[0].Body = model.Content{Hash: "abc", Size: 3}
	var out strings.Builder
	if _, err := Write(&out, b, Options{}); !errors.Is(err, model.ErrInvalid) || !strings.Contains(err.Error(), "C/R/E") || out.Len() > 0 {
		t.Errorf("got %v and %d bytes, want an error that names C/R/E and nothing written", err, out.Len())
	}
}
