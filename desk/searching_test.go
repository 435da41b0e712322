package desk

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"postern/model"
)

func TestSearchFindsAndOpens(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.db"))
	s.command("Search workspace…")
	for _, r := range "lantern" {
		s.window.Canvas().Focused().TypedRune(r)
	}
	s.settle()
	s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.settle()
	if s.window.Canvas().Overlays().Top() != nil {
		t.Fatal("nothing was found")
	}
	s.command("Search workspace…")
	for _, r := range "say hello" {
		s.window.Canvas().Focused().TypedRune(r)
	}
	s.settle()
	s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.settle()
	s.command("Duplicate")
	if s.find("say hello copy", model.KindRequest) == "" {
		tree, _ := s.bench.Tree()
		for h := range tree.Walk(model.RootID) {
			t.Log(h.Name)
		}
		t.Fatal("the request that was found is not the selected one")
	}
}
