package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"postern/text"
	"postern/ui/task"
)

// Passage is a text of any length from outside (an error, what a server said) that is read where it stands: as high
// as its text up to a number of rows, and scrolled beyond. It is selected and copied like any other text.
type Passage struct {
	widget.BaseWidget
	// Code shows the text.
	Code *CodeView
	most int
}

// NewPassage returns an empty passage of so many rows at most.
func NewPassage(run task.Runner, most int) *Passage {
	p := &Passage{Code: NewCodeView(run), most: most}
	p.Code.SetLineNumbers(false)
	p.Code.SetWrap(true)
	p.ExtendBaseWidget(p)
	return p
}

// SetText says something else.
func (p *Passage) SetText(s string) {
	if p.Code.holds(s) {
		return
	}
	p.Code.SetText(s, "")
	p.Refresh()
}

// Text returns what is said.
func (p *Passage) Text() string { return p.Code.Text() }

// CreateRenderer implements fyne.Widget.
func (p *Passage) CreateRenderer() fyne.WidgetRenderer { return &passageRenderer{p} }

type passageRenderer struct{ p *Passage }

func (r *passageRenderer) Destroy() {}

func (r *passageRenderer) Layout(size fyne.Size) { r.p.Code.Resize(size) }

// MinSize is as high as the text is at the width that the passage has.
func (r *passageRenderer) MinSize() fyne.Size {
	rows := r.p.Code.rowsAtMost(r.p.most)
	return fyne.NewSize(r.p.Code.MinSize().Width, float32(math.Ceil(float64(rows)*float64(r.p.Code.rowHeight()))))
}

func (r *passageRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.p.Code} }

func (r *passageRenderer) Refresh() {
	r.Layout(r.p.Size())
	r.p.Code.Refresh()
}

// rowsAtMost counts the rows of the text, wrapped at the width that the view has, up to a number.
func (v *CodeView) rowsAtMost(most int) int {
	g := &v.geo
	l := text.Layout{Doc: v.doc, Words: true}
	l.Width = max(8, (g.px(float64(v.Size().Width))-g.text-g.bar-g.px(2))/g.atlas.width)
	n := 1
	for r, ok := l.Next(l.Row(0)); ok && n < most; r, ok = l.Next(r) {
		n++
	}
	return n
}
