package jsonpath

import (
	"context"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"postern/internal/corpus"
	"postern/jsonscan"
)

// suite is the compliance test suite of RFC 9535, as it is published.
type suite struct {
	Tests []struct {
		Name         string
		Selector     string
		Document     json.RawMessage
		Result       []any
		Results      [][]any
		ResultPaths  []string   `json:"result_paths"`
		ResultsPaths [][]string `json:"results_paths"`
		Invalid      bool       `json:"invalid_selector"`
	}
}

func TestComplianceSuite(t *testing.T) {
	text, err := os.ReadFile(corpus.Dir(t, "jsonpath", "cts.json"))
	if err != nil {
		t.Fatal(err)
	}
	var s suite
	if err := json.Unmarshal(text, &s); err != nil || len(s.Tests) < 500 {
		t.Fatalf("%d cases: %v", len(s.Tests), err)
	}
	for _, c := range s.Tests {
		p, err := Parse(c.Selector)
		if c.Invalid != (err != nil) {
			t.Errorf("%s: %s: invalid is %v, the error is %v", c.Name, c.Selector, c.Invalid, err)
		}
		if err != nil || c.Invalid {
			continue
		}
		values, paths := evaluate(t, p, c.Document)
		results, wantPaths := c.Results, c.ResultsPaths
		if results == nil {
			results, wantPaths = [][]any{c.Result}, [][]string{c.ResultPaths}
		}
		ok := false
		for i, want := range results {
			ok = ok || reflect.DeepEqual(values, append([]any{}, want...)) && (wantPaths == nil || len(want) == 0 || reflect.DeepEqual(paths, wantPaths[i]))
		}
		if !ok {
			t.Errorf("%s: %s of %.200s\ngave %v, %v\nwant %v", c.Name, c.Selector, c.Document, values, paths, results)
		}
	}
}

// evaluate runs a query and decodes what it found.
func evaluate(t *testing.T, p *Path, document []byte) ([]any, []string) {
	t.Helper()
	values, paths := []any{}, []string{}
	err := p.Each(context.Background(), jsonscan.Text(document), func(m Match) bool {
		var v any
		if err := json.Unmarshal(document[m.Start:m.End], &v); err != nil {
			t.Errorf("%s found %q: %v", p, document[m.Start:m.End], err)
		}
		values, paths = append(values, v), append(paths, m.Location())
		return true
	})
	if err != nil {
		t.Errorf("%s: %v", p, err)
	}
	return values, paths
}

func TestLocationsAreQueries(t *testing.T) {
	document := `{"a'b\\":[{"\n\u0001é":[1,[2]]}],"":{"x y":null}}`
	all, err := Parse("$..*")
	if err != nil {
		t.Fatal(err)
	}
	values, paths := evaluate(t, all, []byte(document))
	if len(paths) != 8 || !strings.Contains(strings.Join(paths, " "), `['\n\u0001é']`) {
		t.Errorf("got %q", paths)
	}
	for i, path := range paths {
		p, err := Parse(path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if again, _ := evaluate(t, p, []byte(document)); len(again) != 1 || !reflect.DeepEqual(again[0], values[i]) {
			t.Errorf("%s leads to %v, not to %v", path, again, values[i])
		}
	}
}
