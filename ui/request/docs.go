package request

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
)

// docs edits a description in Markdown and shows what it looks like.
type docs struct {
	text    *fields.Text
	preview *widget.RichText
	mode    *kit.Segmented
	stack   *fyne.Container
	content fyne.CanvasObject
}

// previewMost is the longest description, in bytes, that is previewed: Fyne lays the whole of it out at once.
const previewMost = 16 << 10

func newDocs(p *presenter, edit func(func(*model.Request))) *docs {
	d := &docs{text: fields.NewText(p.deps.Session.Runner(), lang.L("Describe the request in Markdown"), lang.L("This is no text and is not edited here.")),
		preview: widget.NewRichTextFromMarkdown("")}
	d.text.Edit = p.taking(edit, func(r *model.Request, s string) { r.Docs = s })
	d.preview.Wrapping = fyne.TextWrapWord
	d.mode = kit.NewSegmented(lang.L("edit"), lang.L("preview"))
	d.mode.OnChanged = d.choose
	d.stack = container.NewStack(d.text.Content())
	d.content = container.NewBorder(container.NewHBox(d.mode), nil, nil, nil, d.stack)
	return d
}

func (d *docs) choose(i int) {
	d.stack.Objects = []fyne.CanvasObject{d.text.Content()}
	if i == 1 {
		d.preview.ParseMarkdown(d.text.Text())
		d.stack.Objects = []fyne.CanvasObject{container.NewVScroll(d.preview)}
	}
	d.stack.Refresh()
}

func (d *docs) show(q *model.Request) {
	d.text.Show(q.Docs, "markdown")
	d.mode.SetEnabled(1, len(q.Docs) <= previewMost)
	if q.Docs != "" && len(q.Docs) <= previewMost {
		d.mode.SetSelected(1)
		d.choose(1)
		return
	}
	d.mode.SetSelected(0)
	d.choose(0)
}
