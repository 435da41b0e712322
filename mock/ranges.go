package mock

import (
	"net/http"
	"strconv"
	"strings"

	"postern/model"
)

// part answers a request for a range of the body. A request for several ranges gets the whole, as RFC 9110,
// 14.2, allows; so does one that is not understood, and one whose If-Range does not hold.
func (v *visit) part() bool {
	d, size := &v.d, len(v.d.Body)
	verdict := model.Verdict{Step: 8, What: "range", Want: cut(v.req.first("Range")), Text: "the whole body: the range is not understood, or there are several"}
	from, to, kind := parseByteRange(v.req.first("Range"), size)
	if !v.ifRange() {
		kind, verdict.Text = noRange, "the whole body: If-Range does not hold"
	}
	switch kind {
	case noRange:
		verdict.OK = true
		v.note(verdict)
		return false
	case outOfRange:
		verdict.Text = "the body has " + strconv.Itoa(size) + " bytes"
		v.note(verdict)
		p := v.planned()
		p.extra = append(p.extra, pair{"Content-Range", "bytes */" + strconv.Itoa(size)})
		return v.refuse(Unmet, http.StatusRequestedRangeNotSatisfiable, "the range of the request is outside of the body, which has "+strconv.Itoa(size)+" bytes")
	}
	d.Status, d.Body = http.StatusPartialContent, d.Body[from:to+1]
	d.Header["Content-Range"] = []string{"bytes " + strconv.Itoa(from) + "-" + strconv.Itoa(to) + "/" + strconv.Itoa(size)}
	d.Header["Content-Length"] = []string{strconv.Itoa(len(d.Body))}
	verdict.OK, verdict.Got, verdict.Text = true, d.Header.Get("Content-Range"), "a part of the body"
	v.note(verdict)
	return false
}

// ifRange tells whether the range may be answered (RFC 9110, 13.1.5).
func (v *visit) ifRange() bool {
	value := v.req.first("If-Range")
	if value == "" {
		return true
	}
	if tag, _, ok := cutTag(value); ok {
		return !strings.HasPrefix(tag, "W/") && tag == v.d.Header.Get("Etag")
	}
	return value == v.d.Header.Get("Last-Modified")
}

type rangeKind uint8

const (
	noRange rangeKind = iota // none that the mock cuts out
	oneRange
	outOfRange
)

// parseByteRange reads a Range header for a body of a size; both ends are included.
func parseByteRange(value string, size int) (from, to int, kind rangeKind) {
	unit, set, ok := strings.Cut(value, "=")
	first, last, dash := strings.Cut(strings.TrimSpace(set), "-")
	if !ok || !strings.EqualFold(strings.TrimSpace(unit), "bytes") || !dash || strings.Contains(set, ",") || first+last == "" {
		return 0, 0, noRange
	}
	a, okFirst := position(first)
	b, okLast := position(last)
	switch {
	case first != "" && !okFirst || last != "" && !okLast || first != "" && last != "" && b < a:
		return 0, 0, noRange
	case first == "": // the last b bytes
		if b == 0 || size == 0 {
			return 0, 0, outOfRange
		}
		return max(0, size-b), size - 1, oneRange
	case a >= size:
		return 0, 0, outOfRange
	case last == "":
		b = size - 1
	}
	return a, min(b, size-1), oneRange
}

// position reads digits; numbers beyond any body count as very large.
func position(text string) (int, bool) {
	if text == "" || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		n = 1 << 50
	}
	return int(min(n, 1<<50)), true
}
