package desk

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// TestCompletionInTheWindow completes a variable of the sample in the address, in the real window.
func TestCompletionInTheWindow(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.db"))
	s.command("Open request…")
	s.enter("say hello")
	s.command("Edit address")
	f := s.window.Canvas().Focused()
	for _, r := range "{{baseU" {
		f.TypedRune(r)
	}
	if a, ok := f.(fyne.Tabbable); !ok || !a.AcceptsTab() {
		t.Fatal("nothing is offered")
	}
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := s.typed(); got != "{{baseUrl}}" {
		t.Errorf("the address is %q", got)
	}
	s.command("Undo")
	if got := s.typed(); !strings.HasSuffix(got, "{{baseU") {
		t.Errorf("undo leaves %q", got)
	}
}
