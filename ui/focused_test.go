package ui

import (
	"testing"

	"fyne.io/fyne/v2/widget"

	"postern/model"
)

// kept is a field whose text is in the workspace, or is not yet.
type kept struct {
	widget.Entry
	settled bool
}

func (k *kept) Settled() bool { return k.settled }

func TestUndoInAFieldWhoseTextIsStoredIsThatOfTheWorkspace(t *testing.T) {
	r := newRig(t)
	field := &kept{}
	field.ExtendBaseWidget(field)
	r.window.SetContent(field)
	r.session.Do(model.Change{Name: "delete folder products", Edits: []model.Edit{model.Trash{ID: "products"}}}, nil)
	r.settle()
	r.window.Canvas().Focus(field)
	r.write("a")
	r.command("undo")
	if name, ok := r.session.CanUndo(); field.Text != "" || !ok {
		t.Fatalf("while typing: text %q, to undo %q", field.Text, name)
	}
	field.settled = true
	r.command("undo")
	if name, ok := r.session.CanUndo(); ok {
		t.Fatalf("the change %q was not undone", name)
	}
	r.command("redo")
	if _, ok := r.session.CanRedo(); ok {
		t.Error("the change was not done again")
	}
}
