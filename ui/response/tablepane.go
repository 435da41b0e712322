package response

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"postern/jsonview"
	"postern/ui/kit"
)

// tablePane is an array of objects as a table, with the choice of the array and a filter of the rows.
type tablePane struct {
	v      *structureView
	rows   *tableRows
	bar    *tableBar
	table  *kit.DataTable
	doc    *jsonview.Doc
	arrays []arrayPlace
	// wanted is the array that the user chose in the tree before the table was looked at.
	wanted []jsonview.Node
	turn   int
	cancel context.CancelFunc
	looked bool
}

func newTablePane(v *structureView) *tablePane {
	t := &tablePane{v: v, table: kit.NewDataTable(), bar: newTableBar()}
	t.rows = &tableRows{run: v.p.deps.Session.Runner(), changed: t.came, column: -1}
	t.bar.entry.OnChanged = func(string) { t.typed() }
	t.bar.entry.OnSubmitted = func(string) { kit.Focus(t.table) }
	t.bar.entry.leave = func() { t.bar.entry.SetText(""); kit.Focus(t.table) }
	t.bar.array.OnChanged = func(string) { t.chose() }
	t.table.OnSort = func(column int, descending bool) {
		t.rows.column, t.rows.descending = column, descending
		t.rows.arrange()
	}
	t.table.OnHide = t.hide
	t.table.OnSelect = func(int, int) { v.follow() }
	t.table.OnOpen = func(int, int) { v.with(func(x value) { v.reveal(x.path) })() }
	t.table.OnMenu = func(int, int) []*fyne.MenuItem { return t.menu() }
	t.table.OnCopy = func(int, int) { v.with(v.copyValue)() }
	t.table.OnShortcut = v.tree.shortcut
	return t
}

// open looks for arrays in a body, in the background.
func (t *tablePane) open(doc *jsonview.Doc) {
	t.close()
	t.doc = doc
	ctx, cancel := context.WithCancel(context.Background())
	t.cancel = cancel
	turn := t.turn
	var found []arrayPlace
	t.v.p.deps.Session.Runner().Start(ctx, func(ctx context.Context) { found = findArrays(ctx, doc) }, func() {
		if t.turn == turn {
			t.arrays, t.looked = found, true
			t.list()
			t.v.render()
		}
	})
}

func (t *tablePane) close() {
	t.turn++
	if t.cancel != nil {
		t.cancel()
		t.cancel = nil
	}
	t.rows.close()
	t.doc, t.arrays, t.wanted, t.looked = nil, nil, nil, false
	t.table.SetSource(nil)
	t.bar.clear()
}

// can tells whether a value can be a table.
func (t *tablePane) can(x value) bool {
	if len(x.path) == 0 {
		return false
	}
	kids, _ := x.doc.Children(context.Background(), x.node(), 0, 1) // a fault of the text leaves no child
	return tabular(x.node(), kids)
}

// pick makes an array the one that is shown.
func (t *tablePane) pick(path []jsonview.Node) {
	t.wanted = path
	at := path[len(path)-1].Start
	if !slices.ContainsFunc(t.arrays, func(a arrayPlace) bool { return a.path[len(a.path)-1].Start == at }) {
		count, _ := t.doc.Count(context.Background(), path[len(path)-1])
		t.arrays = append(t.arrays, arrayPlace{path, count})
	}
	t.list()
	t.read()
}

// list shows the arrays that can be chosen.
func (t *tablePane) list() {
	labels := make([]string, len(t.arrays))
	for i, a := range t.arrays {
		labels[i] = fmt.Sprintf("%s  [%d]", t.doc.JSONPath(a.path), a.count)
	}
	t.bar.array.SetOptions(labels)
}

// chose reads the array that the user chose.
func (t *tablePane) chose() {
	if i := t.bar.array.SelectedIndex(); i >= 0 && i < len(t.arrays) {
		t.wanted = t.arrays[i].path
		t.read()
	}
}

// read reads the array that is wanted, unless it is shown already.
func (t *tablePane) read() {
	at := func(path []jsonview.Node) int64 { return path[len(path)-1].Start }
	if len(t.rows.path) > 0 && at(t.rows.path) == at(t.wanted) {
		return
	}
	for i, a := range t.arrays {
		if at(a.path) == at(t.wanted) && t.bar.array.SelectedIndex() != i {
			t.bar.array.SetSelectedIndex(i) // comes back here
			return
		}
	}
	t.bar.entry.SetText("")
	t.rows.open(t.doc, t.wanted)
}

// render reads what is wanted once it is looked at, and says why there is no table.
func (t *tablePane) render() string {
	if t.doc == nil || !t.looked {
		return ""
	}
	if t.wanted == nil && len(t.arrays) > 0 {
		t.wanted = t.arrays[0].path
		if chosen := t.v.tree.value(); t.can(chosen) {
			t.pick(chosen.path)
		} else {
			t.read()
		}
	}
	t.bar.say(t.summary())
	switch {
	case t.wanted == nil:
		return lang.L("There is no array of objects in this answer. The tree shows it.")
	case t.rows.failed != nil && !errors.Is(t.rows.failed, context.Canceled) && t.rows.table == nil:
		return kit.Sentence(t.rows.failed.Error())
	}
	return ""
}

func (t *tablePane) typed() {
	if t.rows.filter == t.bar.entry.Text {
		return
	}
	t.rows.filter = t.bar.entry.Text
	turn := t.turn
	text := t.rows.filter
	t.v.p.deps.Session.Runner().After(filterDelay, func() {
		if t.turn == turn && t.rows.filter == text {
			t.rows.arrange()
		}
	})
}

func (t *tablePane) hide(hidden []bool) {
	for i := range hidden {
		t.rows.table.Columns[i].Hidden = hidden[i]
	}
	if t.rows.filter != "" {
		t.rows.arrange() // hidden columns are not searched
	}
	t.v.follow()
}

// came shows the rows that are there now.
func (t *tablePane) came(fresh bool) {
	switch {
	case t.rows.table == nil:
	case fresh:
		t.table.SetSource(tableSource{t.doc, t.rows.table})
	default:
		t.table.Reload(tableSource{t.doc, t.rows.table})
	}
	if t.v.mode == viewTable {
		t.v.render()
	}
}

// summary says how many rows there are.
func (t *tablePane) summary() string {
	table := t.rows.table
	switch {
	case t.rows.busy && table == nil:
		return lang.L("reading…")
	case t.rows.busy:
		return lang.L("sorting…")
	case table == nil:
		return ""
	case table.Len() < table.Total():
		return fmt.Sprintf(lang.L("%d of %d rows"), table.Len(), table.Total())
	case table.Cut:
		return fmt.Sprintf(lang.L("the first %d rows"), table.Total())
	case table.More > 0:
		return fmt.Sprintf(lang.L("%d rows, %d more columns"), table.Total(), table.More)
	}
	return fmt.Sprintf(lang.L("%d rows"), table.Total())
}

// value is the chosen cell, or its row where the cell is empty.
func (t *tablePane) value() value {
	row, column, ok := t.table.Selected()
	if !ok {
		return value{}
	}
	path := t.rows.cell(row, column)
	if len(path) == 0 {
		return value{}
	}
	return value{doc: t.doc, path: path}
}

// menu is that of the cell, with its row and its column.
func (t *tablePane) menu() []*fyne.MenuItem {
	row, column, ok := t.table.Selected()
	if !ok {
		return nil
	}
	p := t.v.p
	whole := value{doc: t.doc, path: append(slices.Clone(t.rows.path), t.rows.table.Row(row))}
	items := t.v.menu()
	more := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.L("Copy row"), func() { p.copyText(whole.text(copyLimit)) }),
		fyne.NewMenuItem(lang.L("Copy column"), func() { p.copyColumn(t.doc, t.rows.table, column) }),
		fyne.NewMenuItem(lang.L("Show in tree"), func() { t.v.with(func(x value) { t.v.reveal(x.path) })() }),
	}
	return append(items[:1:1], append(more, items[1:]...)...)
}
