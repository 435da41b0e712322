package convert_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/convert"
	"postern/model"
)

// wrong are the values that take the place of every value of a file in turn.
var wrong = []any{nil, true, false, json.Number("7"), json.Number("-1e999"), "", "text", "a=b&c", "http://x/:y?z#",
	[]any{}, []any{nil, "x", json.Number("1"), []any{}, map[string]any{}}, map[string]any{},
	map[string]any{"key": "k", "value": json.Number("1"), "type": "string"}}

// TestWrongTypesEverywhere puts values of wrong types at every place of a file that has all the members
// that Postern knows. Each is imported, or refused with words, and nothing is lost on the way back.
func TestWrongTypesEverywhere(t *testing.T) {
	data, err := os.ReadFile("testdata/everything.json")
	if err != nil {
		t.Fatal(err)
	}
	var root any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&root); err != nil {
		t.Fatal(err)
	}
	whole := root.(map[string]any)
	items := whole["item"].([]any)
	whole["item"] = []any{}
	places := 0
	check := func() {
		places++
		text, err := json.Marshal(root)
		if err != nil {
			t.Fatal(err)
		}
		checkTolerant(t, text)
	}
	mutate(root, check)
	for _, item := range items { // one at a time, which is much faster
		root = map[string]any{"info": whole["info"], "protocolProfileBehavior": whole["protocolProfileBehavior"], "item": []any{item}}
		mutate(item, check)
	}
	if places < 3000 {
		t.Errorf("only %d changes were tried", places)
	}
}

// mutate calls f for every wrong value at every place below v, one at a time.
func mutate(v any, f func()) {
	switch v := v.(type) {
	case map[string]any:
		for key, was := range v {
			mutate(was, f)
			for _, x := range wrong {
				v[key] = x
				f()
			}
			delete(v, key)
			f()
			v[key] = was
		}
	case []any:
		for i, was := range v {
			mutate(was, f)
			for _, x := range wrong {
				v[i] = x
				f()
			}
			v[i] = was
		}
	}
}

func checkTolerant(t *testing.T, text []byte) {
	t.Helper()
	im, err := convert.Read("mutant", text)
	if err != nil {
		var fault *model.InputError
		if !errors.As(err, &fault) {
			t.Fatalf("%v is no *InputError", err)
		}
		return
	}
	for _, b := range im.Bundles {
		var out bytes.Buffer
		if _, err := convert.Write(&out, b, "postman", convert.WriteOptions{IncludeSecrets: true}); err != nil {
			t.Fatal(err)
		}
		again, err := convert.Read("again", out.Bytes())
		if err != nil {
			t.Fatalf("%v\n%s", err, out.Bytes())
		}
		first, second := withoutIDs([]model.Bundle{b}), withoutIDs(again.Bundles)
		if !reflect.DeepEqual(first, second) {
			t.Errorf("imported again (-first +second):\n%s", cmp.Diff(first, second))
		}
	}
}
