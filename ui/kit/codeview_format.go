package kit

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2/lang"

	"postern/format"
	"postern/text"
)

// formats tells whether the language can be formatted.
func (v *CodeView) formats() bool {
	return v.language == "json" || v.language == "xml" || v.language == "graphql"
}

// Format writes the text anew with indents, in the background and as one step of undo. Where the text is wrong it
// stays, and its fault is marked.
func (v *CodeView) Format() {
	if v.edit == nil || !v.formats() {
		return
	}
	doc, version, language := v.snapshot(), v.doc.Version(), v.language
	var out []byte
	var err error
	v.away(func(ctx context.Context) { out, err = formatted(ctx, doc, language) }, func() {
		switch {
		case err != nil:
			v.formatFailed(err)
		case v.edit == nil:
		case v.doc.Version() != version:
			v.say(lang.L("The text was edited meanwhile and not formatted"))
		default:
			v.replaceAll(out)
		}
	})
}

// formatted runs on any goroutine.
func formatted(ctx context.Context, doc text.Document, language string) ([]byte, error) {
	switch language {
	case "xml":
		return format.XML(text.Bytes(doc, 0, doc.Len()), format.Style{})
	case "graphql":
		return format.GraphQL(text.Bytes(doc, 0, doc.Len()), format.Style{})
	}
	return text.IndentJSON(ctx, doc)
}

// formatFailed marks the place where the text is wrong and puts the caret there.
func (v *CodeView) formatFailed(err error) {
	off, words := int64(-1), err.Error()
	if bad, ok := errors.AsType[*text.SyntaxError](err); ok {
		off, words = bad.Offset, bad.Reason
	}
	if bad, ok := errors.AsType[*format.Error](err); ok {
		off, words = int64(bad.Offset), bad.Text
	}
	if off < 0 {
		v.say(words)
		return
	}
	line, column := v.placeOf(off)
	v.check.problems = []problemMark{{off, off + 1, words, false}}
	v.setCaret(text.At(off))
	v.say(fmt.Sprintf(lang.L("not formatted: line %d, column %d: %s"), line, column, words))
}
