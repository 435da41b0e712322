package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// outlineRename is the entry in a row while its label is edited.
type outlineRename struct {
	widget.Entry

	outline *Outline
	box     *container.ThemeOverride // makes the entry as low as a row
	id      string                   // row that is renamed, "" for none
	was     string
}

func newOutlineRename(o *Outline) *outlineRename {
	e := &outlineRename{outline: o}
	e.Wrapping = fyne.TextWrapOff
	e.ExtendBaseWidget(e)
	e.box = container.NewThemeOverride(e, outlineLowTheme{fynetheme.Current()})
	e.box.Hide()
	return e
}

// StartRename edits the label of a row in place: Enter and leaving the entry commit, Esc cancels.
func (o *Outline) StartRename(id string) {
	i := o.model.indexOf(id)
	if i < 0 || o.OnRename == nil {
		return
	}
	o.rename.finish(true) // one at a time
	o.reveal(i)
	o.selected = id
	e := o.rename
	e.id, e.was = id, o.model.src.Row(id).Label
	e.SetText(e.was)
	o.changed()
	e.box.Theme = outlineLowTheme{fynetheme.Current()}
	e.box.Show()
	e.box.Refresh()
	if c := o.canvas(); c != nil {
		c.Focus(e)
	}
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// finish ends the rename. It may be called again by the loss of focus that it brings about.
func (e *outlineRename) finish(commit bool) {
	if e.id == "" {
		return
	}
	id, name := e.id, strings.TrimSpace(e.Text)
	e.id = ""
	e.box.Hide()
	e.outline.changed()
	if commit && name != "" && name != e.was && e.outline.OnRename != nil {
		e.outline.OnRename(id, name)
	}
}

// TypedKey ends the rename on Enter and Esc and gives the focus back to the outline.
func (e *outlineRename) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape:
		e.finish(key.Name != fyne.KeyEscape)
		e.outline.requestFocus()
	default:
		e.Entry.TypedKey(key)
	}
}

// FocusGained passes the focus on where the window comes back after the rename has ended with it.
func (e *outlineRename) FocusGained() {
	if e.id == "" {
		e.outline.requestFocus()
		return
	}
	e.Entry.FocusGained()
}

// FocusLost commits.
func (e *outlineRename) FocusLost() {
	e.Entry.FocusLost()
	e.finish(true)
}

// outlineLowTheme is a theme with less space around text.
type outlineLowTheme struct{ fyne.Theme }

// Size implements [fyne.Theme].
func (t outlineLowTheme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case fynetheme.SizeNameInnerPadding:
		return 2
	case fynetheme.SizeNameLineSpacing:
		return 1
	}
	return t.Theme.Size(name)
}
