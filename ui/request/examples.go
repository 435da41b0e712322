package request

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/highlight"
	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/theme"
)

// examples lists a request's saved examples and edits the chosen one. An edit is a change of the
// workspace at once: the mock answers with it on the next request.
type examples struct {
	p        *presenter
	list     *kit.Outline
	heads    []model.Head
	chosen   model.ID
	example  model.Example
	loaded   bool
	loading  bool
	keep     func() // cancels the waiting change
	flights  fields.Flights[model.Example]
	name     *widget.Entry
	status   *widget.Entry
	headers  *kit.KeyValueTable
	text     *fields.Text
	editor   fyne.CanvasObject
	empty    fyne.CanvasObject
	content  *fyne.Container
	whole    fyne.CanvasObject
	split    fyne.CanvasObject
	revision model.Head
}

func newExamples(p *presenter) *examples {
	e := &examples{p: p, name: widget.NewEntry(), status: widget.NewEntry()}
	e.list = kit.NewOutline(exampleRows{e})
	e.list.OnSelect = func(id string) { e.choose(model.ID(id)) }
	e.list.OnDelete = func(id string) { e.trash(model.ID(id)) }
	e.list.OnRename = func(id, name string) { e.rename(model.ID(id), name) }
	e.list.OnMenu = e.menu
	e.headers = kit.NewKeyValueTable(kit.KeyValueOptions{KeyLabel: lang.L("Header"), ValueLabel: lang.L("Value")})
	e.headers.OnChanged = func(rows []kit.KeyValue) { e.edit(func(x *model.Example) { x.Headers = fields.Fields(rows) }) }
	e.name.OnChanged = func(s string) { e.edit(func(x *model.Example) { x.Name = s }) }
	e.status.Validator = validStatus
	e.status.OnChanged = e.setStatus
	e.text = fields.NewText(p.deps.Session.Runner(), lang.L("Body that the mock answers with"), lang.L("This body is no text and is not edited here."))
	e.text.Edit = func() func(string) {
		return func(s string) { e.edit(func(x *model.Example) { x.Body = model.Bytes([]byte(s)) }) }
	}
	top := container.NewVBox(kit.LabeledRow(lang.L("Name"), e.name), kit.LabeledRow(lang.L("Status"), e.status))
	parts := kit.NewSplit(false, e.headers, e.text.Content())
	parts.SetOffset(0.3)
	e.editor = container.NewBorder(top, nil, nil, nil, parts)
	add := widget.NewButtonWithIcon(lang.L("New example"), theme.Icon(theme.IconPlus), e.add)
	add.Importance = widget.LowImportance
	side := container.NewBorder(nil, add, nil, nil, e.list)
	e.split = kit.NewSideSplit(side, e.editor, 180)
	e.empty = kit.NewEmpty(theme.IconExample, lang.L("No saved examples"),
		lang.L("Send the request and choose \"Save as example\", or write one. The mock answers with examples."),
		widget.NewButton(lang.L("New example"), e.add))
	e.content = container.NewStack(e.empty)
	e.whole = kit.WithStash(e.content, e.empty, e.split)
	return e
}

// exampleRows is what the list shows.
type exampleRows struct{ e *examples }

func (x exampleRows) Children(id string) []string {
	if id != "" {
		return nil
	}
	out := make([]string, len(x.e.heads))
	for i, h := range x.e.heads {
		out[i] = string(h.ID)
	}
	return out
}

func (x exampleRows) Row(id string) kit.OutlineRow {
	h, _ := x.e.p.deps.Session.Tree().Head(model.ID(id))
	return kit.OutlineRow{Label: h.Name, Badge: statusText(h.Status), BadgeColor: theme.Status(h.Status)}
}

func statusText(code int) string {
	if code == 0 {
		return "—"
	}
	return strconv.Itoa(code)
}

func validStatus(text string) error {
	if n, err := strconv.Atoi(strings.TrimSpace(text)); err != nil || n < 100 || n > 999 {
		return fmt.Errorf("a status code is a number from 100 to 999")
	}
	return nil
}

func (e *examples) setStatus(text string) {
	if validStatus(text) != nil {
		return
	}
	n, _ := strconv.Atoi(strings.TrimSpace(text))
	if e.example.Status != n {
		e.edit(func(x *model.Example) { x.Status, x.Reason = n, "" })
	}
}

// show lists the examples of a tab's request.
func (e *examples) show(t *session.Tab) {
	heads := e.p.examples()
	e.heads = heads
	e.list.Reload()
	if len(heads) == 0 {
		e.flush()
		e.chosen, e.loaded = "", false
		e.content.Objects = []fyne.CanvasObject{e.empty}
		e.content.Refresh()
		return
	}
	at := max(0, slices.IndexFunc(heads, func(h model.Head) bool { return string(h.ID) == e.list.Selected() }))
	if i := slices.IndexFunc(heads, func(h model.Head) bool { return h.ID == e.chosen }); i >= 0 {
		at = i // else what took its place in the list
	}
	if e.content.Objects[0] != e.split {
		e.content.Objects = []fyne.CanvasObject{e.split}
		e.content.Refresh()
	}
	if e.chosen != heads[at].ID || e.revision != heads[at] && e.keep == nil {
		e.choose(heads[at].ID)
	}
}

// choose shows one example in the editor.
func (e *examples) choose(id model.ID) {
	if e.loading || id == e.chosen && e.keep != nil {
		return
	}
	e.flush()
	e.chosen, e.loaded = id, false
	e.revision, _ = e.p.deps.Session.Tree().Head(id)
	x, err := e.read(id)
	if err == nil && x.Body.Stored() {
		x.Body.Data, err = e.p.deps.Body(x.Body.Hash)
	}
	if err != nil {
		e.p.deps.Dialogs.Note("", err)
		return
	}
	e.example, e.loaded = x, true
	e.fill()
}

// read returns an example as it will be once all changes of it have arrived in the file.
func (e *examples) read(id model.ID) (model.Example, error) {
	if x, ok := e.flights.Newest(id); ok {
		return x.Clone(), nil
	}
	return e.p.deps.Session.Entities().Example(id)
}

// outdated hears that an example changed. Where that was not by this editor, the chosen one is read again.
func (e *examples) outdated() {
	if !e.flights.Any() {
		e.revision = model.Head{}
	}
}

func (e *examples) fill() {
	e.loading = true
	defer func() { e.loading = false }()
	x := e.example
	e.list.Select(string(x.ID))
	setText(e.name, x.Name)
	setText(e.status, statusText(x.Status))
	e.headers.SetRows(fields.Rows(x.Headers, false))
	body := x.Body.Data
	e.text.Show(string(body), highlight.Language(model.HeaderValue(x.Headers, "Content-Type"), "", body[:min(len(body), 8<<10)]))
}

// exampleDelay is how long typing rests before an example is stored.
const exampleDelay = 300 * time.Millisecond

func (e *examples) edit(change func(*model.Example)) {
	if e.loading || !e.loaded {
		return
	}
	change(&e.example)
	if e.keep == nil {
		e.keep = e.p.deps.Session.Runner().After(exampleDelay, func() { e.flush() })
	}
}

// flush stores an edit that waits, unless its example is gone.
func (e *examples) flush() {
	e.text.Flush()
	if e.keep == nil {
		return
	}
	e.keep()
	e.keep = nil
	if _, ok := e.p.deps.Session.Tree().Head(e.example.ID); ok {
		e.revision = e.example.Head()
		e.put("edit example "+e.example.Name, e.example.Clone())
	}
}

// put stores an example.
func (e *examples) put(name string, x model.Example) {
	e.flights.Leave(x.ID, x.Clone())
	e.do(name, func() { e.flights.Arrive(x.ID) }, model.Put{Entity: &x})
}

// do carries a change out; arrived, which may be nil, hears when it has, be it as an error.
func (e *examples) do(name string, arrived func(), edits ...model.Edit) {
	e.p.deps.Session.Do(model.Change{Name: name, Edits: edits}, func(err error) {
		if arrived != nil {
			arrived()
		}
		if err != nil {
			e.p.deps.Dialogs.Note("", err)
		}
	})
}

func (e *examples) add() {
	t := e.p.tab()
	if t == nil || t.Saved == nil {
		e.p.deps.Dialogs.Note("", fmt.Errorf("save the request first: an example belongs to a saved request"))
		return
	}
	x := model.Example{ID: model.NewID(), Name: lang.L("New example"), Status: 200, Saved: t.Request.Snapshot(), Created: time.Now(),
		Headers: []model.Field{{Key: "Content-Type", Value: "application/json"}}, Body: model.Bytes([]byte("{}"))}
	e.flush()
	e.do("new example", func() {
		if e.p.tab() == t && slices.Contains(e.p.deps.Session.Tree().Children(t.ID), x.ID) {
			e.choose(x.ID)
		}
	}, model.Put{Entity: &x}, model.Place{ID: x.ID, Parent: t.ID, Index: -1})
}

func (e *examples) rename(id model.ID, name string) {
	e.flush()
	x, err := e.read(id)
	if err != nil {
		e.p.deps.Dialogs.Note("", err)
		return
	}
	x.Name = name
	e.put("rename example "+name, x)
}

func (e *examples) trash(id model.ID) {
	e.flush()
	e.do("delete example", nil, model.Trash{ID: id})
}

func (e *examples) duplicate(id model.ID) {
	e.flush()
	x, err := e.read(id)
	if err != nil {
		e.p.deps.Dialogs.Note("", err)
		return
	}
	x.ID, x.Name = model.NewID(), x.Name+" "+lang.L("copy")
	tree := e.p.deps.Session.Tree()
	e.do("duplicate example", nil, model.Put{Entity: &x}, model.Place{ID: x.ID, Parent: tree.Parent(id), Index: tree.Index(id) + 1})
}

func (e *examples) menu(id string) []*fyne.MenuItem {
	if id == "" {
		return []*fyne.MenuItem{fyne.NewMenuItem(lang.L("New example"), e.add)}
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem(lang.L("Rename"), func() { e.list.StartRename(id) }),
		fyne.NewMenuItem(lang.L("Duplicate"), func() { e.duplicate(model.ID(id)) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.L("Delete"), func() { e.trash(model.ID(id)) }),
	}
}
