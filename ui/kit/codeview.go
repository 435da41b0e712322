package kit

import (
	"context"
	"image"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"postern/text"
	"postern/ui/task"
)

var (
	_ fyne.Widget            = (*CodeView)(nil)
	_ fyne.Focusable         = (*CodeView)(nil)
	_ fyne.Tabbable          = (*CodeView)(nil)
	_ fyne.Scrollable        = (*CodeView)(nil)
	_ fyne.Draggable         = (*CodeView)(nil)
	_ fyne.SecondaryTappable = (*CodeView)(nil)
	_ fyne.Shortcutable      = (*CodeView)(nil)
	_ desktop.Mouseable      = (*CodeView)(nil)
	_ desktop.Hoverable      = (*CodeView)(nil)
	_ desktop.Cursorable     = (*CodeView)(nil)
	_ desktop.Keyable        = (*CodeView)(nil)
)

// CodeView shows and edits text of any length with coloured syntax, line numbers, folding, search and, where it
// is edited, undo and checks. What it shows is a [text.Document]: in memory, in a file of gigabytes, or formatted
// as it is looked at. It paints the visible rows into one picture, so that its cost depends on its size in pixels
// and hardly on the text. Places are offsets in bytes, never pixels. Long work runs through the task.Runner given
// to it, on snapshots, and is dropped when another text is shown.
//
// Text is monospaced and shown as package text describes, from left to right. Fyne gives no access to the primary
// selection of X11 or Wayland: the middle button does nothing, and the clipboard is the only one. Input methods
// and dead keys arrive as the characters they end in.
//
// All methods and callbacks belong to the UI goroutine.
type CodeView struct {
	widget.BaseWidget
	// OnMenu returns more items for the context menu; nil for none.
	OnMenu func() []*fyne.MenuItem
	// OnChanged hears of every change of an edited text, undo and redo included, but not of SetText.
	OnChanged func(text.Change)
	// OnCaret hears where the caret is after it moved.
	OnCaret func(off int64)
	// OnLink hears of a link of prose that the user follows, with its address as it is written there.
	OnLink func(address string)
	// Variables tells the state of a {{variable}} and what hovering it shows; \n breaks lines. Without it
	// variables look like other text.
	Variables func(name string) (state VarState, hover string)
	// Names returns the variables to offer after "{{"; see [VarEntry].
	Names func() []Suggestion
	// OnShortcut is asked about the shortcuts that the view has no use for, and returns whether it used one.
	OnShortcut func(fyne.Shortcut) bool

	run      task.Runner
	doc      text.Document
	language string
	rules    text.Language
	edit     *text.Editor // nil where the text is only read
	why      string       // what to say to who tries to edit a text that is only read
	hint     string       // shown while there is no text
	turn     int          // of the text that is shown
	ctx      context.Context
	cancel   context.CancelFunc

	layout     text.Layout
	folds      text.Folds
	colour     colouring
	geo        geometry
	top        topRow
	left       float64 // cells scrolled to the right
	reading    text.Caret
	pair       bracketPair
	search     search
	check      checking
	completion *Completion
	mouse      mouseState
	caret      blinking
	drag       func() // stops the scrolling of a drag that is held at an edge
	foot       string // words at the bottom, or ""
	bar        *findBar
	focused    bool
	shift      bool
	wrap       bool
	bare       bool // without line numbers
	marks      bool // space is shown
	quiet      bool // a change is not the user's

	raster *canvas.Raster
	img    *image.RGBA
	paint  painter
}

// topRow is the row at the top, by the offset it begins at; frac is the part of it that is scrolled away.
type topRow struct {
	off  int64
	frac float64
}

// NewCodeView returns an empty view to read. Without a runner all work is done at once and the caret does not
// blink, which suits short texts.
func NewCodeView(run task.Runner) *CodeView {
	v := &CodeView{run: run}
	v.completion = NewCompletion(v)
	v.completion.Variables = func() []Suggestion { return varEntryAsk(v.Names) }
	v.ExtendBaseWidget(v)
	v.geo.setScale(1)
	v.show(text.NewBuffer(nil), "")
	return v
}

// NewCodeEditor returns an empty view whose text is edited. The hint shows while it is empty.
func NewCodeEditor(run task.Runner, hint string) *CodeView {
	v := NewCodeView(run)
	v.hint = hint
	v.SetEditable(true, "")
	return v
}

// SetDocument shows a document to read, in a language of package highlight ("json", "xml", ... or "" for plain).
// The view closes it, where it can be closed, when another takes its place, and lets it find its lines (Index) in
// the background. Selection, search and scroll position are reset.
func (v *CodeView) SetDocument(d text.Document, language string) {
	old := v.doc
	v.show(d, language)
	if c, ok := old.(io.Closer); ok && old != d {
		_ = c.Close() // the text was only read: there is nothing that closing it could lose
	}
	v.index()
	v.redraw()
}

func (v *CodeView) show(d text.Document, language string) {
	if v.cancel != nil {
		v.cancel()
	}
	v.turn++
	v.ctx, v.cancel = context.WithCancel(context.Background())
	v.doc, v.edit = d, nil
	v.folds = text.Folds{}
	v.layout = text.Layout{Doc: d, Folds: &v.folds}
	v.top, v.left, v.reading = topRow{}, 0, text.Caret{}
	v.pair, v.mouse, v.check, v.foot = bracketPair{}, mouseState{}, checking{}, ""
	v.paint.widest, v.paint.foldable = 0, nil
	v.completion.Close()
	v.setLanguage(language)
	v.arrange()
	v.searchAgain()
}

func (v *CodeView) setLanguage(language string) {
	v.language, v.rules, v.paint.foldable = language, languageRules(language), nil
	v.colour.reset(v.doc, language)
	if v.edit != nil {
		v.edit.Language = v.rules
	}
}

// SetLanguage changes the colours and what editing knows of the language, and nothing else.
func (v *CodeView) SetLanguage(language string) {
	if language == v.language {
		return
	}
	v.setLanguage(language)
	v.checkSoon()
	v.arrange()
	v.redraw()
}

// Language is the language that is shown.
func (v *CodeView) Language() string { return v.language }

// Document returns what is shown, which stays the view's. An edited text changes while the user types.
func (v *CodeView) Document() text.Document { return v.doc }

// Clear shows nothing.
func (v *CodeView) Clear() { v.SetText("", v.language) }

// snapshot is the text as it is now, for other goroutines.
func (v *CodeView) snapshot() text.Document {
	if b, ok := v.doc.(*text.Buffer); ok {
		s := b.Snapshot()
		return &s
	}
	return v.doc
}

// SetWrap chooses whether long lines go on in the next row. What is at the top stays there.
func (v *CodeView) SetWrap(on bool) {
	if v.wrap == on {
		return
	}
	v.wrap, v.left = on, 0
	v.arrange()
	v.redraw()
}

// Wrap tells whether long lines go on in the next row.
func (v *CodeView) Wrap() bool { return v.wrap }

// SetLineNumbers shows or hides the line numbers, which are shown at first.
func (v *CodeView) SetLineNumbers(on bool) {
	v.bare = !on
	v.arrange()
	v.redraw()
}

// arrange follows a change of size, text or options: the width of rows, and the top within the text.
func (v *CodeView) arrange() {
	lines, _ := v.doc.Lines()
	v.geo.gutter(lines, v.bare, v.rules.Fold != text.FoldNothing)
	v.layout.Width, v.layout.Words = 0, v.wrap
	if v.wrap {
		v.layout.Width = max(8, v.geo.cols)
	}
	v.setTop(v.layout.Row(v.top.off), v.top.frac)
}

// redraw asks for a new picture.
func (v *CodeView) redraw() {
	if v.raster != nil {
		v.raster.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (v *CodeView) CreateRenderer() fyne.WidgetRenderer {
	v.raster = canvas.NewRaster(v.draw)
	v.raster.ScaleMode = canvas.ImageScalePixels
	return &codeRenderer{v}
}

type codeRenderer struct{ v *CodeView }

func (r *codeRenderer) Destroy() {}

// Layout puts the find bar over the upper edge, where nothing is painted while it is open.
func (r *codeRenderer) Layout(size fyne.Size) {
	r.v.raster.Resize(size)
	if b := r.v.bar; b != nil {
		b.content.Resize(fyne.NewSize(size.Width, b.content.MinSize().Height))
	}
}

func (r *codeRenderer) MinSize() fyne.Size { return fyne.NewSize(80, 40) }

func (r *codeRenderer) Objects() []fyne.CanvasObject {
	if r.v.bar != nil {
		return []fyne.CanvasObject{r.v.raster, r.v.bar.content}
	}
	return []fyne.CanvasObject{r.v.raster}
}

func (r *codeRenderer) Refresh() {
	r.Layout(r.v.Size())
	r.v.raster.Refresh()
	if r.v.bar != nil {
		r.v.bar.content.Refresh()
	}
}
