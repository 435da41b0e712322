package response

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"postern/jsonview"
	"postern/ui/kit"
)

// treePane is the tree of a body with its filter. What a filter finds takes the place of the tree.
type treePane struct {
	v       *structureView
	filter  *filter
	bar     *filterBar
	tree    *kit.JSONTree
	results *kit.DataTable
	sized   int  // results by which the columns have their widths
	found   bool // the results stand in the place of the tree
	doc     *jsonview.Doc
}

func newTreePane(v *structureView) *treePane {
	t := &treePane{v: v, tree: kit.NewJSONTree(), results: kit.NewDataTable(), bar: newFilterBar(v.p.deps.Session.Runner())}
	t.filter = &filter{run: v.p.deps.Session.Runner(), changed: t.came}
	t.bar.entry.OnChanged = func(string) { t.typed(filterDelay) }
	t.bar.language.OnChanged = func(language int) {
		t.bar.entry.SetPlaceHolder(filterHints[language])
		t.typed(0)
	}
	t.bar.entry.OnSubmitted = func(string) { t.enter() }
	t.bar.entry.leave = t.back
	t.tree.OnSelect = v.follow
	t.tree.OnMenu = v.menu
	t.tree.OnCopy = v.with(v.copyValue)
	t.tree.OnShortcut = t.shortcut
	t.tree.OnCut = func() {
		v.p.deps.Dialogs.Note(lang.L("The first 2,000 objects and arrays were opened; the others stay closed"), nil)
	}
	t.results.OnSelect = func(int, int) { v.follow() }
	t.results.OnOpen = func(int, int) { t.reveal(t.value()) }
	t.results.OnMenu = func(int, int) []*fyne.MenuItem { return t.resultMenu() }
	t.results.OnCopy = func(int, int) { v.with(v.copyValue)() }
	t.results.OnShortcut = t.shortcut
	return t
}

// shortcut copies the path of the chosen value for Ctrl+Shift+C.
func (t *treePane) shortcut(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.KeyName != fyne.KeyC || c.Modifier != fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift {
		return false
	}
	t.v.with(func(x value) { t.v.p.copyText(t.path(x), nil) })()
	return true
}

// path writes the place of a value in the language of the filter.
func (t *treePane) path(x value) string {
	if t.bar.language.Selected() == filterJQ {
		return x.doc.JQ(x.path)
	}
	return x.doc.JSONPath(x.path)
}

func (t *treePane) open(doc *jsonview.Doc) {
	t.doc = doc
	t.tree.SetSource(treeSource{doc})
	t.typed(0) // what stands in the field holds for the next answer too
}

func (t *treePane) close() {
	t.doc, t.found = nil, false
	t.filter.stop()
	t.tree.SetSource(nil)
	t.results.SetSource(nil)
}

func (t *treePane) typed(rest time.Duration) {
	t.found = t.bar.entry.Text != ""
	t.results.SetSource(nil)
	t.sized = 0
	t.filter.set(t.doc, t.bar.language.Selected(), t.bar.entry.Text, rest)
}

// came shows the results that are there now.
func (t *treePane) came() {
	src := resultSource{doc: t.doc, results: t.filter.results, path: lang.L("Path"), value: lang.L("Value")}
	const enough = 50 // results by which the columns get their widths
	if row, _, _ := t.results.Selected(); t.sized < enough && row == 0 {
		t.results.SetSource(src)
		t.sized = src.Len()
	} else {
		t.results.Reload(src)
	}
	t.v.render()
}

// shown is what stands in the pane.
func (t *treePane) shown() fyne.CanvasObject {
	if t.found && (len(t.filter.results) > 0 || t.filter.running) {
		return t.results
	}
	return t.tree
}

// say shows below the field what is wrong with the filter, or else with the text. It tells whether the bar
// has another height now.
func (t *treePane) say(note string) bool {
	count, fault := "", ""
	if t.bar.entry.Text != "" && t.doc != nil {
		count, fault = t.filter.summary(), t.filter.fault()
	}
	if fault == "" && t.doc != nil {
		fault = note
	}
	return t.bar.say(count, fault)
}

// enter goes from the field to what it found.
func (t *treePane) enter() {
	t.found = t.bar.entry.Text != ""
	t.v.render()
	if f, ok := t.shown().(fyne.Focusable); ok {
		kit.Focus(f)
	}
}

// back goes from the results to the tree, and empties the field where the tree stands already.
func (t *treePane) back() {
	if t.shown() == fyne.CanvasObject(t.tree) {
		t.bar.entry.SetText("")
	}
	t.found = false
	t.v.render()
	kit.Focus(t.tree)
}

// value is the chosen value of the tree, or of the results where they are shown.
func (t *treePane) value() value {
	if t.shown() == fyne.CanvasObject(t.results) {
		row, _, ok := t.results.Selected()
		if !ok || row >= len(t.filter.results) {
			return value{}
		}
		return resultValue(t.doc, t.filter.results[row])
	}
	var path []jsonview.Node
	for _, n := range t.tree.Selected() {
		at, ok := n.Tag.(jsonview.Node)
		if !ok {
			return value{} // a fault of the text took it away
		}
		path = append(path, at)
	}
	if len(path) == 0 {
		return value{}
	}
	return value{doc: t.doc, path: path}
}

// resultMenu is the menu of a result: it can be shown in the tree where it is part of it.
func (t *treePane) resultMenu() []*fyne.MenuItem {
	items := t.v.menu()
	if x := t.value(); len(x.path) > 0 {
		items = append([]*fyne.MenuItem{fyne.NewMenuItem(lang.L("Show in tree"), func() { t.v.reveal(x.path) })}, items...)
	}
	return items
}

// reveal shows a value in the tree.
func (t *treePane) reveal(x value) {
	if len(x.path) == 0 {
		return
	}
	t.found = false
	t.tree.Reveal(x.indexes())
	t.v.render()
}

// filterBy filters by the path of a value.
func (t *treePane) filterBy(x value) {
	t.bar.entry.SetText(t.path(x))
	kit.Focus(t.bar.entry)
}
