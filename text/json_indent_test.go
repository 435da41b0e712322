package text

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestIndentJSON(t *testing.T) {
	for _, c := range []struct{ name, in, want, err string }{
		{"nested", `{"b":[1,{"c":null}],"a":{}}`, "{\n  \"b\": [\n    1,\n    {\n      \"c\": null\n    }\n  ],\n  \"a\": {}\n}", ""},
		{"numbers stay as written", `[1.0e+2,-0,12345678901234567890.10]`, "[\n  1.0e+2,\n  -0,\n  12345678901234567890.10\n]", ""},
		{"escapes stay as written", `"\u00e9\/é\\"`, `"\u00e9\/é\\"`, ""},
		{"repeated names", `{"a":1,"a":2}`, "{\n  \"a\": 1,\n  \"a\": 2\n}", ""},
		{"space", " { }\n", "{}", ""},
		{"empty", "", "", ""},
		{"mark", "\ufeff[]", "[]", ""},
		{"lines", "{\"a\":1}\n{\"a\":2}\n", "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}", ""},
		{"variable", `{"id":{{id}},"n":[{{a.b}}]}`, "{\n  \"id\": {{id}},\n  \"n\": [\n    {{a.b}}\n  ]\n}", ""},
		{"wrong word keeps the rest", "{\"a\":\n  tru, \"b\" : 1}", "{\n  \"a\": tru, \"b\" : 1}", `byte 11: "true" is expected, not ','`},
		{"cut", `{"a":[1,2`, "{\n  \"a\": [\n    1,\n    2", `byte 9: the text ends where "," or "]" is expected`},
		{"trailing comma", `[1,]`, "[\n  1,\n  ]", `byte 3: a value is expected, not ']'`},
		{"wrong closer", `[1}`, "[\n  1}", `byte 2: "," or "]" is expected, not '}'`},
		{"raw control", "\"a\tb\"", "\"a\tb\"", "byte 2: a string holds a raw control character; write it as an escape"},
		{"leading zero", "012", "012", `byte 1: space or the end of the text is expected, not '1'`},
		{"html", "<p>no</p>", "<p>no</p>", `byte 0: a value is expected, not '<'`},
		{"open variable", `{{id`, `{{id`, `byte 4: the text ends where "}}" is expected`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := IndentJSON(context.Background(), NewBuffer([]byte(c.in)))
			words := ""
			if err != nil {
				words = err.Error()
			}
			if string(got) != c.want || words != c.err {
				t.Errorf("got %q, %q\nwant %q, %q", got, words, c.want, c.err)
			}
		})
	}
}

func TestIndentJSONIsBoundedAndCanBeCanceled(t *testing.T) {
	deep := NewBuffer([]byte(strings.Repeat("[", 100_000)))
	out, err := IndentJSON(context.Background(), deep)
	if err == nil || !strings.Contains(err.Error(), "nested deeper") || len(out) > 5_000_000 {
		t.Errorf("%d bytes became %d: %v", deep.Len(), len(out), err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := IndentJSON(ctx, deep); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// checkIndented holds what came of formatting all at once against the standard library and against formatting byte by
// byte.
func checkIndented(t *testing.T, text, got []byte, err error) {
	t.Helper()
	switch variables := bytes.Contains(text, []byte("{{")); {
	case json.Valid(text):
		var want bytes.Buffer
		_ = json.Indent(&want, bytes.TrimSpace(text), "", "  ") // it is valid
		if err != nil || !deep(text) && want.String() != string(got) {
			t.Fatalf("%.200q: %v\n%.200q is not\n%.200q", text, err, got, want.String())
		}
	case err == nil && !variables && !sequence(bytes.TrimPrefix(text, []byte("\ufeff"))):
		t.Fatalf("%.200q is no JSON and was taken for it", text)
	}
	if a, b := squeezed(text), squeezed(got); !bytes.Equal(a, b) {
		t.Fatalf("more than space has changed: %.200q became %.200q", a, b)
	}
	m, slow := beginJSON(NewBuffer(text)), []byte(nil)
	for i := int(m.consumed); i < len(text); i++ {
		slow, _ = m.feed(slow, text[i:i+1])
	}
	if !bytes.Equal(slow, got) {
		t.Fatalf("%.200q: byte by byte it becomes %.200q, at once %.200q", text, slow, got)
	}
}

// deep tells whether a text may be nested deeper than is indented.
func deep(text []byte) bool {
	return bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) >= maxIndent
}

// sequence tells whether the standard library reads a text as values one after the other.
func sequence(text []byte) bool {
	d := json.NewDecoder(bytes.NewReader(text))
	for {
		var v json.RawMessage
		if err := d.Decode(&v); err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}

// squeezed is a text without space and byte order mark.
func squeezed(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if strings.ContainsRune(" \n\t\r", r) {
			return -1
		}
		return r
	}, bytes.TrimPrefix(text, []byte("\ufeff")))
}
