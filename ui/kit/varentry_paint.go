package kit

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

// varEntryLong is the length in bytes from which only the visible part of a text is painted.
const varEntryLong = 512

// varEntryTheme is the theme of the application with invisible text: the stock Entry below keeps the
// caret, the selection and the scrolling, and coloured runs are painted above it.
type varEntryTheme struct{}

func (varEntryTheme) theme() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color implements fyne.Theme.
func (t varEntryTheme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if name == base.ColorNameForeground {
		return color.Transparent
	}
	return t.theme().Color(name, v)
}

// Font implements fyne.Theme.
func (t varEntryTheme) Font(s fyne.TextStyle) fyne.Resource { return t.theme().Font(s) }

// Icon implements fyne.Theme.
func (t varEntryTheme) Icon(name fyne.ThemeIconName) fyne.Resource { return t.theme().Icon(name) }

// Size implements fyne.Theme.
func (t varEntryTheme) Size(name fyne.ThemeSizeName) float32 { return t.theme().Size(name) }

// CreateRenderer implements fyne.Widget.
func (v *VarEntry) CreateRenderer() fyne.WidgetRenderer { return v.varEntryRender(v) }

func (v *VarEntry) varEntryRender(self fyne.CanvasObject) fyne.WidgetRenderer {
	r := &varEntryRenderer{WidgetRenderer: v.Entry.CreateRenderer(), entry: v, self: self}
	for _, o := range r.WidgetRenderer.Objects() {
		if s, ok := o.(*container.Scroll); ok {
			r.scroll = s
		}
	}
	r.runs = container.NewWithoutLayout()
	r.clip = container.NewClip(r.runs)
	if r.scroll != nil {
		container.NewThemeOverride(r.scroll, varEntryTheme{}) // hides the stock text; it outlives the object
		r.scroll.OnScrolled = func(fyne.Position) { r.place() }
	}
	v.paint = r
	return r
}

// varEntryRenderer adds coloured runs of text above a stock Entry.
type varEntryRenderer struct {
	fyne.WidgetRenderer
	entry  *VarEntry
	self   fyne.CanvasObject
	scroll *container.Scroll
	clip   *container.Clip
	runs   *fyne.Container
	pool   []*canvas.Text
}

// Objects implements fyne.WidgetRenderer.
func (r *varEntryRenderer) Objects() []fyne.CanvasObject {
	stock := r.WidgetRenderer.Objects()
	return append(stock[:len(stock):len(stock)], r.clip)
}

// Layout implements fyne.WidgetRenderer.
func (r *varEntryRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.place()
}

// Refresh implements fyne.WidgetRenderer.
func (r *varEntryRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.place()
}

func (v *VarEntry) varEntryPlace() {
	if v.paint != nil {
		v.paint.place()
	}
}

// place paints the runs where the stock text stands.
func (r *varEntryRenderer) place() {
	v := r.entry
	if r.scroll == nil || v.Disabled() {
		r.runs.Objects = nil // a disabled entry shows the stock text in grey
		canvas.Refresh(r.runs)
		return
	}
	r.clip.Move(r.scroll.Position())
	r.clip.Resize(r.scroll.Size())
	shown := r.shown()
	first, last := r.visible(shown)
	used := 0
	run := func(start, end int, c color.Color) {
		start, end = max(start, first), min(end, last)
		if start < end {
			r.run(used, shown, start, end, c)
			used++
		}
	}
	at := 0
	plain := theme.Color(base.ColorNameForeground)
	for _, span := range r.spans() {
		run(at, span.start, plain)
		state, _ := v.Variables(span.name)
		run(span.start, span.end, theme.Color(varEntryColor(state)))
		at = span.end
	}
	run(at, len(shown), plain)
	r.runs.Objects = r.runs.Objects[:0]
	for _, text := range r.pool[:used] {
		r.runs.Objects = append(r.runs.Objects, text)
	}
	canvas.Refresh(r.runs)
}

// spans returns the variables to colour: none while the text is concealed.
func (r *varEntryRenderer) spans() []varEntrySpan {
	if r.entry.Password || r.entry.Variables == nil {
		return nil
	}
	return varEntrySpans(r.entry.Text)
}

func (r *varEntryRenderer) shown() string {
	if r.entry.Password {
		return strings.Repeat("•", len([]rune(r.entry.Text)))
	}
	return r.entry.Text
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

// run paints text[start:end] with the i-th text object.
func (r *varEntryRenderer) run(i int, text string, start, end int, c color.Color) {
	if i == len(r.pool) {
		r.pool = append(r.pool, canvas.NewText("", nil))
	}
	t := r.pool[i]
	th := r.entry.Theme()
	t.Text, t.Color = text[start:end], c
	t.TextStyle, t.TextSize = r.entry.TextStyle, th.Size(base.SizeNameText)
	t.Resize(t.MinSize())
	origin := r.origin()
	t.Move(origin.AddXY(r.width(text[:start]), 0))
}

// origin is where the first letter stands, in the clip.
func (r *varEntryRenderer) origin() fyne.Position {
	th := r.entry.Theme()
	pad := th.Size(base.SizeNameInnerPadding)
	return r.scroll.Content.Position().AddXY(pad, pad-th.Size(base.SizeNameInputBorder))
}

func (r *varEntryRenderer) width(text string) float32 {
	if text == "" {
		return 0
	}
	size, style := r.entry.Theme().Size(base.SizeNameText), r.entry.TextStyle
	if len(text) > varEntryLong && varEntryASCII(text) && style.Monospace {
		return float32(len(text)) * fyne.MeasureText("0000000000", size, style).Width / 10
	}
	return fyne.MeasureText(text, size, style).Width
}

// visible returns the bytes of a long text that can be seen, since painting a very long text is dear.
func (r *varEntryRenderer) visible(text string) (first, last int) {
	if len(text) <= varEntryLong || !r.entry.TextStyle.Monospace || !varEntryASCII(text) {
		return 0, len(text)
	}
	cell := r.width("0000000000") / 10
	first = max(0, int(-r.origin().X/cell)-1)
	return first, min(len(text), first+int(r.clip.Size().Width/cell)+3)
}

func varEntryASCII(text string) bool {
	return !strings.ContainsFunc(text, func(c rune) bool { return c >= 0x80 || c == '\t' })
}

// varEntryX is the distance from the left edge of the entry to a byte of its text.
func (v *VarEntry) varEntryX(at int) float32 {
	r := v.paint
	if r == nil || r.scroll == nil {
		return 0
	}
	x := r.scroll.Position().X + r.origin().X + r.width(v.Text[:at])
	return max(0, min(x, v.Size().Width))
}

// MouseIn implements desktop.Hoverable.
func (v *VarEntry) MouseIn(e *desktop.MouseEvent) { v.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (v *VarEntry) MouseMoved(e *desktop.MouseEvent) {
	span, ok := v.varEntryAt(e.Position.X)
	at := -1
	if ok {
		at = span.start
	}
	if at == v.hovered {
		return
	}
	v.hovered = at
	driver := fyne.CurrentApp().Driver()
	self := v.varEntrySelf()
	if !ok {
		HideTip(driver.CanvasForObject(self))
		return
	}
	_, hover := v.Variables(span.name)
	below := driver.AbsolutePositionForObject(self).AddXY(v.varEntryX(span.start), v.Size().Height)
	ShowTip(driver.CanvasForObject(self), hover, below)
}

// MouseOut implements desktop.Hoverable.
func (v *VarEntry) MouseOut() {
	if v.hovered >= 0 {
		v.hovered = -1
		HideTip(fyne.CurrentApp().Driver().CanvasForObject(v.varEntrySelf()))
	}
}

// varEntryAt finds the variable at a distance from the left edge of the entry.
func (v *VarEntry) varEntryAt(x float32) (varEntrySpan, bool) {
	if v.paint == nil || v.paint.scroll == nil || v.menu.isOpen() {
		return varEntrySpan{}, false
	}
	for _, span := range v.paint.spans() {
		if x >= v.varEntryX(span.start) && x < v.varEntryX(span.end) {
			return span, true
		}
	}
	return varEntrySpan{}, false
}
