package kit

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestOutlineRename(t *testing.T) {
	tests := []struct {
		name, typed string
		end         fyne.KeyName // "" leaves by focus
		want        string
	}{
		{"enter", "Climate", fyne.KeyReturn, `rename w "Climate"`},
		{"blur", "Climate", "", `rename w "Climate"`},
		{"esc", "Climate", fyne.KeyEscape, ""},
		{"blank", "  ", fyne.KeyReturn, ""},
		{"unchanged", "Weather ", fyne.KeyReturn, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newOutlineBench(t)
			b.Select("w")
			b.win.Canvas().Focus(b.Outline)
			b.keys(fyne.KeyF2)
			if b.win.Canvas().Focused() != fyne.Focusable(b.rename) || b.rename.SelectedText() != "Weather" {
				t.Fatalf("F2 did not start the rename: %q", b.rename.SelectedText())
			}
			for _, r := range tt.typed {
				b.win.Canvas().Focused().TypedRune(r)
			}
			if tt.end != "" {
				b.keys(tt.end)
				if !b.focused {
					t.Error("the focus did not come back")
				}
			} else {
				b.win.Canvas().Unfocus()
			}
			if got := b.take(); got != tt.want {
				t.Errorf("reported %q, want %q", got, tt.want)
			}
			if b.rename.box.Visible() {
				t.Error("the entry is still there")
			}
		})
	}
}

func TestOutlineRenameEndsWithTheWindow(t *testing.T) {
	b := newOutlineBench(t)
	b.StartRename("w")
	b.win.Canvas().Focused().TypedRune('X')
	b.rename.FocusLost() // the window goes to the back, and returns
	b.rename.FocusGained()
	if got := b.take(); got != `rename w "X"` || !b.focused {
		t.Fatalf("reported %q, outline focused: %v", got, b.focused)
	}
}

func TestOutlineRenameEndsWithItsRow(t *testing.T) {
	b := newOutlineBench(t)
	b.StartRename("w")
	b.Reload()
	if b.rename.id != "w" {
		t.Fatal("a reload ended the rename")
	}
	b.tree.kids[""] = []string{"s"}
	b.Reload()
	if b.rename.id != "" || b.take() != "" {
		t.Fatal("the rename of a removed row went on")
	}
}
