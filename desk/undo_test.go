package desk

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"postern/model"
)

// text is what the tests need of a focused entry.
type text interface {
	fyne.Focusable
	SelectedText() string
}

// typed returns all the text of the focused entry.
func (s *station) typed() string {
	s.t.Helper()
	e, ok := s.window.Canvas().Focused().(text)
	if !ok {
		s.t.Fatalf("no text has the focus but %T", s.window.Canvas().Focused())
	}
	e.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	return e.SelectedText()
}

// TestUndoGoesWhereTheFocusIs types into the address while a change of the workspace can be undone.
func TestUndoGoesWhereTheFocusIs(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.db"))
	s.command("Open request…")
	s.enter("say hello")
	s.command("Delete to trash")
	s.command("Open request…")
	s.enter("forecast")
	s.command("Edit address")
	before := s.typed()
	s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	for _, r := range "abc" {
		s.window.Canvas().Focused().TypedRune(r)
	}
	if got := s.typed(); got != before+"abc" {
		t.Fatalf("typed %q", got)
	}
	s.command("Undo")
	if got := s.typed(); got != before {
		t.Errorf("undo in the address left %q, want %q", got, before)
	}
	s.command("Undo") // the text has nothing more to undo, and the focus is still there
	if s.find("say hello", model.KindRequest) != "" {
		t.Fatal("undo in a text went to the workspace")
	}
	s.command("Redo")
	if got := s.typed(); got != before+"abc" {
		t.Errorf("redo in the address left %q", got)
	}
	s.command("Collections") // puts the focus into the tree
	s.command("Undo")
	if s.find("say hello", model.KindRequest) == "" {
		t.Error("undo outside of texts did not bring the request back")
	}
	s.window.Canvas().Unfocus()
	s.command("Redo")
	if s.find("say hello", model.KindRequest) != "" {
		t.Error("redo with nothing focused did not delete it again")
	}
}

// TestUndoAfterARestart takes back in the window what was done before its start, by whom ever.
func TestUndoAfterARestart(t *testing.T) {
	db := filepath.Join(t.TempDir(), "w.db")
	s := open(t, db)
	s.command("Open request…")
	s.enter("say hello")
	s.command("Delete to trash")
	if err := s.ui.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.bench.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, db)
	s.command("Undo")
	if s.find("say hello", model.KindRequest) == "" {
		t.Error("undo did not bring it back")
	}
	s.command("Undo") // says that nothing is left: the sample is nobody's doing
	if s.find("say hello", model.KindRequest) == "" {
		t.Error("undo took the sample away")
	}
}

// editor is what the tests need of a text view.
type editor interface {
	fyne.CanvasObject
	fyne.Focusable
	Editable() bool
	Text() string
	FindShown() bool
}

// body makes a request with a body of JSON and returns the editor of that.
func (s *station) body() editor {
	s.t.Helper()
	s.command("New request")
	s.command("Show request body")
	for _, o := range test.LaidOutObjects(s.window.Content()) {
		if choice, ok := o.(*widget.Select); ok && len(choice.Options) > 1 && choice.Options[1] == "JSON" {
			choice.SetSelected("JSON")
		}
	}
	s.settle()
	for _, o := range test.LaidOutObjects(s.window.Content()) {
		if e, ok := o.(editor); ok && e.Editable() && e.Visible() {
			return e
		}
	}
	s.t.Fatal("there is no body to edit")
	return nil
}

// TestUndoGoesToTheTextThatIsEdited types into the body while a change of the workspace can be undone, and looks for
// something in it.
func TestUndoGoesToTheTextThatIsEdited(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.db"))
	body := s.body()
	s.window.Canvas().Focus(body)
	test.Type(body, "abc")
	if body.Text() != "abc" {
		t.Fatalf("typed %q", body.Text())
	}
	s.command("Undo")
	if body.Text() != "" {
		t.Errorf("undo left %q", body.Text())
	}
	s.command("Redo")
	if body.Text() != "abc" {
		t.Errorf("redo made %q", body.Text())
	}
	s.command("Find in text or response")
	if !body.FindShown() {
		t.Error("Find did not go to the text that has the focus")
	}
}
