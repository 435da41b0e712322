package ui

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/task"
)

// differences lists in what a draft differs from what is saved; the chosen one is shown in two columns.
type differences struct {
	rows          []model.Difference
	list          *kit.Outline
	before, after *kit.CodeView
	content       fyne.CanvasObject
}

func newDifferences(run task.Runner, rows []model.Difference) *differences {
	d := &differences{rows: rows, before: kit.NewCodeView(run), after: kit.NewCodeView(run)}
	d.list = kit.NewOutline(d)
	d.list.OnSelect = d.show
	column := func(title string, view *kit.CodeView) fyne.CanvasObject {
		view.SetWrap(true)
		return container.NewBorder(kit.NewFaint(title), nil, nil, nil, view)
	}
	columns := kit.NewSplit(true, column(lang.L("Saved"), d.before), column(lang.L("Now, and dropped by reverting"), d.after))
	d.content = kit.NewSideSplit(d.list, columns, 230)
	if len(rows) > 0 {
		d.list.Select("0")
		d.show("0")
	}
	return d
}

// Children implements kit.OutlineSource.
func (d *differences) Children(id string) []string {
	if id != "" {
		return nil
	}
	out := make([]string, len(d.rows))
	for i := range d.rows {
		out[i] = strconv.Itoa(i)
	}
	return out
}

func (d *differences) at(id string) model.Difference {
	if i, err := strconv.Atoi(id); err == nil && i < len(d.rows) {
		return d.rows[i]
	}
	return model.Difference{}
}

// Row implements kit.OutlineSource.
func (d *differences) Row(id string) kit.OutlineRow {
	diff := d.at(id)
	row := kit.OutlineRow{Label: kit.Sentence(diff.What), Detail: lang.L("changed")}
	switch {
	case diff.Secret:
		row.Detail = lang.L("secret")
	case diff.Before == "" && diff.After != "":
		row.Detail = lang.L("added")
	case diff.After == "" && diff.Before != "":
		row.Detail = lang.L("removed")
	}
	return row
}

func (d *differences) show(id string) {
	diff := d.at(id)
	for view, text := range map[*kit.CodeView]string{d.before: diff.Before, d.after: diff.After} {
		view.SetLineNumbers(strings.Contains(text, "\n"))
		view.SetText(text, "")
	}
}

// revert shows what would be dropped before it drops it.
func (w *Window) revert(t *session.Tab) {
	rows := model.DiffRequests(*t.Saved, *t.Request)
	d := newDifferences(w.options.Runner, rows)
	text := kit.CountText(len(rows), "%d difference from what is saved", "%d differences from what is saved")
	size := w.options.Window.Canvas().Size()
	body := container.NewBorder(widget.NewLabel(text), nil, nil, nil, d.content)
	m := newModal(w.options.Window.Canvas(), fmt.Sprintf(lang.L("Revert %q to saved"), t.Request.Name),
		container.New(kit.Fixed(min(980, size.Width-80), min(460, size.Height-160)), body))
	accept := func() { w.session.Revert(t) }
	m.button(lang.L("Revert"), true, accept)
	d.list.OnOpen = func(string) { m.hide(); accept() }
	d.list.OnEscape = m.hide
	m.show(d.list)
}
