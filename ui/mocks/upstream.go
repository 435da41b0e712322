package mocks

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/theme"
)

// upstream edits where requests without an answer go, and keeps what came back as examples.
type upstream struct {
	p       *presenter
	form    *form
	offers  []model.MockPassed
	list    *kit.Outline
	content fyne.CanvasObject
}

func newUpstream(p *presenter) *upstream {
	u := &upstream{p: p, form: newForm(p.deps.Session.Runner())}
	p.target.forms = append(p.target.forms, u.form)
	u.list = kit.NewOutline(u)
	u.list.OnDelete = u.forget
	u.fields()
	u.notes()
	title := widget.NewLabel(lang.L("Answers that can be kept"))
	title.TextStyle.Bold = true
	keep := kit.NewToolButton(theme.IconSave, lang.L("Keep the selected answer as an example; credentials are masked"), func() { u.keep(u.list.Selected()) })
	keep.SetText(lang.L("Keep"))
	all := kit.NewToolButton(theme.IconSave, lang.L("Keep all of them"), u.keepAll)
	all.SetText(lang.L("Keep all"))
	forget := kit.NewToolButton(theme.IconTrash, lang.L("Do not offer the selected answer any more"), func() { u.forget(u.list.Selected()) })
	u.content = container.NewBorder(container.NewVBox(container.NewPadded(u.form.column), kit.Hairline(),
		container.NewBorder(nil, nil, title, container.NewHBox(keep, all, forget))), nil, nil, nil, u.list)
	return u
}

func (u *upstream) fields() {
	f := u.form
	now := func() model.MockUpstream { return u.p.settings().Upstream }
	set := func(edit func(*model.MockUpstream)) {
		u.p.setHere(lang.L("mock upstream"), func(m *model.MockSettings) { edit(&m.Upstream) })
	}
	f.text(lang.L("Real server"), "https://api.example.com/v2", func() string { return now().URL }, func(text string) error {
		text = strings.TrimSpace(text)
		if err := checkUpstream(text); err != nil {
			return err
		}
		set(func(x *model.MockUpstream) { x.URL = text })
		return nil
	})
	f.note(func() string {
		return lang.L("Requests that no example answers go there, and nowhere else. Empty passes nothing through.")
	})
	records := []model.MockRecord{model.RecordAsk, model.RecordAlways, model.RecordNever}
	f.choice(lang.L("Its answers"), words(records, recordWords), func() int { return indexOf(records, now().Record) },
		func(i int) { set(func(x *model.MockUpstream) { x.Record = records[i] }) })
	f.check(lang.L("Rewrite its cookies for the mock"), func() bool { return !now().KeepCookies },
		func(on bool) { set(func(x *model.MockUpstream) { x.KeepCookies = !on }) })
	f.check(lang.L("Rewrite its redirects to the mock"), func() bool { return !now().KeepRedirects },
		func(on bool) { set(func(x *model.MockUpstream) { x.KeepRedirects = !on }) })
}

// notes says what rewriting is for.
func (u *upstream) notes() {
	u.form.note(func() string {
		return lang.L("Without that, a browser drops cookies that are meant for the real server's name, and follows its redirects away from the mock.")
	})
}

func checkUpstream(text string) error {
	if text == "" || strings.HasPrefix(text, "{{") {
		return nil
	}
	if u, err := url.Parse(text); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return errors.New(lang.L("write the address with http:// or https://"))
	}
	return nil
}

func (u *upstream) show() {
	u.offers = u.p.deps.Servers.MockOffers(u.p.chosen)
	u.list.Reload()
	if u.p.pending == 0 {
		u.form.show()
	}
}

// Children implements kit.OutlineSource.
func (u *upstream) Children(id string) []string {
	if id != "" {
		return nil
	}
	out := make([]string, len(u.offers))
	for i, o := range u.offers {
		out[i] = string(o.Example.ID)
	}
	return out
}

func (u *upstream) offer(id string) (model.MockPassed, bool) {
	for _, o := range u.offers {
		if string(o.Example.ID) == id {
			return o, true
		}
	}
	return model.MockPassed{}, false
}

// Row implements kit.OutlineSource.
func (u *upstream) Row(id string) kit.OutlineRow {
	o, ok := u.offer(id)
	if !ok {
		return kit.OutlineRow{}
	}
	saved := o.Example.Saved
	detail := strconv.Itoa(o.Example.Status) + "  " + kit.SizeText(int64(len(o.Example.Body.Data)))
	return kit.OutlineRow{Label: o.Example.Created.Local().Format("15:04:05") + "  " + path(saved), Badge: saved.Method, BadgeColor: theme.Method(saved.Method), Detail: detail}
}

// path is what a saved request asks for, without its server.
func path(s model.SavedRequest) string {
	text := s.URL
	if _, rest, ok := strings.Cut(text, "}}"); ok && strings.HasPrefix(text, "{{") {
		text = rest
	} else if x, err := url.Parse(text); err == nil {
		text = x.EscapedPath()
	}
	var pairs []string
	for _, q := range s.Query {
		pairs = append(pairs, q.Key+"="+q.Value)
	}
	if len(pairs) > 0 {
		text += "?" + strings.Join(pairs, "&")
	}
	return text
}

func (u *upstream) keep(id string) {
	if o, ok := u.offer(id); ok {
		u.p.keepPassed(o)
		return
	}
	u.p.deps.Dialogs.Note("", errors.New(lang.L("select an answer first")))
}

func (u *upstream) keepAll() {
	for _, o := range u.offers {
		u.p.keepPassed(o)
	}
}

func (u *upstream) forget(id string) {
	u.p.deps.Servers.ForgetOffer(u.p.chosen, model.ID(id))
	u.show()
}

// keepPassed makes an answer an example; it can be undone.
func (p *presenter) keepPassed(o model.MockPassed) {
	collection := p.chosen
	p.change(fmt.Sprintf(lang.L("save example %s"), o.Example.Name), func(session.Entities) ([]model.Edit, error) {
		c, err := p.deps.Servers.PassedChange(collection, o)
		if err == nil {
			p.deps.Servers.ForgetOffer(collection, o.Example.ID)
		}
		return c.Edits, err
	})
}
