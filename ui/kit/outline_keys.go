package kit

import (
	"fyne.io/fyne/v2"
)

// FocusGained implements [fyne.Focusable].
func (o *Outline) FocusGained() { o.focused = true; o.Refresh() }

// FocusLost implements [fyne.Focusable].
func (o *Outline) FocusLost() { o.focused, o.shift = false, false; o.Refresh() }

// TypedRune implements [fyne.Focusable].
func (o *Outline) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable] with the keys of a tree.
func (o *Outline) TypedKey(e *fyne.KeyEvent) {
	at := o.model.indexOf(o.selected)
	to, moves := rowStep(e.Name, int64(at), int64(len(o.model.rows)-1), float64(o.Size().Height/outlineRowHeight))
	switch {
	case moves:
		o.moveTo(int(to))
	case e.Name == fyne.KeyEscape:
		if o.drag.id == "" && o.OnEscape != nil {
			o.OnEscape()
			return
		}
		o.cancelDrag()
	case o.asksForMenu(e.Name):
		o.keyMenu(at)
	case at >= 0:
		o.rowKey(e.Name, at)
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
