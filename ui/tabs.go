package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/theme"
)

// tabs is the row of open tabs with the choice of environment at its right end.
type tabs struct {
	w           *Window
	strip       *kit.TabStrip
	environment *widget.Button
	row         fyne.CanvasObject
	page        fyne.CanvasObject
}

func newTabs(w *Window) *tabs {
	t := &tabs{w: w, strip: kit.NewTabStrip()}
	t.strip.OnSelect = func(id string) { w.session.Show(model.ID(id)) }
	t.strip.OnClose = func(id string) { w.closeTab(model.ID(id)) }
	t.strip.OnNew = w.collections.NewRequest
	t.strip.OnMove = func(id string, index int) { w.session.MoveTab(model.ID(id), index) }
	t.strip.OnMenu = t.menu
	t.environment = widget.NewButtonWithIcon("", theme.Icon(theme.IconEnvironments), w.pickEnvironment)
	t.environment.Importance = widget.LowImportance
	t.environment.Alignment = widget.ButtonAlignLeading
	t.row = container.NewBorder(nil, nil, nil, t.environment, t.strip)
	t.showEnvironment()
	return t
}

// withPage returns the row with a page below it.
func (t *tabs) withPage(page fyne.CanvasObject) fyne.CanvasObject {
	if t.page == nil {
		t.page = container.NewBorder(t.row, nil, nil, nil, page)
	}
	return t.page
}

func (t *tabs) show() {
	s := t.w.session
	var out []kit.Tab
	for _, tab := range s.Tabs() {
		out = append(out, describe(s, tab))
	}
	t.strip.SetTabs(out)
	if a := s.Active(); a != nil {
		t.strip.SetActive(string(a.ID))
	}
}

func describe(s *session.Session, tab *session.Tab) kit.Tab {
	h, _ := s.Tree().Head(tab.ID)
	out := kit.Tab{ID: string(tab.ID), Label: h.Name, Dirty: tab.Dirty}
	switch tab.Kind {
	case model.KindRequest:
		out.Label = tab.Request.Name
		out.Badge = tab.Request.MethodOrGet()
		out.BadgeColor = theme.Method(out.Badge)
	case model.KindEnvironment:
		out.Badge, out.BadgeColor = "ENV", theme.ColorFaint
		if tab.ID == model.GlobalsID {
			out.Label = lang.L("Globals")
		}
	}
	if out.Label == "" {
		out.Label = lang.L("Untitled")
	}
	return out
}

func (t *tabs) showEnvironment() {
	name := lang.L("No environment")
	if h, ok := t.w.session.Tree().Head(t.w.session.Environment()); ok {
		name = kit.Shorten(h.Name, 40)
	}
	if t.environment.Text != name {
		t.environment.SetText(name)
	}
}

func (t *tabs) menu(id string) []*fyne.MenuItem {
	w, at := t.w, model.ID(id)
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.L("Close"), func() { w.closeTab(at) }),
		fyne.NewMenuItem(lang.L("Close others"), func() {
			for _, x := range append([]*session.Tab(nil), w.session.Tabs()...) {
				if x.ID != at && !x.Dirty {
					w.session.CloseTab(x.ID)
				}
			}
		}),
	}
	if x := w.session.Tab(at); x != nil && x.Dirty && x.Saved != nil {
		items = append(items, fyne.NewMenuItem(lang.L("Revert to saved…"), func() { w.revert(x) }))
	}
	return items
}

// closeTab closes a tab, asking first where that would drop unsaved work.
func (w *Window) closeTab(id model.ID) {
	t := w.session.Tab(id)
	if t == nil {
		return
	}
	if !t.Dirty || t.Saved == nil && emptyRequest(t.Request) {
		w.session.CloseTab(id)
		return
	}
	w.dialogs.Choose(lang.L("Unsaved changes"), fmt.Sprintf(lang.L("%q has changes that are not saved."), t.Request.Name),
		choice{lang.L("Save"), func() {
			w.session.Show(id)
			if t.Saved == nil {
				w.request.Save()
				return
			}
			w.session.Save(t, "", func(err error) {
				if err != nil {
					w.dialogs.Note("", err)
					return
				}
				w.session.CloseTab(id)
			})
		}},
		choice{lang.L("Discard"), func() { w.session.CloseTab(id) }})
}

func emptyRequest(r *model.Request) bool {
	return r.URL == "" && len(r.Query) == 0 && r.Body.Text == "" && len(r.Headers) == 0
}

// pickEnvironment lets the user choose an environment by name.
func (w *Window) pickEnvironment() {
	items := []kit.PickerItem{{ID: "", Label: lang.L("No environment")}}
	tree := w.session.Tree()
	for _, id := range tree.Children(model.EnvironmentsID) {
		h, _ := tree.Head(id)
		item := kit.PickerItem{ID: string(id), Label: h.Name}
		if id == w.session.Environment() {
			item.Detail = lang.L("in use")
		}
		items = append(items, item)
	}
	const manage = "manage"
	items = append(items, kit.PickerItem{ID: manage, Label: lang.L("Manage environments…")})
	kit.ShowPicker(w.options.Window.Canvas(), lang.L("Environment"), items, func(id string) {
		if id == manage {
			w.goTo(roomEnvironments)
			w.environments.Get().Focus()
			return
		}
		w.session.ChooseEnvironment(model.ID(id))
	})
}
