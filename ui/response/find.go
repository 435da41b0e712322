package response

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/ui/kit"
	"postern/ui/theme"
)

// findBar searches the shown body.
type findBar struct {
	code    *kit.CodeView
	entry   *findEntry
	count   *widget.Label
	content *fyne.Container
}

func newFindBar(code *kit.CodeView) *findBar {
	f := &findBar{code: code, entry: &findEntry{}, count: widget.NewLabel("")}
	f.entry.ExtendBaseWidget(f.entry)
	f.entry.SetPlaceHolder(lang.L("Find in body"))
	f.entry.OnChanged = func(string) { f.search() }
	f.entry.OnSubmitted = func(string) { f.code.FindNext() }
	f.entry.leave = f.hide
	previous := kit.NewToolButton(theme.IconChevronUp, lang.L("Previous match"), func() { f.code.FindPrevious() })
	next := kit.NewToolButton(theme.IconChevronDown, lang.L("Next match (Enter)"), func() { f.code.FindNext() })
	shut := kit.NewToolButton(theme.IconClose, lang.L("Close (Esc)"), f.hide)
	f.content = container.NewBorder(nil, nil, nil, container.NewHBox(f.count, previous, next, shut), f.entry)
	f.content.Hide()
	return f
}

func (f *findBar) show() {
	f.content.Show()
	kit.Focus(f.entry)
}

func (f *findBar) hide() {
	f.content.Hide()
	f.code.Find("", false)
}

func (f *findBar) search() {
	n := f.code.Find(f.entry.Text, false)
	switch {
	case f.entry.Text == "":
		f.count.SetText("")
	case n == 0:
		f.count.SetText(lang.L("no match"))
	default:
		f.count.SetText(fmt.Sprintf(lang.L("%d matches"), n))
	}
}

// again searches a newly shown body for what is still in the field.
func (f *findBar) again() {
	if f.content.Visible() {
		f.search()
	}
}

// findEntry is an entry that Esc leaves.
type findEntry struct {
	widget.Entry
	leave func()
}

// TypedKey implements fyne.Focusable.
func (e *findEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		e.leave()
		return
	}
	e.Entry.TypedKey(k)
}
