package request

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
)

// body edits the request's body.
type body struct {
	p         *presenter
	edit      func(func(*model.Request))
	mode      *widget.Select
	format    *widget.Button
	load      *widget.Button
	text      *fields.Text
	textBox   *fyne.Container // text where it stands alone
	queryBox  *fyne.Container // and where it is a query of GraphQL
	variables *fields.Text
	form      *kit.KeyValueTable
	parts     *kit.KeyValueTable
	file      *widget.Label
	filePane  fyne.CanvasObject
	graphql   fyne.CanvasObject
	none      fyne.CanvasObject
	stack     *fyne.Container
	content   fyne.CanvasObject
}

func newBody(p *presenter, edit func(func(*model.Request))) *body {
	b := &body{p: p, edit: edit}
	b.mode = widget.NewSelect(modeNames(), nil)
	b.mode.OnChanged = func(string) { b.chooseMode() }
	b.format = widget.NewButton(lang.L("Format"), func() { b.text.Code.Format() })
	b.load = widget.NewButton(lang.L("Load from file…"), b.loadFile)
	b.format.Importance, b.load.Importance = widget.LowImportance, widget.LowImportance
	b.text = b.newText(lang.L("Request body; {{.Variables}} are replaced when it is sent", map[string]string{"Variables": "{{variables}}"}),
		func(r *model.Request, s string) { r.Body.Text = s })
	b.variables = b.newText(lang.L("Variables (JSON)"), func(r *model.Request, s string) { r.Body.Variables = s })
	b.buildTables()
	b.buildPanes()
	top := container.NewBorder(nil, nil, container.New(kit.Fixed(220, 0), b.mode), container.NewHBox(b.load, b.format))
	b.content = kit.WithStash(container.NewBorder(top, nil, nil, nil, b.stack),
		b.text.Content(), b.form, b.parts, b.filePane, b.graphql, b.none)
	return b
}

// newText makes an editor of a part of the body, with the variables of the request in it.
func (b *body) newText(hint string, set func(*model.Request, string)) *fields.Text {
	t := fields.NewText(b.p.deps.Session.Runner(), hint, lang.L("This body is no text and is not edited here: send it as a file (mode \"File\")."))
	t.Edit = b.p.taking(b.edit, set)
	t.Code.Variables = b.p.state
	t.Code.Names = b.p.names
	return t
}

// flush hands over what was typed into a long text.
func (b *body) flush() {
	b.text.Flush()
	b.variables.Flush()
}

func (b *body) buildTables() {
	b.form = kit.NewKeyValueTable(kit.KeyValueOptions{KeyLabel: lang.L("Field"), ValueLabel: lang.L("Value"), Description: true})
	b.form.Variables = b.p.state
	b.form.Names = b.p.names
	b.form.OnChanged = func(rows []kit.KeyValue) {
		b.edit(func(r *model.Request) { r.Body.Form = fields.Fields(rows) })
	}
	b.parts = kit.NewKeyValueTable(kit.KeyValueOptions{KeyLabel: lang.L("Part"), ValueLabel: lang.L("Value or file"), Kinds: true, Suggest: suggestParts})
	b.parts.Variables = b.p.state
	b.parts.Names = b.p.names
	b.parts.OnChooseFile = func(_ int, done func(string)) { b.p.deps.Dialogs.ChooseFile(done) }
	b.parts.OnChanged = func(rows []kit.KeyValue) {
		b.edit(func(r *model.Request) { r.Body.Parts = fields.Parts(rows) })
	}
}

func (b *body) buildPanes() {
	b.file = widget.NewLabel("")
	b.file.Truncation = fyne.TextTruncateEllipsis
	b.filePane = container.NewVBox(kit.LabeledRow(lang.L("File"), container.NewBorder(nil, nil, nil,
		widget.NewButton(lang.L("Choose…"), b.chooseFile), b.file)))
	b.textBox, b.queryBox = container.NewStack(b.text.Content()), container.NewStack()
	split := kit.NewSplit(false, b.queryBox, b.variables.Content())
	split.SetOffset(0.65)
	b.graphql = container.NewStack(split)
	b.none = container.NewCenter(widget.NewLabel(lang.L("No body is sent")))
	b.stack = container.NewStack()
}

// suggestParts offers the content types of parts.
func suggestParts(_ int, column string) []kit.Suggestion {
	if column != "type" {
		return nil
	}
	return fields.HeaderValues("Content-Type")
}

func modeNames() []string {
	names := map[model.BodyMode]string{model.BodyNone: "None", model.BodyJSON: "JSON", model.BodyText: "Text", model.BodyXML: "XML",
		model.BodyGraphQL: "GraphQL", model.BodyURLEncoded: "Form (urlencoded)", model.BodyMultipart: "Multipart form", model.BodyFile: "File"}
	out := make([]string, len(model.BodyModes))
	for i, m := range model.BodyModes {
		out[i] = lang.L(names[m])
	}
	return out
}

func (b *body) chooseMode() {
	i := b.mode.SelectedIndex()
	if i < 0 {
		return
	}
	b.edit(func(r *model.Request) {
		if r.Body.Mode != model.BodyModes[i] {
			r.Body.Mode = model.BodyModes[i]
			b.pane(r)
		}
	})
}

func (b *body) show(q *model.Request) {
	for i, m := range model.BodyModes {
		if m == q.Body.Mode {
			b.mode.SetSelectedIndex(i)
		}
	}
	b.variables.Show(q.Body.Variables, "json")
	b.form.SetRows(fields.Rows(q.Body.Form, false))
	b.parts.SetRows(fields.PartRows(q.Body.Parts))
	b.pane(q)
}

// pane shows what belongs to the mode.
func (b *body) pane(q *model.Request) {
	b.text.Show(q.Body.Text, string(q.Body.Mode))
	b.format.Hide()
	b.load.Hide()
	switch q.Body.Mode {
	case model.BodyJSON, model.BodyXML, model.BodyGraphQL:
		b.format.Show()
		b.load.Show()
	case model.BodyText:
		b.load.Show()
	}
	var shown fyne.CanvasObject
	switch q.Body.Mode {
	case model.BodyJSON, model.BodyText, model.BodyXML:
		shown = b.textBox
		b.queryBox.Objects, b.textBox.Objects = nil, []fyne.CanvasObject{b.text.Content()}
	case model.BodyGraphQL:
		shown = b.graphql
		b.textBox.Objects, b.queryBox.Objects = nil, []fyne.CanvasObject{b.text.Content()}
		b.queryBox.Refresh()
	case model.BodyURLEncoded:
		shown = b.form
	case model.BodyMultipart:
		shown = b.parts
	case model.BodyFile:
		b.file.SetText(fileLabel(q.Body.File))
		shown = b.filePane
	default:
		shown = b.none
	}
	b.stack.Objects = []fyne.CanvasObject{shown}
	b.stack.Refresh()
}

func fileLabel(path string) string {
	if path == "" {
		return lang.L("No file chosen")
	}
	return filepath.Base(path) + "  (" + filepath.Dir(path) + ")"
}

func (b *body) chooseFile() {
	b.choose(func(path string) { b.set(func(r *model.Request) { r.Body.File = path }) })
}

// choose asks for a file for the request that is shown, unless another one is when the answer comes.
func (b *body) choose(ok func(path string)) {
	t := b.p.tab()
	b.p.deps.Dialogs.ChooseFile(func(path string) {
		if t != nil && t == b.p.tab() {
			ok(path)
		}
	})
}

// set changes the body other than by the widgets that show it.
func (b *body) set(change func(*model.Request)) {
	b.edit(func(r *model.Request) {
		change(r)
		b.pane(r)
	})
}

func (b *body) loadFile() {
	b.choose(func(path string) {
		text, err := readText(path)
		if err != nil {
			b.p.deps.Dialogs.Note("", err)
			return
		}
		b.set(func(r *model.Request) { r.Body.Text = text })
	})
}

// setText writes into an entry only what differs: SetText loses caret and undo.
func setText(e *widget.Entry, text string) {
	if e.Text != text {
		e.SetText(text)
	}
}
