package highlight

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func indent(t *testing.T, text string) (string, error) {
	t.Helper()
	var out, slow bytes.Buffer
	err := plainly(&out, strings.NewReader(text))
	if e := plainly(&slow, iotest.OneByteReader(strings.NewReader(text))); slow.String() != out.String() || (e == nil) != (err == nil) {
		t.Errorf("byte by byte: %q, %v; at once: %q, %v", slow.String(), e, out.String(), err)
	}
	return out.String(), err
}

// plainly formats as it is done without a wish.
func plainly(dst io.Writer, src io.Reader) error { return FormatJSON(dst, src, Style{}) }

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
		{"wrong word keeps the rest", "{\"a\":\n  tru, \"b\" : 1}", "{\n  \"a\": tru, \"b\" : 1}", `line 2, column 6: "true" is expected, not ','`},
		{"cut", `{"a":[1,2`, "{\n  \"a\": [\n    1,\n    2", `line 1, column 10: the text ends where "," or "]" is expected`},
		{"trailing comma", `[1,]`, "[\n  1,\n  ]", `line 1, column 4: a value is expected, not ']'`},
		{"wrong closer", `[1}`, "[\n  1}", `line 1, column 3: "," or "]" is expected, not '}'`},
		{"raw control", "\"a\tb\"", "\"a\tb\"", "line 1, column 3: a string holds a raw control character; write it as an escape"},
		{"leading zero", "012", "012", `line 1, column 2: space or the end of the text is expected, not '1'`},
		{"html", "<p>no</p>", "<p>no</p>", `line 1, column 1: a value is expected, not '<'`},
		{"open variable", `{{id`, `{{id`, `line 1, column 5: the text ends where "}}" is expected`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := indent(t, c.in)
			text := ""
			if err != nil {
				text = err.Error()
			}
			if got != c.want || text != c.err {
				t.Errorf("got %q, %q\nwant %q, %q", got, text, c.want, c.err)
			}
			if syntax, ok := errors.AsType[*SyntaxError](err); err != nil && (!ok || syntax.Offset > int64(len(c.in))) {
				t.Errorf("the error is no *SyntaxError within the text: %#v", err)
			}
		})
	}
}

func TestFormatJSONStyles(t *testing.T) {
	text := "\n{ \"a\" : [ 1.0 , {} , \"x , y\" ] ,\n\"b\":{{v}} }  2"
	for want, style := range map[string]Style{
		"{\"a\":[1.0,{},\"x , y\"],\"b\":{{v}}}\n2":                                   {Minify: true},
		"{\n\t\"a\": [\n\t\t1.0,\n\t\t{},\n\t\t\"x , y\"\n\t],\n\t\"b\": {{v}}\n}\n2": {Indent: "\t"},
	} {
		var out bytes.Buffer
		if err := FormatJSON(&out, strings.NewReader(text), style); err != nil || out.String() != want {
			t.Errorf("%+v: %v\n%s", style, err, cmp.Diff(want, out.String()))
		}
	}
}

func TestIndentJSONIsBounded(t *testing.T) {
	deep := strings.Repeat("[", 100_000)
	var out bytes.Buffer
	err := plainly(&out, strings.NewReader(deep))
	if err == nil || !strings.Contains(err.Error(), "nested deeper") {
		t.Errorf("got error %v", err)
	}
	if out.Len() > 5_000_000 {
		t.Errorf("%d bytes became %d", len(deep), out.Len())
	}
}

func TestIndentJSONPassesErrorsOn(t *testing.T) {
	broken := errors.New("broken")
	if err := plainly(io.Discard, io.MultiReader(strings.NewReader(`{"a":`), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("reading: %v", err)
	}
	if err := plainly(failing{broken}, strings.NewReader(`[1]`)); !errors.Is(err, broken) {
		t.Errorf("writing: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// FuzzIndentJSON holds the formatter against the standard library's.
func FuzzIndentJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,-2.5e3,"\u00ff"],"b":{}}`, `[[],[null]]`, "1 2", `{{x}}`, `"\`, `-`, "[1 2]", "\xef\xbb"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var got bytes.Buffer
		err := plainly(&got, bytes.NewReader(text))
		if json.Valid(text) {
			var want bytes.Buffer
			_ = json.Indent(&want, bytes.TrimSpace(text), "", "  ")
			if err != nil || !deep(text) && got.String() != want.String() {
				t.Fatalf("%q: %v\n%s", text, err, cmp.Diff(want.String(), got.String()))
			}
		}
		squeeze := func(b []byte) string {
			b = bytes.TrimPrefix(b, []byte("\ufeff"))
			return string(bytes.Map(func(r rune) rune {
				if strings.ContainsRune(" \n\t\r", r) {
					return -1
				}
				return r
			}, b))
		}
		if a, b := squeeze(text), squeeze(got.Bytes()); a != b {
			t.Fatalf("more than space has changed: %q became %q", a, b)
		}
	})
}

func deep(text []byte) bool {
	return bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) >= maxIndent
}

func TestIndentJSONOnCorpus(t *testing.T) {
	root := os.Getenv("POSTERN_CORPUS")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "corpus")
	}
	if _, err := os.Stat(root); err != nil {
		t.Skip("no corpus of real files at", root)
	}
	valid, invalid := 0, 0
	err := filepath.WalkDir(filepath.Join(root, "json"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".json" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var got bytes.Buffer
		bad := plainly(&got, bytes.NewReader(text))
		switch name := filepath.Base(path); {
		case json.Valid(text):
			valid++
			var want bytes.Buffer
			_ = json.Indent(&want, bytes.TrimSpace(text), "", "  ")
			if bad != nil || !deep(text) && want.String() != got.String() {
				t.Errorf("%s: %v", name, bad)
			}
		case strings.HasPrefix(name, "n_") && bad == nil && !sequence(text):
			t.Errorf("%s is no JSON and was taken for it: %.80q", name, text)
		case bad != nil:
			invalid++
		}
		return nil
	})
	if err != nil || valid < 100 || invalid < 100 {
		t.Errorf("%d valid and %d invalid files: %v", valid, invalid, err)
	}
}

// sequence tells whether the standard library reads the text as values one after the other.
func sequence(text []byte) bool {
	d := json.NewDecoder(bytes.NewReader(text))
	for {
		var v json.RawMessage
		if err := d.Decode(&v); err != nil {
			return err == io.EOF
		}
	}
}

func BenchmarkIndentJSON(b *testing.B) {
	text := []byte("[" + strings.Repeat(`{"id":12345,"name":"Some longer name of a thing","tags":["a","b"],"ok":true},`, 20000) + "1]")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if err := plainly(io.Discard, bytes.NewReader(text)); err != nil {
			b.Fatal(err)
		}
	}
}
