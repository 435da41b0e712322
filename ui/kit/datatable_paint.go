package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

// CreateRenderer implements [fyne.Widget].
func (t *DataTable) CreateRenderer() fyne.WidgetRenderer {
	r := &dataRenderer{t: t, cells: container.NewWithoutLayout()}
	r.clip = container.NewClip(r.cells)
	return r
}

type dataRenderer struct {
	t       *DataTable
	painter keyValuePainter
	cells   *fyne.Container
	clip    *container.Clip
}

// Layout implements [fyne.WidgetRenderer].
func (r *dataRenderer) Layout(size fyne.Size) {
	t := r.t
	r.clip.Resize(size)
	t.scroll.view = float64(t.room()) / dataRowHeight
	t.scroll.rows = int64(t.count())
	t.scroll.to(t.scroll.top)
	t.setLeft(t.left)
	r.paint()
}

// room is the height for rows, between the header and the bar below.
func (t *DataTable) room() float32 {
	room := t.Size().Height - dataHead
	if t.mostLeft() > 0 {
		room -= rowBarGrip
	}
	return max(0, room)
}

// MinSize implements [fyne.WidgetRenderer].
func (r *dataRenderer) MinSize() fyne.Size { return fyne.NewSize(160, dataHead+2*dataRowHeight) }

// Refresh implements [fyne.WidgetRenderer].
func (r *dataRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.t)
}

// Objects implements [fyne.WidgetRenderer].
func (r *dataRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.clip} }

// Destroy implements [fyne.WidgetRenderer].
func (r *dataRenderer) Destroy() {}

func (r *dataRenderer) paint() {
	t, p, size := r.t, &r.painter, r.t.Size()
	p.begin()
	p.themed()
	p.rect(theme.Color(theme.ColorCode), 0, 0, size.Width, size.Height)
	first, end := t.scroll.visible()
	for row := first; row < end; row++ {
		r.paintRow(int(row))
	}
	bottom := dataHead + t.scroll.y(end, dataRowHeight)
	r.paintNumbers(int(first), int(end), bottom)
	r.paintHead(bottom)
	if t.scroll.needed() {
		top, length := t.scroll.thumb(t.room())
		p.rect(theme.Color(base.ColorNameScrollBar), size.Width-rowBarWidth-2, dataHead+top, rowBarWidth, length).CornerRadius = 3
	}
	if most := t.mostLeft(); most > 0 {
		p.rect(theme.Color(theme.ColorCode), 0, size.Height-rowBarGrip, size.Width, rowBarGrip)
		view := size.Width - t.numbers()
		length := max(rowBarLeast, view*view/(view+most))
		p.rect(theme.Color(base.ColorNameScrollBar), t.numbers()+(view-length)*t.left/most, size.Height-rowBarWidth-2, length, rowBarWidth).CornerRadius = 3
	}
	p.end()
	r.cells.Objects = p.objects
	r.cells.Resize(size)
}

// each calls f for every column that can be seen, with where it begins.
func (r *dataRenderer) each(f func(column int, x, width float32)) {
	t := r.t
	x := t.numbers() - t.left
	for i, c := range t.columns {
		if c.hidden {
			continue
		}
		width := t.widthOf(i)
		if x+width > t.numbers() && x < t.Size().Width {
			f(i, x, width)
		}
		x += width
	}
}

func (r *dataRenderer) paintRow(row int) {
	t, p := r.t, &r.painter
	y, width := dataHead+t.scroll.y(int64(row), dataRowHeight), t.Size().Width
	if row == t.pointer.row && row != t.row {
		p.rect(theme.Color(base.ColorNameHover), 0, y, width, dataRowHeight-1)
	}
	if row == t.row {
		p.rect(theme.Color(theme.ColorLine), 0, y, width, dataRowHeight-1)
	}
	p.rect(theme.Color(theme.ColorHairline), 0, y+dataRowHeight-1, width, 1)
	data := t.read(row)
	top := y + (dataRowHeight-fyne.MeasureText("X", theme.SizeCode, jsonStyle).Height)/2
	r.each(func(i int, x, width float32) {
		if row == t.row && i == t.column {
			r.paintCursor(x, y, width)
		}
		if i >= len(data.cells) {
			return
		}
		cell := data.cells[i]
		shown := keyValueCut(outlineLine(cell.Text), width-2*dataPad, theme.SizeCode, jsonStyle)
		at := x + dataPad
		if cell.Kind == ValueNumber {
			at = x + width - dataPad - fyne.MeasureText(shown, theme.SizeCode, jsonStyle).Width
		}
		name := cell.Kind.color()
		if cell.Kind == ValueString {
			name = base.ColorNameForeground // most of a table is text: it is read, not looked through by kind
		}
		p.text(shown, theme.Color(name), theme.SizeCode, jsonStyle, at, top)
	})
}

func (r *dataRenderer) paintCursor(x, y, width float32) {
	fill := theme.Color(base.ColorNamePressed)
	if r.t.focused {
		fill = theme.Color(base.ColorNameSelection)
	}
	m := r.painter.rect(fill, x, y, width-1, dataRowHeight-1)
	if r.t.focused {
		m.StrokeColor, m.StrokeWidth, m.CornerRadius = theme.Color(base.ColorNamePrimary), 1, theme.SizeRadius
	}
}

// paintNumbers paints the numbers of the rows above what was scrolled to the side.
func (r *dataRenderer) paintNumbers(first, end int, bottom float32) {
	t, p := r.t, &r.painter
	if len(t.columns) == 0 {
		return
	}
	width := t.numbers()
	p.rect(theme.Color(base.ColorNameHeaderBackground), 0, dataHead, width, max(0, min(bottom, t.Size().Height)-dataHead))
	p.rect(theme.Color(theme.ColorHairline), width-1, dataHead, 1, max(0, min(bottom, t.Size().Height)-dataHead))
	high := fyne.MeasureText("X", theme.SizeCode, jsonStyle).Height
	for row := first; row < end; row++ {
		text := strconv.FormatInt(t.read(row).number, 10)
		x := width - dataPad - fyne.MeasureText(text, theme.SizeCode, jsonStyle).Width
		y := dataHead + t.scroll.y(int64(row), dataRowHeight) + (dataRowHeight-high)/2
		p.text(text, theme.Color(theme.ColorFaint), theme.SizeCode, jsonStyle, x, y)
	}
}

// paintHead paints the names of the columns, with the order, and the lines between columns.
func (r *dataRenderer) paintHead(bottom float32) {
	t, p, width := r.t, &r.painter, r.t.Size().Width
	line, back := theme.Color(theme.ColorHairline), theme.Color(base.ColorNameHeaderBackground)
	p.rect(back, 0, 0, width, dataHead)
	const size = theme.SizeSmall + 1
	top := (dataHead - fyne.MeasureText("X", size, fyne.TextStyle{}).Height) / 2
	r.each(func(i int, x, width float32) {
		room := width - 2*dataPad
		if i == t.pointer.head && t.OnSort != nil {
			p.rect(theme.Color(base.ColorNameHover), x, 0, width-1, dataHead-1)
		}
		if t.order.column == i {
			icon := map[bool]string{false: theme.IconChevronUp, true: theme.IconChevronDown}[t.order.descending]
			p.image(icon, base.ColorNamePrimary, x+width-dataPad-10, (dataHead-12)/2, 12)
			room -= 12
		}
		label := keyValueCut(outlineLine(t.columns[i].name), room, size, fyne.TextStyle{})
		p.text(label, theme.Color(theme.ColorFaint), size, fyne.TextStyle{}, x+dataPad, top)
		if x+width > t.numbers() {
			p.rect(line, x+width-1, 0, 1, min(bottom, t.Size().Height))
		}
	})
	p.rect(back, 0, 0, t.numbers()-1, dataHead-1)
	p.rect(line, 0, dataHead-1, width, 1)
	p.rect(line, t.numbers()-1, 0, 1, dataHead)
}
