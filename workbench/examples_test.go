package workbench

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func TestSavedExampleIsServedByTheVeryNextRequest(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", testServer(t))
	env := addEnvironment(t, b, "lang", "de", "token", "t0p-s3cret-value")
	url := start(t, b, s.collection.ID).URL
	draft := s.request.Clone()
	draft.PathParams[0].Value = "42"
	x := b.Send(t.Context(), SendOptions{Request: draft, Parent: s.folder.ID, Environment: env})
	answered(t, x)
	id, err := b.SaveExample(x, s.request.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	code, body := get(t, url+"/v1/products/42?lang=de")
	if code != 200 || !strings.Contains(body, "/v1/products/42?lang=de") || strings.Contains(body, "t0p-s3cret-value") {
		t.Errorf("the mock answers %d %s", code, body)
	}
	e, err := b.Example(id)
	if err != nil {
		t.Fatal(err)
	}
	if e.Name != "200 OK" || e.Status != 200 || e.Saved.PathParams[0].Value != "42" || e.Saved.Query[0].Value != "de" ||
		e.Saved.URL != "{{baseUrl}}/v1/products/:id" || e.Created.IsZero() {
		t.Errorf("example: %+v", e)
	}
	for _, h := range e.Headers {
		if strings.Contains(h.Value, "t0p-s3cret-value") {
			t.Errorf("header %s holds the secret", h.Key)
		}
		switch h.Key {
		case "Content-Length", "Connection", "X-Hop":
			t.Errorf("header %s was kept", h.Key)
		}
	}
	if model.HeaderValue(e.Headers, "Content-Type") != "application/json" {
		t.Errorf("headers: %v", e.Headers)
	}
	tree, err := b.Tree()
	if err != nil {
		t.Fatal(err)
	}
	if kids := tree.Children(s.request.ID); len(kids) != 2 || kids[1] != id {
		t.Errorf("examples of the request: %v, want %s last", kids, id)
	}
}

func TestSaveExampleFromFileAndFromHistory(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", testServer(t))
	path := filepath.Join(t.TempDir(), "large")
	if err := os.WriteFile(path, []byte("from a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	x := model.Exchange{ID: "x", Response: &model.WireResponse{Status: 201, Body: model.Content{Path: path, Size: 11}}}
	if got := savedBody(t, b, x, s.request.ID); got != "from a file" {
		t.Errorf("body %q", got)
	}
	sent := b.Send(t.Context(), SendOptions{Request: s.request, Parent: s.folder.ID})
	answered(t, sent)
	old, err := b.Exchange(sent.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := savedBody(t, b, old, s.request.ID); !strings.Contains(got, "/v1/products/1") {
		t.Errorf("body from the history %q", got)
	}
}

func savedBody(t *testing.T, b *Bench, x model.Exchange, request model.ID) string {
	t.Helper()
	id, err := b.SaveExample(x, request, "kept")
	if err != nil {
		t.Fatal(err)
	}
	e, err := b.Example(id)
	if err != nil {
		t.Fatal(err)
	}
	data, err := b.Body(e.Body.Hash)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestSaveExampleFailures(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "")
	answer := &model.WireResponse{Status: 200}
	tests := []struct {
		x       model.Exchange
		request model.ID
		want    error
	}{
		{model.Exchange{Failure: &model.Failure{}}, s.request.ID, model.ErrInvalid},
		{model.Exchange{Response: answer}, "nosuch", model.ErrNotFound},
		{model.Exchange{Response: &model.WireResponse{Status: 200, Body: model.Content{Size: 1 << 40, Path: "x"}}}, s.request.ID, model.ErrTooLarge},
	}
	for i, tt := range tests {
		if _, err := b.SaveExample(tt.x, tt.request, ""); !errors.Is(err, tt.want) {
			t.Errorf("%d: error %v, want %v", i, err, tt.want)
		}
	}
}

func TestMaskHeader(t *testing.T) {
	tests := []struct{ key, value, want string }{
		{"Set-Cookie", "session=abc; Path=/; HttpOnly", "session=masked; Path=/; HttpOnly"},
		{"set-cookie", "session=abc", "session=masked"},
		{"X-Auth-Token", "abc", model.Mask},
		{"X-Echo", "before long-secret after", "before " + model.Mask + " after"},
		{"X-Echo", "a short one", "a short one"},
		{"Content-Type", "text/plain", "text/plain"},
	}
	for _, tt := range tests {
		x := model.Exchange{Secrets: []string{"long-secret", "short"},
			Response: &model.WireResponse{Headers: []model.Field{{Key: tt.key, Value: tt.value}}}}
		if got := exampleHeaders(x)[0].Value; got != tt.want {
			t.Errorf("%s: %s = %q, want %q", tt.key, tt.value, got, tt.want)
		}
	}
}

func TestSentRequest(t *testing.T) {
	fields := func(pairs ...string) (out []model.Field) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, model.Field{Key: pairs[i], Value: pairs[i+1]})
		}
		return out
	}
	tests := []struct {
		name        string
		url         string
		query, path []model.Field
		wire        string
		redirect    string
		secrets     []string
		wantQuery   []model.Field
		wantPath    []model.Field
	}{
		{
			name: "variables are replaced", url: "{{base}}/a/:id/b", query: fields("q", "{{q}}", "fix", "a b"), path: fields("id", "{{id}}"),
			wire:      "http://h/v2/a/7/b?q=x%20y&fix=a%20b",
			wantQuery: fields("q", "x y", "fix", "a b"), wantPath: fields("id", "7"),
		},
		{
			name: "secrets stay references", url: "http://h/:id", query: fields("k", "{{k}}", "m", "pre-{{k}}"), path: fields("id", "{{k}}"),
			wire: "http://h/s3cret?k=s3cret&m=pre-s3cret", secrets: []string{"s3cret"},
			wantQuery: fields("k", "{{k}}", "m", "pre-{{k}}"), wantPath: fields("id", "{{k}}"),
		},
		{
			name: "masks of the history stay references", url: "http://h/x", query: fields("k", "{{k}}"), wire: "http://h/x?k=" + model.Mask,
			wantQuery: fields("k", "{{k}}"),
		},
		{
			name: "pairs that came from elsewhere", url: "{{base}}", query: fields("a", "{{a}}", "a", "{{a2}}", "gone", "{{x}}"),
			wire:      "http://h/?from=base&a=1&a=2&api_key=k",
			wantQuery: fields("a", "1", "a", "2", "gone", "{{x}}"),
		},
		{
			name: "what must stay escaped", url: "http://h/:f.json", query: fields("q", "{{q}}"), path: fields("f", "{{f}}"),
			wire:      "http://h/a%2Fb.json?q=1%262",
			wantQuery: fields("q", "1%262"), wantPath: fields("f", "a%2Fb"),
		},
		{
			name: "before redirects", url: "http://h/:id", path: fields("id", "{{id}}"), wire: "http://other/elsewhere", redirect: "http://h/9",
			wantPath: fields("id", "9"),
		},
		{
			name: "paths that do not agree", url: "http://h/:id/fixed", path: fields("id", "{{id}}"), wire: "http://h/1/other",
			wantPath: fields("id", "{{id}}"),
		},
	}
	for _, tt := range tests {
		draft := model.Request{Method: "GET", URL: tt.url, Query: tt.query, PathParams: tt.path}
		x := model.Exchange{Draft: &draft, Secrets: tt.secrets, Request: model.WireRequest{URL: tt.wire}}
		if tt.redirect != "" {
			x.Redirects = []model.Redirect{{URL: tt.redirect}}
		}
		got := sentRequest(x, model.Request{})
		want := model.SavedRequest{Method: "GET", URL: tt.url, Query: tt.wantQuery, PathParams: tt.wantPath}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
	}
}
