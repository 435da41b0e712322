package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/task"
)

// dialogs asks the user and shows notes, the same way for every room. Enter accepts and Esc leaves
// every question.
type dialogs struct {
	window  fyne.Window
	session *session.Session
	toasts  *kit.Toasts
}

func newDialogs(w fyne.Window, run task.Runner, s *session.Session) *dialogs {
	d := &dialogs{window: w, session: s, toasts: kit.NewToasts()}
	d.toasts.After = func(wait time.Duration, f func()) { run.After(wait, f) }
	return d
}

// Note shows a short note, or an error in words.
func (d *dialogs) Note(text string, err error) {
	switch {
	case errors.Is(err, context.Canceled):
	case err != nil:
		d.toasts.Show(kit.ToastError, kit.Sentence(err.Error()), nil)
	case text != "":
		d.toasts.Show(kit.ToastSuccess, text, nil)
	}
}

// Warn shows a note that stays until it is closed.
func (d *dialogs) Warn(text string) { d.toasts.Show(kit.ToastError, text, nil) }

// Hint shows advice that blocks nothing and goes by itself.
func (d *dialogs) Hint(text string) { d.toasts.Show(kit.ToastWarning, text, nil) }

// choice is one way to answer a question.
type choice struct {
	label string
	run   func()
}

// Confirm asks before something that cannot be taken back.
func (d *dialogs) Confirm(title, text, action string, ok func()) {
	d.Choose(title, text, choice{action, ok})
}

// Choose asks a question with several answers; Enter takes the first, Esc none.
func (d *dialogs) Choose(title, text string, choices ...choice) {
	label := widget.NewLabel(kit.Brief(text))
	label.Wrapping = fyne.TextWrapWord
	m := newModal(d.window.Canvas(), title, container.New(kit.Fixed(440, 0), label))
	for i, c := range choices {
		m.button(c.label, i == 0, c.run)
	}
	m.show(nil)
}

// Ask asks for one line of text.
func (d *dialogs) Ask(title, label, value string, ok func(string)) {
	entry := newModalEntry()
	entry.SetText(value)
	m := newModal(d.window.Canvas(), title, container.New(kit.Fixed(440, 0), kit.LabeledRow(label, entry)))
	accept := func() {
		if entry.Text != "" {
			ok(entry.Text)
		}
	}
	entry.accept, entry.leave = func() { m.hide(); accept() }, m.hide
	m.button(lang.L("OK"), true, accept)
	m.show(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// ChooseFile asks for a file to read.
func (d *dialogs) ChooseFile(ok func(path string)) {
	dialog.ShowFileOpen(func(f fyne.URIReadCloser, err error) {
		if err != nil {
			d.Note("", err)
			return
		}
		if f != nil {
			f.Close()
			ok(f.URI().Path())
		}
	}, d.window)
}

// SaveFile asks where to write a file.
func (d *dialogs) SaveFile(name string, ok func(path string)) {
	entry := newModalEntry()
	entry.SetText(filepath.Join(homeFolder(), name))
	m := newModal(d.window.Canvas(), lang.L("Save to file"), container.New(kit.Fixed(560, 0), kit.LabeledRow(lang.L("Path"), entry)))
	accept := func() { d.overwrite(entry.Text, ok) }
	entry.accept, entry.leave = func() { m.hide(); accept() }, m.hide
	m.button(lang.L("Save"), true, accept)
	m.button(lang.L("Choose folder…"), false, func() {
		picker := dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
			if err == nil && dir != nil {
				d.overwrite(filepath.Join(dir.Path(), filepath.Base(entry.Text)), ok)
			}
		}, d.window)
		if here, err := storage.ListerForURI(storage.NewFileURI(homeFolder())); err == nil {
			picker.SetLocation(here)
		}
		picker.Show()
	})
	m.show(entry)
}

// overwrite asks before a file that exists is replaced.
func (d *dialogs) overwrite(path string, ok func(string)) {
	if path == "" {
		return
	}
	if _, err := os.Stat(path); err == nil {
		d.Confirm(lang.L("The file exists"), path, lang.L("Replace"), func() { ok(path) })
		return
	}
	ok(path)
}

func homeFolder() string {
	if home, err := os.UserHomeDir(); err == nil {
		return home
	}
	return "."
}

// ChooseParent asks for the collection or folder that something new goes to.
func (d *dialogs) ChooseParent(title string, ok func(parent model.ID)) {
	var items []kit.PickerItem
	tree := d.session.Tree()
	for h := range tree.Walk(model.RootID) {
		if h.Kind == model.KindCollection || h.Kind == model.KindFolder {
			items = append(items, kit.PickerItem{ID: string(h.ID), Label: h.Name, Detail: fields.Where(tree, h.ID)})
		}
	}
	if len(items) == 0 {
		c := &model.Collection{ID: model.NewID(), Name: lang.L("My collection")}
		d.session.Do(model.Change{Name: "new collection", Edits: []model.Edit{model.Put{Entity: c}, model.Place{ID: c.ID, Parent: model.RootID, Index: -1}}}, func(err error) {
			if err != nil {
				d.Note("", err)
				return
			}
			ok(c.ID)
		})
		return
	}
	kit.ShowPicker(d.window.Canvas(), title, items, func(id string) { ok(model.ID(id)) })
}
