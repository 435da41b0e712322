package kit

import (
	"fyne.io/fyne/v2"

	"postern/text"
)

var _ CompletionSurface = (*CodeView)(nil)

// Canvas implements CompletionSurface.
func (v *CodeView) Canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(v) }

// AnchorAt implements CompletionSurface.
func (v *CodeView) AnchorAt(before int) (fyne.Position, fyne.Size) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v)
	return at.Add(v.positionOf(v.Caret().Off - int64(before))), fyne.NewSize(0, v.rowHeight())
}

// TextBefore implements CompletionSurface: within the line of the caret.
func (v *CodeView) TextBefore(limit int) string {
	off := v.Caret().Off
	start := max(v.doc.LineStart(v.doc.LineOf(off)), off-int64(limit))
	return string(text.Bytes(v.doc, start, off))
}

// TextAfter implements CompletionSurface.
func (v *CodeView) TextAfter(limit int) string {
	off := v.Caret().Off
	return string(text.Bytes(v.doc, off, off+int64(limit)))
}

// Accept implements CompletionSurface.
func (v *CodeView) Accept(before, after int, content string) {
	if v.edit == nil {
		return
	}
	off := v.Caret().Off
	from := off - int64(before)
	v.edit.Replace(from, off+int64(after), []byte(content))
	v.setCaret(text.At(from + int64(len(content))))
	Focus(v)
}

// suggest offers variables for what stands before the caret.
func (v *CodeView) suggest() {
	if v.edit != nil {
		v.completion.Update(false)
	}
}
