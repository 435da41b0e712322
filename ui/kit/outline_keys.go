package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// FocusGained implements [fyne.Focusable].
func (o *Outline) FocusGained() { o.focused = true; o.Refresh() }

// FocusLost implements [fyne.Focusable].
func (o *Outline) FocusLost() { o.focused, o.shift = false, false; o.Refresh() }

// TypedRune implements [fyne.Focusable].
func (o *Outline) TypedRune(rune) {}

// KeyDown implements [desktop.Keyable]: key events carry no modifiers, so Shift is followed here.
func (o *Outline) KeyDown(e *fyne.KeyEvent) { o.followShift(e, true) }

// KeyUp implements [desktop.Keyable].
func (o *Outline) KeyUp(e *fyne.KeyEvent) { o.followShift(e, false) }

func (o *Outline) followShift(e *fyne.KeyEvent, down bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		o.shift = down
	}
}

// TypedKey implements [fyne.Focusable] with the keys of a tree.
func (o *Outline) TypedKey(e *fyne.KeyEvent) {
	at := o.model.indexOf(o.selected)
	page := max(1, int(o.Size().Height/outlineRowHeight)-1)
	switch e.Name {
	case fyne.KeyUp:
		o.moveTo(at - 1)
	case fyne.KeyDown:
		o.moveTo(at + 1)
	case fyne.KeyPageUp:
		o.moveTo(at - page)
	case fyne.KeyPageDown:
		o.moveTo(at + page)
	case fyne.KeyHome:
		o.moveTo(0)
	case fyne.KeyEnd:
		o.moveTo(len(o.model.rows) - 1)
	case fyne.KeyEscape:
		if o.drag.id == "" && o.OnEscape != nil {
			o.OnEscape()
			return
		}
		o.cancelDrag()
	case desktop.KeyMenu:
		o.keyMenu(at)
	case fyne.KeyF10:
		if o.shift {
			o.keyMenu(at)
		}
	default:
		if at >= 0 {
			o.rowKey(e.Name, at)
		}
	}
}

// rowKey is TypedKey for the keys that need a selected row.
func (o *Outline) rowKey(key fyne.KeyName, at int) {
	id := o.selected
	switch key {
	case fyne.KeyLeft:
		if o.model.src.Row(id).Container && o.model.isOpen(id) {
			o.toggle(id)
		} else if p := o.model.rows[at].parent; p >= 0 {
			o.moveTo(p)
		}
	case fyne.KeyRight:
		o.openOrEnter(at)
	case fyne.KeyReturn, fyne.KeyEnter:
		o.callOpen(id)
	case fyne.KeySpace:
		if !o.check(id) {
			o.activate(id)
		}
	case fyne.KeyF2:
		o.StartRename(id)
	case fyne.KeyDelete:
		if o.OnDelete != nil {
			o.OnDelete(id)
		}
	}
}

// openOrEnter opens a closed container and steps into an open one.
func (o *Outline) openOrEnter(at int) {
	id := o.model.rows[at].id
	switch {
	case !o.model.src.Row(id).Container:
	case !o.model.isOpen(id):
		o.toggle(id)
	case at+1 < len(o.model.rows) && o.model.rows[at+1].parent == at:
		o.moveTo(at + 1)
	}
}

// moveTo selects row i, or the nearest there is, as the user's doing.
func (o *Outline) moveTo(i int) {
	if len(o.model.rows) == 0 {
		return
	}
	i = max(0, min(i, len(o.model.rows)-1))
	o.reveal(i)
	o.pick(o.model.rows[i].id)
	o.changed()
}

// pick makes a row the selected one and reports it where that is new.
func (o *Outline) pick(id string) {
	if o.selected == id {
		return
	}
	o.selected = id
	o.Refresh()
	if o.OnSelect != nil {
		o.OnSelect(id)
	}
}

// toggle opens or closes a container as the user's doing. A selection that would be hidden moves to
// the container.
func (o *Outline) toggle(id string) {
	open := !o.model.isOpen(id)
	if at := o.model.indexOf(o.selected); !open && at >= 0 && o.model.within(at, id) {
		o.pick(id)
	}
	o.model.setOpen(id, open)
	o.model.flatten()
	o.changed()
	if o.OnExpand != nil && o.model.filter == nil {
		o.OnExpand(id, open)
	}
}

// activate does what a tap on a row does.
func (o *Outline) activate(id string) {
	if o.model.src.Row(id).Container {
		o.toggle(id)
		return
	}
	o.callOpen(id)
}

func (o *Outline) callOpen(id string) {
	if o.OnOpen != nil {
		o.OnOpen(id)
	}
}
