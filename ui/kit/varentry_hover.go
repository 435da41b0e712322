package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// MouseIn implements desktop.Hoverable.
func (v *VarEntry) MouseIn(e *desktop.MouseEvent) { v.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (v *VarEntry) MouseMoved(e *desktop.MouseEvent) {
	span, ok := v.spanAt(e.Position.X)
	at := -1
	if ok {
		at = span.start
	}
	if at == v.hovered {
		return
	}
	v.hovered = at
	if !ok {
		HideTip(v.canvas())
		return
	}
	_, hover := v.Variables(span.name)
	below := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.self).AddXY(v.xOf(span.start), v.Size().Height)
	ShowTip(v.canvas(), hover, below)
}

// MouseOut implements desktop.Hoverable.
func (v *VarEntry) MouseOut() {
	if v.hovered >= 0 {
		v.hovered = -1
		HideTip(v.canvas())
	}
}

// spanAt finds the variable at a distance from the left edge of the field.
func (v *VarEntry) spanAt(x float32) (varEntrySpan, bool) {
	if v.completion.IsOpen() || x < 0 || x > v.origin()+v.left+v.room() {
		return varEntrySpan{}, false
	}
	over, ok := v.line.over(x - v.origin())
	if !ok {
		return varEntrySpan{}, false
	}
	for _, span := range v.spans(over, over+1) {
		if span.start <= over && over < span.end {
			return span, true
		}
	}
	return varEntrySpan{}, false
}

// xOf is the distance from the left edge of the field to a byte of its text, within the field.
func (v *VarEntry) xOf(off int) float32 {
	return max(0, min(v.origin()+v.line.x(off), v.Size().Width))
}

// offsetAt is the place of the caret for a distance from the left edge of the field.
func (v *VarEntry) offsetAt(x float32) int { return v.line.at(x - v.origin()) }

// AnchorAt implements CompletionSurface.
func (v *VarEntry) AnchorAt(before int) (fyne.Position, fyne.Size) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.self)
	return at.AddXY(v.xOf(v.caretAt()-before), 0), fyne.NewSize(0, v.Size().Height)
}

// TextBefore implements CompletionSurface.
func (v *VarEntry) TextBefore(limit int) string {
	caret := v.caretAt()
	return v.line.text[max(0, caret-limit):caret]
}

// TextAfter implements CompletionSurface.
func (v *VarEntry) TextAfter(limit int) string {
	caret := v.caretAt()
	return v.line.text[caret:min(len(v.line.text), caret+limit)]
}

// Accept implements CompletionSurface: as one step of undo.
func (v *VarEntry) Accept(before, after int, text string) {
	caret := v.caretAt()
	v.selectText(caret-before, caret+after)
	v.paste(text)
	v.focus()
}

// Canvas implements CompletionSurface.
func (v *VarEntry) Canvas() fyne.Canvas { return v.canvas() }
