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
	"os"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/image/webp"

	"postern/highlight"
	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// The views of a body.
const (
	viewPretty = iota
	viewRaw
	viewPreview
)

// bodyView shows the body of an answer: formatted, as it came, or as an image.
type bodyView struct {
	p       *presenter
	mode    *kit.Segmented
	wrap    *kit.ToolButton
	kind    *widget.Label
	code    *kit.CodeView
	image   *canvas.Image
	note    *widget.Label
	find    *findBar
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
	v := &bodyView{p: p, code: kit.NewCodeView(), kind: widget.NewLabel(""), note: widget.NewLabel("")}
	v.mode = kit.NewSegmented(lang.L("pretty"), lang.L("raw"), lang.L("preview"))
	v.mode.OnChanged = func(int) { v.line = 0; v.load() }
	v.kind.Importance = widget.LowImportance
	v.note.Alignment = fyne.TextAlignCenter
	v.note.Wrapping = fyne.TextWrapWord
	v.wrap = kit.NewToolButton(theme.IconWrap, lang.L("Wrap long lines"), func() { v.setWrap(!v.code.Wrap()) })
	v.find = newFindBar(v.code)
	tools := container.NewHBox(kit.NewToolButton(theme.IconSearch, lang.L("Find (Ctrl+F)"), v.showFind), v.wrap,
		kit.NewToolButton(theme.IconCopy, lang.L("Copy the whole body"), v.copyAll))
	v.stack = container.NewStack(v.code)
	v.setWrap(true)
	top := container.NewBorder(nil, nil, container.NewHBox(v.mode, v.kind), tools)
	v.content = kit.WithStash(container.NewBorder(container.NewVBox(top, v.find.content), nil, nil, nil, v.stack), v.code, v.note)
	return v
}

func (v *bodyView) setWrap(on bool) {
	v.code.SetWrap(on)
	v.wrap.SetOn(on)
}

func (v *bodyView) showFind() { v.find.show() }

func (v *bodyView) clear() {
	v.remember()
	v.stop()
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
	if isImage(e) {
		mode = viewPreview
	}
	v.mode.SetEnabled(viewPreview, isImage(e))
	v.mode.SetSelected(v.back(e, mode))
	v.code.Clear() // the body of another answer must not stand under the status of this one
	v.place(v.code)
	v.load()
}

func isImage(e *model.Exchange) bool {
	return strings.HasPrefix(e.Response.Header("Content-Type"), "image/") && !strings.Contains(e.Response.Header("Content-Type"), "svg")
}

// ready is a body prepared for one view.
type ready struct {
	document kit.Document
	language string
	picture  image.Image
	note     string
}

// load prepares the view in the background: small bodies are there at once, large ones never hold the
// window.
func (v *bodyView) load() {
	if v.shown == nil {
		return
	}
	v.stop()
	ctx, cancel := context.WithCancel(context.Background())
	v.cancel = cancel
	turn, e, mode, dir := v.turn, v.shown, v.mode.Selected(), v.p.deps.TempDir
	var r ready
	var err error
	v.p.deps.Session.Runner().Start(ctx, func(ctx context.Context) { r, err = prepare(ctx, e, mode, dir) }, func() {
		if v.turn != turn {
			if r.document != nil {
				r.document.Close()
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
	case r.note != "":
		v.note.SetText(r.note)
		v.place(container.NewCenter(container.New(kit.Fixed(420, 0), v.note)))
	default:
		v.code.SetDocument(r.document, r.language)
		v.code.ScrollToLine(v.line)
		v.place(v.code)
		v.find.again()
		return
	}
	v.code.Clear() // what is not shown cannot be found either
	v.find.again()
}

func (v *bodyView) place(o fyne.CanvasObject) {
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
func prepare(ctx context.Context, e *model.Exchange, mode int, dir string) (ready, error) {
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
	if mode == viewPretty && language == "json" {
		return prettyJSON(ctx, body, dir)
	}
	doc, err := document(ctx, body)
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

func document(ctx context.Context, body model.Content) (kit.Document, error) {
	if body.Path == "" {
		return kit.TextDocument(body.Data), nil
	}
	return kit.IndexFile(ctx, body.Path, nil)
}

// prettyJSON formats in memory where the body is, and into a temporary file where it is in one. Text
// that is no valid JSON is shown formatted as far as it goes.
func prettyJSON(ctx context.Context, body model.Content, dir string) (ready, error) {
	if body.Path == "" {
		var out bytes.Buffer
		_ = highlight.IndentJSON(&out, bytes.NewReader(body.Data)) // what is invalid is copied as it is
		return ready{document: kit.TextDocument(out.Bytes()), language: "json"}, nil
	}
	src, err := body.Open()
	if err != nil {
		return ready{}, fmt.Errorf("open the body: %w", err)
	}
	defer src.Close()
	out, err := os.CreateTemp(dir, "pretty-*.json")
	if err != nil {
		return ready{}, fmt.Errorf("format the body: %w", err)
	}
	w := &failWriter{w: out}
	_ = highlight.IndentJSON(w, src)
	if err := out.Close(); err != nil || w.err != nil || ctx.Err() != nil {
		os.Remove(out.Name())
		if ctx.Err() != nil {
			return ready{}, ctx.Err()
		}
		return ready{}, fmt.Errorf("format the body: write %s: %w", out.Name(), firstError(w.err, err))
	}
	doc, err := kit.IndexFile(ctx, out.Name(), nil)
	os.Remove(out.Name()) // the open document keeps it readable; it is gone when it closes
	return ready{document: doc, language: "json"}, err
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// failWriter tells a full disk from a fault in the text.
type failWriter struct {
	w   io.Writer
	err error
}

func (f *failWriter) Write(b []byte) (int, error) {
	n, err := f.w.Write(b)
	if err != nil {
		f.err = err
	}
	return n, err
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
