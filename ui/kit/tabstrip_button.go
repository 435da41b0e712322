package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"postern/ui/theme"
)

// tabButton is a small mark of two strokes behind tabs.
type tabButton struct {
	back *canvas.Rectangle
	mark [2]*canvas.Line
	x, y float32 // of the middle
}

func newTabButton() tabButton {
	return tabButton{
		back: &canvas.Rectangle{CornerRadius: theme.SizeRadius},
		mark: [2]*canvas.Line{canvas.NewLine(nil), canvas.NewLine(nil)},
	}
}

func (b *tabButton) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.back, b.mark[0], b.mark[1]}
}

// show puts the button at x of a bar as high as a tab strip.
func (b *tabButton) show(visible bool, x float32, hover bool) {
	b.x, b.y = x+tabButtonWidth/2, tabHeight/2
	outlineVisible(b.back, visible && hover)
	b.back.FillColor = theme.Color(fynetheme.ColorNameHover)
	b.back.Move(fyne.NewPos(b.x-11, b.y-11))
	b.back.Resize(fyne.NewSquareSize(22))
	for _, line := range b.mark {
		outlineVisible(line, visible)
		line.StrokeWidth, line.StrokeColor = 1.3, theme.Color(theme.ColorFaint)
		if hover {
			line.StrokeColor = theme.Color(fynetheme.ColorNameForeground)
		}
	}
}

// cross draws a plus.
func (b *tabButton) cross() {
	b.mark[0].Position1, b.mark[0].Position2 = fyne.NewPos(b.x-5, b.y), fyne.NewPos(b.x+5, b.y)
	b.mark[1].Position1, b.mark[1].Position2 = fyne.NewPos(b.x, b.y-5), fyne.NewPos(b.x, b.y+5)
}

// chevron draws an arrow down.
func (b *tabButton) chevron() {
	low := fyne.NewPos(b.x, b.y+2)
	b.mark[0].Position1, b.mark[0].Position2 = low, fyne.NewPos(b.x-4, b.y-2)
	b.mark[1].Position1, b.mark[1].Position2 = low, fyne.NewPos(b.x+4, b.y-2)
}

// times draws a close mark around a height of its own.
func (b *tabButton) times(y float32) {
	b.back.Move(fyne.NewPos(b.x-9, y-9))
	b.back.Resize(fyne.NewSquareSize(18))
	b.mark[0].Position1, b.mark[0].Position2 = fyne.NewPos(b.x-3.5, y-3.5), fyne.NewPos(b.x+3.5, y+3.5)
	b.mark[1].Position1, b.mark[1].Position2 = fyne.NewPos(b.x-3.5, y+3.5), fyne.NewPos(b.x+3.5, y-3.5)
}
