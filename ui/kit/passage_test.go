package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"postern/ui/task"
	"postern/ui/theme"
)

// TestPassageIsAsHighAsItsText shows texts of different lengths at different widths.
func TestPassageIsAsHighAsItsText(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Dark))
	p := NewPassage(&task.Queue{}, 5)
	row := p.Code.rowHeight()
	rows := func(width float32, s string) int {
		p.SetText(s)
		p.Resize(fyne.NewSize(width, 10))
		return int(p.MinSize().Height/row + 0.5)
	}
	long := strings.Repeat("some words ", 20) // 220 columns
	for _, c := range []struct {
		width float32
		text  string
		want  int
	}{{400, "", 1}, {400, "short", 1}, {400, "a\nb\nc", 3}, {4000, long, 1}, {1000, long, 2}, {100, long, 5}, {400, strings.Repeat("x\n", 1<<20), 5}} {
		if got := rows(c.width, c.text); got != c.want {
			t.Errorf("%d bytes at %v have %d rows, want %d", len(c.text), c.width, got, c.want)
		}
		if p.Text() != c.text {
			t.Errorf("it says %.20q, not %.20q", p.Text(), c.text)
		}
	}
}
