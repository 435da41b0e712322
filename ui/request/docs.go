package request

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
)

// docs edits a description in Markdown and shows what it looks like.
type docs struct {
	text    *widget.Entry
	preview *widget.RichText
	mode    *kit.Segmented
	stack   *fyne.Container
	content fyne.CanvasObject
}

func newDocs(edit func(func(*model.Request))) *docs {
	d := &docs{text: newTextEntry(lang.L("Describe the request in Markdown")), preview: widget.NewRichTextFromMarkdown("")}
	d.text.TextStyle.Monospace = false
	d.text.Wrapping = fyne.TextWrapWord
	d.text.OnChanged = func(s string) { edit(func(r *model.Request) { r.Docs = s }) }
	d.preview.Wrapping = fyne.TextWrapWord
	d.mode = kit.NewSegmented(lang.L("edit"), lang.L("preview"))
	d.mode.OnChanged = d.choose
	d.stack = container.NewStack(d.text)
	d.content = container.NewBorder(container.NewHBox(d.mode), nil, nil, nil, d.stack)
	return d
}

func (d *docs) choose(i int) {
	d.stack.Objects = []fyne.CanvasObject{d.text}
	if i == 1 {
		d.preview.ParseMarkdown(d.text.Text)
		d.stack.Objects = []fyne.CanvasObject{container.NewVScroll(d.preview)}
	}
	d.stack.Refresh()
}

func (d *docs) show(q *model.Request) {
	setText(d.text, q.Docs)
	if q.Docs != "" {
		d.mode.SetSelected(1)
		d.choose(1)
		return
	}
	d.mode.SetSelected(0)
	d.choose(0)
}
