package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

const (
	tipDelay   = 500 * time.Millisecond
	tipColumns = 72 // a longer line is wrapped
	tipLines   = 12 // what is longer is cut
	tipPadX    = 8
	tipPadY    = 4
	tipGap     = 4 // between the tip and what it tells about
	tipTall    = 24
)

// ShowTip shows a tip a little below near, a point in the canvas that the tip must not cover, once the
// pointer has rested; a tip that shows already is replaced at once. It needs a [FloatLayer] in the
// canvas. An empty text hides the tip.
func ShowTip(c fyne.Canvas, text string, near fyne.Position) {
	l := floatLayerOf(c)
	if l == nil {
		return
	}
	l.stopTip()
	if strings.TrimSpace(text) == "" {
		l.hideTip()
		return
	}
	if l.tip != nil || l.after == nil {
		l.showTip(text, near)
		return
	}
	l.cancel = l.after(tipDelay, func() { l.showTip(text, near) })
}

// HideTip hides the tip of a canvas, or keeps one from appearing.
func HideTip(c fyne.Canvas) {
	if c == nil {
		return
	}
	if l := floatLayerIn(c.Content()); l != nil {
		l.stopTip()
		l.hideTip()
	}
}

func (l *FloatLayer) stopTip() {
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}

func (l *FloatLayer) showTip(text string, near fyne.Position) {
	l.hideTip()
	l.tip = newTipBubble(text)
	l.place(l.tip, near.X, near.Y-tipTall, tipTall+tipGap)
}

func (l *FloatLayer) hideTip() {
	if l.tip != nil {
		l.remove(l.tip)
		l.tip = nil
	}
}

// tipHover shows the tip of an object while the pointer is in it.
func tipHover(o fyne.CanvasObject, text string) {
	driver := fyne.CurrentApp().Driver()
	below := driver.AbsolutePositionForObject(o).AddXY(0, o.Size().Height)
	ShowTip(driver.CanvasForObject(o), text, below)
}

// tipBubble is the painted tip.
type tipBubble struct {
	widget.BaseWidget
	lines []string
}

func newTipBubble(text string) *tipBubble {
	b := &tipBubble{lines: tipWrap(text)}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer implements fyne.Widget.
func (b *tipBubble) CreateRenderer() fyne.WidgetRenderer {
	r := &tipRenderer{box: canvas.NewRectangle(nil)}
	r.box.CornerRadius, r.box.StrokeWidth = theme.SizeRadius, 1
	r.objects = append(r.objects, r.box)
	for _, line := range b.lines {
		text := canvas.NewText(line, nil)
		text.TextSize = theme.SizeSmall + 1
		r.texts = append(r.texts, text)
		r.objects = append(r.objects, text)
	}
	r.Refresh()
	return r
}

type tipRenderer struct {
	box     *canvas.Rectangle
	texts   []*canvas.Text
	objects []fyne.CanvasObject
}

func (r *tipRenderer) Layout(size fyne.Size) {
	r.box.Resize(size)
	y := float32(tipPadY)
	for _, text := range r.texts {
		text.Move(fyne.NewPos(tipPadX, y))
		text.Resize(text.MinSize())
		y += text.MinSize().Height
	}
}

func (r *tipRenderer) MinSize() fyne.Size {
	var size fyne.Size
	for _, text := range r.texts {
		least := text.MinSize()
		size.Width = max(size.Width, least.Width)
		size.Height += least.Height
	}
	return size.AddWidthHeight(2*tipPadX, 2*tipPadY)
}

func (r *tipRenderer) Refresh() {
	r.box.FillColor = theme.Color(base.ColorNameMenuBackground)
	r.box.StrokeColor = theme.Color(base.ColorNameInputBorder)
	for _, text := range r.texts {
		text.Color = theme.Color(base.ColorNameForeground)
	}
	canvas.Refresh(r.box)
}

func (r *tipRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *tipRenderer) Destroy()                     {}

// tipWrap cuts a text into lines that fit a tip, at spaces where there are some.
func tipWrap(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		runes := []rune(strings.TrimRight(strings.ReplaceAll(line, "\t", "  "), "\r\n"))
		for len(runes) > tipColumns && len(lines) < tipLines {
			cut := tipColumns
			for i := tipColumns; i > tipColumns/2; i-- {
				if runes[i] == ' ' {
					cut = i
					break
				}
			}
			lines = append(lines, string(runes[:cut]))
			runes = []rune(strings.TrimLeft(string(runes[cut:min(len(runes), tipColumns*tipLines)]), " "))
		}
		if len(lines) >= tipLines {
			lines[tipLines-1] += "…"
			return lines[:tipLines]
		}
		lines = append(lines, string(runes))
	}
	return lines
}
