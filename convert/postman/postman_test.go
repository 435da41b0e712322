package postman

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"postern/model"
)

// exact compares everything but IDs; JSON that was kept is compared as text.
var exact = cmp.Options{
	cmpopts.IgnoreTypes(model.ID("")),
	cmp.Transformer("text", func(e model.Extra) string { return string(e[Key]) }),
}

const schemaLine = `"schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"`

// collectionOf wraps items into a collection.
func collectionOf(items string) string {
	return `{"info":{"name":"C",` + schemaLine + `},"item":[` + items + `]}`
}

// read reads a collection and checks that writing and reading it again gives the same.
func read(t *testing.T, text string) (model.Bundle, model.Report) {
	t.Helper()
	b, report, err := ReadCollection([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := ReadCollection(write(t, b, Options{IncludeSecrets: true}))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b, again, exact); diff != "" {
		t.Errorf("read again (-first +second):\n%s", diff)
	}
	return b, report
}

func write(t *testing.T, b model.Bundle, o Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := Write(&out, b, o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// readRequest reads the request part of an item.
func readRequest(t *testing.T, request string) (model.Request, []string) {
	t.Helper()
	b, report := read(t, collectionOf(`{"name":"R","request":`+request+`}`))
	return *b.Items[0].Request, linesOf(report)
}

func linesOf(r model.Report) []string {
	var out []string
	for _, i := range r.Items {
		out = append(out, fmt.Sprintf("%s: %s: %s", i.Path, i.Kind, i.Text))
	}
	return out
}

func extra(text string) model.Extra { return model.Extra{Key: json.RawMessage(text)} }

func TestKind(t *testing.T) {
	for text, want := range map[string]string{
		`{"info":{"name":"x"},"item":[]}`:                             KindCollection,
		`{"info":{` + schemaLine + `}}`:                               KindCollection,
		`{"collection":{"info":{},"item":[]}}`:                        KindCollection,
		`{"name":"x","item":[]}`:                                      KindCollection,
		`{"name":"x","order":[],"requests":[]}`:                       KindCollectionV1,
		`{"name":"x","values":[]}`:                                    KindEnvironment,
		`{"values":[{"key":"a","value":"b"}]}`:                        KindEnvironment,
		`{"environment":{"name":"x","values":[]}}`:                    KindEnvironment,
		`{"values":[],"_postman_variable_scope":"globals"}`:           KindGlobals,
		`{"values":[1,2]}`:                                            "",
		`{"openapi":"3.0.0","info":{"title":"x"},"paths":{}}`:         "",
		`{"name":"x","item":{}}`:                                      "",
		`{"collection":[]}`:                                           "",
		`{"info":{"schema":"https://example.com/schema"},"other":[]}`: "",
	} {
		var root map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text), &root); err != nil {
			t.Fatal(err)
		}
		if got := Kind(root); got != want {
			t.Errorf("Kind(%s) = %q, want %q", text, got, want)
		}
	}
}

func TestRefused(t *testing.T) {
	deep := strings.Repeat(`{"item":[`, MaxDepth+1) + strings.Repeat(`]}`, MaxDepth+1)
	for text, word := range map[string]string{
		`{"info":`: "not valid JSON",
		`[]`:       "a list where an object is expected",
		`{"info":{"schema":"https://schema.getpostman.com/json/collection/v1.0.0/collection.json"},"item":[]}`:   "v2.1",
		`{"info":{"schema":"https://schema.getpostman.com/json/collection/v999.0.0/collection.json"},"item":[]}`: "v999.0.0",
		`{"info":{"name":"C"},"item":"x"}`:                           `C: "item" is a text where a list is expected`,
		collectionOf(`{"name":"F","item":[{"name":"G","item":{}}]}`): `C/F/G: "item" is an object where a list is expected`,
		collectionOf(deep): "nested more than 500 deep",
	} {
		_, _, err := ReadCollection([]byte(text))
		if !errors.Is(err, model.ErrInvalid) || !strings.Contains(err.Error(), word) {
			t.Errorf("%.60s: got %v, want an error with %q", text, err, word)
		}
	}
}

func TestFoldersToTheLimit(t *testing.T) {
	n := MaxDepth - 1
	text := collectionOf(strings.Repeat(`{"name":"F","item":[`, n) + strings.Repeat(`]}`, n))
	b, _, err := ReadCollection([]byte(text))
	if err != nil || b.Count().Folders != n {
		t.Errorf("got %d folders and %v, want %d", b.Count().Folders, err, n)
	}
}

func TestCollection(t *testing.T) {
	b, report := read(t, `{"info":{"_postman_id":"p","name":"C","description":{"content":"docs","type":"text/markdown"},"x":1},
		"item":[{"name":"F","description":"inside","_my":[2, 1],"item":[]},{"item":null},7],
		"variable":[{"key":"n","value":1.50,"type":"number","description":"d"},{"key":"s","value":"v","type":"secret"},{"id":"i","value":null,"disabled":true}],
		"x":{"b":1,"a":2},"x":{"b":2,"a":3}}`)
	want := model.Bundle{
		Collection: model.Collection{Name: "C", Docs: "docs",
			Extra: extra(`{"info":{"_postman_id":"p","description":{"content":"docs","type":"text/markdown"},"x":1},"x":{"b":2,"a":3}}`),
			Variables: []model.Variable{
				{Key: "n", Value: "1.50", Description: "d", Extra: extra(`{"type":"number","value":1.50}`)},
				{Key: "s", Value: "v", Secret: true},
				{Key: "i", Disabled: true, Extra: extra(`{"id":"i","value":null}`)},
			}},
		Items: []model.Item{
			{Folder: &model.Folder{Name: "F", Docs: "inside", Extra: extra(`{"_my":[2,1]}`)}},
			{Folder: &model.Folder{Name: "New folder"}},
		},
	}
	if diff := cmp.Diff(want, b, exact); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	wantLines := []string{
		`: approximated: "x" is given more than once; the last one was taken`,
		"C/F: kept: Kept without effect here: _my",
		"C: left out: One of the items is a number and cannot be read",
		"C: kept: Kept without effect here: info.x, x",
	}
	if diff := cmp.Diff(wantLines, linesOf(report)); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func TestIDsAreNew(t *testing.T) {
	text := []byte(collectionOf(`{"id":"same","name":"F","item":[{"id":"same","request":"x","response":[{"id":"same"}]}]}`))
	seen := map[model.ID]bool{}
	for range 2 {
		b, _, err := ReadCollection(text)
		if err != nil {
			t.Fatal(err)
		}
		f := b.Items[0]
		for _, id := range []model.ID{b.Collection.ID, f.Folder.ID, f.Items[0].Request.ID, f.Items[0].Examples[0].ID} {
			if id == "" || id == "same" || seen[id] {
				t.Errorf("ID %q is not new", id)
			}
			seen[id] = true
		}
	}
}
