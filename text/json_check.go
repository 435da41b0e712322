package text

import (
	"bytes"
	"context"
)

// CheckJSON tells where and why a document is no JSON, or nil; to be run in the background, on a snapshot, while the
// user types. What counts as JSON is what [Formatted] takes for it. The error is that of the context or of the document.
func CheckJSON(ctx context.Context, doc Document) (*SyntaxError, error) {
	var m jsonMachine
	if bytes.Equal(Bytes(doc, 0, 3), []byte("\ufeff")) {
		m.consumed = 3
	}
	var bad *SyntaxError
	var out []byte
	err := scan(ctx, doc, m.consumed, doc.Len(), func(_ int64, b []byte) bool {
		for len(b) > 0 && bad == nil {
			n := min(len(b), sourceStep)
			out, bad = m.feed(out[:0], b[:n])
			b = b[n:]
		}
		return bad == nil
	})
	if bad == nil && err == nil {
		bad = m.finish()
	}
	return bad, err
}
