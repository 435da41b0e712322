package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// tabDrag is a tab on its way to another place.
type tabDrag struct {
	id   string // "" for none
	over bool   // nothing to drag: ignore the rest
	grab float32
	x    float32 // left edge of the tab in the view
	to   int     // its index among the others
}

const tabEdge = 24

// Dragged implements [fyne.Draggable]: the tab follows the pointer and the others make room.
func (s *TabStrip) Dragged(e *fyne.DragEvent) {
	if s.drag.over || s.drag.id == "" && !s.startDrag(e) {
		s.drag.over = true
		return
	}
	from := s.index(s.drag.id)
	if x := e.Position.X; x < tabEdge {
		s.run.offset -= tabEdge / 3
	} else if x > s.run.view-tabEdge {
		s.run.offset += tabEdge / 3
	}
	s.run.clamp()
	width := s.run.widths[from]
	s.drag.x = max(0, min(e.Position.X-s.drag.grab, min(s.run.view, s.run.total())-width))
	s.drag.to = s.run.gapFor(from, s.drag.x+width/2)
	s.Refresh()
}

func (s *TabStrip) startDrag(e *fyne.DragEvent) bool {
	from := e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)
	if s.press.down {
		from = s.press.pos
		if s.press.button == desktop.MouseButtonTertiary {
			return false
		}
	}
	zone, i := s.zone(from)
	if zone != tabZoneTab || s.OnMove == nil {
		return false
	}
	s.drag = tabDrag{id: s.idAt(i), grab: from.X - s.run.left(i), to: i}
	s.hover = tabNowhere
	return true
}

// DragEnd implements [fyne.Draggable].
func (s *TabStrip) DragEnd() {
	d := s.drag
	s.drag = tabDrag{}
	s.press.down = false
	s.Refresh()
	if from := s.index(d.id); d.id != "" && from >= 0 && from != d.to {
		s.OnMove(d.id, d.to)
	}
}

// lefts returns where the tabs are shown, with room for the one that is dragged.
func (s *TabStrip) lefts() []float32 {
	out := make([]float32, len(s.tabs))
	from := s.index(s.drag.id)
	x, n := -s.run.offset, 0
	for i, w := range s.run.widths {
		if i == from {
			continue
		}
		if from >= 0 && n == s.drag.to {
			x += s.run.widths[from]
		}
		out[i] = x
		x += w
		n++
	}
	if from >= 0 {
		out[from] = s.drag.x
	}
	return out
}
