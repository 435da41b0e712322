package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// tabZone is a part of the strip that answers to the pointer.
type tabZone int

const (
	tabZoneNone tabZone = iota
	tabZoneTab
	tabZoneClose
	tabZoneNew
	tabZoneMore
)

// zone returns what is at a place, and the tab there or -1.
func (s *TabStrip) zone(p fyne.Position) (tabZone, int) {
	if p.Y < 0 || p.Y >= s.Size().Height || p.X < 0 || p.X >= s.Size().Width {
		return tabZoneNone, -1
	}
	if left := s.newLeft(); s.OnNew != nil && p.X >= left && p.X < left+tabButtonWidth {
		return tabZoneNew, -1
	}
	if i := s.run.at(p.X); i >= 0 {
		if right := s.run.left(i) + s.run.widths[i]; p.X >= right-6-tabCloseWidth && p.X < right-4 {
			return tabZoneClose, i
		}
		return tabZoneTab, i
	}
	if s.run.overflows() && p.X >= s.run.view {
		return tabZoneMore, -1
	}
	return tabZoneNone, -1
}

// idAt returns the id of tab i, or "".
func (s *TabStrip) idAt(i int) string {
	if i < 0 || i >= len(s.tabs) {
		return ""
	}
	return s.tabs[i].ID
}

// Tapped implements [fyne.Tappable].
func (s *TabStrip) Tapped(e *fyne.PointEvent) {
	zone, i := s.zone(e.Position)
	switch zone {
	case tabZoneTab:
		s.choose(s.idAt(i))
	case tabZoneClose:
		s.close(s.idAt(i))
	case tabZoneNew:
		s.OnNew()
	case tabZoneMore:
		s.showAll()
	}
}

// TappedSecondary implements [fyne.SecondaryTappable].
func (s *TabStrip) TappedSecondary(e *fyne.PointEvent) {
	if s.OnMenu == nil {
		return
	}
	_, i := s.zone(e.Position)
	s.showMenu(s.OnMenu(s.idAt(i)), e.AbsolutePosition)
}

// showAll shows the menu of all tabs.
func (s *TabStrip) showAll() {
	var items []*fyne.MenuItem
	for _, t := range s.tabs {
		label := outlineLine(t.Label)
		if t.Badge != "" {
			label = outlineBadge(t.Badge) + "  " + label
		}
		item := fyne.NewMenuItem(label, func() { s.choose(t.ID) })
		item.Checked = t.ID == s.active
		items = append(items, item)
	}
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(s)
	s.showMenu(items, pos.AddXY(s.run.view, tabHeight))
}

func (s *TabStrip) showMenu(items []*fyne.MenuItem, pos fyne.Position) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil && len(items) > 0 {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, pos)
	}
}

func (s *TabStrip) close(id string) {
	if s.OnClose != nil {
		s.OnClose(id)
	}
}

// MouseDown implements [desktop.Mouseable].
func (s *TabStrip) MouseDown(e *desktop.MouseEvent) {
	s.press = outlinePress{down: true, pos: e.Position, button: e.Button}
}

// MouseUp implements [desktop.Mouseable]: a middle click closes.
func (s *TabStrip) MouseUp(e *desktop.MouseEvent) {
	was := s.press
	s.press.down = false
	if !was.down || was.button != desktop.MouseButtonTertiary || e.Button != desktop.MouseButtonTertiary {
		return
	}
	_, from := s.zone(was.pos)
	if _, to := s.zone(e.Position); to >= 0 && to == from {
		s.close(s.idAt(to))
	}
}

// Scrolled implements [fyne.Scrollable]: either wheel direction scrolls sideways.
func (s *TabStrip) Scrolled(e *fyne.ScrollEvent) {
	s.run.offset -= e.Scrolled.DX + e.Scrolled.DY
	s.run.clamp()
	s.Refresh()
}

// MouseIn implements [desktop.Hoverable].
func (s *TabStrip) MouseIn(e *desktop.MouseEvent) { s.setHover(e.Position) }

// MouseMoved implements [desktop.Hoverable].
func (s *TabStrip) MouseMoved(e *desktop.MouseEvent) { s.setHover(e.Position) }

// MouseOut implements [desktop.Hoverable].
func (s *TabStrip) MouseOut() { s.setHover(tabNowhere) }

func (s *TabStrip) setHover(p fyne.Position) {
	zone, i := s.zone(p)
	wasZone, was := s.zone(s.hover)
	s.hover = p
	if zone != wasZone || i != was {
		s.Refresh()
	}
}
