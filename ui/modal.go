package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// modal is a question in front of the window. Esc leaves it wherever the focus is inside.
type modal struct {
	canvas fyne.Canvas
	popup  *widget.PopUp
	row    *fyne.Container
	first  *modalButton
	before fyne.Focusable
}

func newModal(c fyne.Canvas, title string, body fyne.CanvasObject) *modal {
	m := &modal{canvas: c, row: container.NewHBox(layout.NewSpacer())}
	head := widget.NewLabel(title)
	head.TextStyle.Bold = true
	head.Truncation = fyne.TextTruncateEllipsis
	m.popup = widget.NewModalPopUp(container.NewPadded(container.NewBorder(head, m.row, nil, nil, body)), c)
	return m
}

// button adds an answer; the first one is what Enter means.
func (m *modal) button(label string, first bool, run func()) {
	b := newModalButton(label, func() { m.hide(); run() }, m.hide)
	if first {
		b.Importance = widget.HighImportance
		m.first = b
	}
	m.row.Add(b)
}

// show opens the question with the focus on an entry, or else on the first answer.
func (m *modal) show(focus fyne.Focusable) {
	word := lang.L("Cancel")
	if m.first == nil {
		word = lang.L("Close")
	}
	leave := newModalButton(word, m.hide, m.hide)
	m.row.Add(leave)
	m.before = m.canvas.Focused()
	m.popup.Show()
	switch {
	case focus != nil:
	case m.first != nil:
		focus = m.first
	default:
		focus = leave
	}
	m.canvas.Focus(focus)
}

func (m *modal) hide() {
	m.popup.Hide()
	if m.before != nil {
		m.canvas.Focus(m.before)
	}
}

// modalButton is a button that Enter presses and Esc leaves.
type modalButton struct {
	widget.Button
	leave func()
}

func newModalButton(label string, tapped, leave func()) *modalButton {
	b := &modalButton{leave: leave}
	b.Text, b.OnTapped = label, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey implements fyne.Focusable.
func (b *modalButton) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.OnTapped()
	case fyne.KeyEscape:
		b.leave()
	default:
		b.Button.TypedKey(k)
	}
}

// modalEntry is an entry that Enter accepts and Esc leaves.
type modalEntry struct {
	widget.Entry
	accept, leave func()
}

func newModalEntry() *modalEntry {
	e := &modalEntry{}
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey implements fyne.Focusable.
func (e *modalEntry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		e.accept()
	case fyne.KeyEscape:
		e.leave()
	default:
		e.Entry.TypedKey(k)
	}
}
