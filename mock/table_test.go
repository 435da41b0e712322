package mock

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func TestRoutesPoolExamplesByShape(t *testing.T) {
	b, o := parseBundle(t, `
pin GET /things/{number} = two
request GET {{baseUrl}}/things/:id
  example one 200 one
request GET https://api.example.com/things/{name}/
  example two 404 two
request POST /things
`)
	got := mustCompile(t, b, o).Routes()
	want := []model.MockRoute{
		{Key: "GET /things/:id", Method: "GET", Path: "/things/:id", Request: "r1", Pinned: "two", Examples: []model.MockChoice{
			{ID: "one", Request: "r1", Name: "one", Status: 200}, {ID: "two", Request: "r2", Name: "two", Status: 404}}},
		{Key: "POST /things", Method: "POST", Path: "/things", Request: "r3"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("routes (-want +got):\n%s", diff)
	}
}

func TestCompileRefusesWhatCannotBeServed(t *testing.T) {
	b, o := parseBundle(t, "request GET /{open\n example one 200 one")
	if _, err := Compile(b, o); !errors.Is(err, model.ErrInvalid) || !strings.Contains(err.Error(), "{ without }") {
		t.Errorf("got %v", err)
	}
	if _, err := Compile(model.Bundle{}, Options{}); err != nil {
		t.Errorf("an empty collection: %v", err)
	}
}

func TestBodiesInFiles(t *testing.T) {
	file := filepath.Join(t.TempDir(), "body")
	if err := os.WriteFile(file, []byte("from a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	b, o := parseBundle(t, "request GET /a\n example a 200 a\nrequest GET /b\n example b 200 b\nrequest GET /c\n example c 200 c")
	b.Items[0].Examples[0].Body = model.Content{Path: file, Size: 11}
	b.Items[1].Examples[0].Body = model.Content{Hash: "stored", Size: 3}
	b.Items[2].Examples[0].Body = model.Content{Path: file + ".missing", Size: 3}
	table := mustCompile(t, b, o)
	if d := table.Answer(&Request{Method: "GET", Path: "/a"}, nil); string(d.Body) != "from a file" {
		t.Errorf("got %q", d.Body)
	}
	if p := table.Problems(); len(p) != 2 || !strings.Contains(p[0].Text, "body cannot be read") || p[1].Example != "c" {
		t.Errorf("problems are %+v", p)
	}
}

func TestResolvedBaseURLOfAnExample(t *testing.T) {
	const collection = `
var baseUrl https://api.example.com/v2/
request GET {{baseUrl}}/pets/:id
  example pet 200 pet
    saved GET https://api.example.com/v2/pets/7
`
	b, o := parseBundle(t, collection)
	if got := mustCompile(t, b, o).Routes(); len(got) != 1 || got[0].Key != "GET /pets/:id" {
		t.Errorf("got %+v", got)
	}
	b, o = parseBundle(t, "keep\n"+collection)
	if got := mustCompile(t, b, o).Routes(); len(got) != 1 || got[0].Key != "GET /v2/pets/:id" {
		t.Errorf("with the base path kept: got %+v", got)
	}
}

func TestMultipartForm(t *testing.T) {
	b, o := parseBundle(t, "request POST /upload\n example cat 200 cat\n example dog 200 dog")
	for i, kind := range []string{"cat", "dog"} {
		b.Items[0].Examples[i].Saved.Body = model.Body{Mode: model.BodyMultipart, Parts: []model.Part{
			{Field: model.Field{Key: "kind", Value: kind}}, {Field: model.Field{Key: "picture"}, IsFile: true}}}
	}
	q := &Request{Method: "POST", Path: "/upload", Header: map[string][]string{"Content-Type": {"multipart/form-data; boundary=x"}},
		Body: []byte("--x\r\nContent-Disposition: form-data; name=kind\r\n\r\ndog\r\n--x\r\n" +
			"Content-Disposition: form-data; name=picture; filename=a.png\r\n\r\n...\r\n--x--\r\n")}
	d := mustCompile(t, b, o).Answer(q, nil)
	found := 0
	for _, v := range d.Trace {
		if v.What == "form picture" && v.OK && v.Got == "a.png" {
			found++
		}
	}
	if d.Example != "dog" || found != 1 {
		t.Errorf("got %s with the trace %+v", d.Example, d.Trace)
	}
}

func TestVariablesDoNotRunAway(t *testing.T) {
	bomb := func(name string) (string, bool) { return strings.Repeat("{{x}}", 1000), true }
	if got := variables(bomb).expand("{{x}}"); len(got) > 2*maxExpansion {
		t.Errorf("expanded to %d bytes", len(got))
	}
}
