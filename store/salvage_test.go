package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"postern/model"
)

// richFile makes a closed workspace with some of everything on many pages, and returns its bytes, the
// size of its pages, and all that it holds.
func richFile(t *testing.T) (data []byte, pageSize int, all map[string]map[string]string) {
	t.Helper()
	s := newStore(t)
	fillGolden(t, s)
	var edits []model.Edit
	for i := range 150 {
		r := model.Request{ID: model.ID(fmt.Sprintf("request%03d", i)), Name: "a request", URL: "https://example.com/some/path", Docs: "some words about it"}
		edits = append(edits, putAt(&r, []model.ID{"c", "f"}[i%2])...)
		if i%3 == 0 {
			edits = append(edits, putAt(&model.Example{ID: model.ID(fmt.Sprintf("example%03d", i)), Name: "an answer", Status: 200,
				Body: model.Bytes(fmt.Appendf(nil, "%d %s", i, strings.Repeat("body ", 40*(i%50))))}, r.ID)...)
		}
		if i%10 == 0 {
			r.Name = "a draft"
			mustRead(t, s.PutDraft(r))
			mustAdd(t, s, exchange(model.ID(fmt.Sprintf("h%03d", i)), 10+i, fmt.Sprintf("answer %d", i)))
		}
	}
	mustApply(t, s, edits...)
	mustApply(t, s, model.Trash{ID: "request003"})
	pageSize = s.db.Info().PageSize
	s.db.View(func(tx *bbolt.Tx) error { all = dump(tx); return nil })
	closeChecked(t, s)
	data, err := os.ReadFile(s.Path())
	mustRead(t, err)
	return data, pageSize, all
}

// damage changes the bytes of a file in a way that disks and programs do.
func damage(random *rand.Rand, whole []byte, page int, n int) (name string, data []byte) {
	data = append([]byte(nil), whole...)
	last := len(whole) / page
	at, other := random.IntN(last), random.IntN(last)
	part := func(page_ int) []byte { return data[page_*page : (page_+1)*page] }
	switch n % 6 {
	case 0:
		return fmt.Sprintf("cut after page %d", n/6%last), data[:n/6%last*page]
	case 1:
		bit := random.IntN(len(data) * 8)
		data[bit/8] ^= 1 << (bit % 8)
		return fmt.Sprintf("bit %d of byte %d", bit%8, bit/8), data
	case 2:
		for range 20 {
			bit := random.IntN(len(data) * 8)
			data[bit/8] ^= 1 << (bit % 8)
		}
		return "20 bits", data
	case 3:
		clear(part(at))
		return fmt.Sprintf("page %d zeroed", at), data
	case 4:
		keep := append([]byte(nil), part(at)...)
		copy(part(at), part(other))
		copy(part(other), keep)
		return fmt.Sprintf("pages %d and %d swapped", at, other), data
	}
	// The head of a page, where its elements and what continues it are counted.
	bit := random.IntN(48 * 8)
	part(at)[bit/8] ^= 1 << (bit % 8)
	return fmt.Sprintf("bit %d of byte %d in page %d", bit%8, bit/8, at), data
}

// Whatever happened to a file: it opens and holds what it held, or it is refused, untouched, and what
// was salvaged of it is what it was, with everything that is missing told.
func TestDamagedVariants(t *testing.T) {
	variants := 60
	if os.Getenv("POSTERN_FULL") != "" {
		variants = 1000
	}
	whole, page, all := richFile(t)
	random := rand.New(rand.NewPCG(7, 7))
	harmless, whollyLost := 0, 0
	for n := range variants {
		name, data := damage(random, whole, page, n)
		path := filepath.Join(t.TempDir(), "work.db")
		mustRead(t, os.WriteFile(path, data, 0o600))
		if n%5 == 0 {
			checkedLater(t, name, path, all)
		}
		s, err := Open(path, Options{})
		if len(data) == 0 {
			mustRead(t, errors.Join(err, s.Close())) // an empty file is a new one
			continue
		}
		if err == nil {
			harmless++
			var got map[string]map[string]string
			s.db.View(func(tx *bbolt.Tx) error { got = dump(tx); return nil })
			if d := cmp.Diff(all, got); d != "" {
				t.Errorf("%s: opened, and holds something else:\n%s", name, d)
			}
			mustRead(t, s.Close())
			continue
		}
		if !errors.Is(err, model.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if salvaged(t, name, path, all) == 0 {
			whollyLost++
		}
		if now, _ := os.ReadFile(path); string(now) != string(data) {
			t.Errorf("%s: the damaged file was written to", name)
		}
	}
	t.Logf("%d variants, %d harmless, %d of which nothing was left", variants, harmless, whollyLost)
	if harmless > variants/2 || whollyLost > variants/6 {
		t.Error("the damage misses, or too much is lost")
	}
}

// checkedLater opens a file as a large one is opened: what that does not see the check sees, or it does
// no harm.
func checkedLater(t *testing.T, name, path string, all map[string]map[string]string) {
	t.Helper()
	s, err := Open(path, Options{ReadOnly: true, checked: 1})
	if err != nil {
		return
	}
	defer s.Close()
	found, err := s.Check(t.Context())
	if err != nil || len(found) > 0 {
		return
	}
	var got map[string]map[string]string
	err = s.view("read", func(tx *bbolt.Tx) error { got = dump(tx); return nil })
	if d := cmp.Diff(all, got); err != nil || d != "" {
		t.Errorf("%s: the check finds nothing, and the file holds something else (%v):\n%s", name, err, d)
	}
}

// salvaged salvages a file, compares what was kept with what there was, and returns how much that is.
func salvaged(t *testing.T, name, path string, all map[string]map[string]string) (kept int) {
	t.Helper()
	to := path + ".new"
	_, lost, err := Salvage(t.Context(), path, to)
	if err != nil {
		t.Errorf("%s: salvage: %v", name, err)
		return 0
	}
	if len(lost) == 0 {
		t.Errorf("%s: nothing is said to be lost", name)
	}
	s := mustOpen(t, to)
	var got map[string]map[string]string
	s.db.View(func(tx *bbolt.Tx) error { got = dump(tx); return nil })
	told, unknown := map[string]bool{}, map[string]bool{} // by ID; by kind where the key itself was hit
	pages := false
	for _, l := range lost {
		told[string(l.ID)] = true
		unknown[l.What] = unknown[l.What] || !holds(all, l.ID)
		pages = pages || l.What == "page"
		if l.Text == "" || l.What == "" {
			t.Errorf("%s: a loss without words: %+v", name, l)
		}
	}
	for _, b := range []string{bucketCollections, bucketFolders, bucketRequests, bucketExamples, bucketEnvironments,
		bucketBodies, bucketDrafts, bucketHistory, bucketState, bucketSettings} {
		for key, value := range got[b] {
			if was, there := all[b][key]; there && was != value && !told[recordKey(b, key)] {
				t.Errorf("%s: %s %q is not what it was:\n%s\n%s", name, b, key, was, value)
			} else if !there && !strings.Contains(value, recoveredName) && !told[recordKey(b, key)] {
				t.Errorf("%s: %s %q was never there", name, b, key)
			}
			kept++
		}
		for key := range all[b] {
			if _, there := got[b][key]; !there && !pages && !told[recordKey(b, key)] && !unknown[recordWhat(b)] {
				t.Errorf("%s: nobody tells that %s %q is lost", name, b, key)
			}
		}
	}
	closeChecked(t, s)
	return kept
}

// holds tells whether a workspace has something of that ID.
func holds(all map[string]map[string]string, id model.ID) bool {
	for _, rows := range all {
		if _, ok := rows[string(id)]; ok {
			return true
		}
	}
	return false
}

func recordKey(name, key string) string { return string(recordID(name, []byte(key))) }

// A whole file of any version is salvaged to the last value.
func TestSalvageWhole(t *testing.T) {
	want, err := os.ReadFile(goldenListing)
	mustRead(t, err)
	for _, version := range []string{"v1", "v2"} {
		path := unpackFile(t, filepath.Join("testdata", version+".db.gz"))
		to := path + ".new"
		kept, lost, err := Salvage(t.Context(), path, to)
		if err != nil || len(lost) > 0 {
			t.Fatalf("%s: %v, %v", version, lost, err)
		}
		if d := cmp.Diff(model.Counts{Folders: 2, Requests: 3, Examples: 2, Variables: 4, Environments: 2}, kept); d != "" {
			t.Errorf("%s: %s", version, d)
		}
		if d := cmp.Diff(string(want), listing(t, mustOpen(t, to))); d != "" {
			t.Errorf("%s: %s", version, d)
		}
		if _, _, err := Salvage(t.Context(), path, to); !errors.Is(err, model.ErrExists) {
			t.Errorf("into a file that is there: %v", err)
		}
	}
}

func TestSalvageOthers(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		mustRead(t, os.WriteFile(path, data, 0o600))
		return path
	}
	if _, _, err := Salvage(t.Context(), write("foreign.db", foreign(t, "other", "k", "v")), filepath.Join(dir, "1.db")); !errors.Is(err, model.ErrInvalid) {
		t.Errorf("another program's: %v", err)
	}
	if _, _, err := Salvage(t.Context(), filepath.Join(dir, "none.db"), filepath.Join(dir, "2.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	kept, lost, err := Salvage(t.Context(), write("text.db", []byte(strings.Repeat("not a workspace ", 1000))), filepath.Join(dir, "3.db"))
	if err != nil || len(lost) == 0 || kept != (model.Counts{}) {
		t.Errorf("text: %+v, %v, %v", kept, lost, err)
	}
}
