package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

const (
	jsonRowHeight  = 22
	jsonMargin     = 6
	jsonStepIn     = 16
	jsonArrowWidth = 16
	jsonRowsKept   = 512 // rows whose texts are kept
)

var jsonStyle = fyne.TextStyle{Monospace: true}

// jsonRow is what a row says.
type jsonRow struct {
	kind    ValueKind
	key     string
	named   bool
	count   string // of the children, in the brackets of the kind
	preview string
}

// indent is where the arrow of a row begins. What is nested deeper than half of the width shows stays there.
func (t *JSONTree) indent(depth int) float32 {
	return jsonMargin + min(jsonStepIn*float32(depth), t.Size().Width/2)
}

// row reads what a place shows, once.
func (t *JSONTree) row(p jsonPlace) jsonRow {
	if r, ok := t.shown[p]; ok {
		return r
	}
	if len(t.shown) >= jsonRowsKept {
		clear(t.shown)
	}
	n := t.model.node(p)
	r := jsonRow{kind: n.Kind, key: n.Key, named: n.Named}
	if !n.Named && p.in.up != nil {
		r.key = strconv.FormatInt(p.index, 10)
	}
	if n.Kind != ValueNone {
		r.preview = t.model.src.Preview(n)
	}
	if n.Kind.Container() {
		count := strconv.FormatInt(t.model.src.Count(n), 10)
		r.count = map[ValueKind]string{ValueObject: "{" + count + "}", ValueArray: "[" + count + "]"}[n.Kind]
	}
	t.shown[p] = r
	return r
}

// cut tells whether the value of a row does not fit it.
func (t *JSONTree) cut(p jsonPlace, r jsonRow) bool {
	if r.kind.Container() && t.model.isOpen(p) {
		return false
	}
	text := r.key + ": " + r.count + " " + r.preview
	return t.indent(p.in.depth)+jsonArrowWidth+fyne.MeasureText(outlineLine(text), theme.SizeCode, jsonStyle).Width > t.Size().Width-rowBarGrip
}

// CreateRenderer implements [fyne.Widget].
func (t *JSONTree) CreateRenderer() fyne.WidgetRenderer {
	r := &jsonTreeRenderer{t: t, rows: container.NewWithoutLayout()}
	r.clip = container.NewClip(r.rows)
	r.arrows = map[bool]string{true: theme.IconChevronDown, false: theme.IconChevronRight}
	return r
}

type jsonTreeRenderer struct {
	t       *JSONTree
	painter keyValuePainter
	rows    *fyne.Container
	clip    *container.Clip
	arrows  map[bool]string
}

// Layout implements [fyne.WidgetRenderer].
func (r *jsonTreeRenderer) Layout(size fyne.Size) {
	r.clip.Resize(size)
	r.t.scroll.view = float64(size.Height) / jsonRowHeight
	r.t.scroll.rows = r.t.model.rows()
	r.t.scroll.to(r.t.scroll.top)
	r.paint()
}

// MinSize implements [fyne.WidgetRenderer].
func (r *jsonTreeRenderer) MinSize() fyne.Size { return fyne.NewSize(120, 2*jsonRowHeight) }

// Refresh implements [fyne.WidgetRenderer].
func (r *jsonTreeRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.t)
}

// Objects implements [fyne.WidgetRenderer].
func (r *jsonTreeRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.clip} }

// Destroy implements [fyne.WidgetRenderer].
func (r *jsonTreeRenderer) Destroy() {}

func (r *jsonTreeRenderer) paint() {
	t, p, size := r.t, &r.painter, r.t.Size()
	p.begin()
	p.themed()
	p.rect(theme.Color(theme.ColorCode), 0, 0, size.Width, size.Height)
	first, end := t.scroll.visible()
	picked := t.model.rowOf(t.selected)
	r.mark(picked, picked >= first && picked < end, t.focused)
	if t.hover >= first && t.hover < end && t.hover != picked {
		p.rect(theme.Color(base.ColorNameHover), 2, t.scroll.y(t.hover, jsonRowHeight), size.Width-4, jsonRowHeight)
	}
	place := t.model.at(first)
	var depths []int
	for row := first; row < end && place.in != nil; row++ {
		r.paintRow(place, t.scroll.y(row, jsonRowHeight))
		depths = append(depths, place.in.depth)
		place = t.model.next(place)
	}
	r.guides(depths, first)
	if t.scroll.needed() {
		top, length := t.scroll.thumb(size.Height)
		p.rect(theme.Color(base.ColorNameScrollBar), size.Width-rowBarWidth-2, top, rowBarWidth, length).CornerRadius = 3
	}
	p.end()
	r.rows.Objects = p.objects
	r.rows.Resize(size)
}

func (r *jsonTreeRenderer) mark(row int64, visible, focused bool) {
	if !visible {
		return
	}
	fill := theme.Color(base.ColorNamePressed)
	if focused {
		fill = theme.Color(base.ColorNameSelection)
	}
	m := r.painter.rect(fill, 2, r.t.scroll.y(row, jsonRowHeight), r.t.Size().Width-4, jsonRowHeight)
	if focused {
		m.StrokeColor, m.StrokeWidth = theme.Color(base.ColorNamePrimary), 1
	}
}

// paintRow paints arrow, key, count and value of one row.
func (r *jsonTreeRenderer) paintRow(place jsonPlace, y float32) {
	t, p := r.t, &r.painter
	row := t.row(place)
	x, right := t.indent(place.in.depth), t.Size().Width-rowBarGrip
	if row.kind.Container() {
		p.image(r.arrows[t.model.isOpen(place)], theme.ColorFaint, x, y+(jsonRowHeight-12)/2, 12)
	}
	x += jsonArrowWidth
	top := y + (jsonRowHeight-fyne.MeasureText("X", theme.SizeCode, jsonStyle).Height)/2
	put := func(text string, name fyne.ThemeColorName) {
		shown := keyValueCut(outlineLine(text), right-x, theme.SizeCode, jsonStyle)
		x += p.text(shown, theme.Color(name), theme.SizeCode, jsonStyle, x, top)
	}
	if row.key != "" || row.named {
		name := theme.ColorGutter
		if row.named {
			name = theme.ColorSyntaxKey
		}
		put(row.key, name)
		put(": ", theme.ColorSyntaxPunct)
	}
	if row.kind.Container() {
		put(row.count+" ", theme.ColorSyntaxPunct)
		if t.model.isOpen(place) {
			return
		}
	}
	put(row.preview, row.kind.color())
}

// guides draws one faint line below each open value down to its last visible row.
func (r *jsonTreeRenderer) guides(depths []int, first int64) {
	t, line := r.t, theme.Color(theme.ColorHairline)
	var starts []int // by depth, the first row of the run that is deeper
	for i := 0; i <= len(depths); i++ {
		depth := 0
		if i < len(depths) {
			depth = depths[i]
		}
		depth = min(depth, int(t.Size().Width/2/jsonStepIn))
		for len(starts) > depth {
			n := len(starts) - 1
			y := t.scroll.y(first+int64(starts[n]), jsonRowHeight)
			r.painter.rect(line, t.indent(n)+jsonArrowWidth/2-2, y, 1, float32(i-starts[n])*jsonRowHeight)
			starts = starts[:n]
		}
		for len(starts) < depth {
			starts = append(starts, i)
		}
	}
}
