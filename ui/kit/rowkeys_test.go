package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestRowKeys(t *testing.T) {
	for key, want := range map[fyne.KeyName]int64{fyne.KeyUp: 4, fyne.KeyDown: 6, fyne.KeyPageUp: -3, fyne.KeyPageDown: 13, fyne.KeyHome: 0, fyne.KeyEnd: 99} {
		if got, ok := rowStep(key, 5, 99, 9.5); !ok || got != want {
			t.Errorf("%s leads to %d, %v, want %d", key, got, ok, want)
		}
	}
	if _, ok := rowStep(fyne.KeyReturn, 5, 99, 9.5); ok {
		t.Error("Enter moves")
	}
	if got, _ := rowStep(fyne.KeyPageDown, 5, 99, 1); got != 6 {
		t.Errorf("a page of one row leads to %d", got)
	}
	var k rowKeys
	if k.asksForMenu(fyne.KeyF10) || !k.asksForMenu(desktop.KeyMenu) {
		t.Error("without Shift")
	}
	k.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if !k.asksForMenu(fyne.KeyF10) {
		t.Error("with Shift")
	}
	k.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if k.asksForMenu(fyne.KeyF10) {
		t.Error("Shift was let go")
	}
}
