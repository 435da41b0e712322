package mock

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// FuzzRepresent asks for parts, compressed forms and changes of one body with any headers: the answer is one
// of those of RFC 9110, and its headers are true.
func FuzzRepresent(f *testing.F) {
	body := strings.Repeat("0123456789", 40)
	b, o := parseBundle(f, strings.Replace(behaving(`{"etag": true, "ranges": true, "compress": true}`), "0123456789", body, 1))
	table := mustCompile(f, b, o)
	for _, seed := range [][4]string{{"bytes=0-1", `"x"`, "gzip;q=0.5, br", ""}, {"bytes=-0", "W/", "*;q=0", `"a", *`}, {"bytes=399-", "", "identity;q=0", "W/\"\""},
		{"bytes=99999999999999999999-", "*", "x-gzip", ""}, {"bytes=5-4", "", ",;,", ""}, {"bytes=1-2,4-5", "", "zstd", ""}} {
		f.Add(seed[0], seed[1], seed[2], seed[3], true)
	}
	f.Fuzz(func(t *testing.T, wanted, none, accept, match string, get bool) {
		q := &Request{Method: "HEAD", Path: "/it", Header: http.Header{}}
		if get {
			q.Method = "GET"
		}
		for name, value := range map[string]string{"Range": wanted, "If-None-Match": none, "Accept-Encoding": accept, "If-Match": match} {
			if value != "" {
				q.Header[name] = []string{value}
			}
		}
		d := table.Answer(q, nil)
		h := d.Headers()
		if n := h.Get("Content-Length"); d.Status != 304 && n != strconv.Itoa(len(d.Body)) {
			t.Fatalf("%d announces %s bytes and has %d", d.Status, n, len(d.Body))
		}
		switch d.Status {
		case 200, 412:
		case 304:
			if len(d.Body) > 0 || h.Get("Etag") == "" {
				t.Fatalf("304 with %d bytes, %v", len(d.Body), h)
			}
		case 206:
			var from, to, size int
			if _, err := fmt.Sscanf(h.Get("Content-Range"), "bytes %d-%d/%d", &from, &to, &size); err != nil || size != len(body) ||
				body[from:to+1] != string(d.Body) || !get {
				t.Fatalf("%q gives %q of %q", wanted, d.Body, h.Get("Content-Range"))
			}
		case 416:
			if h.Get("Content-Range") != "bytes */400" {
				t.Fatalf("%q gives 416 with %q", wanted, h.Get("Content-Range"))
			}
		default:
			t.Fatalf("got %d %s", d.Status, d.Reason)
		}
	})
}
