package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"postern/model"
)

// addLibrary puts a workspace to search into s.
func addLibrary(t *testing.T, s *Store) {
	t.Helper()
	book := model.Request{ID: "book", Name: "one book", Method: "GET", URL: "https://library.test/books/:isbn",
		Query: []model.Field{{Key: "lang", Value: "de"}, {Key: "flag", Bare: true}}, PathParams: []model.Field{{Key: "isbn", Value: "978"}},
		Headers: []model.Field{{Key: "X-Shelf", Value: "Straße 7", Description: "where it stands"}}, Docs: "First line\nReturns the \"volume\"\nlast",
		Auth:    model.Auth{Type: model.AuthBearer, Params: map[string]string{model.AuthToken: "hiddentoken"}},
		Scripts: []model.Script{{Event: "test", Source: "pm.test('ok')"}}}
	loan := model.Request{ID: "loan", Name: "Lend", Method: "POST", URL: "https://library.test/loans",
		Body: model.Body{Mode: model.BodyJSON, Text: `{"reader":"Ångström"}`}}
	b := model.Bundle{Collection: model.Collection{ID: "c", Name: "Library", Docs: "All about the library",
		Variables: []model.Variable{{Key: "host", Value: "library.test"}, {Key: "secretKey", Value: "hunter2", Secret: true}}},
		Items: []model.Item{{Folder: &model.Folder{ID: "f", Name: "Books"}, Items: []model.Item{{Request: &book, Examples: []model.Example{
			{ID: "found", Name: "found", Status: 200, Saved: book.Snapshot(), Body: model.Bytes([]byte("{\"title\":\"Łódź\"}\n{\"kelvin\":\"\u212a\"}"))},
			{ID: "raw", Name: "raw", Body: model.Bytes([]byte{0xff, 'b', 'I', 'n', 0xfe, 0})}}}}},
			{Request: &loan}}}
	mustApply(t, s, b.Change().Edits...)
	mustApply(t, s, model.Put{Entity: &model.Environment{ID: "e", Name: "staging", Variables: []model.Variable{{Key: "stage", Value: "blue"}}}},
		model.Place{ID: "e", Parent: model.EnvironmentsID}, model.Put{Entity: &model.Environment{ID: model.GlobalsID, Name: "globals",
			Variables: []model.Variable{{Key: "everywhere", Value: "blue"}}}})
	for i, status := range []int{200, 404} {
		x := model.Exchange{ID: model.ID(fmt.Sprintf("x%d", i)), Time: testNow.AddDate(0, 0, i), RequestName: "Lend",
			Request: model.WireRequest{Method: "POST", URL: "https://library.test/loans?a=ü"}, Response: &model.WireResponse{Status: status}}
		if err := s.AddExchange(x); err != nil {
			t.Fatal(err)
		}
	}
}

// search returns the matches as "ID field: text with the <match>".
func search(t *testing.T, s *Store, query string, limit int) (out []string) {
	t.Helper()
	list, err := s.Search(t.Context(), query, limit)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list {
		out = append(out, fmt.Sprintf("%s %s: %s<%s>%s", m.ID, m.Field, m.Text[:m.From], m.Text[m.From:m.To], m.Text[m.To:]))
	}
	return out
}

func TestSearch(t *testing.T) {
	s := newStore(t)
	addLibrary(t, s)
	for _, c := range []struct {
		query string
		limit int
		want  []string
	}{
		{"", 0, nil}, {`  ""  `, 0, nil},
		{"LIBRARY", 1, []string{"c name: <Library>"}},
		{"books", 0, []string{"f name: <Books>", "book url: https://library.test/<books>/:isbn", "found url: https://library.test/<books>/:isbn"}},
		{"one isbn", 0, []string{"book url: https://library.test/books/:<isbn>"}},
		{"LANG=de", 0, []string{"book parameter: <lang=de>", "found parameter: <lang=de>"}},
		{`"x-shelf: stra"`, 0, []string{"book header: <X-Shelf: Stra>ße 7", "found header: <X-Shelf: Stra>ße 7"}},
		{`the "volume`, 0, []string{"book docs: Returns <the> \"volume\""}},
		{`volume"`, 0, []string{"book docs: Returns the \"<volume\">"}}, {`\"volume`, 0, nil}, {`nreturns`, 0, nil}, {`"volume" first lib`, 0, []string{"book docs: <First> line"}},
		{"stands", 0, []string{"book docs: where it <stands>", "found docs: where it <stands>"}},
		{"ÅNGSTRÖM", 0, []string{`loan body: {"reader":"<Ångström>"}`}},
		{`łÓDŹ`, 0, []string{`found body: {"title":"<Łódź>"}`}}, {`:"k`, 0, []string{`found body: {"kelvin"<:"` + "\u212a>\"}"}},
		{"bin", 0, []string{"raw body: \ufffd<bIn>\ufffd\x00"}},
		{"pm.test", 0, []string{"book script: <pm.test>('ok')"}},
		{"secretkey", 0, []string{"c variable: <secretKey>"}},
		{"hunter2", 0, nil}, {"hiddentoken", 0, nil},
		{"blue", 0, []string{"e variable: stage=<blue>", "globals variable: everywhere=<blue>"}},
		{"lend", 0, []string{"loan name: <Lend>", "x1 name: <Lend>", "x0 name: <Lend>"}},
		{"lend 404", 0, []string{"x1 url: <404>"}}, {"Ü POST", 9, []string{"x1 url: <POST>", "x0 url: <POST>"}},
		{"description", 0, nil},
	} {
		if d := cmp.Diff(c.want, search(t, s, c.query, c.limit)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.query, d)
		}
	}
}

func TestSearchTellsWhere(t *testing.T) {
	s := newStore(t)
	addLibrary(t, s)
	list, err := s.Search(t.Context(), "łódź", 0)
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	want := model.Match{ID: "found", Kind: model.KindExample, Name: "found", Path: []string{"Library", "Books", "one book"},
		Field: model.MatchBody, Text: `{"title":"Łódź"}`, From: 10, To: 17}
	if d := cmp.Diff(want, list[0]); d != "" {
		t.Error(d)
	}
	list, err = s.Search(t.Context(), "404", 0)
	if err != nil || len(list) != 1 || list[0].ID != "x1" || list[0].Kind != 0 || !list[0].Time.Equal(testNow.AddDate(0, 0, 1)) || list[0].Method != "POST" {
		t.Errorf("%+v, %v", list, err)
	}
}

// What was changed, moved to the trash, undone or deleted is found as it is now.
func TestSearchFollowsChanges(t *testing.T) {
	s := newStore(t)
	addLibrary(t, s)
	undo := mustApply(t, s, model.Put{Entity: &model.Request{ID: "loan", Name: "Borrow"}})
	if got := search(t, s, "borrow", 0); len(got) != 1 {
		t.Error(got)
	}
	if got := search(t, s, "ångström", 0); got != nil {
		t.Error(got)
	}
	mustApply(t, s, undo.Edits...)
	if got := search(t, s, "ångström", 0); len(got) != 1 {
		t.Error(got)
	}
	undo = mustApply(t, s, model.Trash{ID: "f"})
	if got := search(t, s, "łódź", 0); got != nil {
		t.Error(got)
	}
	mustApply(t, s, undo.Edits...)
	if got := search(t, s, "łódź", 0); len(got) != 1 {
		t.Error(got)
	}
	mustApply(t, s, model.Trash{ID: "c"})
	if err := s.EmptyTrash(); err != nil {
		t.Fatal(err)
	}
	if n := len(signed(s)); n != 2 {
		t.Errorf("%d entities have signatures, of the environment and the globals that are left", n)
	}
}

// signed returns the stored signatures by ID.
func signed(s *Store) map[string]string {
	out := map[string]string{}
	s.db.View(func(tx *bbolt.Tx) error {
		return bucket(tx, bucketWords).ForEach(func(k, v []byte) error { out[string(k)] = string(v); return nil })
	})
	return out
}

// A file of an older Postern lacks the signatures: it is searched all the same, and gets them.
func TestSearchOldFile(t *testing.T) {
	s := newStore(t)
	addLibrary(t, s)
	want, queries := signed(s), []string{"łódź", "books", "blue", "description", "lend"}
	answers := func() (all [][]string) {
		for _, q := range queries {
			all = append(all, search(t, s, q, 0))
		}
		return all
	}
	before := answers()
	for _, lost := range []func(*bbolt.Tx) error{
		func(tx *bbolt.Tx) error {
			return errors.Join(tx.DeleteBucket([]byte(bucketWords)), createMissing(nil, tx))
		},
		func(tx *bbolt.Tx) error { return tx.Bucket([]byte(bucketWords)).Delete([]byte("found")) },
	} {
		if err := s.db.Update(lost); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(before, answers()); d != "" {
			t.Errorf("without signatures:\n%s", d)
		}
		if err := s.IndexWords(t.Context()); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, signed(s)); d != "" {
			t.Errorf("made later:\n%s", d)
		}
	}
}

func TestSearchDamagedSignatures(t *testing.T) {
	s := newStore(t)
	addLibrary(t, s)
	for _, value := range []string{"x", strings.Repeat("\x05", 40), strings.Repeat("\x13", 40), "\x06\x06\x06\x06\x06\x06\x06\x06short"} {
		for _, put := range []func(*bbolt.Tx) error{
			func(tx *bbolt.Tx) error { return bucket(tx, bucketWords).Put([]byte("found"), []byte(value)) },
			func(tx *bbolt.Tx) error { return tx.Bucket([]byte(bucketWords)).Put([]byte("found"), []byte(value)) },
		} {
			if err := s.db.Update(put); err != nil {
				t.Fatal(err)
			}
			if got := search(t, s, "łódź", 0); len(got) != 1 {
				t.Errorf("%q: %v", value, got)
			}
		}
	}
	if err := s.RebuildWords(t.Context()); err != nil { // the file is checked when it is closed
		t.Fatal(err)
	}
}

func TestSearchEnds(t *testing.T) {
	s := newStore(t)
	addLibrary(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if list, err := s.Search(ctx, "lend", 0); !errors.Is(err, context.Canceled) || list != nil {
		t.Errorf("%v, %v", list, err)
	}
	if err := s.IndexWords(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestMatchText(t *testing.T) {
	long := strings.Repeat("ä", 500) + "Needle" + strings.Repeat("ö", 500)
	f := found{text: long, from: 1000, to: 1006}
	var m model.Match
	f.show(&m)
	if len(m.Text) > 230 || m.Text[m.From:m.To] != "Needle" || !strings.HasPrefix(m.Text, "ä") || !strings.HasSuffix(m.Text, "ö") {
		t.Errorf("%+v", m)
	}
}
