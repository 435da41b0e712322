package kit

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

const (
	waterfallRow   = 24
	waterfallPad   = 5   // left of the names, as a label has it
	waterfallBar   = 12  // height of a bar
	waterfallName  = 150 // width of the names
	waterfallTime  = 72  // room for a duration behind the longest bar
	waterfallAxis  = 20
	waterfallTicks = 5
)

// Phase is a bar of a [Waterfall]. Start counts from the beginning of the whole.
type Phase struct {
	Name            string
	Start, Duration time.Duration
	Color           fyne.ThemeColorName
}

// Waterfall shows phases as bars on a common axis of time, with names and durations in words.
type Waterfall struct {
	widget.BaseWidget
	phases []Phase
}

// NewWaterfall returns the bars of these phases, from top to bottom.
func NewWaterfall(phases []Phase) *Waterfall {
	w := &Waterfall{phases: phases}
	w.ExtendBaseWidget(w)
	return w
}

// SetPhases shows other phases.
func (w *Waterfall) SetPhases(phases []Phase) {
	w.phases = phases
	w.Refresh()
}

func (w *Waterfall) total() time.Duration {
	total := time.Duration(0)
	for _, p := range w.phases {
		total = max(total, p.Start+p.Duration)
	}
	return total
}

// waterfallStep is the distance of ticks of an axis: 1, 2 or 5 times a power of ten, so that at most
// waterfallTicks fit besides zero.
func waterfallStep(total time.Duration) time.Duration {
	for step := time.Microsecond; ; step *= 10 {
		for _, times := range []time.Duration{1, 2, 5} {
			if total <= step*times*waterfallTicks || step > 100*time.Hour {
				return step * times
			}
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (w *Waterfall) CreateRenderer() fyne.WidgetRenderer {
	r := &waterfallRenderer{w: w}
	r.Refresh()
	return r
}

type waterfallRenderer struct {
	w       *Waterfall
	objects []fyne.CanvasObject
}

func (r *waterfallRenderer) MinSize() fyne.Size {
	if len(r.w.phases) == 0 {
		return fyne.NewSize(0, 0)
	}
	return fyne.NewSize(waterfallName+waterfallTime+80, waterfallAxis+waterfallRow*float32(len(r.w.phases)))
}

func (r *waterfallRenderer) Refresh() {
	r.Layout(r.w.Size())
	canvas.Refresh(r.w)
}

// Layout paints anew: phases are few and change rarely.
func (r *waterfallRenderer) Layout(size fyne.Size) {
	r.objects = r.objects[:0]
	total := r.w.total()
	room := size.Width - waterfallName - waterfallTime
	if len(r.w.phases) == 0 || total <= 0 || room <= 0 {
		return
	}
	perUnit := room / float32(total)
	r.axis(total, perUnit)
	for i, p := range r.w.phases {
		top := waterfallAxis + waterfallRow*float32(i)
		r.text(p.Name, theme.ColorFaint, waterfallPad, top, waterfallRow)
		x := waterfallName + float32(p.Start)*perUnit
		width := max(2, float32(p.Duration)*perUnit)
		r.rect(theme.Color(p.Color), x, top+(waterfallRow-waterfallBar)/2, width, waterfallBar, 2)
		r.text(DurationText(p.Duration), base.ColorNameForeground, x+width+6, top, waterfallRow)
	}
}

func (r *waterfallRenderer) axis(total time.Duration, perUnit float32) {
	step := waterfallStep(total)
	height := waterfallRow * float32(len(r.w.phases))
	line := theme.Color(theme.ColorHairline)
	free := float32(0) // where there is room for the next label
	for at := time.Duration(0); at <= total; at += step {
		x := waterfallName + float32(at)*perUnit
		r.rect(line, x, waterfallAxis-2, 1, height+2, 0)
		label := "0"
		if at > 0 {
			label = DurationText(at)
		}
		if x >= free {
			free = x + r.text(label, theme.ColorFaint, x, 0, waterfallAxis-2) + theme.SizeGap
		}
	}
}

func (r *waterfallRenderer) rect(c color.Color, x, y, width, height, radius float32) {
	o := canvas.NewRectangle(c)
	o.CornerRadius = radius
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
	r.objects = append(r.objects, o)
}

// text writes in the middle of a row, and returns how wide the words are.
func (r *waterfallRenderer) text(s string, name fyne.ThemeColorName, x, y, height float32) (width float32) {
	o := canvas.NewText(s, theme.Color(name))
	o.TextSize = theme.SizeSmall + 1
	least := o.MinSize()
	o.Move(fyne.NewPos(x, y+(height-least.Height)/2))
	o.Resize(least)
	r.objects = append(r.objects, o)
	return least.Width
}

func (r *waterfallRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *waterfallRenderer) Destroy()                     {}
