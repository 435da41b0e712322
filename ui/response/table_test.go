package response

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"postern/model"
)

// rowsShown is a column of the table as it is shown.
func (r *rig) rowsShown(column int) string {
	p := r.bodyView.values.table
	if p.rows.table == nil {
		return "no table"
	}
	src := tableSource{p.doc, p.rows.table}
	var out []string
	for i := range src.Len() {
		_, cells := src.Row(i)
		out = append(out, cells[column].Text)
	}
	return strings.Join(out, ",")
}

func TestTableSortsFiltersAndHides(t *testing.T) {
	r := showing(t, model.Bytes([]byte(shop)), viewTable)
	p := r.bodyView.values.table
	if r.rowsShown(0) != "789,790,12" || p.bar.array.Selected != "$.items  [3]" || p.bar.count.Text != "3 rows" || r.here() != "$ items [0] id" {
		t.Fatalf("shown: %s of %s, %q at %q", r.rowsShown(0), p.bar.array.Selected, p.bar.count.Text, r.here())
	}
	p.table.OnSort(0, false)
	if p.bar.count.Text != "sorting…" || r.rowsShown(0) != "789,790,12" {
		t.Errorf("while sorting: %q, %s", p.bar.count.Text, r.rowsShown(0))
	}
	r.queue.Drain()
	if r.rowsShown(0) != "12,789,790" || r.here() != "$ items [2] id" {
		t.Errorf("sorted: %s at %q", r.rowsShown(0), r.here())
	}
	p.bar.entry.SetText("cu")
	r.queue.Advance(filterDelay)
	if r.rowsShown(0) != "790" || p.bar.count.Text != "1 of 3 rows" {
		t.Errorf("filtered: %s, %q", r.rowsShown(0), p.bar.count.Text)
	}
	p.table.OnHide([]bool{false, true, false, false})
	r.queue.Drain()
	if r.rowsShown(0) != "" {
		t.Errorf("a hidden column is searched: %s", r.rowsShown(0))
	}
	p.bar.entry.leave()
	r.queue.Advance(filterDelay)
	if r.rowsShown(0) != "12,789,790" {
		t.Errorf("without the filter: %s", r.rowsShown(0))
	}
	r.pick("Copy row")
	row := clipboard()
	r.pick("Copy column")
	if row != `{"id":12,"sale":true}` || clipboard() != "12\n789\n790\n" {
		t.Errorf("row %q, column %q", row, clipboard())
	}
	r.pick("Show in tree")
	if r.here() != "$ items [2] id" || r.bodyView.mode.Selected() != viewTree {
		t.Errorf("in the tree at %q", r.here())
	}
}

func TestTableOfAnotherArray(t *testing.T) {
	text := `{"a":[1,2],"b":{"c":[{"x":1}]},"d":[{"y":2,"e":[{"z":3}]}]}`
	r := showing(t, model.Bytes([]byte(text)), viewTree)
	p := r.bodyView.values.table
	if got := fmt.Sprint(p.bar.array.Options); got != "[$.d  [1] $.b.c  [1] $.d[0].e  [1]]" {
		t.Errorf("the choice is %s", got)
	}
	r.bodyView.values.tree.tree.Reveal([]int64{1, 0})
	r.choose(viewTable) // the array that is chosen in the tree comes first
	if r.rowsShown(0) != "1" || p.bar.array.Selected != "$.b.c  [1]" {
		t.Errorf("shown: %s of %s", r.rowsShown(0), p.bar.array.Selected)
	}
	p.bar.array.SetSelected("$.d  [1]")
	r.queue.Drain()
	if r.rowsShown(0) != "2" {
		t.Errorf("after the choice: %s", r.rowsShown(0))
	}
	r.choose(viewTree)
	r.bodyView.values.tree.tree.Reveal([]int64{2, 0, 1})
	r.pick("Show as table")
	if r.rowsShown(0) != "3" || r.here() != "$ d [0] e [0] z" {
		t.Errorf("by the menu: %s at %q", r.rowsShown(0), r.here())
	}
}

func TestTableWithoutAnArray(t *testing.T) {
	r := showing(t, model.Bytes([]byte(`{"a":[1,2]}`)), viewTable)
	s := r.bodyView.values
	if s.middle.Objects[0] != s.noted || !strings.Contains(s.note.Text, "no array of objects") {
		t.Errorf("note %q", s.note.Text)
	}
	r.answer(ok("application/json", model.Bytes([]byte(`[{"n":1}]`))))
	r.queue.Drain()
	if r.rowsShown(0) != "1" || s.middle.Objects[0] != fyne.CanvasObject(s.table.table) {
		t.Errorf("the next answer shows %s", r.rowsShown(0))
	}
}
