package mock

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func TestParseSegment(t *testing.T) {
	tests := []struct {
		text string
		kind kind
		path string // an example that matches, with the values of its parameters
		want []string
	}{
		{"products", literal, "products", nil},
		{"a%20b", literal, "a b", nil},
		{"100%", literal, "100%", nil},
		{":", literal, ":", nil},
		{"messages:send", literal, "messages:send", nil},
		{"12:30", literal, "12:30", nil},
		{":id", parameter, "7", []string{"7"}},
		{"{id}", parameter, "7", []string{"7"}},
		{"{{id}}", parameter, "7", []string{"7"}},
		{"{a}{b}", parameter, "7", []string{"7"}},
		{":name.json", mixed, "x.y.json", []string{"x.y"}},
		{"report-:id.csv", mixed, "report-7.csv", []string{"7"}},
		{"{id}:cancel", mixed, "7:cancel", []string{"7"}},
		{"Products('{{key}}')", mixed, "Products('7')", []string{"7"}},
		{"{a}-{b}.{c}", mixed, "--x.y.z", []string{"-", "x", "y.z"}},
		{"v{n:[0-9]+}-{x}", mixed, "v12-a", []string{"12", "a"}},
		{"{id:[0-9]{2,3}}", patterned, "123", []string{"123"}},
		{`:id(\d+)`, patterned, "12", []string{"12"}},
		{`:file(.+\.csv)`, patterned, "a.csv", []string{"a.csv"}},
		{`:a((x|y)+)`, patterned, "xyx", []string{"xyx"}},
		{`report-:id(\d+).csv`, mixed, "report-7.csv", []string{"7"}},
		{"Products(:key)", mixed, "Products(7)", []string{"7"}},
		{"{id:int}", patterned, "-5", []string{"-5"}},
		{"**", catchAll, "x", []string{"x"}},
		{"{rest...}", catchAll, "x", []string{"x"}},
		{":rest*", catchAll, "x", []string{"x"}},
		{"{rest:path}", catchAll, "x", []string{"x"}},
	}
	for _, tt := range tests {
		s, err := parseSegment(tt.text, true)
		if err != nil || s.kind != tt.kind {
			t.Errorf("%s is %s, want %s (%v)", tt.text, s.kind, tt.kind, err)
			continue
		}
		got, ok := s.capture(nil, tt.path)
		if diff := cmp.Diff(tt.want, got); diff != "" || !ok {
			t.Errorf("%s on %s: %v %s", tt.text, tt.path, ok, diff)
		}
	}
	for _, text := range []string{"{id", "{{id", "{id:[}", ":id(a", ":id([)"} {
		if _, err := parseSegment(text, true); !errors.Is(err, model.ErrInvalid) {
			t.Errorf("%s: got %v", text, err)
		}
	}
	for text, ok := range map[string]bool{"*": true, "{+name}": true, "**": false, "{rest...}": false, ":rest*": false} {
		if s, err := parseSegment(text, false); (err == nil) != ok || ok && s.kind != parameter {
			t.Errorf("%s in the middle of a path is %s, %v", text, s.kind, err)
		}
	}
}

func TestSegmentRefuses(t *testing.T) {
	for text, path := range map[string]string{":id": "", "report-:id.csv": "report-.csv", "{a}-{b}": "-x", "{id:[0-9]+}": "7\n",
		"{n:[0-9]+}.json": "x.json", "{n}.csv": ".csv", "a%2Fb": "a"} {
		s, err := parseSegment(text, true)
		if err != nil || s.match(path) {
			t.Errorf("%s matches %q (%v)", text, path, err)
		}
	}
}

func TestPreferences(t *testing.T) {
	got := preferences([]string{`respond-async, code=404; strict="a,b", Example="a \"quoted\", b"`, `code=200, wait`})
	want := map[string]string{"respond-async": "", "code": "404", "example": `a "quoted", b`, "wait": ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestContentType(t *testing.T) {
	tests := map[string]string{"": "", `{"a":1}`: "application/json", " [1]\n": "application/json", `"text"`: "application/json",
		"{not json": "text/plain; charset=utf-8", "<!DOCTYPE html><p>": "text/html; charset=utf-8", "<p>hi</p>": "text/html; charset=utf-8",
		`<?xml version="1.0"?><a/>`: "application/xml", "<note/>": "application/xml", "hello": "text/plain; charset=utf-8",
		"\x89PNG\x0D\x0A\x1A\x0A": "image/png", "\x00\x01\x02": "application/octet-stream"}
	for body, want := range tests {
		if got := contentType([]byte(body)); got != want {
			t.Errorf("%q is %s, want %s", body, got, want)
		}
	}
}

func TestHeaderText(t *testing.T) {
	for text, want := range map[string]string{"plain 100%": "plain 100%", "Größe": "Gr%C3%B6%C3%9Fe", "a\r\nb": "a%0D%0Ab"} {
		if got := headerText(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestWild(t *testing.T) {
	for value, want := range map[string]bool{"{{id}}": true, "a-{{id}}": true, "<string>": true, "<date-time>": true,
		"": false, "7": false, "<>": false, "<a b>": false, "{id}": false} {
		if got := wild(value); got != want {
			t.Errorf("%q: %v", value, got)
		}
	}
}

func TestQuoteVariables(t *testing.T) {
	tests := map[string]string{`{"a": {{b}}}`: `{"a": "{{b}}"}`, `{"a": "x {{b}}"}`: `{"a": "x {{b}}"}`,
		`{"a": "\"{{b}}"}`: `{"a": "\"{{b}}"}`, `{"a":{"b":{}}}`: `{"a":{"b":{}}}`, `[{{a}},{{b}}]`: `["{{a}}","{{b}}"]`}
	for text, want := range tests {
		if got := quoteVariables(text); got != want {
			t.Errorf("%s became %s, want %s", text, got, want)
		}
	}
}
