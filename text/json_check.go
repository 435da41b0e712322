package text

import (
	"bytes"
	"context"
)

// beginJSON is a machine at the beginning of a document, behind a byte order mark.
func beginJSON(doc Document) (m jsonMachine) {
	if bytes.Equal(Bytes(doc, 0, 3), []byte("\ufeff")) {
		m.consumed = 3
	}
	return m
}

// CheckJSON tells where and why a document is no JSON, or nil; to be run in the background, on a snapshot, while the
// user types. What counts as JSON is what [Formatted] takes for it. The error is that of the context or of the document.
func CheckJSON(ctx context.Context, doc Document) (*SyntaxError, error) {
	m := beginJSON(doc)
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

// IndentJSON returns all of a document as [Formatted] shows it; to be run in the background, on a snapshot. Where the
// document is no JSON the error is a [*SyntaxError] and the rest as it was; other errors are those of the context and of
// the document.
func IndentJSON(ctx context.Context, doc Document) ([]byte, error) {
	m := beginJSON(doc)
	var bad *SyntaxError
	out := make([]byte, 0, doc.Len()+doc.Len()/2)
	err := scan(ctx, doc, m.consumed, doc.Len(), func(_ int64, b []byte) bool {
		var fault *SyntaxError
		if out, fault = m.feed(out, b); bad == nil {
			bad = fault
		}
		return true
	})
	if bad == nil {
		bad = m.finish()
	}
	if err == nil && bad != nil {
		err = bad
	}
	return out, err
}
