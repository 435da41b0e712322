package mock

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"postern/model"
)

// coded puts codings on a body, the first first.
func coded(t *testing.T, body string, codings ...string) []byte {
	t.Helper()
	data := []byte(body)
	for _, name := range codings {
		var out bytes.Buffer
		var w io.WriteCloser
		switch name {
		case "gzip":
			w = gzip.NewWriter(&out)
		case "br":
			w = brotli.NewWriter(&out)
		case "zstd":
			w, _ = zstd.NewWriter(&out)
		case "deflate":
			w = zlib.NewWriter(&out)
		case "raw":
			w, _ = flate.NewWriter(&out, 5)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		data = out.Bytes()
	}
	return data
}

// offered is what became of the request of a number: an offer, nil where there is none, and what the trace says.
func offered(t *testing.T, s *Server, passed chan model.MockPassed, n uint64) (*model.Example, string) {
	t.Helper()
	recorded(t, s, n)
	trace := s.Journal().Since(n-1, 0)[0].Trace
	last := trace[len(trace)-1]
	if last.What != "recording" || !last.OK {
		return nil, last.Text
	}
	p := <-passed
	return &p.Example, last.Text
}

// replayed asks a mock for what was recorded.
func replayed(t *testing.T, e model.Example, behaviour string, headers ...string) (*http.Response, string) {
	t.Helper()
	b, o := parseBundle(t, "settings {\"behaviour\": {"+behaviour+"}}\nrequest GET /x\n")
	b.Items[0].Examples = []model.Example{e}
	s := start(t, "request GET /x", ListenOptions{})
	s.Swap(mustCompile(t, b, o))
	return bare(t, "GET", s.URL()+"/x", "", headers...)
}

func TestCompressedAnswersAreKeptDecoded(t *testing.T) {
	const body = `{"token": "s3cret", "text": "plain"}`
	const kept = `{"token": "masked", "text": "plain"}`
	for _, tt := range []struct {
		header  string
		codings []string
	}{{"gzip", []string{"gzip"}}, {"br", []string{"br"}}, {"zstd", []string{"zstd"}}, {"deflate", []string{"deflate"}}, {"deflate", []string{"raw"}},
		{"X-GZIP", []string{"gzip"}}, {"gzip, identity, br", []string{"gzip", "br"}}} {
		sent := coded(t, body, tt.codings...)
		s, _, passed := real(t, "", `{"upstream": {"url": "UP"}}`, func(w http.ResponseWriter, _ *http.Request) {
			h := w.Header()
			h.Set("Content-Type", "application/json")
			h.Set("Content-Encoding", tt.header)
			h.Set("Etag", `"of-the-coded"`)
			h.Set("Content-Digest", "sha-256=:AA==:")
			h.Set("Vary", "Accept-Encoding")
			w.Write(sent)
		})
		a, got := bare(t, "GET", s.URL()+"/x", "", "Accept-Encoding: gzip")
		if a.Header.Get("Content-Encoding") != tt.header || got != string(sent) {
			t.Errorf("%s: the client got %q, %v", tt.header, got, a.Header)
		}
		e, why := offered(t, s, passed, 1)
		if e == nil || string(e.Body.Data) != kept || !strings.Contains(why, "without the coding") {
			t.Fatalf("%s: %+v, %s", tt.header, e, why)
		}
		for _, f := range e.Headers {
			if f.Key == "Content-Encoding" || f.Key == "Content-Length" || f.Key == "Content-Digest" || f.Key == "Transfer-Encoding" || f.Key == "Etag" && f.Value != `W/"of-the-coded"` {
				t.Errorf("%s: the example has the header %+v", tt.header, f)
			}
		}
		if a, got := replayed(t, *e, ""); got != kept || a.Header.Get("Content-Encoding") != "" || a.ContentLength != int64(len(kept)) {
			t.Errorf("%s: the mock answers %q, %v", tt.header, got, a.Header)
		}
	}
}

func TestKeptAnswersAreCompressedByTheMock(t *testing.T) {
	body := strings.Repeat("text ", 200)
	s, _, passed := real(t, "", `{"upstream": {"url": "UP"}}`, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(coded(t, body, "gzip"))
	})
	bare(t, "GET", s.URL()+"/x", "")
	e, why := offered(t, s, passed, 1)
	if e == nil {
		t.Fatal(why)
	}
	a, got := replayed(t, *e, `"compress": true`, "Accept-Encoding: br")
	plain, err := decompress([]byte(got), a.Header["Content-Encoding"])
	if err != nil || string(plain) != body || a.Header.Get("Content-Encoding") != "br" {
		t.Errorf("got %q, %v, %v", plain, err, a.Header)
	}
}

func TestAnswersThatAreNotWholeAreNotKept(t *testing.T) {
	const body = "0123456789"
	s, _, passed := real(t, "", `{"upstream": {"url": "UP"}}`, func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", "text/plain")
		h.Set("Etag", `"t"`)
		switch r.URL.Path {
		case "/bad":
			h.Set("Content-Encoding", "gzip")
			io.WriteString(w, "no gzip")
		case "/unknown":
			h.Set("Content-Encoding", "snappy")
			io.WriteString(w, body)
		case "/bomb":
			h.Set("Content-Encoding", "gzip")
			w.Write(coded(t, strings.Repeat("0", maxRecorded+1), "gzip"))
		case "/many":
			h.Set("Content-Encoding", "gzip, gzip, gzip, gzip, gzip")
			io.WriteString(w, body)
		default:
			http.ServeContent(w, r, "", goldenStart, strings.NewReader(body))
		}
	})
	tests := []struct {
		method, path, header string
		status               int
		body, why            string
	}{
		{"HEAD", "/x", "A: b", 200, "", "not kept: an answer to HEAD has no body; ask with GET"},
		{"GET", "/x", "Range: bytes=2-4", 206, "234", "not kept: it is about a part of the whole; ask without Range"},
		{"GET", "/x", "Range: bytes=20-", 416, "invalid range: failed to overlap\n", "not kept: it is about a part of the whole; ask without Range"},
		{"GET", "/x", `If-None-Match: "t"`, 304, "", "not kept: the client has the body already; ask without If-None-Match and If-Modified-Since"},
		{"GET", "/bad", "A: b", 200, "no gzip", "not kept: its body cannot be read as gzip: "},
		{"GET", "/unknown", "A: b", 200, body, "not kept: its body cannot be read as snappy: the mock does not know this coding"},
		{"GET", "/bomb", "A: b", 200, string(coded(t, strings.Repeat("0", maxRecorded+1), "gzip")), "not kept: the body is over the limit of 10 MiB"},
		{"GET", "/many", "A: b", 200, body, "not kept: it has more than 4 content codings"},
	}
	for i, tt := range tests {
		a, got := bare(t, tt.method, s.URL()+tt.path, "", tt.header, "Accept-Encoding: gzip")
		if a.StatusCode != tt.status || got != tt.body {
			t.Errorf("%s %s: the client got %d %q", tt.method, tt.path, a.StatusCode, got)
		}
		if e, why := offered(t, s, passed, uint64(i+1)); e != nil || !strings.HasPrefix(why, tt.why) {
			t.Errorf("%s %s %s: %+v, %q", tt.method, tt.path, tt.header, e, why)
		}
	}
	bare(t, "GET", s.URL()+"/x", "")
	e, why := offered(t, s, passed, uint64(len(tests)+1))
	if e == nil || string(e.Body.Data) != body {
		t.Fatalf("the whole: %+v, %s", e, why)
	}
	for _, f := range e.Headers {
		if f.Key == "Etag" && f.Value != `"t"` || f.Key == "Content-Range" {
			t.Errorf("the example has %+v", f)
		}
	}
	if a, got := replayed(t, *e, `"ranges": true`, "Range: bytes=2-4"); a.StatusCode != 206 || got != "234" || a.Header.Get("Content-Range") != "bytes 2-4/10" {
		t.Errorf("a part of the kept answer is %d %q, %v", a.StatusCode, got, a.Header)
	}
}

func TestSavedAnswersToHeadKeepTheirLength(t *testing.T) {
	s := start(t, "request HEAD /x\n  example x 200 x\n    header content-length 1234\n", ListenOptions{})
	if a, _ := bare(t, "HEAD", s.URL()+"/x", ""); a.ContentLength != 1234 || a.StatusCode != 200 {
		t.Errorf("got %d, %v", a.StatusCode, a.Header)
	}
}

func TestEmptyAnswersWithACodingAreKept(t *testing.T) {
	up := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(http.StatusNoContent)
	}
	s, _, passed := real(t, "", `{"upstream": {"url": "UP"}}`, up)
	bare(t, "DELETE", s.URL()+"/x", "")
	if e, why := offered(t, s, passed, 1); e == nil || e.Status != 204 || len(e.Body.Data) != 0 {
		t.Errorf("%+v, %s", e, why)
	}
}
