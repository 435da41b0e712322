package mocks

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// routes lists the routes of a mock with their examples, hits and pins.
type routes struct {
	p       *presenter
	list    *kit.Outline
	open    map[string]bool
	byKey   map[string]model.MockRoute
	content fyne.CanvasObject
}

func newRoutes(p *presenter) *routes {
	r := &routes{p: p, open: map[string]bool{}}
	r.list = kit.NewOutline(r)
	r.list.OnMenu = r.menu
	title := widget.NewLabel(lang.L("Routes and examples"))
	title.TextStyle.Bold = true
	pin := kit.NewToolButton(theme.IconLock, lang.L("Pin the selected example: its route always answers with it"), r.pinSelected)
	pin.SetText(lang.L("Pin"))
	open := kit.NewToolButton(theme.IconExample, lang.L("Open the selected example"), r.openSelected)
	r.content = container.NewBorder(container.NewBorder(nil, nil, title, container.NewHBox(pin, open)), nil, nil, nil, r.list)
	return r
}

// separator stands between a route's key and an example's ID in the ID of a row.
const separator = "\x00"

func (r *routes) show() {
	r.byKey = map[string]model.MockRoute{}
	for _, x := range r.p.now.Routes {
		r.byKey[x.Key] = x
		if !r.open[x.Key] { // routes are open until the user closes them
			r.open[x.Key] = true
			r.list.Expand(x.Key, true)
		}
	}
	r.list.Reload()
}

// Children implements kit.OutlineSource.
func (r *routes) Children(id string) []string {
	var out []string
	if id == "" {
		for _, x := range r.p.now.Routes {
			out = append(out, x.Key)
		}
		return out
	}
	for _, c := range r.byKey[id].Examples {
		out = append(out, id+separator+string(c.ID))
	}
	return out
}

// Row implements kit.OutlineSource.
func (r *routes) Row(id string) kit.OutlineRow {
	key, example, isExample := strings.Cut(id, separator)
	route := r.byKey[key]
	if !isExample {
		return kit.OutlineRow{Label: route.Path, Badge: route.Method, BadgeColor: theme.Method(route.Method),
			Container: len(route.Examples) > 0, Detail: hits(route.Hits), Faint: len(route.Examples) == 0}
	}
	for _, c := range route.Examples {
		if string(c.ID) != example {
			continue
		}
		row := kit.OutlineRow{Label: c.Name, Badge: strconv.Itoa(c.Status), BadgeColor: theme.Status(c.Status), Detail: hits(c.Hits)}
		if route.Pinned == c.ID {
			row.Label += "  (" + lang.L("pinned") + ")"
		}
		return row
	}
	return kit.OutlineRow{}
}

func hits(n uint64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d×", n)
}

// pinSelected pins the selected example, or takes its pin off.
func (r *routes) pinSelected() {
	if key, example, ok := strings.Cut(r.list.Selected(), separator); ok {
		r.p.pin(key, model.ID(example))
		return
	}
	r.p.deps.Dialogs.Note("", errNoExample)
}

func (r *routes) openSelected() {
	if _, example, ok := strings.Cut(r.list.Selected(), separator); ok {
		r.p.open(model.ID(example))
		return
	}
	r.p.deps.Dialogs.Note("", errNoExample)
}

var errNoExample = errors.New("select an example of a route first")

func (r *routes) menu(id string) []*fyne.MenuItem {
	key, example, ok := strings.Cut(id, separator)
	if !ok {
		return nil
	}
	pin := lang.L("Pin: always answer with this")
	if r.byKey[key].Pinned == model.ID(example) {
		pin = lang.L("Take the pin off")
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem(pin, func() { r.p.pin(key, model.ID(example)) }),
		fyne.NewMenuItem(lang.L("Open example"), func() { r.p.open(model.ID(example)) }),
	}
}

// open shows an example in the editor of its request.
func (p *presenter) open(example model.ID) {
	if err := p.deps.Session.Open(example); err != nil {
		p.deps.Dialogs.Note("", err)
		return
	}
	p.deps.Opened()
}
