package request

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// bar is the address bar: method, address, live or mock, send.
type bar struct {
	p       *presenter
	method  *widget.SelectEntry
	tint    *container.ThemeOverride
	address *kit.VarEntry
	target  *kit.Segmented
	send    *widget.Button
	content fyne.CanvasObject
	typed   string // the address as the entry shows it
}

var methods = []string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}

func newBar(p *presenter, edit func(func(*model.Request))) *bar {
	b := &bar{p: p, method: widget.NewSelectEntry(methods), address: kit.NewVarEntry()}
	b.method.OnChanged = func(m string) {
		edit(func(r *model.Request) { r.Method = p.method(m) })
		b.colour()
	}
	b.address.SetPlaceHolder(lang.L("https://… or {{.Variable}}/path", map[string]string{"Variable": "{{baseUrl}}"}))
	b.address.Variables = p.state
	b.address.Names = p.names
	b.address.OnChanged = func(text string) {
		b.typed = text
		edit(func(r *model.Request) { r.SetAddress(text) })
	}
	b.address.OnSubmitted = func(string) { p.send() }
	b.target = kit.NewSegmented(lang.L("live"), lang.L("mock"))
	b.target.OnChanged = func(i int) {
		if t := p.tab(); t != nil {
			p.deps.Session.SetToMock(t.ID, i == 1)
		}
	}
	b.send = widget.NewButtonWithIcon(lang.L("Send"), theme.Icon(theme.IconSend), nil)
	b.send.Importance = widget.HighImportance
	b.tint = container.NewThemeOverride(b.method, theme.Tinted(theme.ColorMethodGet))
	method := container.New(kit.Fixed(112, 0), b.tint)
	b.content = container.NewBorder(nil, nil, method, container.NewHBox(b.target, b.send), b.address)
	return b
}

func (b *bar) focus() {
	kit.Focus(b.address)
	b.address.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// show writes the request into the bar.
func (b *bar) show(q *model.Request) {
	b.method.SetText(q.MethodOrGet())
	b.typed = q.Address()
	b.address.SetText(b.typed)
	b.colour()
}

// follow brings the address up to parameters edited elsewhere.
func (b *bar) follow(q *model.Request) {
	if text := q.Address(); text != b.typed {
		b.typed = text
		b.address.SetText(text)
	}
}

func (b *bar) colour() {
	b.tint.Theme = theme.Tinted(theme.Method(b.method.Text))
	b.tint.Refresh()
}

// state shows what depends on more than the request: sending, the mock, variables.
func (b *bar) state() {
	t := b.p.tab()
	possible, running, address := b.p.mockState()
	b.target.SetEnabled(1, possible)
	b.target.SetSelected(0)
	if b.p.deps.Session.ToMock(t.ID) {
		b.target.SetSelected(1)
	}
	b.target.SetTip(mockTip(possible, running, address))
	if t.Sending {
		b.send.SetText(lang.L("Cancel"))
		b.send.SetIcon(theme.Icon(theme.IconStop))
		b.send.OnTapped = b.p.cancel
	} else {
		b.send.SetText(lang.L("Send"))
		b.send.SetIcon(theme.Icon(theme.IconSend))
		b.send.OnTapped = b.p.send
	}
	b.address.Refresh()
}

func mockTip(possible, running bool, address string) string {
	switch {
	case !possible:
		return lang.L("Save the request in a collection to send it to that collection's mock")
	case running:
		return lang.L("Send to the running mock at") + " " + address
	}
	return lang.L("Send to this collection's mock, which is not running: Ctrl+M starts it")
}
