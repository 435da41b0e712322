package desk

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
)

// TestKeysAreTheDriversOwn makes sure that no two commands share a key and that undo and redo stand on
// the shortcuts that the driver types for Ctrl+Z and Ctrl+Y.
func TestKeysAreTheDriversOwn(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.db"))
	seen := map[string]string{}
	for _, m := range s.window.MainMenu().Items {
		for _, item := range m.Items {
			if item.Shortcut == nil {
				continue
			}
			name := item.Shortcut.ShortcutName()
			if other, taken := seen[name]; taken {
				t.Errorf("%q and %q are both on %s", item.Label, other, name)
			}
			seen[name] = item.Label
		}
	}
	for key, label := range map[fyne.Shortcut]string{&fyne.ShortcutUndo{}: "Undo", &fyne.ShortcutRedo{}: "Redo"} {
		if seen[key.ShortcutName()] != label {
			t.Errorf("%s is not on %s", label, key.ShortcutName())
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d commands have keys", len(seen))
	}
}
