package response

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/image/webp"

	"postern/highlight"
	"postern/model"
	"postern/text"
	"postern/ui/kit"
	"postern/ui/theme"
)

// The views of a body.
const (
	viewPretty = iota
	viewRaw
	viewTree
	viewTable
	viewPreview
)

// bodyView shows the body of an answer: formatted, as it came, as a tree or a
// table of its values, or as an image.
type bodyView struct {
	p       *presenter
	mode    *kit.Segmented
	wrap    *kit.ToolButton
	kind    *widget.Label
	code    *kit.CodeView
	caret   *caretPlace
	values  *structureView
	image   *canvas.Image
	note    *widget.Label
	stack   *fyne.Container
	content fyne.CanvasObject
	turn    int
	cancel  context.CancelFunc
	shown   *model.Exchange
	ready   bool // the body that is shown has been prepared
	line    int  // where the text that is being prepared begins
	seats   map[*model.Exchange]seat
}

func newBodyView(p *presenter) *bodyView {
	v := &bodyView{p: p, code: kit.NewCodeView(p.deps.Session.Runner()), kind: widget.NewLabel(""), note: widget.NewLabel("")}
	v.mode = kit.NewSegmented(lang.L("pretty"), lang.L("raw"), lang.L("tree"), lang.L("table"), lang.L("preview"))
	v.mode.OnChanged = func(int) { v.line = 0; v.load() }
	v.kind.Importance = widget.LowImportance
	v.note.Alignment = fyne.TextAlignCenter
	v.note.Wrapping = fyne.TextWrapWord
	v.wrap = kit.NewToolButton(theme.IconWrap, lang.L("Wrap long lines"), func() { v.setWrap(!v.code.Wrap()) })
	tools := container.NewHBox(kit.NewToolButton(theme.IconSearch, lang.L("Find (Ctrl+F)"), v.showFind), v.wrap,
		kit.NewToolButton(theme.IconCopy, lang.L("Copy the whole body"), v.copyAll))
	v.stack = container.NewStack(v.code)
	v.values = newStructureView(p, v.choose)
	v.setWrap(true)
	v.kind.Truncation = fyne.TextTruncateEllipsis
	top := container.NewBorder(nil, nil, v.mode, tools, v.kind)
	v.caret = newCaretPlace(p.deps.Session.Runner(), v.code)
	v.caret.frame = container.NewBorder(top, v.caret.crumbs, nil, nil, v.stack)
	v.content = kit.WithStash(v.caret.frame, v.code, v.note, v.values.content)
	return v
}

func (v *bodyView) setWrap(on bool) {
	v.code.SetWrap(on)
	v.wrap.SetOn(on)
}

// showFind goes to the field that searches what is shown.
func (v *bodyView) showFind() {
	if structured(v.mode.Selected()) {
		v.values.focus()
		return
	}
	v.code.ShowFind()
}

// choose shows another view.
func (v *bodyView) choose(mode int) {
	v.mode.SetSelected(mode)
	v.load()
}

func (v *bodyView) clear() {
	v.remember()
	v.stop()
	v.values.close()
	v.caret.close()
	v.shown = nil
	v.code.Clear()
	v.image = nil
}

// stop drops what is still being prepared.
func (v *bodyView) stop() {
	v.turn++
	if v.cancel != nil {
		v.cancel()
		v.cancel = nil
	}
}

// show shows the body of an exchange in the view that fits it.
func (v *bodyView) show(e *model.Exchange) {
	v.remember()
	v.shown = e
	v.kind.SetText(e.Response.Header("Content-Type"))
	mode := viewPretty
	switch {
	case isImage(e):
		mode = viewPreview
	case isJSON(e) && structured(v.mode.Selected()):
		mode = v.mode.Selected() // who reads trees reads the next answer as one
	}
	v.values.close()
	v.mode.SetEnabled(viewTree, isJSON(e))
	v.mode.SetEnabled(viewTable, isJSON(e))
	v.mode.SetEnabled(viewPreview, isImage(e))
	v.mode.SetSelected(v.back(e, mode))
	v.caret.close()
	v.code.Clear() // the body of another answer must not stand under the status of this one
	v.place(v.code)
	v.load()
}

func isImage(e *model.Exchange) bool {
	return strings.HasPrefix(e.Response.Header("Content-Type"), "image/") && !strings.Contains(e.Response.Header("Content-Type"), "svg")
}

// ready is a body prepared for one view.
type ready struct {
	document text.Document
	language string
	picture  image.Image
	note     string
	// values: the body stands as a tree or a table in the structureView.
	values bool
}

// load prepares the view in the background: small bodies are there at once, large ones never hold the
// window.
func (v *bodyView) load() {
	if v.shown == nil {
		return
	}
	v.stop()
	if mode := v.mode.Selected(); structured(mode) {
		v.put(ready{values: true}, nil)
		v.values.show(v.shown, mode)
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	v.cancel = cancel
	turn, e, mode := v.turn, v.shown, v.mode.Selected()
	var r ready
	var err error
	v.p.deps.Session.Runner().Start(ctx, func(ctx context.Context) { r, err = prepare(ctx, e, mode) }, func() {
		if v.turn != turn {
			if c, ok := r.document.(io.Closer); ok {
				c.Close()
			}
			return
		}
		v.put(r, err)
	})
}

func (v *bodyView) put(r ready, err error) {
	v.ready = true
	if err != nil {
		r = ready{note: err.Error()}
	}
	switch {
	case r.picture != nil:
		v.image = canvas.NewImageFromImage(r.picture)
		v.image.FillMode = canvas.ImageFillContain
		v.place(v.image)
	case r.values:
		v.place(v.values.content)
	case r.note != "":
		v.note.SetText(kit.Brief(r.note))
		v.place(container.NewCenter(container.New(kit.Fixed(420, 0), v.note)))
	default:
		v.code.SetDocument(r.document, r.language)
		v.caret.open(r.document, r.language)
		v.code.ScrollToLine(v.line)
		v.place(v.code)
		return
	}
	v.code.Clear() // what is not shown cannot be found either
	v.caret.close()
}

func (v *bodyView) place(o fyne.CanvasObject) {
	if o == fyne.CanvasObject(v.code) {
		v.wrap.Enable()
	} else {
		v.wrap.Disable() // only text has lines
	}
	v.stack.Objects = []fyne.CanvasObject{o}
	v.stack.Refresh()
}

// copyLimit is the largest body that is copied to the clipboard, in bytes.
const copyLimit = 64 << 20

var errGone = errors.New("it was too large for the history")

func (v *bodyView) copyAll() {
	if v.shown == nil {
		return
	}
	body := v.shown.Response.Body
	data, err := body.ReadAll(copyLimit)
	if err == nil && body.Gone() {
		err = errGone
	}
	if err != nil {
		v.p.deps.Dialogs.Note("", fmt.Errorf("copy the body: %w", err))
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(string(data))
	v.p.deps.Dialogs.Note(lang.L("Copied"), nil)
}

// prepare runs away from the UI goroutine.
func prepare(ctx context.Context, e *model.Exchange, mode int) (ready, error) {
	body := e.Response.Body
	if body.Size == 0 {
		return ready{note: lang.L("The answer has no body")}, nil
	}
	if body.Gone() {
		return ready{note: fmt.Sprintf(lang.L("The body of %s was too large for the history. Send the request again to see it."), kit.SizeText(body.Size))}, nil
	}
	if mode == viewPreview {
		return picture(body)
	}
	head, err := head(body)
	if err != nil {
		return ready{}, err
	}
	if !model.Text(head) {
		return ready{note: fmt.Sprintf(lang.L("%s of binary data. Save it to a file to open it with another program."), kit.SizeText(body.Size))}, nil
	}
	language := highlight.Language(e.Response.Header("Content-Type"), "", head)
	doc, err := document(ctx, body, mode == viewPretty && language == "json")
	return ready{document: doc, language: language}, err
}

func head(body model.Content) ([]byte, error) {
	src, err := body.Open()
	if err != nil {
		return nil, fmt.Errorf("open the body: %w", err)
	}
	defer src.Close()
	b := make([]byte, 8<<10)
	n, err := io.ReadFull(src, b)
	if err != nil && err != io.ErrUnexpectedEOF {
		return nil, fmt.Errorf("read the body: %w", err)
	}
	return b[:n], nil
}

// indexNow is how long a body is prepared before it is shown; what is left is done while it is looked at.
const indexNow = 40 * time.Millisecond

// document is a body as text: in memory where the body is, else on disk. JSON is formatted as it is looked at;
// text that is no valid JSON is shown formatted as far as it goes.
func document(ctx context.Context, body model.Content, pretty bool) (text.Document, error) {
	var doc text.Document = text.NewBuffer(body.Data)
	if body.Path != "" {
		file, err := text.Open(body.Path)
		if err != nil {
			return nil, fmt.Errorf("open the body: %w", err)
		}
		doc = file
	}
	if pretty {
		doc = &formatted{text.NewFormatted(doc), doc}
	}
	if d, ok := doc.(interface {
		Index(context.Context, func(done, total int64)) error
	}); ok {
		ctx, cancel := context.WithTimeout(ctx, indexNow)
		defer cancel()
		_ = d.Index(ctx, nil) // the view goes on with it, and says what is wrong
	}
	return doc, nil
}

// formatted is a formatted body that closes what it is made from.
type formatted struct {
	*text.Formatted
	source text.Document
}

// Close implements io.Closer.
func (f *formatted) Close() error {
	if c, ok := f.source.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// pictureLimit bounds the images that are previewed: bytes, and pixels once decoded.
const (
	pictureLimit = 32 << 20
	pixelLimit   = 64 << 20
)

func picture(body model.Content) (ready, error) {
	data, err := body.ReadAll(pictureLimit)
	if err != nil {
		return ready{}, fmt.Errorf("preview the image: %w", err)
	}
	decoders := []struct {
		config func(io.Reader) (image.Config, error)
		decode func(io.Reader) (image.Image, error)
	}{{png.DecodeConfig, png.Decode}, {jpeg.DecodeConfig, jpeg.Decode}, {gif.DecodeConfig, gif.Decode}, {webp.DecodeConfig, webp.Decode}}
	for _, d := range decoders {
		c, err := d.config(bytes.NewReader(data))
		if err != nil {
			continue
		}
		if c.Width*c.Height > pixelLimit {
			return ready{}, fmt.Errorf("the image has %d x %d pixels, more than is previewed: save it to a file: %w", c.Width, c.Height, model.ErrTooLarge)
		}
		img, err := d.decode(bytes.NewReader(data))
		if err != nil {
			return ready{}, fmt.Errorf("the image is damaged: %w", err)
		}
		return ready{picture: img}, nil
	}
	return ready{note: lang.L("This kind of image is not previewed. Save it to a file to open it with another program.")}, nil
}
