package mock

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"strconv"
	"strings"

	"postern/model"
)

// on tells whether a switch of a behaviour is on.
func on(b *bool) bool { return b != nil && *b }

// represent is the second half of step 8 for an answer of which a client may know a part already: it
// compresses the body, answers conditions, and cuts out ranges, as far as the behaviour says so. Only
// answers with status 200 take part. It returns true where a refusal takes the place of the answer.
func (v *visit) represent(b *behaviour, cache *packed) bool {
	d := &v.d
	if b == nil || d.Status != http.StatusOK || !on(b.ETag) && !on(b.Ranges) && !on(b.Compress) {
		return false
	}
	d.Header = maps.Clone(d.Header)
	defer func() { d.expose = exposed(d.Header) }()
	if on(b.ETag) && len(d.Header["Etag"]) == 0 && len(d.Body) > 0 {
		d.Header["Etag"] = []string{tagOf(d.Body)}
	}
	ranged := on(b.Ranges) && v.req.Method == http.MethodGet && v.req.first("Range") != ""
	if on(b.Compress) && compressible(d.Header.Get("Content-Type"), len(d.Body)) {
		addVary(d.Header, "Accept-Encoding")
		if !ranged {
			v.compress(cache)
		}
	}
	if on(b.ETag) && !v.changed() {
		if status, what := v.condition(); status != 0 {
			return v.conditional(status, what)
		}
	}
	if on(b.Ranges) {
		d.Header["Accept-Ranges"] = []string{"bytes"}
		if ranged {
			return v.part()
		}
	}
	return false
}

// tagOf is the strong entity tag of a body.
func tagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:12]) + `"`
}

// changed tells whether the answer tells of a change of a resource, whose conditions were looked at before it.
func (v *visit) changed() bool { return v.d.Outcome == Kept && !v.reads() }

func (v *visit) reads() bool {
	return v.req.Method == http.MethodGet || v.req.Method == http.MethodHead
}

// condition evaluates the preconditions of the request in the order of RFC 9110, 13.2.2. The status is 0
// where the answer is given as it is.
func (v *visit) condition() (status int, what string) {
	h, read := v.d.Header, v.reads()
	etag, modified := h.Get("Etag"), h.Get("Last-Modified")
	if lines := v.req.Header["If-Match"]; len(lines) > 0 {
		if !listed(lines, etag, true) {
			return http.StatusPreconditionFailed, "If-Match"
		}
	} else if after, ok := later(modified, v.req.first("If-Unmodified-Since")); ok && after {
		return http.StatusPreconditionFailed, "If-Unmodified-Since"
	}
	if lines := v.req.Header["If-None-Match"]; len(lines) > 0 {
		switch {
		case !listed(lines, etag, false):
			return 0, ""
		case read:
			return http.StatusNotModified, "If-None-Match"
		}
		return http.StatusPreconditionFailed, "If-None-Match"
	}
	if after, ok := later(modified, v.req.first("If-Modified-Since")); ok && !after && read {
		return http.StatusNotModified, "If-Modified-Since"
	}
	return 0, ""
}

// conditional ends a request whose condition decides.
func (v *visit) conditional(status int, what string) bool {
	d := &v.d
	v.note(model.Verdict{Step: 8, What: "condition", Want: what, Got: cut(d.Header.Get("Etag")), OK: status == http.StatusNotModified,
		Text: strconv.Itoa(status) + " " + http.StatusText(status)})
	if status != http.StatusNotModified {
		return v.refuse(Unmet, status, "the condition "+what+" of the request does not hold")
	}
	d.Status, d.Body = status, nil
	for _, name := range []string{"Content-Length", "Content-Type", "Content-Encoding", "Content-Language", "Content-Range"} {
		delete(d.Header, name)
	}
	return false
}

// listed tells whether a list of entity tags has the tag, or is "*". Strong comparison takes no weak tags
// (RFC 9110, 8.8.3.2).
func listed(lines []string, etag string, strong bool) bool {
	if etag == "" {
		return strings.TrimSpace(lines[0]) == "*"
	}
	for _, line := range lines {
		for line != "" {
			line = strings.TrimLeft(line, " \t,")
			if strings.HasPrefix(line, "*") {
				return true
			}
			tag, rest, ok := cutTag(line)
			if !ok {
				break
			}
			line = rest
			if strong && tag == etag && !strings.HasPrefix(tag, "W/") ||
				!strong && strings.TrimPrefix(tag, "W/") == strings.TrimPrefix(etag, "W/") {
				return true
			}
		}
	}
	return false
}

// cutTag reads an entity tag at the start of a text.
func cutTag(text string) (tag, rest string, ok bool) {
	from := 0
	if strings.HasPrefix(text, "W/") {
		from = 2
	}
	if len(text) <= from || text[from] != '"' {
		return "", "", false
	}
	end := strings.IndexByte(text[from+1:], '"')
	if end < 0 {
		return "", "", false
	}
	end += from + 2
	return text[:end], text[end:], true
}

// later tells whether the first date is after the second; ok is false where one of them is none.
func later(date, than string) (after, ok bool) {
	if date == "" || than == "" {
		return false, false
	}
	a, err := http.ParseTime(date)
	b, fault := http.ParseTime(than)
	return a.After(b), err == nil && fault == nil
}

func addVary(h http.Header, name string) {
	for _, line := range h["Vary"] {
		for n := range strings.SplitSeq(line, ",") {
			if n = strings.TrimSpace(n); n == "*" || strings.EqualFold(n, name) {
				return
			}
		}
	}
	h["Vary"] = append(h["Vary"][:len(h["Vary"]):len(h["Vary"])], name)
}
