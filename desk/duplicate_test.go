package desk

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"

	"postern/model"
)

// TestDuplicateGoesWhereTheFocusIs duplicates a line of the body, and then the request.
func TestDuplicateGoesWhereTheFocusIs(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.db"))
	body := s.body()
	s.window.Canvas().Focus(body)
	test.Type(body, "abc")
	s.command("Duplicate")
	if got := body.Text(); got != "abc\nabc" || s.find("New request copy", model.KindRequest) != "" {
		t.Errorf("in a text: %q, request copied: %v", got, s.find("New request copy", model.KindRequest) != "")
	}
	s.command("Collections") // puts the focus into the tree
	s.command("Duplicate")
	if got := body.Text(); s.find("New request copy", model.KindRequest) == "" {
		t.Errorf("elsewhere: not copied, the text is %q", got)
	}
}
