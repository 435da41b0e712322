package ui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// trashView lists what is in the trash, from where it can be brought back.
type trashView struct {
	w     *Window
	list  *kit.Outline
	modal *modal
}

// showTrash opens the trash.
func (w *Window) showTrash() {
	v := &trashView{w: w}
	v.list = kit.NewOutline(v)
	v.list.OnOpen = func(id string) { v.restore(model.ID(id)) }
	var body fyne.CanvasObject = v.list
	if len(w.session.Tree().Trash()) == 0 {
		body = kit.NewEmpty(theme.IconTrash, lang.L("The trash is empty"), lang.L("What you delete waits here until you bring it back or empty the trash."))
	}
	v.modal = newModal(w.options.Window.Canvas(), lang.L("Trash"), container.New(kit.Fixed(560, 320), body))
	if body == v.list {
		v.modal.button(lang.L("Restore"), true, func() { v.restore(model.ID(v.list.Selected())) })
		v.modal.button(lang.L("Empty trash…"), false, v.empty)
		first := w.session.Tree().Trash()[0].Head.ID
		v.list.Select(string(first))
	}
	v.modal.show(nil)
}

// Children implements kit.OutlineSource.
func (v *trashView) Children(id string) []string {
	if id != "" {
		return nil
	}
	var out []string
	for _, t := range v.w.session.Tree().Trash() {
		out = append(out, string(t.Head.ID))
	}
	return out
}

// Row implements kit.OutlineSource.
func (v *trashView) Row(id string) kit.OutlineRow {
	for _, t := range v.w.session.Tree().Trash() {
		if string(t.Head.ID) != id {
			continue
		}
		row := kit.OutlineRow{Label: t.Head.Name, Detail: t.Head.Kind.String() + ", " + t.Time.Local().Format(time.DateTime)}
		if t.Head.Method != "" {
			row.Badge, row.BadgeColor = t.Head.Method, theme.Method(t.Head.Method)
		}
		return row
	}
	return kit.OutlineRow{}
}

// restore puts an entity back where it was, or to the end where that is gone.
func (v *trashView) restore(id model.ID) {
	for _, t := range v.w.session.Tree().Trash() {
		if t.Head.ID != id {
			continue
		}
		parent := t.Parent
		if parent != model.RootID && parent != model.EnvironmentsID && len(v.w.session.Tree().Path(parent)) == 0 {
			v.w.dialogs.Note("", fmt.Errorf("what %q stood in is in the trash too: restore that first", t.Head.Name))
			return
		}
		v.w.session.Do(model.Change{Name: "restore " + t.Head.Name, Edits: []model.Edit{model.Place{ID: id, Parent: parent, Index: t.Index}}}, func(err error) {
			v.w.dialogs.Note(fmt.Sprintf(lang.L("%q is back"), t.Head.Name), err)
		})
		return
	}
}

func (v *trashView) empty() {
	n := len(v.w.session.Tree().Trash())
	v.w.dialogs.Confirm(lang.L("Empty trash"), fmt.Sprintf(lang.L("%d items and all in them are deleted for good. This cannot be undone."), n), lang.L("Delete for good"), func() {
		v.w.session.EmptyTrash(v.w.services.EmptyTrash, func(err error) { v.w.dialogs.Note(lang.L("The trash is empty"), err) })
	})
}
