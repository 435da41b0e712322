package workbench

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"postern/model"
)

func TestImportChangesNothingAndAddDoes(t *testing.T) {
	b := newBench(t)
	path := filepath.Join(t.TempDir(), "ping.json")
	doc := `{"info": {"name": "Ping", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
	  "variable": [{"key": "password", "value": "hunter22", "type": "secret"}],
	  "item": [{"name": "ping", "request": {"method": "GET", "url": "http://h/ping"}}]}`
	if err := os.WriteFile(path, []byte(doc), 0o600); err != nil {
		t.Fatal(err)
	}
	im, err := b.Import(t.Context(), path)
	if err != nil || len(im.Bundles) != 1 || len(names(t, b)) != 0 {
		t.Fatalf("%d collections, %v; workspace has %v", len(im.Bundles), err, names(t, b))
	}
	inverse, err := b.Add(im)
	if err != nil || strings.Join(names(t, b), ",") != "Ping,ping" {
		t.Fatalf("%v; workspace has %v", err, names(t, b))
	}
	for _, secrets := range []bool{false, true} {
		var out bytes.Buffer
		if _, err := b.Export(&out, im.Bundles[0].Collection.ID, "postman", secrets); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "hunter22") != secrets || !strings.Contains(out.String(), `"ping"`) {
			t.Errorf("export with secrets %v: %s", secrets, out.String())
		}
	}
	apply(t, b, inverse.Edits...)
	if got := names(t, b); len(got) != 0 {
		t.Errorf("after undo the workspace has %v", got)
	}
}

func TestImportedGlobalsJoinThoseThatAreThere(t *testing.T) {
	b := newBench(t)
	globals, err := b.Globals()
	if err != nil {
		t.Fatal(err)
	}
	globals.Variables = []model.Variable{{Key: "mine", Value: "1"}, {Key: "both", Value: "old"}}
	apply(t, b, model.Put{Entity: &globals})
	im, err := b.ImportData(t.Context(), "globals.json", []byte(`{"name": "My globals", "_postman_variable_scope": "globals",
	  "values": [{"key": "both", "value": "new", "enabled": true}, {"key": "theirs", "value": "2", "enabled": true}]}`))
	if err != nil {
		t.Fatal(err)
	}
	inverse, err := b.Add(im)
	if err != nil {
		t.Fatal(err)
	}
	values := func() string {
		set := b.Variables("", "")
		text, _ := set.Expand("{{mine}} {{both}} {{theirs}}")
		return text
	}
	if got := values(); got != "1 new 2" {
		t.Errorf("after the import: %s", got)
	}
	if got := names(t, b); len(got) != 0 {
		t.Errorf("globals came as environments too: %v", got)
	}
	apply(t, b, inverse.Edits...)
	if got := values(); got != "1 old {{theirs}}" {
		t.Errorf("after undo: %s", got)
	}
}

func TestImportFailures(t *testing.T) {
	b := newBench(t)
	if _, err := b.ImportData(t.Context(), "clipboard", []byte(`{"neither": "nor"}`)); !errors.Is(err, model.ErrInvalid) {
		t.Errorf("foreign data: %v, want ErrInvalid", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.ImportData(ctx, "sample", []byte(sample)); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
	if _, err := b.Export(&bytes.Buffer{}, "nosuch", "postman", false); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("export of nothing: %v, want ErrNotFound", err)
	}
}
