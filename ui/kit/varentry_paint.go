package kit

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

// varEntryCaret is the width of the caret. It does not blink: every blink would paint the whole window.
const varEntryCaret = 1.5

// origin is where the first letter stands, from the left edge of the field.
func (v *VarEntry) origin() float32 { return v.pad() - v.left }

func (v *VarEntry) pad() float32 { return v.Theme().Size(base.SizeNameInnerPadding) }

// room is the width in which text is seen.
func (v *VarEntry) room() float32 {
	room := v.Size().Width - 2*v.pad()
	if v.action != nil {
		room -= v.action.MinSize().Width
	}
	return max(0, room)
}

// reveal scrolls the caret into view and paints.
func (v *VarEntry) reveal() {
	v.scroll()
	v.Refresh()
}

// scroll brings the caret into view. Without the keyboard a field shows its beginning.
func (v *VarEntry) scroll() {
	v.measure()
	if !v.focused && !v.awaits() {
		v.left = 0
		return
	}
	caret, room := v.line.x(v.caretAt()), v.room()
	if caret > v.left+room-varEntryCaret {
		v.left = caret - room + varEntryCaret
	}
	if caret < v.left {
		v.left = caret
	}
	if rest := len(v.line.text) - v.caretAt(); rest < 1024 { // else the line goes on for more than a screen
		v.left = max(0, min(v.left, v.line.x(len(v.line.text))-room+varEntryCaret))
	}
}

// awaits reports whether the keyboard comes back: a list or menu has it for the moment.
func (v *VarEntry) awaits() bool { return v.menuOpen || v.completion.held }

// measure takes the font of the theme that holds now.
func (v *VarEntry) measure() {
	v.line.font(v.Theme().Size(base.SizeNameText), v.style, v.Password)
}

// spans returns the variables that have letters between two bytes: none while the text is masked.
func (v *VarEntry) spans(from, to int) []varEntrySpan {
	if v.Password || v.Variables == nil {
		return nil
	}
	start := max(0, from-varEntryName)
	var out []varEntrySpan
	for _, span := range varEntrySpans(v.line.text[start:min(len(v.line.text), to+varEntryName)]) {
		span.start, span.end = span.start+start, span.end+start
		if span.end > from && span.start < to {
			out = append(out, span)
		}
	}
	return out
}

func varEntryColor(state VarState) fyne.ThemeColorName {
	switch state {
	case VarMissing:
		return theme.ColorVarMissing
	case VarSecret:
		return theme.ColorVarSecret
	}
	return theme.ColorVarOK
}

// CreateRenderer implements fyne.Widget.
func (v *VarEntry) CreateRenderer() fyne.WidgetRenderer {
	r := &varEntryRenderer{v: v, box: canvas.NewRectangle(nil), border: canvas.NewRectangle(nil),
		selection: canvas.NewRectangle(nil), caret: canvas.NewRectangle(nil), hint: canvas.NewText("", nil)}
	r.inside = container.NewWithoutLayout()
	r.clip = container.NewClip(r.inside)
	r.objects = []fyne.CanvasObject{r.box, r.border, r.clip}
	if v.action != nil {
		r.objects = append(r.objects, v.action)
	}
	r.paint()
	return r
}

// varEntryRenderer paints what is seen of the text.
type varEntryRenderer struct {
	v                *VarEntry
	box, border      *canvas.Rectangle
	selection, caret *canvas.Rectangle
	hint             *canvas.Text
	pool             []*canvas.Text
	inside           *fyne.Container
	clip             *container.Clip
	objects          []fyne.CanvasObject
}

// Layout implements fyne.WidgetRenderer.
func (r *varEntryRenderer) Layout(size fyne.Size) {
	edge := r.v.Theme().Size(base.SizeNameInputBorder)
	r.border.Resize(fyne.NewSize(size.Width-edge-.5, size.Height-edge-.5)) // as a stock Entry
	r.border.Move(fyne.NewSquareOffsetPos(edge / 2))
	r.box.Resize(size.Subtract(fyne.NewSquareSize(edge * 2)))
	r.box.Move(fyne.NewSquareOffsetPos(edge))
	seen := size.Width - 2*edge
	if a := r.v.action; a != nil {
		width := a.MinSize().Width
		a.Resize(fyne.NewSize(width, size.Height-2*edge))
		a.Move(fyne.NewPos(size.Width-width-edge, edge))
		seen -= width
	}
	r.clip.Move(fyne.NewSquareOffsetPos(edge))
	r.clip.Resize(fyne.NewSize(max(0, seen), max(0, size.Height-2*edge)))
	r.v.scroll()
	r.paint()
}

// MinSize implements fyne.WidgetRenderer.
func (r *varEntryRenderer) MinSize() fyne.Size {
	th := r.v.Theme()
	pad := th.Size(base.SizeNameInnerPadding)
	least := fyne.MeasureText("M", th.Size(base.SizeNameText), r.v.style).AddWidthHeight(3*pad, 2*pad)
	if r.v.action != nil {
		least.Width += th.Size(base.SizeNameInlineIcon) + th.Size(base.SizeNameLineSpacing)
	}
	return least
}

// Refresh implements fyne.WidgetRenderer.
func (r *varEntryRenderer) Refresh() {
	if r.v.action != nil {
		r.v.action.Refresh()
	}
	r.Layout(r.v.Size())
	canvas.Refresh(r.v.self)
}

func (r *varEntryRenderer) paint() {
	v := r.v
	v.measure()
	th := v.Theme()
	r.box.FillColor, r.box.CornerRadius = theme.Color(base.ColorNameInputBackground), th.Size(base.SizeNameInputRadius)
	r.border.FillColor, r.border.StrokeWidth = color.Transparent, th.Size(base.SizeNameInputBorder)
	r.border.StrokeColor, r.border.CornerRadius = theme.Color(base.ColorNameInputBorder), r.box.CornerRadius
	if v.focused {
		r.border.StrokeColor = theme.Color(base.ColorNamePrimary)
	}
	r.inside.Objects = r.inside.Objects[:0]
	r.paintSelection()
	if v.line.text == "" {
		r.paintHint()
	} else {
		r.paintText()
	}
	r.paintCaret()
	canvas.Refresh(r.inside)
}

// place returns a place of the text in the clipped area.
func (r *varEntryRenderer) place(x float32) fyne.Position {
	edge, pad := r.clip.Position().X, r.v.pad()
	return fyne.NewPos(r.v.origin()+x-edge, pad-edge)
}

func (r *varEntryRenderer) height() float32 { return r.v.Size().Height - 2*r.v.pad() }

func (r *varEntryRenderer) paintSelection() {
	c := r.v.editor.Caret()
	if c.Empty() || !r.v.focused {
		return
	}
	seen := r.clip.Size().Width
	from := max(r.place(r.v.line.x(int(c.From()))).X, -seen)
	to := 2 * seen
	if at := r.v.line.at(r.v.left + 2*seen); int(c.To()) <= at { // further than that nothing is measured
		to = r.place(r.v.line.x(int(c.To()))).X
	}
	r.selection.FillColor = theme.Color(base.ColorNameSelection)
	r.selection.Move(fyne.NewPos(from, r.place(0).Y))
	r.selection.Resize(fyne.NewSize(max(0, to-from), r.height()))
	r.inside.Objects = append(r.inside.Objects, r.selection)
}

func (r *varEntryRenderer) paintHint() {
	r.hint.Text, r.hint.Color = r.v.PlaceHolder, theme.Color(base.ColorNamePlaceHolder)
	r.hint.TextSize, r.hint.TextStyle = r.v.line.size, r.v.style
	r.hint.Move(r.place(0))
	r.hint.Resize(r.hint.MinSize())
	r.inside.Objects = append(r.inside.Objects, r.hint)
}

func (r *varEntryRenderer) paintCaret() {
	if !r.v.focused {
		return
	}
	r.caret.FillColor = theme.Color(base.ColorNamePrimary)
	r.caret.Move(r.place(r.v.line.x(r.v.caretAt())))
	r.caret.Resize(fyne.NewSize(varEntryCaret, r.height()))
	r.inside.Objects = append(r.inside.Objects, r.caret)
}

// paintText paints the letters that are seen, the variables in their colours.
func (r *varEntryRenderer) paintText() {
	v := r.v
	first, last := v.line.at(v.left-2*v.line.cell), v.line.at(v.left+r.clip.Size().Width+2*v.line.cell)
	used, at := 0, first
	plain := theme.Color(base.ColorNameForeground)
	for _, span := range v.spans(first, last) {
		used = r.runs(used, at, max(at, span.start), plain)
		state, _ := v.Variables(span.name)
		at = min(span.end, last)
		used = r.runs(used, max(first, span.start), at, theme.Color(varEntryColor(state)))
	}
	r.runs(used, at, last, plain)
}

// runs paints a part of the text in one colour, and returns how many objects of the pool are in use.
func (r *varEntryRenderer) runs(used, from, to int, ink color.Color) int {
	for run := range r.v.line.runs(from, to) {
		if used == len(r.pool) {
			r.pool = append(r.pool, canvas.NewText("", nil))
		}
		t := r.pool[used]
		used++
		t.Text, t.Color, t.TextSize, t.TextStyle = run.label, ink, r.v.line.size, r.v.style
		t.Move(r.place(run.x))
		t.Resize(t.MinSize())
		r.inside.Objects = append(r.inside.Objects, t)
	}
	return used
}

// varEntryShown is a text as a field of one line shows it.
func varEntryShown(text string) string {
	if varEntryASCII(text) && !strings.ContainsFunc(text, func(c rune) bool { return c < ' ' || c == 0x7f }) {
		return text
	}
	var b strings.Builder
	l := varLine{text: text}
	for at := 0; at < len(text); {
		g := l.glyph(at)
		at += g.size
		b.WriteString(g.label)
	}
	return b.String()
}

func varEntryASCII(text string) bool {
	return !strings.ContainsFunc(text, func(c rune) bool { return c >= 0x80 || c == '\t' })
}

// Objects implements fyne.WidgetRenderer.
func (r *varEntryRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Destroy implements fyne.WidgetRenderer.
func (r *varEntryRenderer) Destroy() {}
