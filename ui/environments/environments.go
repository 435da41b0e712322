// Package environments is the room of variables: a sidebar that lists the environments and the globals,
// and an editor of the variables of one.
package environments

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/theme"
)

// Dialogs asks the user.
type Dialogs interface {
	Note(text string, err error)
}

// Deps is what the room needs.
type Deps struct {
	Session *session.Session
	Dialogs Dialogs
	// Globals reads the global variables, which are always there.
	Globals func() (model.Environment, error)
}

// Room is the sidebar.
type Room struct {
	deps    Deps
	list    *kit.Outline
	content fyne.CanvasObject
}

// New builds the room.
func New(d Deps) *Room {
	r := &Room{deps: d}
	r.list = kit.NewOutline(rows{d.Session})
	r.list.OnOpen = func(id string) { r.open(model.ID(id)) }
	r.list.OnRename = func(id, name string) { r.rename(model.ID(id), name) }
	r.list.OnDelete = func(id string) { r.trash(model.ID(id)) }
	r.list.OnMenu = r.menu
	r.list.CanMove = func(id, parent string) bool { return parent == "" && id != string(model.GlobalsID) }
	r.list.OnMove = func(id, _ string, index int) {
		r.do("move environment", model.Place{ID: model.ID(id), Parent: model.EnvironmentsID, Index: max(index-1, 0)})
	}
	add := kit.NewToolButton(theme.IconPlus, lang.L("New environment"), r.New)
	title := widget.NewLabel(lang.L("Environments"))
	title.TextStyle.Bold = true
	r.content = container.NewBorder(container.NewBorder(nil, nil, title, add), nil, nil, nil, r.list)
	r.list.Select(d.Session.Layout().Selected[view])
	r.list.SetScrollOffset(d.Session.Layout().Scroll[view])
	d.Session.OnKeep(func(l *session.Layout) { l.Keep(view, r.list.ScrollOffset(), r.list.Selected()) })
	d.Session.Listen(func(e session.Event) {
		if e&(session.TreeChanged|session.EnvironmentsChanged) != 0 {
			r.list.Reload()
		}
	})
	return r
}

// view is the name of the list in the layout.
const view = "environments"

// Content returns the sidebar.
func (r *Room) Content() fyne.CanvasObject { return r.content }

// Focus puts the keys into the list.
func (r *Room) Focus() { kit.Focus(r.list) }

// rows lists the globals first, then the environments in their order.
type rows struct{ s *session.Session }

// Children implements kit.OutlineSource.
func (x rows) Children(id string) []string {
	if id != "" {
		return nil
	}
	out := []string{string(model.GlobalsID)}
	for _, k := range x.s.Tree().Children(model.EnvironmentsID) {
		out = append(out, string(k))
	}
	return out
}

// Row implements kit.OutlineSource.
func (x rows) Row(id string) kit.OutlineRow {
	if id == string(model.GlobalsID) {
		return kit.OutlineRow{Label: lang.L("Globals"), Icon: theme.Icon(theme.IconGlobe)}
	}
	h, _ := x.s.Tree().Head(model.ID(id))
	row := kit.OutlineRow{Label: h.Name, Icon: theme.Icon(theme.IconEnvironments)}
	if x.s.Environment() == h.ID {
		row.Detail = lang.L("in use")
	}
	return row
}

func (r *Room) open(id model.ID) {
	if err := r.deps.Session.Open(id); err != nil {
		r.deps.Dialogs.Note("", err)
	}
}

func (r *Room) do(name string, edits ...model.Edit) {
	r.deps.Session.Do(model.Change{Name: name, Edits: edits}, r.said)
}

// New adds an environment and lets the user name it.
func (r *Room) New() {
	e := &model.Environment{ID: model.NewID(), Name: lang.L("New environment")}
	r.deps.Session.Do(model.Change{Name: "new environment", Edits: []model.Edit{
		model.Put{Entity: e}, model.Place{ID: e.ID, Parent: model.EnvironmentsID, Index: -1}}}, func(err error) {
		if err != nil {
			r.deps.Dialogs.Note("", err)
			return
		}
		r.open(e.ID)
		r.list.Select(string(e.ID))
		r.list.StartRename(string(e.ID))
	})
}

func (r *Room) rename(id model.ID, name string) {
	name = strings.TrimSpace(name)
	if name == "" || id == model.GlobalsID {
		return
	}
	r.deps.Session.DoWith("rename environment", func(from session.Entities) (model.Change, error) {
		e, err := from.Environment(id)
		e.Name = name
		return model.Change{Edits: []model.Edit{model.Put{Entity: &e}}}, err
	}, r.said)
}

// said tells of what went wrong.
func (r *Room) said(err error) {
	if err != nil {
		r.deps.Dialogs.Note("", err)
	}
}

func (r *Room) trash(id model.ID) {
	if id != model.GlobalsID {
		h, _ := r.deps.Session.Tree().Head(id)
		r.do("delete environment "+h.Name, model.Trash{ID: id})
	}
}

func (r *Room) duplicate(id model.ID) {
	e, err := r.deps.Session.Entities().Environment(id)
	if err != nil {
		r.deps.Dialogs.Note("", err)
		return
	}
	e.ID, e.Name = model.NewID(), e.Name+" "+lang.L("copy")
	r.do("duplicate environment", model.Put{Entity: &e},
		model.Place{ID: e.ID, Parent: model.EnvironmentsID, Index: r.deps.Session.Tree().Index(id) + 1})
}

func (r *Room) menu(id string) []*fyne.MenuItem {
	add := fyne.NewMenuItem(lang.L("New environment"), r.New)
	at := model.ID(id)
	if id == "" || at == model.GlobalsID {
		return []*fyne.MenuItem{add}
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem(lang.L("Use"), func() { r.deps.Session.ChooseEnvironment(at) }),
		fyne.NewMenuItem(lang.L("Rename"), func() { r.list.StartRename(id) }),
		fyne.NewMenuItem(lang.L("Duplicate"), func() { r.duplicate(at) }),
		fyne.NewMenuItemSeparator(), add, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.L("Delete"), func() { r.trash(at) }),
	}
}
