package validate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"postern/internal/corpus"
)

var ctx = context.Background()

// say writes problems in one line each.
func say(problems []Problem) string {
	var out []string
	for _, p := range problems {
		mark := ""
		if p.Severity == Hint {
			mark = "hint "
		}
		out = append(out, fmt.Sprintf("%s%d:%d+%d %s", mark, p.Line, p.Column, p.Length, p.Text))
	}
	return strings.Join(out, "\n")
}

func TestJSONInWords(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":[1,2.5e-3,"\u00e9\n",true,null,{}]}`: "",
		" 1 ":                       "",
		"":                          "1:1+0 the text is empty; JSON is at least one value",
		"{\"a\": 1,\n}":             "1:8+1 a comma stands before }; JSON has no trailing commas",
		"[1,\n 2 ,]":                "2:4+1 a comma stands before ]; JSON has no trailing commas",
		"{\n  // note\n  \"a\":1}":  "2:3+7 JSON has no comments",
		"[1 /* x */]":               "1:4+7 JSON has no comments",
		"{\"a\":1}\n# x":            "2:1+3 JSON has no comments",
		"{\"a\":1 \"b\":2}":         "1:8+1 a comma is missing before the next name",
		"[1 2]":                     "1:4+1 a comma is missing before the next value",
		"{a:1}":                     `1:2+1 a name needs double quotes: "a"`,
		"{'a':1}":                   `1:2+1 names stand in double quotes: "`,
		"['é']":                     `1:2+1 texts stand in double quotes: "`,
		`["é", True]`:               "1:7+4 True is written in small letters: true",
		`[None]`:                    "1:2+4 None is Python; JSON has null",
		`{"a":}`:                    `1:6+1 a value is missing before "}"`,
		`{"a" 1}`:                   `1:6+1 ":" is expected after a name`,
		`{"a"=1}`:                   `1:5+1 ":" is expected after a name, not "="`,
		"[\n[1}":                    "2:3+1 } does not close the [ of line 2",
		"{\"a\":\n[1":               "2:3+0 the text ends here, and the [ of line 2 is not closed",
		"[\"a\nb\"]":                `1:2+2 the string is not closed on its line; a line break is written \n`,
		"[\"a\tb\"]":                `1:4+1 a string holds a raw control character; it is written \t`,
		`["\x"]`:                    `1:3+2 there is no escape \x; a backslash itself is written \\`,
		`["\u12"]`:                  `1:3+4 \u needs four hexadecimal digits`,
		`[012]`:                     "1:2+1 a number has no leading zeros",
		`[.5]`:                      "1:2+1 a number needs a digit before the point",
		`[5.]`:                      "1:3+1 a number needs a digit after the point",
		`[+1]`:                      "1:2+1 a number has no plus sign",
		`[-]`:                       "1:2+1 a minus sign needs a digit after it",
		`[0x1F]`:                    "1:3+3 JSON has no hexadecimal numbers",
		`[NaN]`:                     "1:2+3 NaN is JavaScript; JSON has null",
		`1}`:                        "1:2+1 } closes nothing",
		"{}\n{}":                    "2:1+1 after the value the text has to end",
		"[\"\xff\"]":                "1:3+1 bytes that are no UTF-8; JSON is UTF-8",
		`{"a":1,"b":2,"\u0061":3}`:  "hint 1:14+8 the object has this name twice; most readers keep only the last value",
		`[{"a":1},{"a":{"a":1}}]`:   "",
		`[9007199254740993]`:        "hint 1:2+16 the number is too long for a double; JavaScript and others read it as 9007199254740992",
		`[9007199254740994, 1e999]`: "hint 1:20+5 the number is larger than a double holds; many readers make infinity of it or refuse it",
		`["\ud800"]`:                "hint 1:3+6 half of a surrogate pair stands alone; readers may refuse or replace it",
		"\ufeff{}":                  "hint 1:1+3 the text begins with a byte order mark; JSON has none, and some readers refuse it",
		`{"a":1,"a":2,}`:            "hint 1:8+3 the object has this name twice; most readers keep only the last value\n1:13+1 a comma stands before }; JSON has no trailing commas",
		"{\"a\": hello}":            `1:7+5 a value is expected, not "hello"; texts stand in double quotes`,
	} {
		problems, err := JSON(ctx, []byte(text))
		if got := say(problems); err != nil || got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestJSONParserSuite(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus.Dir(t, "json"), "nst__JSONTestSuite", "test_parsing", "*.json"))
	if err != nil || len(files) < 150 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		problems, err := JSON(ctx, text)
		if err != nil {
			t.Fatal(err)
		}
		switch name := filepath.Base(file); {
		case name[0] == 'y' && Faulty(problems):
			t.Errorf("%s is JSON: %s", name, say(problems))
		case name[0] == 'n' && !Faulty(problems):
			t.Errorf("%s is no JSON: %.60q", name, text)
		}
		checkPlace(t, text, problems)
	}
}

// checkPlace holds the first fault against the place where the standard library gives up. Both are right
// about a string or a word as a whole, so the library's place is inside of ours or follows it.
func checkPlace(t *testing.T, text []byte, problems []Problem) {
	var v any
	fault, ok := errors.AsType[*json.SyntaxError](json.Unmarshal(text, &v))
	if !ok || strings.Contains(fault.Error(), "max depth") || len(problems) == 0 || !utf8.Valid(text) || bytes.HasPrefix(text, []byte("\ufeff")) {
		return
	}
	p := problems[len(problems)-1]
	at := int(fault.Offset) - 1
	if strings.Contains(p.Text, "trailing comma") { // ours is the comma
		at = bytes.LastIndexByte(text[:at], ',')
	}
	if at < p.Offset-1 || at > p.Offset+p.Length {
		t.Errorf("%.60q: the fault is at %d+%d (%s), the library's at %d (%v)", text, p.Offset, p.Length, p.Text, at, fault)
	}
}

func TestJSONDepth(t *testing.T) {
	for _, pair := range [][2]string{{"[", "]"}, {`{"a":`, "}"}, {`[{"b":`, "}]"}} {
		deep := strings.Repeat(pair[0], 100_000) + "1" + strings.Repeat(pair[1], 100_000)
		if problems, err := JSON(ctx, []byte(deep)); err != nil || len(problems) != 0 {
			t.Errorf("%s: %s, %v", pair[0], say(problems), err)
		}
	}
}

func TestCancel(t *testing.T) {
	gone, cancel := context.WithCancel(ctx)
	cancel()
	text := []byte("[" + strings.Repeat("1,", 100_000) + "]")
	if problems, err := JSON(gone, text); !errors.Is(err, context.Canceled) || len(problems) != 0 {
		t.Errorf("%s, %v", say(problems), err)
	}
}

func FuzzJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,-2.5e3,"\u00ff"],"b":{}}`, "[1,]", "// x", "\"\\ud800", "\ufeff", `{"a":1,"a":2}`, "01", "-", "tru"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		problems, err := JSON(ctx, text)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			if p.Offset < 0 || p.Length < 0 || p.Offset+p.Length > len(text) || p.Length == 0 && p.Offset < len(text) || p.Line < 1 || p.Column < 1 || !utf8.ValidString(p.Text) && utf8.Valid(text) {
				t.Errorf("%q: %+v", text, p)
			}
		}
		text = bytes.TrimPrefix(text, []byte("\ufeff"))
		if valid := json.Valid(text); utf8.Valid(text) && valid == Faulty(problems) && bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) < 10_000 {
			t.Errorf("%q: valid is %v, and %s", text, valid, say(problems))
		}
	})
}

func BenchmarkJSON(b *testing.B) {
	for _, size := range []int{100_000, 10_000_000} {
		row := `{"id":12345,"name":"Some longer name of a thing","tags":["a","b"],"ok":true},`
		text := []byte("[" + strings.Repeat(row, size/len(row)) + "1]")
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if problems, err := JSON(ctx, text); err != nil || len(problems) > 0 {
					b.Fatal(say(problems), err)
				}
			}
		})
	}
}
