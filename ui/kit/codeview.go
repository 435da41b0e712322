package kit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"postern/highlight"
)

var (
	_ fyne.Widget            = (*CodeView)(nil)
	_ fyne.Focusable         = (*CodeView)(nil)
	_ fyne.Scrollable        = (*CodeView)(nil)
	_ fyne.Draggable         = (*CodeView)(nil)
	_ fyne.SecondaryTappable = (*CodeView)(nil)
	_ fyne.Shortcutable      = (*CodeView)(nil)
	_ desktop.Mouseable      = (*CodeView)(nil)
	_ desktop.Hoverable      = (*CodeView)(nil)
	_ desktop.Cursorable     = (*CodeView)(nil)
	_ desktop.Keyable        = (*CodeView)(nil)
)

// CodeView shows text of any length with coloured syntax, line numbers, selection and search. It paints
// the visible rows into one picture, so that its cost depends on its size in pixels and hardly on the text:
// 10 MB of lines, or 10 MB in one line, scroll alike. It starts no goroutine and costs nothing at rest. All
// methods belong to the UI goroutine.
//
// Text is monospaced: wide characters take two cells, tabs go to the next multiple of four. Bytes that are
// no UTF-8, control and invisible characters are shown as marks.
type CodeView struct {
	widget.BaseWidget
	// OnMenu returns more items for the context menu; nil for none.
	OnMenu func() []*fyne.MenuItem

	doc     Document
	layout  textLayout
	syntax  syntax
	geo     geometry
	top     rowPlace
	left    float64 // cells scrolled to the right
	caret   int64   // selection is between anchor and caret; both are offsets in doc
	anchor  int64
	goal    int // column that the caret keeps while it goes up and down, or -1
	search  search
	mouse   mouseState
	focused bool
	shift   bool
	wrap    bool
	bare    bool // without line numbers

	raster *canvas.Raster
	img    *image.RGBA
	paint  painter
}

// rowPlace is a row of the text: row rows below the start of a line, which is at byte off of the line. frac
// is the part of the row that is scrolled away.
type rowPlace struct {
	line, row int
	off       int64
	frac      float64
}

// NewCodeView returns an empty view.
func NewCodeView() *CodeView {
	v := &CodeView{}
	v.ExtendBaseWidget(v)
	v.geo.setScale(1)
	v.show(TextDocument(nil), "")
	return v
}

// SetText shows a text in a language of package highlight ("json", "xml", ... or "" for plain).
func (v *CodeView) SetText(text, language string) {
	v.SetDocument(TextDocument([]byte(text)), language)
}

// SetDocument shows a document, which the view closes when another takes its place. Selection, search and
// scroll position are reset.
func (v *CodeView) SetDocument(d Document, language string) {
	old := v.doc
	v.show(d, language)
	if old != nil && old != d {
		// The text was only read: there is nothing that closing it could lose.
		_ = old.Close()
	}
	v.redraw()
}

func (v *CodeView) show(d Document, language string) {
	v.doc = d
	v.geo.lines(d.Lines(), v.bare)
	v.layout.reset(d, v.wrapCols())
	v.syntax.reset(d, language)
	v.top, v.left, v.caret, v.anchor, v.goal = rowPlace{}, 0, 0, 0, -1
	v.search = search{}
	v.mouse = mouseState{}
	v.paint.extra = 0
}

// Document returns what is shown, which stays the view's.
func (v *CodeView) Document() Document { return v.doc }

// Clear shows nothing.
func (v *CodeView) Clear() { v.SetDocument(TextDocument(nil), "") }

// SetLanguage changes the colours, and nothing else.
func (v *CodeView) SetLanguage(language string) {
	v.syntax.reset(v.doc, language)
	v.redraw()
}

// SetWrap chooses whether long lines go on in the next row. What is at the top stays there.
func (v *CodeView) SetWrap(on bool) {
	if v.wrap == on {
		return
	}
	v.wrap, v.left = on, 0
	v.relayout()
	v.redraw()
}

// Wrap tells whether long lines go on in the next row.
func (v *CodeView) Wrap() bool { return v.wrap }

// SetLineNumbers shows or hides the line numbers, which are shown at first.
func (v *CodeView) SetLineNumbers(on bool) {
	v.bare = !on
	v.geo.lines(v.doc.Lines(), v.bare)
	v.relayout()
	v.redraw()
}

// wrapCols is the number of cells in a row, 0 without wrapping.
func (v *CodeView) wrapCols() int {
	if !v.wrap {
		return 0
	}
	return max(8, v.geo.cols)
}

// relayout keeps the first byte of the top row in the top row when the width of rows changes.
func (v *CodeView) relayout() {
	cols := v.wrapCols()
	if cols == v.layout.cols {
		return
	}
	v.layout.reset(v.doc, cols)
	p := v.layout.locate(v.top.line, v.top.off)
	if p.row != v.top.row {
		v.top.frac = 0
	}
	v.setTop(rowPlace{line: v.top.line, row: p.row, frac: v.top.frac})
}

// redraw asks for a new picture.
func (v *CodeView) redraw() {
	if v.raster != nil {
		v.raster.Refresh()
	}
}

// textIn returns a copy of a part of the text.
func (v *CodeView) textIn(from, to int64) string {
	out := make([]byte, 0, to-from)
	for from < to {
		b := v.doc.Bytes(from, min(to, from+pageSize))
		if len(b) == 0 {
			break
		}
		out = append(out, b...)
		from += int64(len(b))
	}
	return string(out)
}

// CreateRenderer implements fyne.Widget.
func (v *CodeView) CreateRenderer() fyne.WidgetRenderer {
	v.raster = canvas.NewRaster(v.draw)
	v.raster.ScaleMode = canvas.ImageScalePixels
	return &codeRenderer{v.raster}
}

type codeRenderer struct{ raster *canvas.Raster }

func (r *codeRenderer) Destroy()                     {}
func (r *codeRenderer) Layout(size fyne.Size)        { r.raster.Resize(size) }
func (r *codeRenderer) MinSize() fyne.Size           { return fyne.NewSize(80, 40) }
func (r *codeRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.raster} }
func (r *codeRenderer) Refresh()                     { r.raster.Refresh() }

// kinds is the number of kinds of text.
const kinds = int(highlight.Error) + 1
