package request

import (
	"context"
	"fmt"
	"net/url"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"postern/markdown"
	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
)

// docs edits a description in Markdown and shows what it looks like.
type docs struct {
	p       *presenter
	text    *fields.Text
	preview *kit.CodeView
	mode    *kit.Segmented
	stack   *fyne.Container
	content fyne.CanvasObject
	turn    int // of the preview
}

func newDocs(p *presenter, edit func(func(*model.Request))) *docs {
	d := &docs{p: p, text: fields.NewText(p.deps.Session.Runner(), lang.L("Describe the request in Markdown"), lang.L("This is no text and is not edited here.")),
		preview: kit.NewCodeView(p.deps.Session.Runner())}
	d.text.Edit = p.taking(edit, func(r *model.Request, s string) { r.Docs = s })
	d.preview.SetLineNumbers(false)
	d.preview.SetWrap(true)
	d.preview.OnLink = d.open
	d.mode = kit.NewSegmented(lang.L("edit"), lang.L("preview"))
	d.mode.OnChanged = d.choose
	d.stack = container.NewStack(d.text.Content())
	d.content = container.NewBorder(container.NewHBox(d.mode), nil, nil, nil, d.stack)
	return d
}

func (d *docs) choose(i int) {
	d.stack.Objects = []fyne.CanvasObject{d.text.Content()}
	if i == 1 {
		d.render()
		d.stack.Objects = []fyne.CanvasObject{d.preview}
	}
	d.stack.Refresh()
}

// render lays the description out elsewhere. What cannot be laid out is shown as it is written.
func (d *docs) render() {
	d.turn++
	turn, source := d.turn, d.text.Text()
	var page *markdown.Page
	var ok bool
	d.p.deps.Session.Runner().Start(context.Background(), func(context.Context) { page, ok = markdown.Render([]byte(source)) }, func() {
		switch {
		case turn != d.turn:
		case ok:
			d.preview.SetProse(page)
		default:
			d.preview.SetText(source, "markdown")
		}
	})
}

func (d *docs) show(q *model.Request) {
	d.text.Show(q.Docs, "markdown")
	mode := 0
	if q.Docs != "" {
		mode = 1
	}
	d.preview.Clear() // it is another request's until this one's is laid out
	d.mode.SetSelected(mode)
	d.choose(mode)
}

// open opens the address of a link with the program of the system for it, and says what it does not open.
func (d *docs) open(address string) {
	u, err := url.Parse(address)
	if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		err = fyne.CurrentApp().OpenURL(u)
	} else {
		err = fmt.Errorf(lang.L("%s is not opened: only addresses of http and https are"), address)
	}
	if err != nil {
		d.p.deps.Dialogs.Note("", err)
	}
}
