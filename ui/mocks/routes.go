package mocks

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// routes lists the routes of a mock with their examples, hits and pins, and beside each what is wrong
// with it.
type routes struct {
	p       *presenter
	list    *kit.Outline
	open    map[string]bool
	top     []string
	byKey   map[string]model.MockRoute
	faults  map[string][]model.MockProblem // by route
	content fyne.CanvasObject
}

func newRoutes(p *presenter) *routes {
	r := &routes{p: p, open: map[string]bool{}}
	r.list = kit.NewOutline(r)
	r.list.OnMenu = r.menu
	r.list.OnSelect = r.choose
	r.list.ParentOf = func(id string) string {
		key, _, below := strings.Cut(id, separator)
		if !below {
			return ""
		}
		return key
	}
	title := widget.NewLabel(lang.L("Routes and examples"))
	title.TextStyle.Bold = true
	pin := kit.NewToolButton(theme.IconLock, lang.L("Pin the selected example: its route always answers with it"), r.pinSelected)
	pin.SetText(lang.L("Pin"))
	open := kit.NewToolButton(theme.IconExample, lang.L("Open the selected example"), r.openSelected)
	r.content = container.NewBorder(container.NewBorder(nil, nil, title, container.NewHBox(pin, open)), nil, nil, nil, r.list)
	return r
}

// separator stands between a route's key and an example's ID in the ID of a row; faultMark stands for a
// problem instead of an example.
const (
	separator = "\x00"
	faultMark = "!"
)

// split takes the ID of a row apart; example is "" for a route and for a problem of one.
func split(id string) (key string, example model.ID) {
	key, rest, _ := strings.Cut(id, separator)
	if strings.HasPrefix(rest, faultMark) {
		return key, ""
	}
	return key, model.ID(rest)
}

func (r *routes) show() {
	r.byKey, r.faults, r.top = map[string]model.MockRoute{}, map[string][]model.MockProblem{}, r.top[:0]
	for _, x := range r.p.now.Routes {
		r.byKey[x.Key] = x
		r.top = append(r.top, x.Key)
		if !r.open[x.Key] { // routes are open until the user closes them
			r.open[x.Key] = true
			r.list.Expand(x.Key, true)
		}
	}
	for _, f := range r.p.now.Problems {
		r.faults[f.Route] = append(r.faults[f.Route], f)
	}
	r.list.Reload()
}

// choose tells the details what is selected.
func (r *routes) choose(id string) {
	key, example := split(id)
	if f, ok := r.fault(id); ok {
		example = f.Example // that is left out is mended here
	}
	r.p.target.choose(key, example)
	r.p.render()
	if r.p.chosenRow != nil {
		r.p.chosenRow()
	}
}

// Children implements kit.OutlineSource.
func (r *routes) Children(id string) []string {
	if id == "" {
		return r.top
	}
	var out []string
	for i := range r.faults[id] {
		out = append(out, id+separator+faultMark+strconv.Itoa(i))
	}
	for _, c := range r.byKey[id].Examples {
		out = append(out, id+separator+string(c.ID))
	}
	return out
}

// Row implements kit.OutlineSource.
func (r *routes) Row(id string) kit.OutlineRow {
	key, rest, below := strings.Cut(id, separator)
	route := r.byKey[key]
	if !below {
		return kit.OutlineRow{Label: route.Path, Badge: route.Method, BadgeColor: theme.Method(route.Method), Detail: r.about(route),
			Container: len(route.Examples)+len(r.faults[key]) > 0, Faint: len(route.Examples) == 0 && route.Resource == ""}
	}
	if strings.HasPrefix(rest, faultMark) {
		f, ok := r.fault(id)
		if !ok {
			return kit.OutlineRow{}
		}
		return kit.OutlineRow{Label: f.Text, Icon: theme.IconIn(theme.IconWarning, base.ColorNameWarning)}
	}
	for _, c := range route.Examples {
		if string(c.ID) != rest {
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

// fault returns the problem of a row; false where the row is none of one.
func (r *routes) fault(id string) (model.MockProblem, bool) {
	key, rest, _ := strings.Cut(id, separator)
	at, ok := strings.CutPrefix(rest, faultMark)
	i, err := strconv.Atoi(at)
	if !ok || err != nil || i < 0 || i >= len(r.faults[key]) {
		return model.MockProblem{}, false
	}
	return r.faults[key][i], true
}

// about says in a few words how a route differs from a plain one, and how often it was hit.
func (r *routes) about(route model.MockRoute) string {
	var parts []string
	if n := len(r.faults[route.Key]); n == 1 {
		parts = append(parts, lang.L("1 problem"))
	} else if n > 1 {
		parts = append(parts, fmt.Sprintf(lang.L("%d problems"), n))
	}
	if route.Priority != 0 {
		parts = append(parts, fmt.Sprintf(lang.L("priority %d"), route.Priority))
	}
	if route.Mode.Pick != model.PickFirst {
		parts = append(parts, pickWord(route.Mode.Pick))
	}
	if route.Resource != "" {
		parts = append(parts, fmt.Sprintf(lang.L("resource %s"), route.Resource))
	}
	if route.PassThrough {
		parts = append(parts, lang.L("passes through"))
	}
	if text := hits(route.Hits); text != "" {
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

func hits(n uint64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d×", n)
}

// pinSelected pins the selected example, or takes its pin off.
func (r *routes) pinSelected() {
	if key, example := split(r.list.Selected()); example != "" {
		r.p.pin(key, example)
		return
	}
	r.p.deps.Dialogs.Note("", errNoExample)
}

func (r *routes) openSelected() {
	if _, example := split(r.list.Selected()); example != "" {
		r.p.open(example)
		return
	}
	r.p.deps.Dialogs.Note("", errNoExample)
}

var errNoExample = errors.New("select an example of a route first")

func (r *routes) menu(id string) []*fyne.MenuItem {
	key, example := split(id)
	route := r.byKey[key]
	var items []*fyne.MenuItem
	if example != "" {
		pin := lang.L("Pin: always answer with this")
		if route.Pinned == example {
			pin = lang.L("Take the pin off")
		}
		items = append(items, fyne.NewMenuItem(pin, func() { r.p.pin(key, example) }),
			fyne.NewMenuItem(lang.L("Open example"), func() { r.p.open(example) }))
	}
	if route.Request != "" {
		items = append(items, fyne.NewMenuItem(lang.L("Open request"), func() { r.p.open(route.Request) }))
	}
	return items
}

// open shows a request, or an example in the editor of its request.
func (p *presenter) open(id model.ID) {
	if err := p.deps.Session.Open(id); err != nil {
		p.deps.Dialogs.Note("", err)
		return
	}
	p.deps.Opened()
}
