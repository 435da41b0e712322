package postman

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func ptr[T any](v T) *T { return &v }

func TestRequest(t *testing.T) {
	for _, c := range []struct {
		name, item string
		want       model.Request
		lines      []string
	}{
		{"text is a GET", `{"name":"R","request":"http://h/a?b=c#f"}`,
			model.Request{Name: "R", Method: "GET", URL: "http://h/a#f", Query: []model.Field{{Key: "b", Value: "c"}}}, nil},
		{"method in lower case", `{"name":"R","request":{"method":" patch "}}`, model.Request{Name: "R", Method: "PATCH"}, nil},
		{"method null", `{"name":"R","request":{"method":null}}`, model.Request{Name: "R", Method: "GET"}, nil},
		{"no name", `{"request":{"method":"POST","url":"{{base}}/a/b"}}`, model.Request{Name: "POST /a/b", Method: "POST", URL: "{{base}}/a/b"}, nil},
		{"nothing", `{"name":" "}`, model.Request{Name: "New request", Method: "GET"}, nil},
		{"name is a number", `{"name":5,"request":"x"}`, model.Request{Name: "5", Method: "GET", URL: "x", Extra: extra(`{"name":5}`)}, nil},
		{"headers", `{"name":"R","request":{"header":[{"key":"A","value":"1","name":"A"},{"key":"B","value":"2","disabled":true},{"key":"C","value":3,"enabled":false},"D: 4",null,7]}}`,
			model.Request{Name: "R", Method: "GET", Headers: []model.Field{{Key: "A", Value: "1", Extra: extra(`{"name":"A"}`)},
				{Key: "B", Value: "2", Disabled: true}, {Key: "C", Value: "3", Disabled: true, Extra: extra(`{"value":3}`)}, {Key: "D", Value: "4"}}},
			[]string{"C/R: left out: One of the headers is a number and cannot be read"}},
		{"headers as text", `{"name":"R","request":{"header":"A: 1\r\n\r\nB:http://x"}}`,
			model.Request{Name: "R", Method: "GET", Headers: []model.Field{{Key: "A", Value: "1"}, {Key: "B", Value: "http://x"}}}, nil},
		{"headers as object", `{"name":"R","request":{"header":{"A":"1"}}}`,
			model.Request{Name: "R", Method: "GET", Headers: []model.Field{{Key: "A", Value: "1"}}},
			[]string{"C/R: converted: The headers are written as one object; each member became a row"}},
		{"description of the request", `{"name":"R","description":"same","request":{"description":"same"}}`, model.Request{Name: "R", Method: "GET", Docs: "same"}, nil},
		{"description of the item", `{"name":"R","description":"item","request":{"description":null}}`, model.Request{Name: "R", Method: "GET", Docs: "item"}, nil},
		{"two descriptions", `{"name":"R","description":"item","request":{"description":{"content":"own"}}}`,
			model.Request{Name: "R", Method: "GET", Docs: "own", Extra: extra(`{"description":"item","request":{"description":{"content":"own"}}}`)},
			[]string{"C/R: kept: Kept without effect here: description"}},
		{"unknown members", `{"name":"R","id":"1","request":{"certificate":{"k":[1.0]},"proxy":{}},"fav":true}`,
			model.Request{Name: "R", Method: "GET", Extra: extra(`{"fav":true,"id":"1","request":{"certificate":{"k":[1.0]},"proxy":{}}}`)},
			[]string{"C/R: kept: Kept without effect here: request.certificate, fav"}},
		{"settings", `{"name":"R","protocolProfileBehavior":{"disableBodyPruning":true,"followRedirects":false,"maxRedirects":0,"strictSSL":false,"disableCookies":true}}`,
			model.Request{Name: "R", Method: "GET", Settings: model.RequestSettings{BodyOnGet: true, FollowRedirects: ptr(false), MaxRedirects: ptr(0), VerifyTLS: ptr(false)},
				Extra: extra(`{"protocolProfileBehavior":{"disableCookies":true}}`)},
			[]string{"C/R: kept: Kept without effect here: protocolProfileBehavior.disableCookies"}},
		{"settings that cannot be", `{"name":"R","protocolProfileBehavior":{"disableBodyPruning":false,"followRedirects":"no","maxRedirects":1e31}}`,
			model.Request{Name: "R", Method: "GET", Extra: extra(`{"protocolProfileBehavior":{"disableBodyPruning":false,"followRedirects":"no","maxRedirects":1e31}}`)},
			[]string{"C/R: kept: Kept without effect here: protocolProfileBehavior.followRedirects, protocolProfileBehavior.maxRedirects"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, report := read(t, collectionOf(c.item))
			if diff := cmp.Diff(c.want, *b.Items[0].Request, exact); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.lines, linesOf(report)); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSettingsOfFoldersReachRequests(t *testing.T) {
	b, _ := read(t, collectionOf(`{"name":"F","protocolProfileBehavior":{"disableBodyPruning":true,"maxRedirects":2},"item":[
		{"name":"inherits"},
		{"name":"own","protocolProfileBehavior":{"disableBodyPruning":false,"maxRedirects":5}}]}`))
	inside := b.Items[0].Items
	want := []model.RequestSettings{{BodyOnGet: true, MaxRedirects: ptr(2)}, {MaxRedirects: ptr(5)}}
	got := []model.RequestSettings{inside[0].Request.Settings, inside[1].Request.Settings}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestScripts(t *testing.T) {
	b, report := read(t, collectionOf(`{"name":"R","event":[
		{"listen":"test","script":{"id":"1","type":"text/javascript","exec":["a\r","b"],"packages":{"p":{}}}},
		{"listen":"prerequest","disabled":true,"id":"e","script":{"type":"text/javascript","exec":"one\ntwo"}},
		{"listen":"test","script":"plain"},
		{"listen":"test","script":{"src":"https://example.com/s.js"}}, 3]}`))
	want := []model.Script{
		{Event: "test", Source: "a\r\nb", Extra: extra(`{"script":{"id":"1","packages":{"p":{}}}}`)},
		{Event: "prerequest", Source: "one\ntwo", Disabled: true, Extra: extra(`{"id":"e"}`)},
		{Event: "test", Source: "plain"},
		{Event: "test", Extra: extra(`{"script":{"src":"https://example.com/s.js"}}`)},
	}
	if diff := cmp.Diff(want, b.Items[0].Request.Scripts, exact); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	lines := []string{
		"C/R: converted: A script is written as plain text; it was taken as source",
		"C/R: left out: One of the scripts is a number and cannot be read",
		"C/R: kept: Kept without effect here: script.src",
	}
	if diff := cmp.Diff(lines, linesOf(report)); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}
