package mock

import (
	"bytes"
	"compress/gzip"
	"io"
	"mime"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"postern/model"
)

// minCompressed is the smallest body that compressing is worth it for, in bytes.
const minCompressed = 256

// codings are the content codings that a mock sends, the preferred first.
var codings = [...]string{"br", "zstd", "gzip"}

// packed keeps the compressed bodies of an example, by coding.
type packed [len(codings)]atomic.Pointer[[]byte]

// compressible tells whether a body is worth compressing: text, and large enough.
func compressible(contentType string, size int) bool {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil || size < minCompressed {
		return false
	}
	switch media {
	case "application/json", "application/javascript", "application/xml", "application/wasm", "application/x-ndjson", "image/svg+xml":
		return true
	}
	return strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "+json") || strings.HasSuffix(media, "+xml")
}

// compress sends the body in the coding that the request likes best. cache is nil where the body is not
// the same each time.
func (v *visit) compress(cache *packed) {
	d := &v.d
	at := chooseCoding(v.req.Header["Accept-Encoding"])
	verdict := model.Verdict{Step: 8, What: "compression", Want: cut(strings.Join(v.req.Header["Accept-Encoding"], ", ")), OK: true, Text: "none: the request accepts none that the mock has"}
	defer func() { v.note(verdict) }()
	if at < 0 {
		return
	}
	body := cache.get(at, d.Body)
	verdict.Got, verdict.Text = codings[at], strconv.Itoa(len(d.Body))+" bytes become "+strconv.Itoa(len(body))
	d.Body = body
	d.Header["Content-Encoding"] = []string{codings[at]}
	d.Header["Content-Length"] = []string{strconv.Itoa(len(body))}
	if tag := d.Header.Get("Etag"); strings.HasSuffix(tag, `"`) { // each coding is a representation of its own
		d.Header["Etag"] = []string{strings.TrimSuffix(tag, `"`) + "-" + codings[at] + `"`}
	}
}

func (p *packed) get(at int, body []byte) []byte {
	if p == nil {
		return encode(at, body)
	}
	if kept := p[at].Load(); kept != nil {
		return *kept
	}
	out := encode(at, body)
	p[at].Store(&out)
	return out
}

func encode(at int, body []byte) []byte {
	var out bytes.Buffer
	var w io.WriteCloser
	switch codings[at] {
	case "br":
		w = brotli.NewWriterLevel(&out, 5)
	case "zstd":
		w, _ = zstd.NewWriter(&out, zstd.WithEncoderConcurrency(1)) // options that are always valid
	default:
		w = gzip.NewWriter(&out)
	}
	w.Write(body) // to memory
	w.Close()
	return out.Bytes()
}

// chooseCoding returns the place of the coding with the highest quality (RFC 9110, 12.5.3), -1 for none.
func chooseCoding(lines []string) int {
	best, quality := -1, 0.0
	given := map[string]float64{}
	for _, line := range lines {
		for item := range strings.SplitSeq(line, ",") {
			name, params, _ := strings.Cut(item, ";")
			name = strings.ToLower(strings.TrimSpace(name))
			if name == "x-gzip" {
				name = "gzip"
			}
			if _, twice := given[name]; !twice && len(given) < 50 {
				given[name] = qualityOf(params)
			}
		}
	}
	for i, name := range codings {
		q, ok := given[name]
		if !ok {
			q = given["*"]
		}
		if q > quality {
			best, quality = i, q
		}
	}
	if q, ok := given["identity"]; ok && q > quality {
		return -1
	}
	return best
}

// qualityOf reads "q=0.5"; without one it is 1, and what is none is 0.
func qualityOf(params string) float64 {
	for p := range strings.SplitSeq(params, ";") {
		key, value, _ := strings.Cut(p, "=")
		if strings.EqualFold(strings.TrimSpace(key), "q") {
			q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil || !share(q) {
				return 0
			}
			return q
		}
	}
	return 1
}

// cache is where compressed bodies of the example are kept; nil where the body is not the same each time.
func (e *example) cache() *packed {
	if e.template != nil {
		return nil
	}
	return &e.packed
}
