package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"postern/text"
)

var _ fyne.Accessible = (*CodeView)(nil)

// labelMost is how much of a line a screen reader is given, in bytes.
const labelMost = 400

// AccessibilityLabel implements fyne.Accessible: the line of the caret with its number. See docs/decisions for what
// Fyne makes of it.
func (v *CodeView) AccessibilityLabel() string {
	line := v.doc.LineOf(v.Caret().Off)
	start, end := text.LineBounds(v.doc, line)
	lines, _ := v.doc.Lines()
	return fmt.Sprintf(lang.L("line %d of %d: %s"), line+1, lines, text.Bytes(v.doc, start, min(end, start+labelMost)))
}

// AccessibilityRole implements fyne.Accessible.
func (v *CodeView) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CaretPlace returns the upper left corner of the caret in the view and the height of its row, for what is shown
// beside it.
func (v *CodeView) CaretPlace() (at fyne.Position, height float32) {
	return v.positionOf(v.Caret().Off), v.rowHeight()
}
