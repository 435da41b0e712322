package desk

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"postern/model"
)

// tap presses the button that shows a text.
func (s *station) tap(text string) {
	s.t.Helper()
	for _, o := range test.LaidOutObjects(s.window.Content()) {
		if b, ok := o.(*widget.Button); ok && b.Text == text && b.Visible() && !b.Disabled() {
			test.Tap(b)
			s.settle()
			return
		}
	}
	s.t.Fatalf("no button says %q", text)
}

func (s *station) press(keys ...fyne.KeyName) {
	s.t.Helper()
	for _, k := range keys {
		f := s.window.Canvas().Focused()
		if f == nil {
			s.t.Fatalf("nothing has the focus for %s", k)
		}
		f.TypedKey(&fyne.KeyEvent{Name: k})
		s.settle()
	}
}

func TestRestoreFromABackup(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.db"))
	s.command("Back up now")
	s.command("Collections")
	s.command("Open request…")
	s.enter("say hello")
	s.command("Delete to trash")
	if s.find("say hello", model.KindRequest) != "" {
		t.Fatal("still in the tree")
	}
	s.command("Backups…")
	s.tap("Restore all…")
	s.press(fyne.KeyReturn) // yes
	if s.find("say hello", model.KindRequest) == "" {
		t.Fatal("the backup did not bring it back")
	}
	s.command("Undo")
	if s.find("say hello", model.KindRequest) != "" {
		t.Fatal("restoring cannot be undone")
	}
}

func TestDamagedWorkspaceTellsAndOffersItsBackup(t *testing.T) {
	db := filepath.Join(t.TempDir(), "w.db")
	s := open(t, db)
	s.command("Back up now")
	want := s.find("say hello", model.KindRequest)
	if err := s.ui.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.bench.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(data) / 2; i < len(data); i++ {
		data[i] ^= 0x5a
	}
	if err := os.WriteFile(db, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s = open(t, db)
	r := s.bench.Recovery()
	if r == nil || r.Backup == nil || len(r.Lost) == 0 {
		t.Fatalf("recovered %+v", r)
	}
	s.command("Recovery report…")
	s.window.Canvas().FocusNext()
	s.press(fyne.KeySpace) // look at the backup
	s.tap("Restore all…")
	s.press(fyne.KeyReturn)
	if s.find("say hello", model.KindRequest) != want {
		t.Fatal("the backup did not bring back what was lost")
	}
}
