package response

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/highlight"
	"postern/jsonview"
	"postern/model"
	"postern/ui/kit"
)

// structureView shows the body of an answer as a tree of values, or an array of it as a table. Below it
// stands where the chosen value is.
type structureView struct {
	p    *presenter
	data *structure
	// choose shows another view of the body.
	choose  func(mode int)
	mode    int
	shown   *model.Exchange // of which the body is open
	tree    *treePane
	table   *tablePane
	crumbs  *kit.Crumbs
	here    []jsonview.Node // what the crumbs show
	note    *widget.Label
	noted   fyne.CanvasObject
	top     *fyne.Container
	middle  *fyne.Container
	frame   *fyne.Container
	content fyne.CanvasObject
}

func newStructureView(p *presenter, choose func(mode int)) *structureView {
	v := &structureView{p: p, choose: choose, crumbs: kit.NewCrumbs(), note: widget.NewLabel("")}
	v.data = &structure{p: p, changed: v.opened}
	v.tree, v.table = newTreePane(v), newTablePane(v)
	v.crumbs.OnTapped = func(i int) { v.reveal(v.here[:i+1]) }
	v.note.Alignment = fyne.TextAlignCenter
	v.note.Wrapping = fyne.TextWrapWord
	v.noted = container.NewCenter(container.New(kit.Fixed(420, 0), v.note))
	v.top, v.middle = container.NewStack(), container.NewStack(v.noted)
	v.frame = container.NewBorder(v.top, v.crumbs, nil, nil, v.middle)
	v.content = kit.WithStash(v.frame, v.noted, v.tree.bar.content, v.table.bar.content,
		v.tree.tree, v.tree.results, v.table.table)
	return v
}

// structured tells whether a view is one of those that stand here.
func structured(mode int) bool { return mode == viewTree || mode == viewTable }

// isJSON tells whether an answer can be shown as values: by what it says it is, or by how a body in memory
// begins.
func isJSON(e *model.Exchange) bool {
	kind, body := e.Response.Header("Content-Type"), e.Response.Body
	return strings.Contains(kind, "json") || highlight.Language(kind, "", body.Data[:min(len(body.Data), 8<<10)]) == "json"
}

// show shows the body of an exchange as a tree or a table, and opens it where it is not open yet.
func (v *structureView) show(e *model.Exchange, mode int) {
	v.mode = mode
	if v.shown != e {
		v.close()
		v.shown = e
		v.data.open(e.Response.Body)
		return
	}
	v.render()
}

// close lets go of the body.
func (v *structureView) close() {
	v.shown = nil
	v.data.close()
	v.tree.close()
	v.table.close()
	v.place(nil)
}

// opened shows a body that was read, or how far it is.
func (v *structureView) opened() {
	if v.data.doc != nil {
		v.tree.open(v.data.doc)
		v.table.open(v.data.doc)
	}
	v.render()
}

// render shows what stands where the view is.
func (v *structureView) render() {
	bar, body, note := v.tree.bar.content, v.tree.shown(), ""
	if v.mode == viewTable {
		bar, body, note = v.table.bar.content, fyne.CanvasObject(v.table.table), v.table.render()
	}
	if v.data.doc == nil {
		note = v.data.note
	}
	if note != "" {
		v.note.SetText(kit.Brief(note))
		body = v.noted
	}
	if v.tree.say(v.data.note) {
		v.frame.Refresh()
	}
	if top := put(v.top, bar); put(v.middle, body) || top {
		v.frame.Refresh() // the bars have not the same height
	}
	v.follow()
}

// put shows one object in a stack and tells whether that is new.
func put(stack *fyne.Container, o fyne.CanvasObject) bool {
	if len(stack.Objects) == 1 && stack.Objects[0] == o {
		return false
	}
	stack.Objects = []fyne.CanvasObject{o}
	stack.Refresh()
	return true
}

// value is the chosen value of what is shown.
func (v *structureView) value() (value, error) {
	var chosen value
	switch {
	case v.data.doc == nil:
	case v.mode == viewTable:
		chosen = v.table.value()
	default:
		chosen = v.tree.value()
	}
	if chosen.doc == nil {
		return value{}, errNoValue
	}
	return chosen, nil
}

// follow shows where the chosen value is.
func (v *structureView) follow() {
	chosen, _ := v.value() // without one there is no place
	v.place(chosen.path)
}

func (v *structureView) place(path []jsonview.Node) {
	v.here = path
	v.crumbs.SetLabels(placeNames(v.data.doc, path))
}

// placeNames names a place from the root down.
func placeNames(doc *jsonview.Doc, path []jsonview.Node) []string {
	names := make([]string, len(path))
	for i, n := range path {
		switch {
		case i == 0:
			names[i] = "$"
		case n.KeyEnd > 0:
			names[i] = doc.Key(n)
		default:
			names[i] = "[" + strconv.FormatInt(n.Index, 10) + "]"
		}
	}
	return names
}

// reveal goes to a value in the tree.
func (v *structureView) reveal(path []jsonview.Node) {
	if v.mode != viewTree {
		v.choose(viewTree)
	}
	v.tree.reveal(value{doc: v.data.doc, path: path})
	kit.Focus(v.tree.tree)
}

// asTable shows an array as a table.
func (v *structureView) asTable(path []jsonview.Node) {
	v.table.pick(path)
	if v.mode != viewTable {
		v.choose(viewTable)
	}
	kit.Focus(v.table.table)
}

// with does something with the chosen value.
func (v *structureView) with(do func(value)) func() {
	return func() {
		chosen, err := v.value()
		if err != nil {
			v.p.deps.Dialogs.Note("", err)
			return
		}
		do(chosen)
	}
}

func (v *structureView) copyValue(x value) { v.p.copyText(x.text(copyLimit)) }

// menu is what can be done with the chosen value.
func (v *structureView) menu() []*fyne.MenuItem {
	chosen, err := v.value()
	if err != nil {
		return nil
	}
	items := []*fyne.MenuItem{fyne.NewMenuItem(lang.L("Copy value"), v.with(v.copyValue))}
	if len(chosen.path) > 0 {
		items = append(items,
			fyne.NewMenuItem(lang.L("Copy JSONPath"), func() { v.p.copyText(chosen.doc.JSONPath(chosen.path), nil) }),
			fyne.NewMenuItem(lang.L("Copy jq path"), func() { v.p.copyText(chosen.doc.JQ(chosen.path), nil) }))
	}
	items = append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.L("Extract to variable…"), v.with(v.p.extract)),
		fyne.NewMenuItem(lang.L("Use as example…"), v.with(v.p.useAsExample)))
	if len(chosen.path) == 0 {
		return items
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.L("Filter by this path"), func() { v.filterBy(chosen) }))
	if v.table.can(chosen) {
		items = append(items, fyne.NewMenuItem(lang.L("Show as table"), func() { v.asTable(chosen.path) }))
	}
	return items
}

// filterBy puts the path of a value into the filter.
func (v *structureView) filterBy(x value) {
	if v.mode != viewTree {
		v.choose(viewTree)
	}
	v.tree.filterBy(x)
}

// focus gives the keys to the field of the filter.
func (v *structureView) focus() {
	if v.mode == viewTable {
		kit.Focus(v.table.bar.entry)
		return
	}
	kit.Focus(v.tree.bar.entry)
}
