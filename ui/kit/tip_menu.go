package kit

import "fyne.io/fyne/v2"

// tipMenu is the completion list of a text entry. The zero value is closed.
type tipMenu struct {
	layer *FloatLayer
	list  *tipList
	pick  func(item string)
	held  bool // the mouse is down in the list, so the entry's loss of the keyboard does not count
}

// open shows items below (or above) owner at x, a distance from the owner's left edge. Item selected is
// marked; -1 marks none, so that Enter stays the owner's. Without items, or a layer, it closes.
func (m *tipMenu) open(owner fyne.CanvasObject, items []string, selected int, x float32, pick func(item string)) {
	m.openAt(owner, items, selected, fyne.NewPos(x, 0), owner.Size().Height, pick)
}

// openAt shows items below (or above) a line of a height, at a place of owner.
func (m *tipMenu) openAt(owner fyne.CanvasObject, items []string, selected int, place fyne.Position, height float32, pick func(item string)) {
	driver := fyne.CurrentApp().Driver()
	layer := floatLayerOf(driver.CanvasForObject(owner))
	if layer == nil || len(items) == 0 {
		m.close()
		return
	}
	if m.list == nil || m.layer != layer {
		m.close()
		m.layer, m.list = layer, newTipList()
		m.list.onPress = func() { m.held = true }
		m.list.onLeave = m.leave
		m.list.onPick = m.choose
	}
	m.pick = pick
	m.list.set(items, selected)
	HideTip(driver.CanvasForObject(owner))
	at := driver.AbsolutePositionForObject(owner)
	layer.place(m.list, at.X+place.X, at.Y+place.Y, height)
}

func (m *tipMenu) isOpen() bool { return m.list != nil }

func (m *tipMenu) close() {
	if m.list != nil {
		m.layer.remove(m.list)
	}
	m.layer, m.list, m.pick, m.held = nil, nil, nil, false
}

// blur closes the list because its entry has lost the keyboard, and reports true, unless the list
// itself is being clicked.
func (m *tipMenu) blur() bool {
	if m.held {
		return false
	}
	m.close()
	return true
}

func (m *tipMenu) leave() {
	if m.held {
		m.close()
	}
}

func (m *tipMenu) choose(index int) {
	item, pick := m.list.items[index], m.pick
	m.close()
	pick(item)
}

// key handles a key of the entry and reports whether it was the list's.
func (m *tipMenu) key(name fyne.KeyName) bool {
	if m.list == nil {
		return false
	}
	switch name {
	case fyne.KeyUp:
		m.list.move(-1)
	case fyne.KeyDown:
		m.list.move(1)
	case fyne.KeyEscape:
		m.close()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		if m.list.selected < 0 {
			m.close()
			return false
		}
		m.choose(m.list.selected)
	default:
		return false
	}
	return true
}
