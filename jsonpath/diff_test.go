package jsonpath

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"sort"
	"strings"
	"testing"
	"time"

	theirs "github.com/theory/jsonpath"

	"postern/jsonscan"
)

// shape is a source of random documents and queries over few names, so that queries find something.
type shape struct{ *rand.Rand }

func (r shape) pick(s ...string) string { return s[r.IntN(len(s))] }

func (r shape) document(depth int) string {
	if depth == 0 || r.IntN(4) == 0 {
		return r.pick("1", "2.5", "-3", `"a"`, `"b"`, "true", "null", `""`)
	}
	var parts []string
	if r.IntN(2) == 0 {
		for range r.IntN(5) {
			parts = append(parts, r.document(depth-1))
		}
		return "[" + strings.Join(parts, r.pick(",", " , ")) + "]"
	}
	for i, name := range []string{"a", "b", "c", "d"} {
		if r.IntN(2) == 0 || i == 0 {
			parts = append(parts, fmt.Sprintf("%q:%s", name, r.document(depth-1)))
		}
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func (r shape) query(depth int) string {
	out := "$"
	for range 1 + r.IntN(4) {
		out += r.pick("", "", "..", "")
		if strings.HasSuffix(out, "..") {
			out += r.pick("a", "b", "*", "[0]", "["+r.selector(depth)+"]")
			continue
		}
		out += r.pick(".a", ".b", ".*", "[*]", "["+r.selector(depth)+"]", "["+r.selector(depth)+","+r.selector(depth)+"]")
	}
	return out
}

func (r shape) selector(depth int) string {
	if depth > 0 && r.IntN(3) == 0 {
		return "?" + r.condition(depth-1)
	}
	return r.pick("'a'", `"c"`, "0", "-1", "2", "*", "1:", ":2", "::-1", "-2:", "3:0:-2", "0:3:2")
}

func (r shape) condition(depth int) string {
	q := "@" + r.query(depth)[1:]
	single := r.pick("@", "$") + r.pick(".a", ".b.a", "[0]", "[-1]", "")
	switch r.IntN(7) {
	case 0:
		return q
	case 1:
		return "!" + q
	case 2:
		if r.IntN(2) == 0 {
			return single + r.pick("==", "!=") + r.pick("@.b", "$.a")
		}
		// Two absent values are <= by the RFC ("== implies <="), which the other evaluator does not say.
		return single + r.pick("==", "!=", "<", ">=", "<=", ">") + r.pick("1", "'a'", "null", "true", "2.50")
	case 3:
		return r.pick("count("+q+")", "length("+single+")", "value("+q+")") + r.pick(">", "==", "<=") + r.pick("1", "2", "0")
	case 4:
		return "match(" + single + ",'[ab]')"
	case 5:
		return "(" + r.condition(0) + "||" + r.condition(0) + ")"
	}
	return r.condition(0) + "&&" + r.condition(0)
}

// TestAgreesWithAnother holds the evaluator against one that decodes the document, over random queries.
// Members of objects have no order there, so results are compared as sets of locations.
func TestAgreesWithAnother(t *testing.T) {
	r := shape{rand.New(rand.NewPCG(3, 5))}
	found := 0
	for range 1_500 {
		query, document := r.query(2), r.document(5)
		other, err := theirs.Parse(query)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		p, err := Parse(query)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		var decoded any
		if err := json.Unmarshal([]byte(document), &decoded); err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, n := range other.SelectLocated(decoded) {
			want = append(want, n.Path.String())
		}
		_, got := evaluate(t, p, []byte(document))
		sort.Strings(want)
		sort.Strings(got)
		if len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(got, want) {
			t.Fatalf("%s of %s\ngave %q\nwant %q", query, document, got, want)
		}
		found += len(got)
	}
	if found < 700 {
		t.Errorf("only %d results in all: the queries are too strange", found)
	}
}

func FuzzPath(f *testing.F) {
	f.Add("$.a[?@.b == 'x' && match(@.c, 'a.*')]", `{"a":[{"b":"x","c":"abc"}]}`)
	f.Add("$..[1:-1:2,'k']", `[1,[2,{"k":null}],"\`)
	f.Add("$[?count(@..*) > length($)]", `[[],{"a":{}}`)
	f.Fuzz(func(t *testing.T, query, document string) {
		p, err := Parse(query)
		if err != nil {
			if e := err.(*SyntaxError); e.Offset < 0 || e.Offset > len(query) {
				t.Errorf("%q: the fault is at %d", query, e.Offset)
			}
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
		defer cancel()
		type place struct{ from, to int64 }
		run := func(src jsonscan.Source) (out []place, failed bool) {
			err := p.Each(ctx, src, func(m Match) bool {
				if m.Start < 0 || m.End <= m.Start || m.End > int64(len(document)) {
					t.Errorf("%q of %q: a match at %d to %d", query, document, m.Start, m.End)
				}
				_ = m.Location()
				out = append(out, place{m.Start, m.End})
				return len(out) < 1000
			})
			return out, err != nil
		}
		a, x := run(jsonscan.Text(document))
		b, y := run(bytes.NewReader([]byte(document)))
		if ctx.Err() != nil {
			return // where it was stopped is chance
		}
		if x != y || !reflect.DeepEqual(a, b) {
			t.Errorf("%q of %q: in memory %v, %v, read %v, %v", query, document, a, x, b, y)
		}
	})
}
