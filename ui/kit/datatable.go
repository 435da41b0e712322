package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// DataCell is one value of a [DataTable]. Text may be the beginning of a long value only.
type DataCell struct {
	Text string
	Kind ValueKind // decides the colour; ValueNone for a cell that is not there
}

// DataSource is what a [DataTable] shows. It is asked on the UI goroutine, for visible rows only.
type DataSource interface {
	Columns() []string
	Len() int
	// Row returns the number that a row has before it was sorted or filtered, and a cell for each column.
	Row(i int) (number int64, cells []DataCell)
}

// DataTable shows rows of cells. Only visible cells are painted, so that a million rows cost what a
// screenful does. A click on the name of a column sorts, its edge can be dragged, columns can be hidden by
// the menu. The table does not sort itself: it asks its owner to.
//
// The callbacks report what the user does, and may be nil. Everything must happen on the UI goroutine.
type DataTable struct {
	widget.BaseWidget
	rowKeys

	// OnSort is called when the user wants another order: by a column, or as the rows came for -1.
	OnSort func(column int, descending bool)
	// OnHide is called when the user hid columns or showed them again.
	OnHide func(hidden []bool)
	// OnSelect is called when the user goes to another cell.
	OnSelect func(row, column int)
	// OnOpen is called for Enter and for a second click on the selected cell.
	OnOpen func(row, column int)
	// OnMenu returns the context menu of a cell; what can be done with its column is added.
	OnMenu func(row, column int) []*fyne.MenuItem
	// OnCopy is called for the copy key.
	OnCopy func(row, column int)
	// OnShortcut is asked about shortcuts that the table does not know.
	OnShortcut func(fyne.Shortcut) bool

	src     DataSource
	columns dataColumns
	order   dataOrder
	rows    map[int]dataRow // that were read
	row     int             // of the cursor
	column  int
	scroll  rowScroll
	left    float32 // how far it is scrolled to the side
	pointer dataPointer
}

// dataOrder is what the rows are sorted by; column -1 for nothing.
type dataOrder struct {
	column     int
	descending bool
}

type dataRow struct {
	number int64
	cells  []DataCell
}

var (
	_ fyne.Focusable         = (*DataTable)(nil)
	_ fyne.Shortcutable      = (*DataTable)(nil)
	_ fyne.Tappable          = (*DataTable)(nil)
	_ fyne.SecondaryTappable = (*DataTable)(nil)
	_ fyne.Draggable         = (*DataTable)(nil)
	_ fyne.Scrollable        = (*DataTable)(nil)
	_ desktop.Hoverable      = (*DataTable)(nil)
	_ desktop.Cursorable     = (*DataTable)(nil)
	_ desktop.Mouseable      = (*DataTable)(nil)
	_ desktop.Keyable        = (*DataTable)(nil)
)

// NewDataTable returns an empty table.
func NewDataTable() *DataTable {
	t := &DataTable{pointer: dataNowhere}
	t.ExtendBaseWidget(t)
	t.SetSource(nil)
	return t
}

// SetSource shows another table, unsorted and with all columns; nil shows none.
func (t *DataTable) SetSource(src DataSource) {
	t.src, t.rows, t.order = src, map[int]dataRow{}, dataOrder{column: -1}
	t.columns, t.row, t.column = nil, 0, 0
	t.scroll.top, t.left = 0, 0
	if src != nil {
		t.columns = newDataColumns(src)
	}
	t.changed()
}

// Reload shows the rows of a source that has the same columns: another order, a filter, more rows. What
// is no longer there leaves the cursor on the nearest row.
func (t *DataTable) Reload(src DataSource) {
	t.src = src
	clear(t.rows)
	t.row = max(0, min(t.row, t.count()-1))
	t.changed()
}

// Selected is where the cursor is; ok tells whether there is such a cell.
func (t *DataTable) Selected() (row, column int, ok bool) {
	return t.row, t.column, t.row < t.count() && t.column < len(t.columns)
}

// Order returns what the user wants the rows to be sorted by, -1 for nothing.
func (t *DataTable) Order() (column int, descending bool) { return t.order.column, t.order.descending }

// Hidden tells of each column whether it is hidden.
func (t *DataTable) Hidden() []bool {
	hidden := make([]bool, len(t.columns))
	for i, c := range t.columns {
		hidden[i] = c.hidden
	}
	return hidden
}

func (t *DataTable) count() int {
	if t.src == nil {
		return 0
	}
	return t.src.Len()
}

// read returns a row, from those that were read before where it is among them.
func (t *DataTable) read(i int) dataRow {
	if r, ok := t.rows[i]; ok {
		return r
	}
	const kept = 512
	if len(t.rows) >= kept {
		clear(t.rows)
	}
	var r dataRow
	r.number, r.cells = t.src.Row(i)
	t.rows[i] = r
	return r
}

// changed shows the present state.
func (t *DataTable) changed() {
	t.scroll.rows, t.scroll.view = int64(t.count()), float64(t.room())/dataRowHeight
	t.scroll.to(t.scroll.top)
	t.Refresh()
}

// goTo moves the cursor to a cell, or the nearest there is.
func (t *DataTable) goTo(row, column int) {
	if t.count() == 0 || len(t.columns) == 0 {
		return
	}
	row = max(0, min(row, t.count()-1))
	same := row == t.row && column == t.column
	t.row, t.column = row, column
	t.scroll.reveal(int64(row))
	t.revealColumn()
	t.changed()
	if !same && t.OnSelect != nil {
		t.OnSelect(row, column)
	}
}

// sort asks for an order and shows it in the header.
func (t *DataTable) sort(o dataOrder) {
	if t.OnSort == nil || o == t.order {
		return
	}
	t.order = o
	t.Refresh()
	t.OnSort(o.column, o.descending)
}

// cycle sorts by a column: up, down, not at all.
func (t *DataTable) cycle(column int) {
	switch t.order {
	case dataOrder{column, false}:
		t.sort(dataOrder{column, true})
	case dataOrder{column, true}:
		t.sort(dataOrder{column: -1})
	default:
		t.sort(dataOrder{column: column})
	}
}
