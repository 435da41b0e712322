package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"postern/model"
)

// large makes a collection of 100 folders with requests, in all n of them, with one example each.
func large(n int) *model.Bundle {
	b := &model.Bundle{Collection: model.Collection{ID: "c", Name: "large"}}
	for range 100 {
		b.Items = append(b.Items, model.Item{Folder: &model.Folder{ID: model.NewID(), Name: "a folder"}})
	}
	for i := range n {
		r := &model.Request{ID: model.NewID(), Name: fmt.Sprintf("request number %d", i), Method: "POST",
			URL: "https://example.com/items/:id", Docs: fmt.Sprintf("%500d", i)}
		ex := model.Example{ID: model.NewID(), Name: "ok", Status: 200, Body: model.Bytes(fmt.Appendf(nil, "body %d", i%100))}
		at := &b.Items[i%100]
		at.Items = append(at.Items, model.Item{Request: r, Examples: []model.Example{ex}})
	}
	return b
}

func TestLargeWorkspace(t *testing.T) {
	const n = 10_000
	s := newStore(t)
	b := large(n)
	mustApply(t, s, b.Change().Edits...)
	got, err := s.Bundle("c")
	if err != nil || got.Count() != b.Count() {
		t.Fatalf("%+v, %v", got.Count(), err)
	}
	r := got.Items[50].Items[50].Request
	r.URL = "https://example.org/"
	t.Run("editing one", func(t *testing.T) { editOne(t, s, r) })
	t.Run("tree", func(t *testing.T) { treeAlone(t, s, 2*n+101) })
	for _, step := range []func() (model.Change, error){s.Undo, s.Undo, s.Redo, s.Undo} {
		start := time.Now()
		c, err := step()
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("a step of %d edits: %v", len(c.Edits), time.Since(start))
	}
	if tree, err := s.Tree(); err != nil || len(tree.Children(model.RootID)) > 0 {
		t.Errorf("%+v, %v", tree, err)
	}
}

// editOne changes a request without its head, and looks at which values and how many pages are written.
func editOne(t *testing.T, s *Store, r *model.Request) {
	before := workspace(t, s)
	written := s.db.Stats().TxStats
	mustApply(t, s, model.Put{Entity: r})
	stats := s.db.Stats().TxStats
	after := workspace(t, s)
	var changed []string
	for _, name := range buckets {
		for key, value := range after[name] {
			if before[name][key] != value {
				changed = append(changed, name+" "+key)
			}
		}
	}
	if want := []string{"requests " + string(r.ID), "words " + string(r.ID)}; !slices.Equal(changed, want) {
		t.Errorf("changed %v", changed)
	}
	if n := stats.GetPageCount() - written.GetPageCount(); n > 16 {
		t.Errorf("%d pages written", n)
	}
}

// treeAlone reads the tree of a workspace that has lost everything else.
func treeAlone(t *testing.T, s *Store, want int) {
	full, err := s.Tree()
	if err != nil {
		t.Fatal(err)
	}
	tx, err := s.db.Begin(true)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	for _, name := range buckets {
		if name == bucketHeads || name == bucketChildren || name == bucketTrash {
			continue
		}
		if err := tx.DeleteBucket([]byte(name)); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := loadTree(tx)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(heads(full), heads(tree)); d != "" || len(heads(tree)) != want {
		t.Errorf("%d heads, want %d\n%s", len(heads(tree)), want, d)
	}
}

func heads(tree *model.Tree) (list []model.Head) {
	for h := range tree.Walk(model.RootID) {
		list = append(list, h)
	}
	return list
}

func TestHeadRoundTrip(t *testing.T) {
	for _, h := range []model.Head{
		{ID: "a", Kind: model.KindCollection}, {ID: "b", Kind: model.KindFolder, Name: "Ünï ✓\n"},
		{ID: "c", Kind: model.KindRequest, Name: "n", Method: "PROPFIND"}, {ID: "d", Kind: model.KindRequest, Method: "GET"},
		{ID: "e", Kind: model.KindExample, Name: fmt.Sprintf("%300d", 1), Status: 999}, {ID: "f", Kind: model.KindEnvironment, Name: "x"},
	} {
		data := encodeHead(h)
		if got, err := decodeHead(h.ID, data); err != nil || got != h {
			t.Errorf("%+v: %+v, %v", h, got, err)
		}
		for cut := range len(data) {
			if _, err := decodeHead(h.ID, data[:cut]); err == nil {
				t.Errorf("%+v cut to %d bytes was read", h, cut)
			}
		}
		if _, err := decodeHead(h.ID, append(data, 0)); err == nil {
			t.Errorf("%+v with a byte too many was read", h)
		}
	}
}

func BenchmarkTree(b *testing.B) {
	s, err := Open(b.TempDir()+"/work.db", Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Apply(large(15_000).Change()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := s.view("read", func(tx *bbolt.Tx) error { _, err := loadTree(tx); return err }); err != nil {
			b.Fatal(err)
		}
	}
}
