package kit

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// plainField is a field as simple as it can be: what the real one is compared with.
type plainField struct {
	text         []rune
	anchor, head int
}

func (p *plainField) replace(text string) {
	from, to := min(p.anchor, p.head), max(p.anchor, p.head)
	p.text = append(append(append([]rune{}, p.text[:from]...), []rune(text)...), p.text[to:]...)
	p.anchor = from + len([]rune(text))
	p.head = p.anchor
}

func (p *plainField) move(to int, extend bool) {
	p.head = max(0, min(to, len(p.text)))
	if !extend {
		p.anchor = p.head
	}
}

// key does what a key does, and tells the real field the same.
func (p *plainField) key(v *VarEntry, name fyne.KeyName, shift bool) {
	modifier := &fyne.KeyEvent{Name: desktop.KeyShiftRight}
	if shift {
		v.KeyDown(modifier)
		defer v.KeyUp(modifier)
	}
	v.TypedKey(&fyne.KeyEvent{Name: name})
	selected := p.anchor != p.head
	switch name {
	case fyne.KeyLeft:
		if selected && !shift {
			p.move(min(p.anchor, p.head), false)
		} else {
			p.move(p.head-1, shift)
		}
	case fyne.KeyRight:
		if selected && !shift {
			p.move(max(p.anchor, p.head), false)
		} else {
			p.move(p.head+1, shift)
		}
	case fyne.KeyHome:
		p.move(0, shift)
	case fyne.KeyEnd:
		p.move(len(p.text), shift)
	case fyne.KeyBackspace:
		if !selected {
			p.move(p.head-1, true)
		}
		p.replace("")
	case fyne.KeyDelete:
		if !selected {
			p.move(p.head+1, true)
		}
		p.replace("")
	}
}

// Whatever is typed, erased, selected and pasted, the field holds what a plain string would, and undoing
// goes back to the beginning.
func TestVarEntryEditsLikeAPlainString(t *testing.T) {
	v, w := varEntryWindow(t, "")
	w.Canvas().Focus(v)
	r := rand.New(rand.NewPCG(5, 6))
	keys := []fyne.KeyName{fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete}
	heard := ""
	v.OnChanged = func(text string) { heard = text }
	p := &plainField{}
	clip := test.NewClipboard()
	for step := range 3000 {
		switch n := r.IntN(10); {
		case n < 4:
			c := []rune("ab{} é日/ ")[r.IntN(9)]
			v.TypedRune(c)
			p.replace(string(c))
		case n < 9:
			p.key(v, keys[r.IntN(len(keys))], r.IntN(3) == 0)
		default:
			clip.SetContent(strings.Repeat("x y\nz", r.IntN(3)))
			v.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
			p.replace(clip.Content())
		}
		from, to := min(p.anchor, p.head), max(p.anchor, p.head)
		if v.Text() != string(p.text) || v.caretAt() != len(string(p.text[:p.head])) || v.SelectedText() != string(p.text[from:to]) {
			t.Fatalf("step %d: %q, caret %d, selected %q, want %q, %d", step, v.Text(), v.caretAt(), v.SelectedText(), string(p.text), p.head)
		}
		if v.Text() != heard {
			t.Fatalf("step %d: heard %q, holds %q", step, heard, v.Text())
		}
	}
	end := v.Text()
	for v.editor.CanUndo() {
		v.TypedShortcut(&fyne.ShortcutUndo{})
	}
	if v.Text() != "" {
		t.Errorf("undoing everything leaves %q", v.Text())
	}
	for v.editor.CanRedo() {
		v.TypedShortcut(&fyne.ShortcutRedo{})
	}
	if v.Text() != end || !utf8.ValidString(end) {
		t.Errorf("doing everything again leaves %q, want %q", v.Text(), end)
	}
}

func TestVarEntryGoesByWords(t *testing.T) {
	v, w := varEntryWindow(t, "one two  three")
	w.Canvas().Focus(v)
	press := func(key fyne.KeyName, shift fyne.KeyModifier) {
		v.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: varEntryWordKey | shift})
	}
	press(fyne.KeyRight, 0)
	press(fyne.KeyRight, fyne.KeyModifierShift)
	if got := v.SelectedText(); !strings.Contains(got, "two") || strings.Contains(got, "three") {
		t.Errorf("selected %q", got)
	}
	press(fyne.KeyEnd, 0)
	press(fyne.KeyBackspace, 0)
	if got := strings.TrimRight(v.Text(), " "); got != "one two" {
		t.Errorf("erasing a word leaves %q", v.Text())
	}
	press(fyne.KeyHome, 0)
	press(fyne.KeyDelete, 0)
	if got := strings.TrimLeft(v.Text(), " "); !strings.HasPrefix(got, "two") {
		t.Errorf("erasing a word leaves %q", v.Text())
	}
}

func TestVarEntryMouseSelects(t *testing.T) {
	v, _ := varEntryWindow(t, "alpha beta gamma")
	press := func(off int, modifier fyne.KeyModifier) {
		e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: modifier}
		e.Position = fyne.NewPos(v.xOf(off)+1, 10)
		v.MouseDown(e)
		v.MouseUp(e)
	}
	press(8, 0)
	if v.caretAt() != 8 || v.SelectedText() != "" {
		t.Errorf("a click puts the caret at %d", v.caretAt())
	}
	press(8, 0)
	if v.SelectedText() != "beta" {
		t.Errorf("a double click selects %q", v.SelectedText())
	}
	press(8, 0)
	if v.SelectedText() != "alpha beta gamma" {
		t.Errorf("a triple click selects %q", v.SelectedText())
	}
	v.mouse.last = time.Time{}
	press(2, 0)
	press(7, fyne.KeyModifierShift)
	if v.SelectedText() != "pha b" {
		t.Errorf("a click with Shift selects %q", v.SelectedText())
	}
	v.mouse = varMouse{}
	press(6, 0)
	drag := &fyne.DragEvent{Dragged: fyne.Delta{DX: v.xOf(0) - v.xOf(6)}}
	drag.Position = fyne.NewPos(v.xOf(0), 10)
	v.Dragged(drag)
	v.DragEnd()
	if v.SelectedText() != "alpha " {
		t.Errorf("dragging selects %q", v.SelectedText())
	}
}

func TestVarEntryShowsItsBeginningWithoutTheKeyboard(t *testing.T) {
	v, w := varEntryWindow(t, strings.Repeat("0123456789", 100))
	w.Canvas().Focus(v)
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	at := v.left
	if w.Canvas().Unfocus(); at <= 0 || v.left != 0 {
		t.Errorf("scrolled by %v, and by %v without the keyboard", at, v.left)
	}
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = fyne.NewPos(v.xOf(12)+1, 10)
	if v.MouseDown(e); v.caretAt() != 12 || v.left != 0 {
		t.Errorf("a click on letter 12 puts the caret at %d and scrolls by %v", v.caretAt(), v.left)
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	w.Resize(fyne.NewSize(9000, 200))
	if v.left != 0 {
		t.Errorf("in a wide field %v are scrolled out", v.left)
	}
}

func TestVarEntryDragScrolls(t *testing.T) {
	v, _ := varEntryWindow(t, strings.Repeat("0123456789", 100))
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = fyne.NewPos(20, 10)
	v.MouseDown(e)
	drag := &fyne.DragEvent{}
	drag.Position = fyne.NewPos(v.Size().Width+100, 10)
	v.Dragged(drag)
	if v.left <= 0 || v.left > 200 {
		t.Errorf("dragging out of the field scrolls by %v", v.left)
	}
}

func TestVarEntryPasteOfLines(t *testing.T) {
	v, w := varEntryWindow(t, "")
	w.Canvas().Focus(v)
	clip := test.NewClipboard()
	clip.SetContent("one\r\ntwo\n")
	v.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if v.Text() != "one\r\ntwo" {
		t.Errorf("pasted %q", v.Text())
	}
	if got := strings.Join(v.testRuns(), ""); !strings.Contains(got, "␍↵") {
		t.Errorf("the break does not show: %q", got)
	}
	v.TypedShortcut(&fyne.ShortcutSelectAll{})
	v.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
	if clip.Content() != "one\r\ntwo" || v.Text() != "" {
		t.Errorf("cut %q, left %q", clip.Content(), v.Text())
	}
}

func TestVarEntryMenu(t *testing.T) {
	v, w := varEntryWindow(t, "text")
	w.Canvas().Focus(v)
	v.TypedShortcut(&fyne.ShortcutSelectAll{})
	for _, item := range v.menuItems() {
		if item.Label == "Cut" && !item.Disabled {
			item.Action()
		}
	}
	if v.Text() != "" || fyne.CurrentApp().Clipboard().Content() != "text" {
		t.Errorf("cutting from the menu leaves %q", v.Text())
	}
	for _, item := range v.menuItems() {
		if (item.Label == "Cut" || item.Label == "Copy") != item.Disabled && !item.IsSeparator && item.Label != "Select all" && item.Label != "Redo" {
			t.Errorf("%s: disabled %v", item.Label, item.Disabled)
		}
	}
}

// A key costs the same in a long text: what is measured and painted does not grow.
func TestVarEntryMeasuresLittleOfALongText(t *testing.T) {
	v, w := varEntryWindow(t, strings.Repeat("abcdefghij", 10_000))
	w.Canvas().Focus(v)
	v.TypedRune('x')
	if n := len(v.line.pieces); n > 30 {
		t.Errorf("typing at the beginning of 100 KB measures %d pieces", n)
	}
}

// BenchmarkVarEntryType is one typed letter in the middle of an address, painted, beside the stock entry.
func BenchmarkVarEntryType(b *testing.B) {
	for _, size := range []int{100, 10_000, 100_000, 1_000_000} {
		address := "https://example.org/" + strings.Repeat("a=1&", size/4)
		b.Run(fmt.Sprint("field/", size), func(b *testing.B) {
			app := test.NewTempApp(b)
			app.Settings().SetTheme(theme.New(theme.Dark))
			v := NewVarEntry()
			v.Variables = testVariables
			v.SetText(address)
			w := test.NewTempWindow(b, v)
			w.Resize(fyne.NewSize(800, 40))
			w.Canvas().Focus(v)
			v.selectText(size/2, size/2)
			for b.Loop() {
				v.TypedRune('x')
			}
		})
		if size > 10_000 {
			continue
		}
		b.Run(fmt.Sprint("stock/", size), func(b *testing.B) {
			test.NewTempApp(b)
			e := widget.NewEntry()
			e.SetText(address)
			w := test.NewTempWindow(b, e)
			w.Resize(fyne.NewSize(800, 40))
			w.Canvas().Focus(e)
			for b.Loop() {
				e.TypedRune('x')
			}
		})
	}
}
