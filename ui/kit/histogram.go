package kit

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

const (
	histogramBars  = 56 // height of the tallest bar
	histogramScale = 18 // height of the scale below
	histogramWidth = 14 // of one bar at most
	histogramPad   = 5  // at the left, as a label has it
)

// HistogramBar counts what took at most so long, and longer than the bar before.
type HistogramBar struct {
	Count uint64
	Upto  time.Duration
}

// Histogram shows how durations are spread: a bar for each range, the scale below, and a line in words
// that says the same.
type Histogram struct {
	widget.BaseWidget
	bars []HistogramBar
	text string
}

// NewHistogram returns an empty histogram.
func NewHistogram() *Histogram {
	h := &Histogram{}
	h.ExtendBaseWidget(h)
	return h
}

// Set shows other bars, with what they say in words.
func (h *Histogram) Set(bars []HistogramBar, text string) {
	if text == h.text && len(bars) == len(h.bars) {
		same := true
		for i := range bars {
			same = same && bars[i] == h.bars[i]
		}
		if same {
			return
		}
	}
	h.bars, h.text = bars, text
	h.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (h *Histogram) CreateRenderer() fyne.WidgetRenderer {
	r := &histogramRenderer{h: h}
	r.Layout(h.Size())
	return r
}

type histogramRenderer struct {
	h       *Histogram
	objects []fyne.CanvasObject
}

func (r *histogramRenderer) MinSize() fyne.Size {
	return fyne.NewSize(160, histogramScale+histogramBars+histogramScale)
}

func (r *histogramRenderer) Refresh() {
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}

// Layout paints anew: bars are few and change a few times a second at most.
func (r *histogramRenderer) Layout(size fyne.Size) {
	r.objects = r.objects[:0]
	r.label(r.h.text, histogramPad, 0, size.Width)
	n := len(r.h.bars)
	if n == 0 || size.Width <= 0 {
		return
	}
	most := uint64(1)
	for _, b := range r.h.bars {
		most = max(most, b.Count)
	}
	step := min(histogramWidth, (size.Width-histogramPad)/float32(n))
	floor := float32(histogramScale + histogramBars)
	for i, b := range r.h.bars {
		if b.Count == 0 {
			continue
		}
		height := max(2, histogramBars*float32(b.Count)/float32(most))
		bar := canvas.NewRectangle(theme.Color(theme.ColorPhaseWait))
		bar.Move(fyne.NewPos(histogramPad+float32(i)*step, floor-height))
		bar.Resize(fyne.NewSize(max(1, step-2), height))
		r.objects = append(r.objects, bar)
	}
	line := canvas.NewRectangle(theme.Color(theme.ColorHairline))
	line.Move(fyne.NewPos(histogramPad, floor))
	line.Resize(fyne.NewSize(step*float32(n), 1))
	r.objects = append(r.objects, line)
	r.scale(step, size.Width, floor+1)
}

// scale writes the bounds of bars, as many as have room.
func (r *histogramRenderer) scale(step, width, y float32) {
	next := float32(0)
	for i, b := range r.h.bars {
		x := histogramPad + float32(i)*step
		if x < next || x+40 > width && i > 0 {
			continue
		}
		t := r.label(fmt.Sprintf("≤ %s", DurationText(b.Upto)), x, y, width-x)
		next = x + t.MinSize().Width + 12
	}
}

func (r *histogramRenderer) label(text string, x, y, width float32) *canvas.Text {
	t := canvas.NewText(text, theme.Color(theme.ColorFaint))
	t.TextSize = theme.SizeSmall + 1
	t.Move(fyne.NewPos(x, y))
	t.Resize(fyne.NewSize(width, histogramScale))
	r.objects = append(r.objects, t)
	return t
}

func (r *histogramRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *histogramRenderer) Destroy()                     {}
