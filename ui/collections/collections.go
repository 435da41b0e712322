// Package collections is the room of the tree: collections, folders, requests and examples, with all
// that can be done to them, and the editor of what a collection or folder gives to what is in it.
package collections

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/theme"
	"postern/vars"
)

// Dialogs asks the user.
type Dialogs interface {
	Ask(title, label, value string, ok func(string))
	Confirm(title, text, action string, ok func())
	Note(text string, err error)
}

// Deps is what the room needs.
type Deps struct {
	Session *session.Session
	Dialogs Dialogs
	// Import and Export open the dialogs of the window for a collection.
	Import func()
	Export func(collection model.ID)
	// StartMock starts or stops the mock of a collection.
	StartMock func(collection model.ID)
	// Opened hears that something was opened from the tree; nil for nobody.
	Opened func()
	// Variables tells which variables hold at a place.
	Variables func(parent, environment model.ID) *vars.Set
}

// Room is the sidebar with the tree.
type Room struct {
	presenter *presenter
	outline   *kit.Outline
	search    *widget.Entry
	empty     fyne.CanvasObject
	stack     *fyne.Container
	content   fyne.CanvasObject
}

// New builds the room.
func New(d Deps) *Room {
	r := &Room{presenter: &presenter{deps: d, moved: func(model.ID) {}}}
	r.buildOutline()
	r.search = widget.NewEntry()
	r.search.SetPlaceHolder(lang.L("Filter"))
	r.search.Icon = theme.Icon(theme.IconSearch)
	r.search.OnChanged = func(text string) { r.outline.SetFilter(text) }
	add := kit.NewToolButton(theme.IconPlus, lang.L("New…"), nil)
	add.OnTapped = func() { r.popup(add, r.newMenu("")) }
	r.empty = kit.NewEmpty(theme.IconCollections, lang.L("No collections yet"),
		lang.L("A collection holds requests and their saved examples. Start one, or bring yours from another tool."),
		widget.NewButton(lang.L("New collection"), r.NewCollection), widget.NewButton(lang.L("Import…"), d.Import))
	r.stack = container.NewStack(r.outline)
	tree := kit.WithStash(r.stack, r.outline, r.empty)
	r.content = container.NewBorder(container.NewPadded(container.NewBorder(nil, nil, nil, add, r.search)), nil, nil, nil, tree)
	d.Session.Listen(r.heard)
	r.render()
	return r
}

// Content returns the sidebar.
func (r *Room) Content() fyne.CanvasObject { return r.content }

// Focus puts the keys into the tree.
func (r *Room) Focus() { kit.Focus(r.outline) }

// FocusFilter puts the caret into the filter.
func (r *Room) FocusFilter() { kit.Focus(r.search) }

func (r *Room) buildOutline() {
	p := r.presenter
	s := p.deps.Session
	r.outline = kit.NewOutline(rows{s})
	r.outline.ParentOf = func(id string) string { return parentOf(s.Tree(), id) }
	r.outline.OnOpen = func(id string) { p.open(model.ID(id)) }
	r.outline.OnMenu = r.menu
	r.outline.OnRename = func(id, name string) { p.rename(model.ID(id), name) }
	r.outline.OnDelete = func(id string) { p.trash(model.ID(id)) }
	r.outline.OnExpand = func(string, bool) { s.SetLayout(r.keep) }
	r.outline.CanMove = func(id, parent string) bool { return p.canMove(model.ID(id), place(parent)) }
	p.moved = func(id model.ID) { r.outline.Select(string(id)) }
	r.outline.OnMove = func(id, parent string, index int) { p.move(model.ID(id), place(parent), index) }
	r.outline.SetExpanded(s.Layout().Expanded)
	r.outline.Select(s.Layout().Selected[view])
	r.outline.SetScrollOffset(s.Layout().Scroll[view])
	s.OnKeep(r.keep)
}

// view is the name of the tree in the layout.
const view = "collections"

// keep remembers what is expanded and selected, and how far the tree is scrolled.
func (r *Room) keep(l *session.Layout) {
	l.Expanded = r.outline.Expanded()
	l.Keep(view, r.outline.ScrollOffset(), r.outline.Selected())
}

func (r *Room) heard(e session.Event) {
	if e&session.TreeChanged != 0 {
		r.render()
	}
	if e&(session.ActiveChanged|session.TabsChanged) != 0 {
		r.follow()
	}
}

func (r *Room) render() {
	shown := fyne.CanvasObject(r.outline)
	if len(r.presenter.deps.Session.Tree().Children(model.RootID)) == 0 {
		shown = r.empty
	}
	if r.stack.Objects[0] != shown {
		r.stack.Objects = []fyne.CanvasObject{shown}
		r.stack.Refresh()
	}
	r.outline.Reload()
}

// follow selects what the active tab shows.
func (r *Room) follow() {
	t := r.presenter.deps.Session.Active()
	r.outline.Reload() // dirty marks
	if t == nil || t.Kind == model.KindEnvironment {
		return
	}
	tree, sel := r.presenter.deps.Session.Tree(), r.outline.Selected()
	if sel != string(t.ID) && tree.Parent(model.ID(sel)) != t.ID && len(tree.Path(t.ID)) > 0 {
		r.outline.Select(string(t.ID))
	}
}

// Selected returns the selected entity, or "".
func (r *Room) Selected() model.ID { return model.ID(r.outline.Selected()) }

// Reveal selects an entity, where it is in this tree.
func (r *Room) Reveal(id model.ID) {
	if r.presenter.tree().Collection(id) != "" {
		r.outline.Select(string(id))
	}
}

// Rename starts renaming the selected entity in place.
func (r *Room) Rename() {
	if id := r.outline.Selected(); id != "" {
		r.outline.StartRename(id)
	}
}

// Delete moves the selected entity to the trash.
func (r *Room) Delete() {
	if id := r.Selected(); id != "" {
		r.presenter.trash(id)
	}
}

// Duplicate copies the selected entity.
func (r *Room) Duplicate() {
	if id := r.Selected(); id != "" {
		r.presenter.duplicate(id)
	}
}
