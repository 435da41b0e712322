package store

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"postern/model"
)

// sampleFile returns the bytes of a closed workspace of some pages, and the size of its pages.
func sampleFile(t *testing.T) (data []byte, pageSize int) {
	t.Helper()
	s := newStore(t)
	fill(t, s)
	var edits []model.Edit
	for i := range 120 {
		edits = append(edits, putAt(&model.Request{ID: model.ID(fmt.Sprintf("request%03d", i)), Name: "a request",
			URL: "https://example.com/some/path", Docs: "some words about it"}, "c")...)
	}
	mustApply(t, s, edits...)
	mustAdd(t, s, exchange("h", 1, "hello"))
	pageSize = s.db.Info().PageSize
	closeChecked(t, s)
	data, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	return data, pageSize
}

func TestDamagedFiles(t *testing.T) {
	whole, page := sampleFile(t)
	noise := make([]byte, 1<<16)
	for i := range noise {
		noise[i] = byte(rand.Uint32())
	}
	headless := append(make([]byte, 2*page), whole[2*page:]...)
	for name, data := range map[string][]byte{
		"one byte":          {0},
		"text":              []byte("{\"not\": \"a workspace\"}\n"),
		"long text":         []byte(fmt.Sprintf("%70000s", "text")),
		"random":            noise,
		"zeros":             make([]byte, 1<<16),
		"zeroed head":       headless,
		"cut in the head":   whole[:100],
		"cut after a page":  whole[:page],
		"cut after 2 pages": whole[:2*page],
		"cut after 3 pages": whole[:3*page],
		"cut in the middle": whole[:len(whole)/4],
		"no version":        foreign(t, bucketMeta, keyApplication, application),
	} {
		t.Run(name, func(t *testing.T) { refused(t, data, model.ErrDamaged) })
	}
}

// TestForeignDatabases refuses what is whole but another program's: it is not damaged, so that nobody
// sets it aside.
func TestForeignDatabases(t *testing.T) {
	for name, data := range map[string][]byte{
		"other buckets":            foreign(t, "other", keyApplication, "another program"),
		"a meta bucket as we have": foreign(t, bucketMeta, keyApplication, "another program"),
	} {
		t.Run(name, func(t *testing.T) { refused(t, data, model.ErrInvalid) })
	}
}

// refused opens a file of these bytes, which must fail with want and change nothing.
func refused(t *testing.T, data []byte, want error) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "work.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{true, false} {
		if _, err := Open(path, Options{ReadOnly: readOnly}); !errors.Is(err, want) {
			t.Errorf("read only %v: %v", readOnly, err)
		}
	}
	if d := cmp.Diff(map[string]string{"work.db": string(data)}, contents(t, dir)); d != "" {
		t.Error("the file or its folder was changed")
	}
}

// foreign returns the bytes of a bbolt file with one bucket and one value.
func foreign(t *testing.T, name, key, value string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "foreign.db")
	// Without its free list, bbolt would write to the file as soon as it is opened for writing.
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{NoFreelistSync: true})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucket([]byte(name))
		return errors.Join(err, b.Put([]byte(key), []byte(value)))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestUnwrittenFilesAreNew(t *testing.T) {
	dir := t.TempDir()
	empty, fresh := filepath.Join(dir, "empty.db"), filepath.Join(dir, "fresh.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(fresh, 0o600, nil) // as a crash right after making the file leaves it
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	for _, path := range []string{empty, fresh} {
		if _, err := Open(path, Options{ReadOnly: true}); !errors.Is(err, model.ErrNotFound) {
			t.Errorf("%s for reading: %v", path, err)
		}
		fill(t, mustOpen(t, path))
	}
}

func TestOpenOtherFaults(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(dir, Options{}); !errors.Is(err, model.ErrInvalid) {
		t.Errorf("a folder: %v", err)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(file, "work.db"), Options{}); err == nil || errors.Is(err, model.ErrDamaged) {
		t.Errorf("below a file: %v", err)
	}
}

// Whatever one page of the file holds, opening and reading either work or say that the file is
// damaged; a file that is refused stays as it is.
func TestEveryPageDamaged(t *testing.T) {
	whole, size := sampleFile(t)
	random := rand.New(rand.NewPCG(1, 2))
	fills := map[string]func(page []byte){
		"zeros": func(p []byte) { clear(p) },
		"ones":  func(p []byte) { fillWith(p, func() byte { return 0xff }) },
		"noise": func(p []byte) { fillWith(p, func() byte { return byte(random.Uint32()) }) },
		// The head of the page stays, so that its elements point anywhere.
		"noise after head": func(p []byte) { fillWith(p[16:], func() byte { return byte(random.Uint32()) }) },
		"ones after head":  func(p []byte) { fillWith(p[16:], func() byte { return 0xff }) },
	}
	refused, unread := 0, 0
	for at := 0; at < len(whole); at += size {
		for name, fill := range fills {
			data := append([]byte(nil), whole...)
			fill(data[at : at+size])
			opened, err := readDamaged(t, data)
			if err != nil && !errors.Is(err, model.ErrDamaged) {
				t.Errorf("%s in page %d: %v", name, at/size, err)
			}
			if !opened {
				refused++
			} else if err != nil {
				unread++
			}
		}
	}
	if refused == 0 || unread == 0 {
		t.Errorf("%d files were refused, %d could be read in part: the damage misses", refused, unread)
	}
}

func fillWith(p []byte, next func() byte) {
	for i := range p {
		p[i] = next()
	}
}

// readDamaged opens a file and reads all there is to read.
func readDamaged(t *testing.T, data []byte) (opened bool, err error) {
	path := filepath.Join(t.TempDir(), "work.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, Options{checked: 1}) // as a large file, in which damage shows when it is read
	if err != nil {
		if now, _ := os.ReadFile(path); string(now) != string(data) {
			t.Error("a refused file was changed")
		}
		return false, err
	}
	defer s.Close()
	tree, err := s.Tree()
	if err != nil {
		return true, err
	}
	_, e1 := s.History("", 0)
	_, e2 := s.Exchange("h")
	if errors.Is(e2, model.ErrNotFound) {
		e2 = nil // with the newest head lost, the file is what it was before its last change
	}
	_, e3 := s.Environments()
	_, e4 := s.Settings()
	_, e5 := s.Globals()
	_, e6 := s.Drafts()
	errs := []error{e1, e2, e3, e4, e5, e6}
	for _, id := range tree.Children(model.RootID) {
		_, err := s.Bundle(id)
		errs = append(errs, err)
	}
	for _, err := range errs {
		if err != nil && !errors.Is(err, model.ErrDamaged) {
			return true, err // all that the tree has must be there, or the file is damaged
		}
	}
	return true, errors.Join(errs...)
}

// A file that is cut while it is open must not end the program, and not leave anyone waiting.
func TestCutWhileOpen(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "work.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s)
	if err := os.Truncate(s.Path(), 0); err != nil {
		t.Skip("an open file cannot be cut here:", err)
	}
	for range 2 {
		if _, err := s.Tree(); !errors.Is(err, model.ErrDamaged) {
			t.Errorf("tree: %v", err)
		}
		if _, err := s.Apply(model.Change{Edits: []model.Edit{model.Trash{ID: "f"}}}); !errors.Is(err, model.ErrDamaged) {
			t.Errorf("apply: %v", err)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestSetAside(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "work.db")
	names := map[string]bool{}
	for i := range 3 {
		if err := os.WriteFile(path, []byte{byte(i)}, 0o600); err != nil {
			t.Fatal(err)
		}
		aside, err := SetAside(path)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(aside); err != nil || string(got) != string([]byte{byte(i)}) {
			t.Errorf("%s holds %v, %v", aside, got, err)
		}
		if !regexp.MustCompile(`^work\.damaged-\d{8}-\d{6}(-\d)?\.db$`).MatchString(filepath.Base(aside)) || filepath.Dir(aside) != dir {
			t.Errorf("name %s", aside)
		}
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the old name: %v", err)
		}
		names[aside] = true
	}
	if len(names) != 3 || len(contents(t, dir)) != 3 {
		t.Errorf("names %v", names)
	}
	if _, err := SetAside(path); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("no file: %v", err)
	}
	fill(t, mustOpen(t, path))
}
