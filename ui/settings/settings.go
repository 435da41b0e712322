// Package settings is the room of the workspace's preferences.
package settings

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
)

// Deps is what the room needs.
type Deps struct {
	Session *session.Session
	// Note shows an error.
	Note func(text string, err error)
	// File is the path of the workspace file, shown so that people know where their data is.
	File string
	// Version of the program.
	Version string
}

// Room edits the settings. Every edit that makes sense is stored at once.
type Room struct {
	deps      Deps
	theme     *widget.Select
	timeout   *widget.Entry
	follow    *widget.Check
	most      *widget.Entry
	tls       *widget.Check
	proxy     *widget.Select
	proxyURL  *widget.Entry
	entries   *widget.Entry
	content   fyne.CanvasObject
	rendering bool
}

var (
	themes  = []string{model.ThemeSystem, model.ThemeLight, model.ThemeDark}
	proxies = []string{model.ProxyEnvironment, model.ProxyNone, "url"}
)

// New builds the room.
func New(d Deps) *Room {
	r := &Room{deps: d}
	r.theme = widget.NewSelect([]string{lang.L("As the system"), lang.L("Light"), lang.L("Dark")}, func(string) {
		r.set(func(s *model.Settings) { s.Theme = themes[r.theme.SelectedIndex()] })
	})
	r.timeout = entry(func(text string) error {
		n, err := number(text, 0, 86400)
		if err == nil {
			r.set(func(s *model.Settings) { s.Timeout = time.Duration(n) * time.Second })
		}
		return err
	})
	r.follow = widget.NewCheck(lang.L("Follow redirects"), func(on bool) { r.set(func(s *model.Settings) { s.FollowRedirects = on }) })
	r.most = entry(func(text string) error {
		n, err := number(text, 0, 100)
		if err == nil {
			r.set(func(s *model.Settings) { s.MaxRedirects = n })
		}
		return err
	})
	r.tls = widget.NewCheck(lang.L("Verify TLS certificates"), func(on bool) { r.set(func(s *model.Settings) { s.VerifyTLS = on }) })
	r.proxy = widget.NewSelect([]string{lang.L("From the environment (HTTP_PROXY, HTTPS_PROXY, NO_PROXY)"), lang.L("None"), lang.L("This address")}, func(string) { r.setProxy() })
	r.proxyURL = entry(func(text string) error {
		if err := validProxy(text); err != nil {
			return err
		}
		r.setProxy()
		return nil
	})
	r.proxyURL.SetPlaceHolder("http://proxy.example.com:8080")
	r.entries = entry(func(text string) error {
		n, err := number(text, 0, 100000)
		if err == nil {
			r.set(func(s *model.Settings) { s.HistoryEntries = n })
		}
		return err
	})
	r.build()
	d.Session.Listen(func(e session.Event) {
		if e&session.SettingsChanged != 0 {
			r.render()
		}
	})
	r.render()
	return r
}

func (r *Room) build() {
	about := widget.NewLabel(fmt.Sprintf("Postern %s\n%s %s", r.deps.Version, lang.L("Workspace file:"), r.deps.File))
	about.Wrapping = fyne.TextWrapWord
	about.Selectable = true
	about.Importance = widget.LowImportance
	form := container.NewVBox(heading("Look"), kit.LabeledRow(lang.L("Theme"), r.theme),
		heading("Sending"), kit.LabeledRow(lang.L("Timeout (s)"), r.timeout), kit.LabeledRow("", r.follow),
		kit.LabeledRow(lang.L("Most redirects"), r.most), kit.LabeledRow("", r.tls),
		kit.LabeledRow(lang.L("Proxy"), r.proxy), kit.LabeledRow("", r.proxyURL),
		heading("History"), kit.LabeledRow(lang.L("Exchanges kept"), r.entries), heading("About"), about)
	r.content = container.NewVScroll(container.NewPadded(container.New(kit.MaxWidth(720), form)))
}

func heading(text string) fyne.CanvasObject {
	l := widget.NewLabel(lang.L(text))
	l.TextStyle.Bold = true
	return l
}

// entry returns a field whose text is checked and taken over as it is typed.
func entry(take func(string) error) *widget.Entry {
	e := widget.NewEntry()
	e.AlwaysShowValidationError = true
	e.Validator = take
	return e
}

// Content returns the page.
func (r *Room) Content() fyne.CanvasObject { return r.content }

func (r *Room) set(edit func(*model.Settings)) {
	if r.rendering {
		return
	}
	s := r.deps.Session.Settings()
	before := s
	if edit(&s); s == before {
		return
	}
	r.deps.Session.Do(model.Change{Name: "settings", Edits: []model.Edit{model.PutSettings{Settings: s}}}, func(err error) {
		if err != nil {
			r.deps.Note("", err)
			r.render()
		}
	})
}

func (r *Room) setProxy() {
	i := r.proxy.SelectedIndex()
	if i < 0 {
		return
	}
	if i < 2 {
		r.proxyURL.Hide()
		r.set(func(s *model.Settings) { s.Proxy = proxies[i] })
		return
	}
	r.proxyURL.Show()
	if validProxy(r.proxyURL.Text) == nil {
		r.set(func(s *model.Settings) { s.Proxy = r.proxyURL.Text })
	}
}

func (r *Room) render() {
	r.rendering = true
	defer func() { r.rendering = false }()
	s := r.deps.Session.Settings()
	for i, t := range themes {
		if t == s.Theme {
			r.theme.SetSelectedIndex(i)
		}
	}
	text(r.timeout, strconv.Itoa(int(s.Timeout.Seconds())))
	text(r.most, strconv.Itoa(s.MaxRedirects))
	text(r.entries, strconv.Itoa(s.HistoryEntries))
	r.follow.SetChecked(s.FollowRedirects)
	r.tls.SetChecked(s.VerifyTLS)
	switch s.Proxy {
	case model.ProxyEnvironment, "":
		r.proxy.SetSelectedIndex(0)
	case model.ProxyNone:
		r.proxy.SetSelectedIndex(1)
	default:
		text(r.proxyURL, s.Proxy)
		r.proxy.SetSelectedIndex(2)
	}
}

func text(e *widget.Entry, s string) {
	if e.Text != s {
		e.SetText(s)
	}
}

func number(text string, low, high int) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < low || n > high {
		return 0, fmt.Errorf(lang.L("a number from %d to %d"), low, high)
	}
	return n, nil
}

func validProxy(text string) error {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" {
		return fmt.Errorf("%s", lang.L("an address like http://host:port (http, https or socks5)"))
	}
	return nil
}
