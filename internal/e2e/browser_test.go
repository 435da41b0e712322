//go:build e2e

package e2e

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestBrowser opens a page in Chromium that uses the mock from another origin, over HTTP and over HTTPS with
// HTTP/2, and compares what the page saw with what the manual says (docs/mock.md).
func TestBrowser(t *testing.T) {
	t.Parallel()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium on this system")
	}
	t.Run("http", func(t *testing.T) {
		t.Parallel()
		p := newPage(t)
		server := httptest.NewServer(p)
		t.Cleanup(server.Close)
		m := serveMock(t, pageCollection(), "--log", "json")
		p.open(chromium, server.URL, m.url)
		p.compare(m)
	})
	t.Run("https", func(t *testing.T) {
		t.Parallel()
		p := newPage(t)
		p.secure = true
		server := httptest.NewTLSServer(p)
		t.Cleanup(server.Close)
		m := serveMock(t, pageCollection(), "--log", "json", "--tls")
		p.open(chromium, server.URL, m.secure(), server.Certificate(), m.authority())
		p.compare(m)
	})
}

// page is the server of the page, which the page tells what it saw.
type page struct {
	t      *testing.T
	files  http.Handler
	secure bool
	done   chan struct{}

	mu   sync.Mutex
	seen map[string]json.RawMessage // by step
}

func newPage(t *testing.T) *page {
	return &page{t: t, files: http.FileServer(http.Dir("testdata/browser")), done: make(chan struct{}, 1), seen: map[string]json.RawMessage{}}
}

func (p *page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/outcome":
		body, err := io.ReadAll(r.Body)
		if err != nil {
			p.t.Error(err)
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		p.seen[r.URL.Query().Get("step")] = body
	case "/done":
		p.done <- struct{}{}
	default:
		p.files.ServeHTTP(w, r)
	}
}

// open starts Chromium on the page and waits until that has taken all steps.
func (p *page) open(chromium, at, mock string, trusted ...*x509.Certificate) {
	p.t.Helper()
	cmd := browser(chromium, p.t.TempDir(), at+"/?"+url.Values{"mock": {mock}}.Encode(), trusted)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	gone := make(chan struct{})
	go func() { defer close(gone); cmd.Wait() }()
	over := time.NewTimer(3 * patience)
	defer over.Stop()
	fault := ""
	select {
	case <-p.done:
	case <-gone:
		fault = "chromium ended before the page did"
	case <-over.C:
		fault = "the page does not come to its end"
	}
	cmd.Process.Kill()
	<-gone
	if fault != "" {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.t.Fatalf("%s; after %d steps: %s", fault, len(p.seen), said.String())
	}
}

// browser is Chromium without a window, with a profile of its own in home.
func browser(chromium, home, url string, trusted []*x509.Certificate) *exec.Cmd {
	cmd := exec.Command(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--user-data-dir="+home,
		"--ignore-certificate-errors-spki-list="+pins(trusted), url)
	cmd.Env = append(os.Environ(), "HOME="+home)
	cmd.WaitDelay = time.Second // for what children of a killed browser hold open
	return cmd
}

// pins lists public keys as Chromium takes those that it is to trust. A browser that is told to pass over all
// faults of certificates caches nothing.
func pins(certificates []*x509.Certificate) string {
	var out []string
	for _, c := range certificates {
		sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
		out = append(out, base64.StdEncoding.EncodeToString(sum[:]))
	}
	return strings.Join(out, ",")
}

// compare compares what the page saw, and what the mock logged, with what is documented.
func (p *page) compare(m *mocked) {
	log := m.logged()
	for _, want := range documented {
		p.t.Run(strings.ReplaceAll(want.step, " ", "_"), func(t *testing.T) {
			seen := value(t, string(p.seen[want.step]))
			if other, ok := late[want.step]; ok && p.secure && cmp.Equal(value(t, other), seen) {
				return
			}
			if diff := cmp.Diff(value(t, want.sees), seen); diff != "" {
				t.Errorf("the page sees (- as documented, + in fact):\n%s", diff)
			}
			if !follow(log, want.log) {
				t.Errorf("the log of the mock lacks %q:\n%s", want.log, strings.Join(log, "\n"))
			}
		})
	}
	if len(p.seen) != len(documented) {
		p.t.Errorf("the page took %d steps, and %d are documented", len(p.seen), len(documented))
	}
}

// value reads JSON.
func value(t *testing.T, text string) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Errorf("%q is no JSON: %v", text, err)
	}
	return v
}
