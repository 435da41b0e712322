package kit

import (
	"strconv"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"postern/ui/theme"
)

const (
	dataHead      = 26 // height of the header
	dataRowHeight = 24
	dataPad       = 8
	dataLeast     = 40 // the least width of a column
	dataWidest    = 320
	dataEdge      = 4 // pixels on either side of an edge that can be grabbed
	dataSample    = 60
	dataNested    = 18 // letters of an object or array that a column makes room for
)

// dataColumn is a column and how wide it is.
type dataColumn struct {
	name   string
	width  float32
	hidden bool
}

type dataColumns []dataColumn

// newDataColumns makes each column as wide as what the first rows have in it, within bounds.
func newDataColumns(src DataSource) dataColumns {
	names := src.Columns()
	longest := make([]int, len(names))
	for i, name := range names {
		longest[i] = utf8.RuneCountInString(name) + 2 // room for the arrow of the order
	}
	for row := range min(src.Len(), dataSample) {
		_, cells := src.Row(row)
		for i := range min(len(cells), len(longest)) {
			wanted := utf8.RuneCountInString(cells[i].Text)
			if cells[i].Kind.Container() {
				wanted = min(wanted, dataNested)
			}
			longest[i] = max(longest[i], wanted)
		}
	}
	letter := dataLetter()
	columns := make(dataColumns, len(names))
	for i, name := range names {
		width := float32(longest[i])*letter + 2*dataPad
		columns[i] = dataColumn{name: name, width: max(dataLeast, min(width, dataWidest))}
	}
	return columns
}

// dataLetter is the width of a letter of the monospaced font.
func dataLetter() float32 {
	return fyne.MeasureText("0000000000", theme.SizeCode, jsonStyle).Width / 10
}

func (c dataColumns) width() float32 {
	sum := float32(0)
	for _, column := range c {
		if !column.hidden {
			sum += column.width
		}
	}
	return sum
}

// x is where a column begins.
func (c dataColumns) x(column int) float32 { return c[:column].width() }

// last is the last column that is shown, -1 for none.
func (c dataColumns) last() int { return c.step(len(c), -1) }

// at returns the shown column at a distance from the left, -1 beyond the last.
func (c dataColumns) at(x float32) int {
	for i, column := range c {
		if column.hidden {
			continue
		}
		if x -= column.width; x < 0 {
			return i
		}
	}
	return -1
}

// edge returns the column whose right edge is at x, -1 if there is none.
func (c dataColumns) edge(x float32) int {
	for i, column := range c {
		if column.hidden {
			continue
		}
		if x -= column.width; x >= -dataEdge && x <= dataEdge {
			return i
		}
	}
	return -1
}

// step returns the next shown column, or the same one at the end.
func (c dataColumns) step(column, by int) int {
	for i := column + by; i >= 0 && i < len(c); i += by {
		if !c[i].hidden {
			return i
		}
	}
	return min(column, len(c)-1)
}

// spare is the width that the columns leave free; the last one is painted into it.
func (t *DataTable) spare() float32 {
	return max(0, t.Size().Width-t.numbers()-t.columns.width()-rowBarGrip)
}

// widthOf is the width that a column is painted with.
func (t *DataTable) widthOf(column int) float32 {
	if column == t.columns.last() {
		return t.columns[column].width + t.spare()
	}
	return t.columns[column].width
}

// numbers is the width of the column of row numbers.
func (t *DataTable) numbers() float32 {
	return float32(len(strconv.Itoa(max(99, t.count()))))*dataLetter() + 2*dataPad
}

// mostLeft is how far the table can be scrolled to the side.
func (t *DataTable) mostLeft() float32 {
	return max(0, t.columns.width()-(t.Size().Width-t.numbers()-rowBarGrip))
}

func (t *DataTable) setLeft(left float32) bool {
	was := t.left
	t.left = max(0, min(left, t.mostLeft()))
	return t.left != was
}

// revealColumn scrolls to the side as little as needed to show the column of the cursor.
func (t *DataTable) revealColumn() {
	view := t.Size().Width - t.numbers() - rowBarGrip
	if view <= 0 {
		return
	}
	x := t.columns.x(t.column)
	t.setLeft(min(max(t.left, x+t.columns[t.column].width-view), x))
}

// hide hides a column or shows it again; the last one stays.
func (t *DataTable) hide(column int, hidden bool) {
	if hidden && t.columns.step(column, 1) == column && t.columns.step(column, -1) == column {
		return
	}
	t.columns[column].hidden = hidden
	if t.columns[t.column].hidden {
		t.column = t.columns.step(t.column, 1)
		if t.columns[t.column].hidden {
			t.column = t.columns.step(t.column, -1)
		}
	}
	t.setLeft(t.left)
	t.changed()
	if t.OnHide != nil {
		t.OnHide(t.Hidden())
	}
}

// columnMenu is what can be done with a column.
func (t *DataTable) columnMenu(column int) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	if t.OnSort != nil {
		items = append(items,
			fyne.NewMenuItem(lang.L("Sort ascending"), func() { t.sort(dataOrder{column, false}) }),
			fyne.NewMenuItem(lang.L("Sort descending"), func() { t.sort(dataOrder{column, true}) }))
	}
	if t.order.column >= 0 {
		items = append(items, fyne.NewMenuItem(lang.L("Do not sort"), func() { t.sort(dataOrder{column: -1}) }))
	}
	if len(t.columns) > 1 {
		items = append(items, fyne.NewMenuItem(lang.L("Hide column"), func() { t.hide(column, true) }))
	}
	var shut []*fyne.MenuItem
	for i, c := range t.columns {
		if c.hidden {
			shut = append(shut, fyne.NewMenuItem(c.name, func() { t.hide(i, false) }))
		}
	}
	if len(shut) > 0 {
		show := fyne.NewMenuItem(lang.L("Show column"), nil)
		show.ChildMenu = fyne.NewMenu("", shut...)
		items = append(items, show)
	}
	return items
}
