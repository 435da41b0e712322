package secret

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// ring is a keyring in memory.
type ring struct {
	mu   sync.Mutex
	text string
	err  error         // what every call answers
	hang chan struct{} // calls wait until it is closed; nil does not
	asks int
	sets int
}

func (r *ring) Get() (string, error) {
	if r.hang != nil {
		<-r.hang
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asks++
	switch {
	case r.err != nil:
		return "", r.err
	case r.text == "":
		return "", ErrNoKey
	}
	return r.text, nil
}

func (r *ring) Set(text string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sets++
	if r.err == nil {
		r.text = text
	}
	return r.err
}

func mustSeal(t *testing.T, k *Keys, text, place string) string {
	t.Helper()
	sealed, err := k.Seal(text, place)
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func TestSealAndOpen(t *testing.T) {
	k := New(Options{Dir: t.TempDir()})
	for _, text := range []string{"", "x", "sesame", "Überraschung ✓", strings.Repeat("long ", 1<<16), "sealed:v1:no"} {
		sealed := mustSeal(t, k, text, "here")
		if !Sealed(sealed) || len(text) > 4 && strings.Contains(sealed, text) {
			t.Errorf("sealed %.60q", sealed)
		}
		if again := mustSeal(t, k, text, "here"); again != sealed {
			t.Error("the same text in the same place gives another sealed text")
		}
		if there := mustSeal(t, k, text, "there"); there == sealed {
			t.Error("two places give the same sealed text")
		}
		if got, err := k.Open(sealed, "here"); got != text || err != nil {
			t.Errorf("%.20q, %v", got, err)
		}
		if _, err := k.Open(sealed, "there"); !errors.Is(err, ErrBroken) {
			t.Errorf("elsewhere: %v", err)
		}
	}
}

func TestChangedTextsDoNotOpen(t *testing.T) {
	k := New(Options{Dir: t.TempDir()})
	sealed := mustSeal(t, k, "sesame", "here")
	for i := range len(sealed) {
		b := []byte(sealed)
		b[i] ^= 1
		if got, err := k.Open(string(b), "here"); err == nil {
			t.Errorf("byte %d changed: opened as %q", i, got)
		}
	}
	for n := range len(sealed) {
		if _, err := k.Open(sealed[:n], "here"); err == nil {
			t.Errorf("cut to %d bytes: opened", n)
		}
	}
}

func TestKeyFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "config")
	k := New(Options{Dir: dir})
	if _, err := os.Stat(dir); err == nil {
		t.Fatal("the folder was made before it was needed")
	}
	if k.Source() != SourceNone {
		t.Error("looking made a key")
	}
	sealed := mustSeal(t, k, "sesame", "p")
	info, err := os.Stat(filepath.Join(dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("files %v", left)
	}
	again := New(Options{Dir: dir})
	if got, err := again.Open(sealed, "p"); got != "sesame" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if n := again.Notice(); again.Source() != SourceFile || !strings.Contains(n, "keep a copy") || !strings.Contains(n, "no keyring") {
		t.Error(n)
	}
}

func TestKeyFileThatOthersCanReadIsMadePrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are those of the folder")
	}
	dir := t.TempDir()
	sealed := mustSeal(t, New(Options{Dir: dir}), "sesame", "p")
	path := filepath.Join(dir, "key")
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	k := New(Options{Dir: dir})
	if got, err := k.Open(sealed, "p"); got != "sesame" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if n := k.Notice(); !strings.Contains(n, "could be read by others") {
		t.Error(n)
	}
}

func TestUnusableKeyFileIsKept(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "key")
	for _, text := range []string{"", "nonsense", keyPrefix + "AAAA"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		k := New(Options{Dir: dir})
		if _, err := k.Seal("sesame", "p"); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%q: %v", text, err)
		}
		if got, _ := os.ReadFile(path); string(got) != text {
			t.Errorf("%q was overwritten with %q", text, got)
		}
		if n := k.Notice(); !strings.Contains(n, path) {
			t.Error(n)
		}
	}
}

func TestKeyring(t *testing.T) {
	r, dir := &ring{}, t.TempDir()
	k := New(Options{Dir: dir, Keyring: r})
	if r.asks != 0 {
		t.Error("asked before there was need")
	}
	sealed := mustSeal(t, k, "sesame", "p")
	if left, _ := os.ReadDir(dir); len(left) != 0 || r.sets != 1 {
		t.Errorf("files %v, %d times set", left, r.sets)
	}
	again := New(Options{Dir: t.TempDir(), Keyring: r})
	if got, err := again.Open(sealed, "p"); got != "sesame" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if n := again.Notice(); again.Source() != SourceKeyring || !strings.Contains(n, "keyring of this system") {
		t.Error(n)
	}
}

func TestKeyringThatFails(t *testing.T) {
	for name, r := range map[string]*ring{
		"refuses":       {err: errors.New("no such bus")},
		"holds another": {text: "a password"},
	} {
		dir := t.TempDir()
		k := New(Options{Dir: dir, Keyring: r})
		sealed := mustSeal(t, k, "sesame", "p")
		if _, err := os.Stat(filepath.Join(dir, "key")); err != nil || k.Source() != SourceFile || r.sets != 0 {
			t.Errorf("%s: %v, %s, %d times set", name, err, k.Source(), r.sets)
		}
		if got, err := New(Options{Dir: dir, Keyring: r}).Open(sealed, "p"); got != "sesame" || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestKeyringThatHangs(t *testing.T) {
	r, dir := &ring{}, t.TempDir()
	first := mustSeal(t, New(Options{Dir: dir, Keyring: r}), "first", "p")
	r.hang = make(chan struct{})
	k := New(Options{Dir: dir, Keyring: r, Timeout: time.Millisecond})
	if _, err := k.Open(first, "p"); !errors.Is(err, ErrMissing) || len(k.Missing()) != 1 {
		t.Errorf("%v, %v", err, k.Missing())
	}
	second := mustSeal(t, k, "second", "p") // with a key file meanwhile
	close(r.hang)
	k.mu.Lock()
	k.late <- <-k.late // the answer is there now
	k.mu.Unlock()
	for sealed, want := range map[string]string{first: "first", second: "second"} {
		if got, err := k.Open(sealed, "p"); got != want || err != nil {
			t.Errorf("%q, %v", got, err)
		}
	}
	if len(k.Missing()) != 0 || k.Source() != SourceKeyring {
		t.Errorf("missing %v, source %s", k.Missing(), k.Source())
	}
}

func TestLostKey(t *testing.T) {
	dir := t.TempDir()
	sealed := mustSeal(t, New(Options{Dir: dir}), "sesame", "p")
	if err := os.Remove(filepath.Join(dir, "key")); err != nil {
		t.Fatal(err)
	}
	k := New(Options{Dir: dir})
	_, err := k.Open(sealed, "p")
	missing, ok := errors.AsType[*MissingError](err)
	if !ok || !strings.Contains(sealed, ":"+missing.ID+":") {
		t.Fatalf("%v", err)
	}
	if n := k.Notice(); !strings.Contains(n, missing.ID) || !strings.Contains(n, "bring back the key file") {
		t.Error(n)
	}
	mustSeal(t, k, "new", "p") // a new key is made
	if _, err := k.Open(sealed, "p"); !errors.Is(err, ErrMissing) {
		t.Errorf("%v", err)
	}
}

// TestStartsAtOnce lets many programs make the key at the same time: all must come to the same one.
func TestStartsAtOnce(t *testing.T) {
	for name, r := range map[string]Keyring{"file": nil, "keyring": &ring{}} {
		for range 50 {
			dir := t.TempDir()
			if r != nil {
				r = &ring{}
			}
			var wg sync.WaitGroup
			out := make([]string, 8)
			for i := range out {
				wg.Go(func() { out[i], _ = New(Options{Dir: dir, Keyring: r}).Seal("sesame", "p") })
			}
			wg.Wait()
			for _, sealed := range out {
				if got, err := New(Options{Dir: dir, Keyring: r}).Open(sealed, "p"); got != "sesame" {
					t.Fatalf("%s: %v of %q", name, err, out)
				}
			}
		}
	}
}

func TestNoKeyInWords(t *testing.T) {
	k := New(Options{Dir: t.TempDir()})
	mustSeal(t, k, "sesame", "p")
	if text := k.Notice() + k.LogValue().String(); strings.Contains(text, k.file.text[len(keyPrefix):]) {
		t.Error("the key stands in words for people")
	}
	if _, err := parseKey("postern-key:v1:hunter2"); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Error(err)
	}
}

func TestSystemCanBeSwitchedOff(t *testing.T) {
	t.Setenv("POSTERN_KEYRING", "off")
	if System() != nil {
		t.Error("a keyring although it is switched off")
	}
}
