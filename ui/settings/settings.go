// Package settings is the room of the workspace's preferences.
package settings

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
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
	// Secrets tells where the key of the secrets is kept. It may take its time, asks the system, and is
	// asked for only when the room is shown; nil for no words.
	Secrets func() string
}

// Room edits the settings. Every edit that makes sense is stored at once.
type Room struct {
	deps      Deps
	theme     *widget.Select
	size      *widget.Select
	timeout   *widget.Entry
	follow    *widget.Check
	most      *widget.Entry
	tls       *widget.Check
	trust     *widget.Check
	proxy     *widget.Select
	proxyURL  *widget.Entry
	entries   *widget.Entry
	trash     *widget.Entry
	budget    *widget.Entry
	content   fyne.CanvasObject
	about     *widget.Label
	asked     bool // for the words about secrets
	rendering bool

	typed  map[*widget.Entry]edit // what was typed and is not stored yet
	keep   func()                 // cancels the waiting change
	under  int                    // changes on their way to the file
	newest model.Settings         // as the last of them leaves the settings
}

// edit is one change of the settings.
type edit func(*model.Settings)

// typingDelay is how long typing rests before it is stored.
const typingDelay = 300 * time.Millisecond

var (
	themes  = []string{model.ThemeSystem, model.ThemeLight, model.ThemeDark}
	proxies = []string{model.ProxyEnvironment, model.ProxyNone} // and the last choice is an address
)

// New builds the room.
func New(d Deps) *Room {
	r := &Room{deps: d, typed: map[*widget.Entry]edit{}}
	r.theme = widget.NewSelect([]string{lang.L("As the system"), lang.L("Light"), lang.L("Dark")}, func(string) {
		if i := r.theme.SelectedIndex(); i >= 0 {
			r.set(func(s *model.Settings) { s.Theme = themes[i] })
		}
	})
	r.size = widget.NewSelect(percents(), func(string) {
		if i := r.size.SelectedIndex(); i >= 0 {
			r.set(func(s *model.Settings) { s.TextSize = model.TextSizes[i] })
		}
	})
	r.timeout = entry(r, seconds, func(s *model.Settings, d time.Duration) { s.Timeout = d })
	r.follow = widget.NewCheck(lang.L("Follow redirects"), func(on bool) { r.set(func(s *model.Settings) { s.FollowRedirects = on }) })
	r.most = entry(r, upTo(100), func(s *model.Settings, n int) { s.MaxRedirects = n })
	r.tls = widget.NewCheck(lang.L("Verify TLS certificates"), func(on bool) { r.set(func(s *model.Settings) { s.VerifyTLS = on }) })
	r.trust = widget.NewCheck(lang.L("Trust the certificates of this machine's mocks"), func(on bool) { r.set(func(s *model.Settings) { s.TrustMocks = on }) })
	r.proxy = widget.NewSelect([]string{lang.L("From the environment (HTTP_PROXY, HTTPS_PROXY, NO_PROXY)"), lang.L("None"), lang.L("This address")}, func(string) { r.setProxy() })
	r.proxyURL = entry(r, proxyAddress, func(s *model.Settings, address string) { s.Proxy = address })
	r.proxyURL.SetPlaceHolder("http://proxy.example.com:8080")
	r.entries = entry(r, upTo(100000), func(s *model.Settings, n int) { s.HistoryEntries = n })
	r.trash = entry(r, upTo(maxTrashDays), func(s *model.Settings, n int) { s.TrashDays = n })
	r.budget = entry(r, upTo(maxBudget), func(s *model.Settings, n int) { s.BackupBudget = int64(n) << 20 })
	r.build()
	d.Session.OnClose(func() {
		if r.keep != nil {
			r.set()
		}
	})
	d.Session.Listen(func(e session.Event) {
		if e&session.SettingsChanged != 0 && r.under == 0 && r.keep == nil {
			r.render()
		}
	})
	r.render()
	return r
}

func (r *Room) build() {
	about := widget.NewLabel(kit.Brief(fmt.Sprintf("Postern %s\n%s %s", r.deps.Version, lang.L("Workspace file:"), r.deps.File)))
	r.about = about
	about.Wrapping = fyne.TextWrapWord
	about.Selectable = true
	form := container.NewVBox(heading("Look"), kit.LabeledRow(lang.L("Theme"), r.theme), kit.LabeledRow(lang.L("Text size"), r.size),
		kit.LabeledRow("", hint(lang.L("Everything in the window goes with it. Ctrl+Plus and Ctrl+Minus make it larger and smaller; in a text view they change the size of code alone."))),
		heading("Sending"), kit.LabeledRow(lang.L("Timeout (s)"), r.timeout), kit.LabeledRow("", r.follow),
		kit.LabeledRow(lang.L("Most redirects"), r.most), kit.LabeledRow("", r.tls),
		kit.LabeledRow("", r.trust),
		kit.LabeledRow(lang.L("Proxy"), r.proxy), kit.LabeledRow("", r.proxyURL),
		heading("History"), kit.LabeledRow(lang.L("Exchanges kept"), r.entries),
		heading("Trash"), kit.LabeledRow(lang.L("Deleted for good after (days)"), r.trash),
		kit.LabeledRow("", hint(lang.L("0 means never. What is deleted for good cannot be brought back by undo."))),
		heading("Backups"), kit.LabeledRow(lang.L("Room for copies (MiB)"), r.budget),
		kit.LabeledRow("", hint(lang.L("The oldest copies go first, the newest whole one never does. 0 means no limit."))),
		heading("About"), about)
	r.content = container.NewVScroll(container.NewPadded(container.New(kit.MaxWidth(720), form)))
}

// maxTrashDays is the longest time that can be chosen for what is in the trash.
const maxTrashDays = 3650

// maxBudget is the most room that can be set for backups, in MiB.
const maxBudget = 1 << 20

// percents are the words of the text sizes.
func percents() (words []string) {
	for _, n := range model.TextSizes {
		words = append(words, fmt.Sprintf(lang.L("%d %%"), n))
	}
	return words
}

// nearest returns which of the text sizes comes nearest to one.
func nearest(percent int) int {
	i, found := slices.BinarySearch(model.TextSizes, percent)
	if !found && percent-model.TextSizes[i-1] < model.TextSizes[i]-percent {
		i--
	}
	return i
}

func hint(text string) fyne.CanvasObject {
	return kit.NewFaint(text).Wrap()
}

func heading(text string) fyne.CanvasObject {
	l := widget.NewLabel(lang.L(text))
	l.TextStyle.Bold = true
	return l
}

// entry returns a field whose text is checked as it is typed, and taken over once typing rests.
func entry[T any](r *Room, parse func(string) (T, error), put func(*model.Settings, T)) *widget.Entry {
	e := widget.NewEntry()
	e.AlwaysShowValidationError = true
	e.Validator = func(text string) error { _, err := parse(text); return err }
	e.OnChanged = func(text string) {
		if r.rendering {
			return
		}
		value, err := parse(text)
		if err != nil {
			delete(r.typed, e)
			return
		}
		r.typed[e] = func(s *model.Settings) { put(s, value) }
		if r.keep == nil {
			r.keep = r.deps.Session.Runner().After(typingDelay, func() { r.set() })
		}
	}
	return e
}

// Content returns the page.
func (r *Room) Content() fyne.CanvasObject { return r.content }

// set stores what was typed, and then more.
func (r *Room) set(more ...edit) {
	if r.rendering {
		return
	}
	if r.keep != nil {
		r.keep()
		r.keep = nil
	}
	s := r.deps.Session.Settings()
	if r.under > 0 {
		s = r.newest
	}
	before, typing := s, len(more) == 0
	edits := append(slices.Collect(maps.Values(r.typed)), more...)
	edit := func(s *model.Settings) {
		for _, e := range edits {
			e(s)
		}
	}
	edit(&s)
	clear(r.typed)
	if s == before {
		return
	}
	r.newest = s
	r.under++
	r.deps.Session.EditSettings(typing, edit, r.arrived)
}

// arrived shows what holds now, unless the user is ahead of it.
func (r *Room) arrived(err error) {
	r.under--
	if err != nil {
		r.deps.Note("", err)
	}
	if r.under == 0 && r.keep == nil {
		r.render()
	}
}

func (r *Room) setProxy() {
	i := r.proxy.SelectedIndex()
	if i < 0 {
		return
	}
	if i < len(proxies) {
		r.proxyURL.Hide()
		delete(r.typed, r.proxyURL)
		r.set(func(s *model.Settings) { s.Proxy = proxies[i] })
		return
	}
	r.proxyURL.Show()
	if address, err := proxyAddress(r.proxyURL.Text); err == nil {
		r.set(func(s *model.Settings) { s.Proxy = address })
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
	r.size.SetSelectedIndex(nearest(s.Percent()))
	show(r.timeout, seconds, s.Timeout, strconv.FormatFloat(s.Timeout.Seconds(), 'f', -1, 64))
	show(r.most, upTo(100), s.MaxRedirects, strconv.Itoa(s.MaxRedirects))
	show(r.entries, upTo(100000), s.HistoryEntries, strconv.Itoa(s.HistoryEntries))
	show(r.trash, upTo(maxTrashDays), s.TrashDays, strconv.Itoa(s.TrashDays))
	budget := int(s.BackupBudget >> 20)
	show(r.budget, upTo(maxBudget), budget, strconv.Itoa(budget))
	r.follow.SetChecked(s.FollowRedirects)
	r.tls.SetChecked(s.VerifyTLS)
	r.trust.SetChecked(s.TrustMocks)
	r.renderProxy(s.Proxy)
}

func (r *Room) renderProxy(proxy string) {
	if i := slices.Index(proxies, proxy); i >= 0 || proxy == "" {
		_, err := proxyAddress(r.proxyURL.Text)
		if r.proxy.SelectedIndex() == len(proxies) && err != nil {
			return // the user has chosen an address and is about to type it
		}
		r.proxy.SetSelectedIndex(max(i, 0))
		return
	}
	show(r.proxyURL, proxyAddress, proxy, proxy)
	r.proxy.SetSelectedIndex(len(proxies))
}

// show writes a value into a field, unless the text there means the same.
func show[T comparable](e *widget.Entry, parse func(string) (T, error), value T, text string) {
	if now, err := parse(e.Text); err != nil || now != value {
		e.SetText(text)
	}
}

func seconds(text string) (time.Duration, error) {
	const most = 24 * 3600
	n, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(text), ",", ".", 1), 64)
	if err != nil || !(n >= 0 && n <= most) { // also of "NaN"
		return 0, fmt.Errorf(lang.L("a number from %d to %d"), 0, most)
	}
	return time.Duration(n * float64(time.Second)), nil
}

func upTo(most int) func(text string) (int, error) {
	return func(text string) (int, error) {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 0 || n > most {
			return 0, fmt.Errorf(lang.L("a number from %d to %d"), 0, most)
		}
		return n, nil
	}
}

func proxyAddress(text string) (string, error) {
	text = strings.TrimSpace(text)
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" {
		return "", fmt.Errorf("%s", lang.L("an address like http://host:port (http, https or socks5)"))
	}
	return text, nil
}
