package postman

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func TestBody(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       model.Body
		line       string
	}{
		{"none", `null`, model.Body{}, ""},
		{"json", `{"mode":"raw","raw":"{}","options":{"raw":{"language":"json"}}}`, model.Body{Mode: model.BodyJSON, Text: "{}"}, ""},
		{"xml", `{"mode":"raw","raw":"<a/>","options":{"raw":{"language":"xml","headerFamily":"xml"}}}`,
			model.Body{Mode: model.BodyXML, Text: "<a/>", Extra: extra(`{"options":{"raw":{"language":"xml","headerFamily":"xml"}}}`)}, ""},
		{"html", `{"mode":"raw","raw":"<p>","options":{"raw":{"language":"html"}}}`, model.Body{Mode: model.BodyText, Text: "<p>", Language: "html"}, ""},
		{"text", `{"mode":"raw","raw":"t","options":{"raw":{"language":"text"}}}`, model.Body{Mode: model.BodyText, Text: "t", Language: "text"}, ""},
		{"unknown language", `{"mode":"raw","raw":"t","options":{"raw":{"language":"yaml"}}}`,
			model.Body{Mode: model.BodyText, Text: "t", Extra: extra(`{"options":{"raw":{"language":"yaml"}}}`)}, ""},
		{"no language", `{"mode":"raw","raw":"t"}`, model.Body{Mode: model.BodyText, Text: "t"}, ""},
		{"no mode", `{"raw":"t"}`, model.Body{Mode: model.BodyText, Text: "t"}, ""},
		{"plain text", `"t"`, model.Body{Mode: model.BodyText, Text: "t"}, "taken as raw"},
		{"raw is an object", `{"mode":"raw","raw":{"a": 1}}`, model.Body{Mode: model.BodyText, Text: `{"a":1}`, Extra: extra(`{"raw":{"a":1}}`)}, "taken as its JSON text"},
		{"nothing to send", `{"mode":"raw","raw":""}`, model.Body{Extra: extra(`{"mode":"raw"}`)}, ""},
		{"empty form", `{"mode":"urlencoded","urlencoded":[]}`, model.Body{Extra: extra(`{"mode":"urlencoded"}`)}, ""},
		{"empty JSON", `{"mode":"raw","raw":"","options":{"raw":{"language":"json"}}}`, model.Body{Mode: model.BodyJSON}, ""},
		{"disabled", `{"mode":"raw","raw":"t","disabled":true}`, model.Body{Mode: model.BodyText, Text: "t", Disabled: true}, ""},
		{"form", `{"mode":"urlencoded","urlencoded":[{"key":"a","value":"b","description":"d","disabled":true,"type":"text"}]}`,
			model.Body{Mode: model.BodyURLEncoded, Form: []model.Field{{Key: "a", Value: "b", Description: "d", Disabled: true, Extra: extra(`{"type":"text"}`)}}}, ""},
		{"form as text", `{"mode":"urlencoded","urlencoded":"a=b%20c&d"}`,
			model.Body{Mode: model.BodyURLEncoded, Form: []model.Field{{Key: "a", Value: "b c"}, {Key: "d"}}}, ""},
		{"file", `{"mode":"file","file":{"src":"/f"}}`, model.Body{Mode: model.BodyFile, File: "/f"}, ""},
		{"file with content", `{"mode":"file","file":{"content":"c"}}`, model.Body{Mode: model.BodyFile, Extra: extra(`{"file":{"content":"c"}}`)}, "body.file.content"},
		{"graphql", `{"mode":"graphql","graphql":{"query":"{a}","variables":"{}"}}`, model.Body{Mode: model.BodyGraphQL, Text: "{a}", Variables: "{}"}, ""},
		{"graphql variables as object", `{"mode":"graphql","graphql":{"query":"{a}","variables":{"n": 1.0},"operationName":"o"}}`,
			model.Body{Mode: model.BodyGraphQL, Text: "{a}", Variables: `{"n":1.0}`, Extra: extra(`{"graphql":{"operationName":"o"}}`)}, "body.graphql.operationName"},
		{"other modes are kept", `{"mode":"raw","raw":"t","urlencoded":[{"key":"a","value":"b"}],"graphql":{"query":"q"},"file":{"src":"/f"}}`,
			model.Body{Mode: model.BodyText, Text: "t", Form: []model.Field{{Key: "a", Value: "b"}}, File: "/f", Extra: extra(`{"graphql":{"query":"q"}}`)}, ""},
		{"unknown mode", `{"mode":"smoke","smoke":[1]}`, model.Body{Extra: extra(`{"mode":"smoke","smoke":[1]}`)}, `mode "smoke"`},
		{"parts", `{"mode":"formdata","formdata":[
			{"key":"one","type":"file","src":"/a","contentType":"image/png","fileName":"n"},
			{"key":"two","type":"file","src":["/a","/b"]},
			{"key":"list","type":"file","src":["/a"]},
			{"key":"unset","type":"file","src":null},
			{"key":"text","value":"v","type":"text","disabled":true,"uuid":"u"},
			{"key":"other","value":"v","type":"default"},
			{"key":"odd","type":"upload","src":[]}]}`,
			model.Body{Mode: model.BodyMultipart, Parts: []model.Part{
				{Field: model.Field{Key: "one"}, IsFile: true, Files: []string{"/a"}, ContentType: "image/png", FileName: "n"},
				{Field: model.Field{Key: "two"}, IsFile: true, Files: []string{"/a", "/b"}},
				{Field: model.Field{Key: "list", Extra: extra(`{"src":["/a"]}`)}, IsFile: true, Files: []string{"/a"}},
				{Field: model.Field{Key: "unset", Extra: extra(`{"src":null}`)}, IsFile: true},
				{Field: model.Field{Key: "text", Value: "v", Disabled: true, Extra: extra(`{"uuid":"u"}`)}},
				{Field: model.Field{Key: "other", Value: "v", Extra: extra(`{"type":"default"}`)}},
				{Field: model.Field{Key: "odd", Extra: extra(`{"src":[],"type":"upload"}`)}, IsFile: true},
			}}, "form parts.uuid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, lines := readRequest(t, `{"body":`+c.body+`}`)
			if diff := cmp.Diff(c.want, q.Body, exact); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if text := strings.Join(lines, "\n"); (c.line == "") != (text == "") || !strings.Contains(text, c.line) {
				t.Errorf("report %q, want a line with %q", text, c.line)
			}
		})
	}
}

func TestContentTypeTellsTheModeOfRawBodies(t *testing.T) {
	for header, want := range map[string]model.BodyMode{
		`{"key":"content-type","value":"application/problem+json; charset=utf-8"}`: model.BodyJSON,
		`{"key":"Content-Type","value":"text/xml"}`:                                model.BodyXML,
		`{"key":"Content-Type","value":"text/csv"}`:                                model.BodyText,
		`{"key":"Content-Type","value":"application/json","disabled":true}`:        model.BodyText,
	} {
		q, _ := readRequest(t, `{"header":[`+header+`],"body":{"mode":"raw","raw":"x"}}`)
		if q.Body.Mode != want {
			t.Errorf("%s: got %q, want %q", header, q.Body.Mode, want)
		}
	}
}

// What the user changed after an import wins over the spelling that was kept.
func TestEditedBodyIsWritten(t *testing.T) {
	b, _ := read(t, collectionOf(`{"name":"R","request":{"body":{"mode":"raw","raw":1,"options":{"raw":{"language":"yaml"}}}}}`))
	q := b.Items[0].Request
	q.Body.Mode, q.Body.Text = model.BodyJSON, "2"
	again, _ := read(t, string(write(t, b, Options{})))
	if diff := cmp.Diff(model.Body{Mode: model.BodyJSON, Text: "2"}, again.Items[0].Request.Body, exact); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
