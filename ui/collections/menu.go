package collections

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
)

// NewCollection adds an empty collection and lets the user name it.
func (r *Room) NewCollection() {
	c := &model.Collection{ID: model.NewID(), Name: lang.L("New collection")}
	r.presenter.add(c, model.RootID, func() { r.name(c.ID) })
}

// NewFolder adds a folder into, or beside, the selected entity and lets the user name it.
func (r *Room) NewFolder() { r.newFolder(r.Selected()) }

func (r *Room) newFolder(at model.ID) {
	parent := r.presenter.container(at)
	if parent == "" {
		r.NewCollection()
		return
	}
	f := &model.Folder{ID: model.NewID(), Name: lang.L("New folder")}
	r.presenter.add(f, parent, func() { r.name(f.ID) })
}

// NewRequest adds a request into, or beside, the selected entity and opens it; without a collection it
// opens one that is saved nowhere.
func (r *Room) NewRequest() { r.newRequest(r.Selected()) }

func (r *Room) newRequest(at model.ID) {
	q := model.Request{ID: model.NewID(), Name: lang.L("New request"), Method: "GET"}
	parent := r.presenter.container(at)
	if parent == "" {
		r.presenter.deps.Session.OpenNew(q)
		return
	}
	r.presenter.add(&q, parent, func() {
		r.outline.Expand(string(parent), true)
		r.presenter.open(q.ID)
	})
}

// name shows a new entity and starts renaming it.
func (r *Room) name(id model.ID) {
	r.search.SetText("") // a new name does not match yet
	r.outline.Select(string(id))
	r.outline.StartRename(string(id))
}

func (r *Room) newMenu(id string) []*fyne.MenuItem {
	at := model.ID(id)
	if id == "" {
		at = r.Selected()
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem(lang.L("New request"), func() { r.newRequest(at) }),
		fyne.NewMenuItem(lang.L("New folder"), func() { r.newFolder(at) }),
		fyne.NewMenuItem(lang.L("New collection"), r.NewCollection),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.L("Import…"), r.presenter.deps.Import),
	}
}

// menu is the context menu of an entity, or of the empty area.
func (r *Room) menu(id string) []*fyne.MenuItem {
	if id == "" {
		return r.newMenu("")
	}
	p, at := r.presenter, model.ID(id)
	h, _ := p.tree().Head(at)
	var items []*fyne.MenuItem
	add := func(label string, f func()) { items = append(items, fyne.NewMenuItem(lang.L(label), f)) }
	line := func() { items = append(items, fyne.NewMenuItemSeparator()) }
	if h.Kind == model.KindCollection || h.Kind == model.KindFolder {
		add("New request", func() { r.newRequest(at) })
		add("New folder", func() { r.newFolder(at) })
		line()
		add("Edit auth, variables and docs", func() { p.open(at) })
	} else {
		add("Open", func() { p.open(at) })
	}
	if h.Kind == model.KindCollection {
		add("Start or stop mock", func() { p.deps.StartMock(at) })
		add("Export…", func() { p.deps.Export(at) })
	}
	line()
	add("Rename", func() { r.outline.StartRename(id) })
	add("Duplicate", func() { p.duplicate(at) })
	add("Move up", func() { p.moveBy(at, -1) })
	add("Move down", func() { p.moveBy(at, 1) })
	if h.Kind == model.KindCollection || h.Kind == model.KindFolder || h.Kind == model.KindRequest && len(p.tree().Children(at)) > 0 {
		line()
		add("Expand all", func() { r.outline.ExpandAll(id) })
		add("Collapse all", r.outline.CollapseAll)
	}
	line()
	add("Delete", func() { p.trash(at) })
	return items
}

func (r *Room) popup(at fyne.CanvasObject, items []*fyne.MenuItem) {
	d := fyne.CurrentApp().Driver()
	pos := d.AbsolutePositionForObject(at).Add(fyne.NewPos(0, at.Size().Height))
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), d.CanvasForObject(at), pos)
}
