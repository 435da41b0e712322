package send

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"postern/model"
)

// compress returns text in a coding.
func compress(t *testing.T, coding, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip", "x-gzip":
		w = gzip.NewWriter(&b)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "raw":
		w, _ = flate.NewWriter(&b, 6)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		w, _ = zstd.NewWriter(&b)
	default:
		return []byte(text)
	}
	io.WriteString(w, text)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDecoding(t *testing.T) {
	text := strings.Repeat("all work and no play ", 500)
	for _, test := range []struct{ header, coding, encoding string }{
		{"gzip", "gzip", "gzip"}, {"X-GZIP", "x-gzip", "x-gzip"}, {"deflate", "deflate", "deflate"}, {"deflate", "raw", "deflate"},
		{"br", "br", "br"}, {"zstd", "zstd", "zstd"}, {"identity", "", ""}, {"foo", "", ""},
	} {
		body := compress(t, test.coding, text)
		base := server(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", test.header)
			w.Write(body)
		})
		c := newClient(t, Options{})
		for i := range 2 {
			x := c.Send(t.Context(), job(model.Request{URL: base}))
			w := x.Response
			if x.Failure != nil || string(w.Body.Data) != text || w.WireSize != int64(len(body)) || w.Encoding != test.encoding {
				t.Errorf("%s: failure %+v, %d bytes, wire %d of %d, encoding %q", test.coding, x.Failure, w.Body.Size, w.WireSize, len(body), w.Encoding)
			}
			if i == 1 && !x.Timings.Reused {
				t.Errorf("%s: the connection was not reused", test.coding)
			}
		}
	}
}

func TestDecodingTwice(t *testing.T) {
	body := compress(t, "br", string(compress(t, "gzip", "twice")))
	base := server(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Encoding"] = []string{"gzip", "br"}
		w.Write(body)
	})
	x := sendTo(t, model.Request{URL: base})
	if x.Failure != nil || string(x.Response.Body.Data) != "twice" || x.Response.Encoding != "gzip, br" {
		t.Errorf("failure %v, response %+v", x.Failure, x.Response)
	}
}

func TestDecodingFailures(t *testing.T) {
	for _, coding := range []string{"gzip", "deflate", "br", "zstd"} {
		whole := compress(t, coding, strings.Repeat("0123456789", 50))
		for name, body := range map[string][]byte{"cut": whole[:len(whole)-3], "junk": []byte("\x01\x02 this is not compressed at all")} {
			base := server(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Encoding", coding)
				w.Write(body)
			})
			x := sendTo(t, model.Request{URL: base})
			wantFailure(t, x, model.FailRead, "compressed with "+coding)
			if x.Response == nil || x.Response.Status != 200 {
				t.Errorf("%s %s: the answer is lost", coding, name)
			}
		}
	}
}

// A small answer that decodes to an endless one stops at the limit, and what came is kept.
func TestCompressionBomb(t *testing.T) {
	bomb := compress(t, "gzip", strings.Repeat("\x00", 3<<20))
	base := server(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(bomb)
	})
	c := newClient(t, Options{})
	c.limit = 2 << 20
	x := c.Send(t.Context(), job(model.Request{URL: base}))
	wantFailure(t, x, model.FailRead, "larger than 2 MiB")
	if x.Response.Body.Size != 2<<20 {
		t.Errorf("kept %d bytes", x.Response.Body.Size)
	}
}

func TestLargeBody(t *testing.T) {
	text := strings.Repeat("0123456789abcdef", 3<<20/16)
	base := server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/known" {
			w.Header().Set("Content-Length", fmt.Sprint(len(text)))
		}
		io.WriteString(w, text)
	})
	dir := t.TempDir()
	c := newClient(t, Options{TempDir: dir})
	for path, total := range map[string]int64{"/known": 3 << 20, "/chunked": -1} {
		var calls [][2]int64
		j := job(model.Request{URL: base + path})
		j.Progress = func(received, total int64) { calls = append(calls, [2]int64{received, total}) }
		x := c.Send(t.Context(), j)
		if x.Failure != nil || x.Response.Body.Data != nil || x.Response.Body.Size != 3<<20 {
			t.Fatalf("%s: failure %v, body %d bytes, %d in memory", path, x.Failure, x.Response.Body.Size, len(x.Response.Body.Data))
		}
		if filepath.Dir(x.Response.Body.Path) != dir {
			t.Errorf("body in %s, want it in %s", x.Response.Body.Path, dir)
		}
		if got, err := os.ReadFile(x.Response.Body.Path); err != nil || string(got) != text {
			t.Errorf("%s: the file is not the body: %v", path, err)
		}
		if len(calls) == 0 || calls[len(calls)-1] != [2]int64{3 << 20, total} {
			t.Errorf("%s: progress %v", path, calls)
		}
		if chunked := model.HeaderValue(x.Response.Headers, "Transfer-Encoding") == "chunked"; chunked != (total < 0) {
			t.Errorf("%s: headers %v", path, x.Response.Headers)
		}
	}
}

func TestInMemoryLimit(t *testing.T) {
	for size, inFile := range map[int]bool{inMemory: false, inMemory + 1: true} {
		s := &spool{dir: t.TempDir()}
		for written := 0; written < size; written += 1000 {
			s.Write(make([]byte, min(1000, size-written)))
		}
		if c := s.content(); c.Size != int64(size) || (c.Path != "") != inFile || (c.Data != nil) == inFile {
			t.Errorf("%d bytes: %d in memory, file %q", size, len(c.Data), c.Path)
		}
	}
}

func TestDiskFailure(t *testing.T) {
	base := server(t, func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 2<<20)) })
	c := newClient(t, Options{TempDir: filepath.Join(t.TempDir(), "gone")})
	x := c.Send(t.Context(), job(model.Request{URL: base}))
	wantFailure(t, x, model.FailDisk, "cannot be written to the folder")
	if x.Response.Body.Size == 0 || x.Response.Body.Size > inMemory {
		t.Errorf("kept %d bytes", x.Response.Body.Size)
	}
}

func TestBrokenAnswers(t *testing.T) {
	for _, test := range []struct {
		says string
		kind model.FailureKind
		text string
		kept string
	}{
		{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this", model.FailRead, "broke off after 9 of 100 bytes", "only this"},
		{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n9\r\nwo", model.FailRead, "broke off after 7 bytes", "hellowo"},
		{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n", model.FailRead, "invalid byte in chunk length", "hello"},
		{"HTTP/1.1 200 OK\r\nX: y\r\n", model.FailRead, "in the middle of the answer's headers", ""},
		{"", model.FailRead, "closed the connection without an answer", ""},
		{"SSH-2.0-OpenSSH_9.6\r\n", model.FailProtocol, `malformed HTTP`, ""},
		{"HTTP/1.1 abc OK\r\n\r\n", model.FailProtocol, "malformed HTTP status code", ""},
		{"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", model.FailProtocol, "is no valid HTTP", ""},
		{"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", model.FailProtocol, "is no valid HTTP", ""},
		{"HTTP/1.1 200 OK\r\nX: " + strings.Repeat("y", 5<<20) + "\r\n\r\n", model.FailProtocol, "headers exceeded", ""},
	} {
		x := sendTo(t, model.Request{URL: says(t, test.says)})
		wantFailure(t, x, test.kind, test.text)
		kept := ""
		if x.Response != nil {
			kept = string(x.Response.Body.Data)
		}
		if kept != test.kept {
			t.Errorf("%q: kept %q, want %q", test.text, kept, test.kept)
		}
	}
}

// Until the server closes is a valid length too, and what follows the announced length is no part of it.
func TestOddButValidAnswers(t *testing.T) {
	for says1, want := range map[string]string{
		"HTTP/1.1 200\r\n\r\nuntil the end":                                                   "until the end",
		"HTTP/1.0 200 OK\r\n\r\nold":                                                          "old",
		"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nmore":                                    "mo",
		"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhint":                         "hint",
		"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nstream": "",
	} {
		x := sendTo(t, model.Request{URL: says(t, says1)})
		if x.Failure != nil {
			t.Errorf("%q: %s", says1, x.Failure.Text)
			continue
		}
		if d := cmp.Diff(want, string(x.Response.Body.Data)); d != "" {
			t.Errorf("%q: %s", says1, d)
		}
	}
}

func TestReset(t *testing.T) {
	base := rawServer(t, func(c net.Conn, _ *http.Request) { c.(*net.TCPConn).SetLinger(0) })
	wantFailure(t, sendTo(t, model.Request{URL: base}), model.FailRead, "broke the connection off without an answer")
}
