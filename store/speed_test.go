package store

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"postern/model"
)

// bodied makes a collection of n requests in 100 folders, each with two examples with bodies of size
// bytes that are all different.
func bodied(n, size int) *model.Bundle {
	b := &model.Bundle{Collection: model.Collection{ID: "c", Name: "large"}}
	for range 100 {
		b.Items = append(b.Items, model.Item{Folder: &model.Folder{ID: model.NewID(), Name: "a folder"}})
	}
	random := rand.NewChaCha8([32]byte{1})
	for i := range n {
		it := model.Item{Request: &model.Request{ID: model.NewID(), Name: fmt.Sprintf("request number %d", i), Method: "POST",
			URL: "https://example.com/items/:id", Docs: fmt.Sprintf("%500d", i)}}
		for range 2 {
			body := make([]byte, size)
			random.Read(body)
			it.Examples = append(it.Examples, model.Example{ID: model.NewID(), Name: "ok", Status: 200, Body: model.Bytes(body)})
		}
		at := &b.Items[i%100]
		at.Items = append(at.Items, it)
	}
	return b
}

// BenchmarkOpen opens a workspace of 10,000 requests and 20,000 examples with 200 MB of bodies, and
// reads its tree.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "work.db")
	s, err := Open(path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	s.db.NoSync = true
	if _, err := s.Apply(bodied(10_000, 10_000).Change()); err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		s, err := Open(path, Options{})
		if err != nil {
			b.Fatal(err)
		}
		tree, err := s.Tree()
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(tree)
		s.Close()
		b.StartTimer()
	}
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/(1<<20), "MB-kept")
}

// BenchmarkSave stores one request in turn with a bare put of the same bytes; both sync.
func BenchmarkSave(b *testing.B) {
	s, err := Open(filepath.Join(b.TempDir(), "work.db"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Apply(large(10_000).Change()); err != nil {
		b.Fatal(err)
	}
	bare, err := bbolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		b.Fatal(err)
	}
	defer bare.Close()
	r := &model.Request{ID: "r", Name: "request", Docs: fmt.Sprintf("%500d", 1)}
	if _, err := s.Apply(model.Change{Edits: []model.Edit{model.Put{Entity: r}, model.Place{ID: "r", Parent: "c", Index: -1}}}); err != nil {
		b.Fatal(err)
	}
	put := func(i int) error {
		return bare.Update(func(tx *bbolt.Tx) error {
			to, err := tx.CreateBucketIfNotExists([]byte("requests"))
			if err != nil {
				return err
			}
			data, err := encode(r)
			if err != nil {
				return err
			}
			return to.Put([]byte(r.ID), append(data, byte(i)))
		})
	}
	for name, save := range map[string]func(i int) error{"bare": put, "store": func(i int) error {
		r.URL = fmt.Sprint("https://example.com/", i)
		_, err := s.Apply(model.Change{Edits: []model.Edit{model.Put{Entity: r}}})
		return err
	}} {
		b.Run(name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if err := save(i); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBackup makes a backup of 200 MB while another goroutine saves, and tells how long the longest
// save took.
func BenchmarkBackup(b *testing.B) {
	s, err := Open(filepath.Join(b.TempDir(), "work.db"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	s.db.NoSync = true // what a save waits for is the backup, not the disk
	if _, err := s.Apply(bodied(10_000, 10_000).Change()); err != nil {
		b.Fatal(err)
	}
	var worst time.Duration
	stop, done := make(chan struct{}), make(chan error)
	go func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			start := time.Now()
			if err := s.PutDraft(model.Request{ID: "d", Name: fmt.Sprint(n)}); err != nil {
				done <- err
				return
			}
			worst = max(worst, time.Since(start))
		}
	}()
	for b.Loop() {
		if _, err := s.Backup(model.BackupManual); err != nil {
			b.Fatal(err)
		}
	}
	close(stop)
	if err := <-done; err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(worst.Milliseconds()), "ms-longest-save")
}
