package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// pull presses at a place and drags to another, as the driver reports it.
func (b *outlineBench) pull(from, to fyne.Position) {
	down := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	down.Position = from
	b.MouseDown(down)
	e := &fyne.DragEvent{Dragged: fyne.NewDelta(to.X-from.X, to.Y-from.Y)}
	e.Position = to
	b.Dragged(e)
}

func (b *outlineBench) release() {
	b.MouseUp(&desktop.MouseEvent{})
	b.DragEnd()
}

func TestOutlineMoves(t *testing.T) {
	tests := []struct {
		name, id, to string
		part         float32
		want         string
	}{
		{"before a row", "q", "p", .1, `move q to "s" 0`},
		{"after a row of the same container", "p1", "p2", .9, `move p1 to "p" 1`},
		{"into an open container", "q", "c", .5, `move q to "c" 1`},
		{"into a closed container", "q", "w", .5, `move q to "w" 1`},
		{"below an open container is its first place", "q", "p", .9, `move q to "p" 0`},
		{"before the container after", "q", "c", .1, `move q to "s" 1`},
		{"after a closed container", "q", "w", .9, `move q to "" 2`},
		{"between the same neighbours", "q", "q", .9, ""},
		{"before the next sibling", "p1", "p2", .1, ""},
		{"into itself", "p", "p", .5, ""},
		{"below itself", "p", "p1", .9, ""},
		{"forbidden", "q", "p1", .1, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newOutlineBench(t)
			b.SetExpanded([]string{"s", "p", "c"})
			b.CanMove = func(id, parent string) bool { return tt.name != "forbidden" }
			b.pull(b.point(tt.id, 40, .5), b.point(tt.to, 60, tt.part))
			b.release()
			if got := b.take(); got != tt.want {
				t.Errorf("reported %q, want %q", got, tt.want)
			}
		})
	}
}

func TestOutlineMoveToTheEnd(t *testing.T) {
	b := newOutlineBench(t)
	b.pull(b.point("s", 40, .5), fyne.NewPos(50, 250))
	b.release()
	if got, want := b.take(), `move s to "" 1`; got != want {
		t.Fatalf("reported %q, want %q", got, want)
	}
}

func TestOutlineContainerThatTakesNothingStillHasAPlaceBesideIt(t *testing.T) {
	b := newOutlineBench(t)
	b.CanMove = func(_, parent string) bool { return parent == "" }
	b.pull(b.point("s", 40, .5), b.point("w", 60, .6))
	b.release()
	if got, want := b.take(), `move s to "" 1`; got != want {
		t.Fatalf("reported %q, want %q", got, want)
	}
}

func TestOutlineEscCancelsADrag(t *testing.T) {
	b := newOutlineBench(t)
	b.pull(b.point("w", 40, .5), b.point("s", 40, .1))
	b.keys(fyne.KeyEscape)
	b.pull(b.point("w", 40, .5), b.point("s", 40, .1)) // the pointer goes on
	b.release()
	if got := b.take(); got != "" {
		t.Fatalf("reported %q", got)
	}
	b.pull(b.point("w", 40, .5), b.point("s", 40, .1))
	b.release()
	if got, want := b.take(), `move w to "" 0`; got != want {
		t.Fatalf("the next drag reported %q, want %q", got, want)
	}
}

func TestOutlineScrollsWhileDraggingAtTheEdge(t *testing.T) {
	b := newOutlineBench(t)
	b.ExpandAll("")
	b.win.Resize(fyne.NewSize(260, 4*outlineRowHeight))
	b.pull(b.point("p", 40, .5), fyne.NewPos(50, 4*outlineRowHeight-3))
	before := b.ScrollOffset()
	b.scrollTick()
	if b.ScrollOffset() <= before {
		t.Fatalf("offset %v, then %v", before, b.ScrollOffset())
	}
	for range 100 {
		b.scrollTick()
	}
	if want := b.contentHeight() - 4*outlineRowHeight; b.ScrollOffset() != want {
		t.Fatalf("offset %v, want the end at %v", b.ScrollOffset(), want)
	}
	b.release()
	if b.drag.scroll != nil {
		t.Fatal("it goes on scrolling")
	}
}

func TestOutlineScrollBar(t *testing.T) {
	b := newOutlineBench(t)
	b.ExpandAll("")
	h := float32(3 * outlineRowHeight)
	b.win.Resize(fyne.NewSize(260, h))
	b.pull(fyne.NewPos(256, 5), fyne.NewPos(256, h))
	b.release()
	if want := b.contentHeight() - h; b.ScrollOffset() != want {
		t.Fatalf("dragged to %v, want %v", b.ScrollOffset(), want)
	}
	test.TapAt(b.Outline, fyne.NewPos(256, 1))
	if want := b.contentHeight() - 2*h; b.ScrollOffset() != want {
		t.Fatalf("paged to %v, want %v", b.ScrollOffset(), want)
	}
	test.Scroll(b.win.Canvas(), fyne.NewPos(40, 40), 0, 1e6)
	if b.ScrollOffset() != 0 {
		t.Fatalf("scrolled to %v", b.ScrollOffset())
	}
	if got := b.take(); got != "" {
		t.Fatalf("the bar reported %q", got)
	}
}

func TestOutlineMiddleButtonDragsNothing(t *testing.T) {
	b := newOutlineBench(t)
	down := &desktop.MouseEvent{Button: desktop.MouseButtonTertiary}
	down.Position = b.point("w", 40, .5)
	b.MouseDown(down)
	b.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: b.point("s", 40, .1)}})
	b.release()
	if got := b.take(); got != "" {
		t.Fatalf("reported %q", got)
	}
}
