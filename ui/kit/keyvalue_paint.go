package kit

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	base "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

const (
	keyValueBox  = 14   // side of a check box
	keyValueMost = 4096 // bytes of a cell that are looked at for painting
)

// paintRow paints everything of a row but the text that the editor shows.
func (t *KeyValueTable) paintRow(p *keyValuePainter, row int) {
	y := float32(row) * theme.SizeRow
	width := t.parts.body.Size().Width
	here := t.parts.body.pointer.row == row
	if here {
		p.rect(theme.Color(base.ColorNameHover), 0, y, width, theme.SizeRow-1)
	}
	p.rect(theme.Color(theme.ColorHairline), 0, y+theme.SizeRow-1, width, 1)
	for i, c := range t.columns {
		switch c.id {
		case keyValueCheck:
			t.paintCheck(p, row, c.x, y)
		case keyValueKind:
			t.paintKind(p, row, c, y)
		case keyValueActions:
			t.paintActions(p, row, c.x, y, here)
		default:
			t.paintCell(p, keyValueCell{row, i}, y)
		}
	}
}

// paintEdges paints the lines between columns.
func (t *KeyValueTable) paintEdges(p *keyValuePainter, top, height float32) {
	width := t.parts.body.Size().Width
	for _, c := range t.columns {
		if c.id != keyValueCheck && c.x+c.width < width-1 {
			p.rect(theme.Color(theme.ColorHairline), c.x+c.width-1, top, 1, max(0, height))
		}
	}
}

func (t *KeyValueTable) paintCheck(p *keyValuePainter, row int, x, y float32) {
	if row >= len(t.rows) || t.rows[row].Locked {
		return
	}
	inset := (theme.SizeRow - keyValueBox) / 2
	fill, stroke := theme.Color(base.ColorNamePrimary), theme.Color(base.ColorNamePrimary)
	if t.rows[row].Disabled {
		fill, stroke = color.Transparent, theme.Color(theme.ColorFaint)
	}
	box := p.rect(fill, x+inset, y+inset, keyValueBox, keyValueBox)
	box.StrokeColor, box.StrokeWidth, box.CornerRadius = stroke, 1, 3
	if !t.rows[row].Disabled {
		p.image(theme.IconCheck, base.ColorNameForegroundOnPrimary, x+inset+1, y+inset+1, keyValueBox-2)
	}
}

func (t *KeyValueTable) paintKind(p *keyValuePainter, row int, c keyValueColumn, y float32) {
	if row >= len(t.rows) {
		return
	}
	label := lang.L("Text")
	if t.rows[row].Kind == KindFile {
		label = lang.L("File")
	}
	p.text(label, theme.Color(theme.ColorFaint), theme.SizeText, fyne.TextStyle{}, c.x+keyValuePad, y+t.textTop(fyne.TextStyle{}))
	if !t.options.ReadOnly {
		p.image(theme.IconChevronDown, theme.ColorFaint, c.x+c.width-20, y+(theme.SizeRow-12)/2, 12)
	}
}

// textTop is the distance of a text from the top of its row, in the place where the editor has it.
func (t *KeyValueTable) textTop(style fyne.TextStyle) float32 {
	return (theme.SizeRow - fyne.MeasureText("X", theme.SizeText, style).Height) / 2
}

// paintCell paints the text of a cell.
func (t *KeyValueTable) paintCell(p *keyValuePainter, cell keyValueCell, y float32) {
	c := t.columns[cell.column]
	body := t.parts.body
	if t.editing && t.cursor == cell {
		return
	}
	if body.hasKeyboard && t.cursor == cell {
		frame := p.rect(color.Transparent, c.x, y, c.width-1, theme.SizeRow-1)
		frame.StrokeColor, frame.StrokeWidth, frame.CornerRadius = theme.Color(base.ColorNamePrimary), 1, theme.SizeRadius
	}
	style := fyne.TextStyle{Monospace: c.mono()}
	x, top := c.x+keyValuePad, y+t.textTop(style)
	if cell.row >= len(t.rows) {
		style.Monospace = false
		text := keyValueCut(t.ghost(c), c.width-2*keyValuePad, theme.SizeText, style)
		p.text(text, theme.Color(base.ColorNameDisabled), theme.SizeText, style, x, y+t.textTop(style))
		return
	}
	text := t.cellText(cell)
	shown := keyValueCut(text, t.textWidth(cell), theme.SizeText, style)
	plain := theme.Color(base.ColorNameForeground)
	if t.rows[cell.row].Disabled || c.id == keyValueDescription {
		plain = theme.Color(theme.ColorFaint)
	}
	at := 0
	for _, span := range t.spans(cell, text) {
		start, end := min(span.start, len(shown)), min(span.end, len(shown))
		x += p.text(shown[at:start], plain, theme.SizeText, style, x, top)
		state, _ := t.Variables(span.name)
		x += p.text(shown[start:end], theme.Color(varEntryColor(state)), theme.SizeText, style, x, top)
		at = end
	}
	p.text(shown[at:], plain, theme.SizeText, style, x, top)
	if t.chooses(cell.row) && c.id == keyValueValue {
		p.image(theme.IconFolderOpen, theme.ColorFaint, c.x+c.width-keyValueButton+3, y+(theme.SizeRow-theme.SizeIcon)/2, theme.SizeIcon)
	}
}

// ghost is what the row to come says in a column.
func (t *KeyValueTable) ghost(c keyValueColumn) string {
	if c.id == keyValueType {
		return lang.L("automatic")
	}
	return c.label
}

// textWidth is the room for the text of a cell.
func (t *KeyValueTable) textWidth(cell keyValueCell) float32 {
	c := t.columns[cell.column]
	width := c.width - 2*keyValuePad
	if c.id == keyValueValue && t.chooses(cell.row) {
		width -= keyValueButton - keyValuePad
	}
	return width
}

// cellText is what a cell shows when there is room: a secret is masked, and long texts are cut.
func (t *KeyValueTable) cellText(cell keyValueCell) string {
	row := t.row(cell.row)
	c := t.columns[cell.column]
	if c.id == keyValueValue && t.masked(cell.row) {
		return strings.Repeat("•", 8*min(1, len(row.Value)))
	}
	text := c.get(row)
	if len(text) > keyValueMost {
		text = strings.ToValidUTF8(text[:keyValueMost], "")
	}
	return varEntryShown(text)
}

// masked reports whether the value of a row must not be seen.
func (t *KeyValueTable) masked(row int) bool {
	return t.options.Secrets && t.row(row).Secret && !t.revealed[row]
}

// spans finds the variables to colour in the text of a cell.
func (t *KeyValueTable) spans(cell keyValueCell, text string) []varEntrySpan {
	id := t.columns[cell.column].id
	if t.Variables == nil || (id != keyValueKey && id != keyValueValue) || (id == keyValueValue && t.masked(cell.row)) {
		return nil
	}
	return varEntrySpans(text)
}

// cutText returns the text of a cell if it does not fit.
func (t *KeyValueTable) cutText(row, column int) string {
	c := t.columns[column]
	cell := keyValueCell{row, column}
	if !c.editable() || t.editing && t.cursor == cell {
		return ""
	}
	if long := len(c.get(t.row(row))); long > keyValueEditMost && !t.options.ReadOnly {
		return SizeText(int64(long)) + ": " + lang.L("too long to edit here. Ctrl+V replaces it, Delete clears it.")
	}
	text := t.cellText(cell)
	if keyValueCut(text, t.textWidth(cell), theme.SizeText, fyne.TextStyle{Monospace: c.mono()}) == text {
		return ""
	}
	return text
}

// variableAt returns the name of the variable at a distance from the left, "" if there is none.
func (t *KeyValueTable) variableAt(row, column int, x float32) string {
	cell := keyValueCell{row, column}
	if row >= len(t.rows) || t.editing && t.cursor == cell {
		return ""
	}
	text := t.cellText(cell)
	style := fyne.TextStyle{Monospace: true}
	from := t.columns[column].x + keyValuePad
	if x > from+t.textWidth(cell) {
		return ""
	}
	for _, span := range t.spans(cell, text) {
		start := from + fyne.MeasureText(text[:span.start], theme.SizeText, style).Width
		end := from + fyne.MeasureText(text[:span.end], theme.SizeText, style).Width
		if x >= start && x < end {
			return span.name
		}
	}
	return ""
}
