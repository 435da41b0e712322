package jsonview

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"postern/jsonpath"
	"postern/jsonscan"
)

const people = `[{"name":"Zoë","age":9},{"name":"ann","age":10.0,"x":null},7,{"age":100000000000000000002,"name":"Bob"},{"age":100000000000000000001},{"\u006eame":"cy","age":"?"}]`

// column reads a column of the rows shown.
func column(t *Table, col int) (out []string) {
	for i := range t.Len() {
		out = append(out, t.d.Preview(t.Cells(i)[col], 40))
		if t.Cells(i)[col].Kind == jsonscan.None {
			out[i] = "-"
		}
	}
	return out
}

func TestTable(t *testing.T) {
	d := Open(jsonscan.Text(people))
	table, err := d.Table(ctx, d.Root())
	if err != nil || !cmp.Equal(table.Columns, []Column{{Name: "name"}, {Name: "age"}, {Name: "x"}}) {
		t.Fatalf("%v, %v", table, err)
	}
	for _, c := range []struct {
		filter     string
		column     int
		descending bool
		want       string // ages
	}{
		{"", -1, false, `9 10.0 - 100000000000000000002 100000000000000000001 "?"`},
		{"", 1, false, `9 10.0 100000000000000000001 100000000000000000002 "?" -`},
		{"", 1, true, `"?" 100000000000000000002 100000000000000000001 10.0 9 -`},
		{"", 0, false, `100000000000000000002 9 10.0 "?" - 100000000000000000001`},
		{"ZOË", -1, false, `9`},
		{"0000", 1, true, `100000000000000000002 100000000000000000001`},
		{"nowhere", -1, false, ``},
	} {
		if err := table.Show(ctx, c.filter, c.column, c.descending); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(column(table, 1), " "); got != c.want {
			t.Errorf("%q by %d, %v: %s, want %s", c.filter, c.column, c.descending, got, c.want)
		}
	}
	table.Columns[0].Hidden = true
	if err := table.Show(ctx, "bob", -1, false); err != nil || table.Len() != 0 || table.Total() != 6 {
		t.Errorf("a hidden column was searched: %d rows, %v", table.Len(), err)
	}
}

func TestTableIsBounded(t *testing.T) {
	var b strings.Builder
	for i := range 500 {
		fmt.Fprintf(&b, `,{"k%d":1}`, i)
	}
	d := Open(jsonscan.Text("[" + b.String()[1:] + "]"))
	table, err := d.Table(ctx, d.Root())
	if err != nil || len(table.Columns) != 200 || table.More != 300 || table.Len() != 500 {
		t.Errorf("%d columns, %d more, %d rows, %v", len(table.Columns), table.More, table.Len(), err)
	}
}

func TestJSONPathFilter(t *testing.T) {
	d := Open(jsonscan.Text(people))
	var got []string
	err := d.JSONPathFilter(ctx, "$[?@.age > 9].age", Limits{Results: 2, Value: 5}, func(r Result) bool {
		got = append(got, fmt.Sprint(r.Path, " ", string(r.JSON), " ", r.Cut))
		return true
	})
	limit, ok := errors.AsType[*LimitError](err)
	if want := []string{"$[1]['age'] 10.0 false", "$[3]['age'] 10000 true"}; !cmp.Equal(got, want) || !ok || !strings.Contains(limit.Text, "more than 2") {
		t.Errorf("%q, %v", got, err)
	}
	if err := d.JSONPathFilter(ctx, "$[", Limits{}, nil); err == nil {
		t.Error("a wrong query was taken")
	} else if _, ok := errors.AsType[*jsonpath.SyntaxError](err); !ok {
		t.Errorf("%T", err)
	}
}

func jq(t *testing.T, text, program string, l Limits) ([]string, error) {
	t.Helper()
	var got []string
	err := Open(jsonscan.Text(text)).JQFilter(ctx, program, l, func(r Result) bool {
		got = append(got, string(r.JSON))
		if r.End > 0 && text[r.Start:r.End] != string(r.JSON) {
			t.Errorf("the place of %s is that of %s", r.JSON, text[r.Start:r.End])
		}
		return true
	})
	return got, err
}

func TestJQKeepsWhatWasWritten(t *testing.T) {
	text := `{"z":1.50,"a":[ 1e2, {"y":10000000000000000000001, "b":"\u00e9"} ],"e":{},"n":[]}`
	for program, want := range map[string][]string{
		".":              {text},
		".a":             {`[ 1e2, {"y":10000000000000000000001, "b":"\u00e9"} ]`},
		".a[1]":          {`{"y":10000000000000000000001, "b":"\u00e9"}`},
		".z":             {"1.50"},
		"{k: .a[1], z}":  {`{"k":{"y":10000000000000000000001, "b":"\u00e9"},"z":1.50}`},
		".a[1].b":        {`"é"`},
		".a[:1], .e, .n": {`[1e2]`, `{}`, `[]`},
		".z + 1":         {"2.5"},
		".a | length":    {"2"},
		"keys":           {`["a","e","n","z"]`},
		`"<\(.z)>"`:      {`"<1.50>"`},
		"nan, infinite":  {"null", "1.7976931348623157e+308"},
		".x, true":       {"null", "true"},
	} {
		if got, err := jq(t, text, program, Limits{}); err != nil || !cmp.Equal(got, want) {
			t.Errorf("%s: %v\n%s", program, err, cmp.Diff(want, got))
		}
	}
}

func TestJQIsBounded(t *testing.T) {
	for _, c := range []struct {
		text, program, want string
		l                   Limits
	}{
		{"0", "repeat(.)", "more than 5", Limits{Results: 5}},
		{"0", "[range(1e9)] | length", "stopped after", Limits{Time: 20 * time.Millisecond}},
		{"[1,2,3]", ".[0] + 1", "too much for it", Limits{Text: 3}},
		{"0", "[range(1e9)] | length", "more than 32 MB", Limits{Memory: 32 << 20}},
		{"0", ".[", "ends too early", Limits{}},
		{"0", ". ]", `character 3: "]"`, Limits{}},
		{"0", "nothere", "nothere", Limits{}},
		{"0", `error("own words")`, "own words", Limits{}},
		{"[1,", ".", "expected", Limits{}},
		{strings.Repeat("[", 20_000), ".", "nested too deep", Limits{}},
	} {
		if _, err := jq(t, c.text, c.program, c.l); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.20s, %s: %v", c.text, c.program, err)
		}
	}
}

func TestPlainJQPathsHaveNoLimit(t *testing.T) {
	text := `{"a":[{"b c":1.0,"d":[7,8]},{"b c":2,"d":[9]}],"e\"":true}`
	for program, path := range map[string]string{
		".": "$", `.a[]."b c"`: "$['a'][*]['b c']", `.a[1]["d"][-1]`: "$['a'][1]['d'][-1]", `.["e\""]`: `$['e"']`, ".a[].d[]?": "$['a'][*]['d'][*]", ".a[0].d": "$['a'][0]['d']",
	} {
		if got, ok := plainPath(program); !ok || got != path {
			t.Errorf("%s became %q", program, got)
		}
		small, err := jq(t, text, program, Limits{})
		large, errLarge := jq(t, text, program, Limits{Text: 1})
		if err != nil || errLarge != nil || len(small) == 0 || !cmp.Equal(small, large) {
			t.Errorf("%s: %q, %v, and without a limit %q, %v", program, small, err, large, errLarge)
		}
	}
	for _, program := range []string{".a | length", ".a[1:2]", ".[.x]", ".a,.b", `."a\(1)"`, ".a.", ".[", ". .a", ".a[-0]", "..", ".a b"} {
		if path, ok := plainPath(program); ok {
			t.Errorf("%s became %q", program, path)
		}
	}
}
