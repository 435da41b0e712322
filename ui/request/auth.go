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

// auth edits how the request authenticates.
type auth struct {
	p      *presenter
	editor *kit.AuthForm
	note   *widget.Label
	box    *fyne.Container
}

func newAuth(p *presenter, edit func(func(*model.Request))) *auth {
	a := &auth{p: p, note: widget.NewLabel("")}
	a.note.Wrapping = fyne.TextWrapWord
	a.editor = kit.NewAuthForm(fields.AuthKinds(true))
	a.editor.Variables, a.editor.Names = p.state, p.names
	a.editor.OnChanged = func(kind string, params map[string]string) {
		edit(func(r *model.Request) {
			r.Auth = fields.WithAuth(r.Auth, kind, params)
			a.state(r)
		})
	}
	a.box = container.NewBorder(nil, a.note, nil, nil, a.editor)
	return a
}

func (a *auth) show(q *model.Request) { a.editor.Fill(string(q.Auth.Type), q.Auth.Params) }

// state tells where an inherited auth comes from.
func (a *auth) state(q *model.Request) {
	a.note.SetText("")
	if q.Auth.Type != model.AuthInherit {
		return
	}
	inherited, from := a.p.inheritedAuth()
	if inherited.Type == model.AuthNone || from == "" {
		a.note.SetText(lang.L("Nothing to inherit: the request is sent without authentication"))
		return
	}
	a.note.SetText(lang.L("Inherits") + " " + fields.AuthName(inherited.Type) + " " + lang.L("from") + " " + kit.Brief(from))
}
