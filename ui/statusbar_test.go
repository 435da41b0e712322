package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"postern/ui/kit"
)

// TestLongWordsInTheStatusBar makes the words of mocks longer than the window.
func TestLongWordsInTheStatusBar(t *testing.T) {
	test.NewTempApp(t)
	words := strings.Repeat("a mock with a long name ", 20)
	row := container.New(leading{}, kit.NewStatusItem(words, nil), kit.NewStatusItem("System theme", nil))
	w := test.NewTempWindow(t, row)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 24))
	if got := row.Size().Width; got != 400 {
		t.Errorf("the bar is %v wide", got)
	}
	var shown []string
	for _, o := range test.LaidOutObjects(row) {
		if x, ok := o.(*canvas.Text); ok && x.Text != "" {
			shown = append(shown, x.Text)
		}
	}
	if len(shown) != 2 || !strings.HasSuffix(shown[0], "…") || shown[1] != "System theme" {
		t.Errorf("shown: %q", shown)
	}
}
