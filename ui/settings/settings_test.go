package settings

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/google/go-cmp/cmp"

	"postern/internal/testspace"
	"postern/model"
	"postern/ui/session"
	"postern/ui/task"
	"postern/ui/theme"
)

type rig struct {
	*Room
	t       *testing.T
	file    *testspace.Workspace
	queue   *task.Queue
	session *session.Session
	dialogs *testspace.Dialogs
	window  fyne.Window
}

// newRig shows the room on settings that the test may change first.
func newRig(t *testing.T, change ...func(*model.Settings)) *rig {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Dark))
	r := &rig{t: t, file: testspace.New(), queue: &task.Queue{}, dialogs: &testspace.Dialogs{}}
	s := model.DefaultSettings()
	for _, c := range change {
		c(&s)
	}
	if _, err := r.file.Apply(model.Change{Edits: []model.Edit{model.PutSettings{Settings: s}}}); err != nil {
		t.Fatal(err)
	}
	r.file.Log = nil
	r.session = testspace.Session(t, r.queue, r.file)
	r.Room = New(Deps{Session: r.session, Note: r.dialogs.Note, File: "/home/me/work.db", Version: "1.2"})
	r.window = test.NewTempWindow(t, r.Content())
	r.window.Resize(fyne.NewSize(700, 600))
	return r
}

func (r *rig) typing(e *widget.Entry, text string) {
	r.t.Helper()
	r.window.Canvas().Focus(e)
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	if text == "" {
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
	for _, c := range text {
		e.TypedRune(c)
	}
}

func (r *rig) pause() { r.queue.Advance(typingDelay) }

func (r *rig) stored() model.Settings { s, _ := r.file.Settings(); return s }

func (r *rig) undo() { r.t.Helper(); testspace.Undo(r.t, r.queue, r.session) }

func TestEveryField(t *testing.T) {
	r := newRig(t, func(s *model.Settings) { s.HistoryBody = 77 })
	before := r.stored()
	for name, c := range map[string]struct {
		do   func()
		want func(*model.Settings)
	}{
		"theme":          {func() { r.theme.SetSelectedIndex(2) }, func(s *model.Settings) { s.Theme = model.ThemeDark }},
		"text size":      {func() { r.size.SetSelectedIndex(5) }, func(s *model.Settings) { s.TextSize = 150 }},
		"timeout":        {func() { r.typing(r.timeout, "1,5") }, func(s *model.Settings) { s.Timeout = 1500 * time.Millisecond }},
		"no timeout":     {func() { r.typing(r.timeout, "0") }, func(s *model.Settings) { s.Timeout = 0 }},
		"redirects":      {func() { test.Tap(r.follow) }, func(s *model.Settings) { s.FollowRedirects = false }},
		"most redirects": {func() { r.typing(r.most, "3") }, func(s *model.Settings) { s.MaxRedirects = 3 }},
		"tls":            {func() { test.Tap(r.tls) }, func(s *model.Settings) { s.VerifyTLS = false }},
		"mocks":          {func() { test.Tap(r.trust) }, func(s *model.Settings) { s.TrustMocks = true }},
		"no proxy":       {func() { r.proxy.SetSelectedIndex(1) }, func(s *model.Settings) { s.Proxy = model.ProxyNone }},
		"proxy": {func() { r.proxy.SetSelectedIndex(2); r.typing(r.proxyURL, " socks5://p:1 ") },
			func(s *model.Settings) { s.Proxy = "socks5://p:1" }},
		"history": {func() { r.typing(r.entries, "20") }, func(s *model.Settings) { s.HistoryEntries = 20 }},
		"trash":   {func() { r.typing(r.trash, "30") }, func(s *model.Settings) { s.TrashDays = 30 }},
		"backups": {func() { r.typing(r.budget, "512") }, func(s *model.Settings) { s.BackupBudget = 512 << 20 }},
	} {
		r.file.Log = nil
		c.do()
		r.pause()
		want := before
		c.want(&want)
		if diff := cmp.Diff(want, r.stored()); diff != "" || len(r.file.Log) != 1 {
			t.Errorf("%s: %s, changes %v", name, diff, r.file.Log)
		}
		r.undo()
		if diff := cmp.Diff(before, r.stored()); diff != "" {
			t.Errorf("undo %s: %s", name, diff)
		}
		r.shows(name, before)
	}
}

// shows checks that all fields show the settings.
func (r *rig) shows(when string, s model.Settings) {
	r.t.Helper()
	d, err := seconds(r.timeout.Text)
	if err != nil || d != s.Timeout || r.theme.SelectedIndex() != 0 || r.size.SelectedIndex() != 2 || r.follow.Checked != s.FollowRedirects || r.tls.Checked != s.VerifyTLS || r.trust.Checked != s.TrustMocks ||
		r.most.Text != "10" || r.entries.Text != "1000" || r.proxy.SelectedIndex() != 0 || r.proxyURL.Visible() {
		r.t.Errorf("after undo of %s: timeout %q, theme %q, size %q, redirects %v %q, proxy %d %v, history %q", when, r.timeout.Text, r.theme.Selected, r.size.Selected, r.follow.Checked,
			r.most.Text, r.proxy.SelectedIndex(), r.proxyURL.Visible(), r.entries.Text)
	}
}

func TestBadInputKeepsTheOldValue(t *testing.T) {
	r := newRig(t)
	before := r.stored()
	for e, bad := range map[*widget.Entry][]string{
		r.timeout: {"", "x", "-1", "86401", "NaN", "30x"},
		r.most:    {"", "x", "-1", "101", "1.5", "3x"},
		r.entries: {"", "x", "-1", "100001", "20x"},
	} {
		for _, text := range bad {
			r.typing(e, text)
			r.pause()
			if diff := cmp.Diff(before, r.stored()); diff != "" {
				t.Errorf("%q was taken: %s", text, diff)
			}
			if e.Validate() == nil || e.Text != text {
				t.Errorf("%q is not shown as wrong: %q", text, e.Text)
			}
		}
	}
	r.proxy.SetSelectedIndex(2)
	for _, bad := range []string{"", "proxy", "ftp://p:1", "http://", "http://p:x"} {
		r.typing(r.proxyURL, bad)
		r.pause()
		if r.stored().Proxy != model.ProxyEnvironment || !r.proxyURL.Visible() {
			t.Errorf("%q became %q", bad, r.stored().Proxy)
		}
	}
	test.Tap(r.follow) // another change must not take the field away that is about to be filled in
	r.pause()
	if !r.proxyURL.Visible() || r.proxy.SelectedIndex() != 2 {
		t.Error("the choice of an address went back")
	}
}

func TestTypingIsOneChange(t *testing.T) {
	r := newRig(t)
	r.typing(r.timeout, "120")
	r.typing(r.most, "55")
	if len(r.file.Log) != 0 {
		t.Errorf("stored while typing: %v", r.file.Log)
	}
	r.pause()
	if s := r.stored(); len(r.file.Log) != 1 || s.Timeout != 2*time.Minute || s.MaxRedirects != 55 {
		t.Errorf("changes %v: %v, %d", r.file.Log, s.Timeout, s.MaxRedirects)
	}
	r.typing(r.timeout, "7")
	test.Tap(r.tls) // takes along what waits
	r.queue.Drain()
	if s := r.stored(); len(r.file.Log) != 2 || s.Timeout != 7*time.Second || s.VerifyTLS {
		t.Errorf("changes %v: %+v", r.file.Log, s)
	}
}

// TestFastEditsDoNotLoseEachOther makes edits before the file has heard of the ones before.
func TestFastEditsDoNotLoseEachOther(t *testing.T) {
	r := newRig(t)
	test.Tap(r.follow)
	test.Tap(r.tls)
	r.typing(r.most, "5")
	r.queue.Step() // the first has arrived
	if r.most.Text != "5" || r.tls.Checked {
		t.Errorf("the answer to the first change took the others back: %q, %v", r.most.Text, r.tls.Checked)
	}
	r.pause()
	if s := r.stored(); s.FollowRedirects || s.VerifyTLS || s.MaxRedirects != 5 {
		t.Errorf("stored %+v", s)
	}
}

func TestShowingChangesNothing(t *testing.T) {
	r := newRig(t, func(s *model.Settings) { s.Timeout, s.Proxy = 1500*time.Millisecond, "http://user@p:8080" })
	for _, e := range []*widget.Entry{r.timeout, r.most, r.entries, r.proxyURL} {
		if err := e.Validate(); err != nil { // as Fyne does whenever it paints
			t.Error(err)
		}
		r.window.Canvas().Focus(e)
	}
	r.window.Canvas().Unfocus()
	r.pause()
	if len(r.file.Log) != 0 || r.timeout.Text != "1.5" || r.proxyURL.Text != "http://user@p:8080" || !r.proxyURL.Visible() {
		t.Errorf("changes %v; timeout %q, proxy %q", r.file.Log, r.timeout.Text, r.proxyURL.Text)
	}
	r.typing(r.timeout, "01.50") // means the same
	r.pause()
	if len(r.file.Log) != 0 || r.timeout.Text != "01.50" {
		t.Errorf("changes %v; timeout %q", r.file.Log, r.timeout.Text)
	}
}

func TestSettingsFromElsewhereAreShown(t *testing.T) {
	r := newRig(t)
	s := r.stored()
	s.Theme, s.Proxy, s.MaxRedirects = model.ThemeLight, "https://p:1", 4
	r.session.Do(model.Change{Edits: []model.Edit{model.PutSettings{Settings: s}}}, nil)
	r.queue.Drain()
	if r.theme.SelectedIndex() != 1 || r.proxy.SelectedIndex() != 2 || r.proxyURL.Text != "https://p:1" || r.most.Text != "4" || len(r.file.Log) != 1 {
		t.Errorf("theme %q, proxy %q, redirects %q, changes %v", r.theme.Selected, r.proxyURL.Text, r.most.Text, r.file.Log)
	}
}

func TestFailedChangeIsSaidAndTakenBack(t *testing.T) {
	r := newRig(t)
	r.file.Fail = errors.New("disk full")
	test.Tap(r.follow)
	r.queue.Drain()
	if !strings.Contains(r.dialogs.Said(), "disk full") || !r.follow.Checked {
		t.Errorf("said %q, checked %v", r.dialogs.Said(), r.follow.Checked)
	}
}

func TestAboutTellsWhereTheDataIs(t *testing.T) {
	r := newRig(t)
	text := ""
	for _, o := range test.LaidOutObjects(r.Content()) {
		if l, ok := o.(*widget.Label); ok {
			text += l.Text + "\n"
		}
	}
	if !strings.Contains(text, "Postern 1.2") || !strings.Contains(text, "/home/me/work.db") {
		t.Errorf("shown: %s", text)
	}
}

func TestTellsWhereTheKeyOfTheSecretsIs(t *testing.T) {
	r := newRig(t)
	asked := 0
	room := New(Deps{Session: r.session, Note: r.dialogs.Note, File: "/w.db", Version: "1", Secrets: func() string { asked++; return "The key is in the keyring." }})
	w := test.NewTempWindow(t, room.Content())
	w.Resize(fyne.NewSize(600, 900))
	room.Shown(false)
	r.queue.Drain()
	if asked != 0 {
		t.Error("the keyring is asked before anybody looks")
	}
	room.Shown(true)
	room.Shown(true)
	r.queue.Drain()
	if markup := test.RenderToMarkup(w.Canvas()); asked != 1 || !strings.Contains(markup, "The key is in the keyring.") || !strings.Contains(markup, "/w.db") {
		t.Error("the settings do not tell where the file and the key are")
	}
}

func TestTextSizeOfAnotherProgram(t *testing.T) {
	for percent, want := range map[int]string{0: "80 %", 104: "100 %", 106: "110 %", 160: "150 %", 165: "175 %", 1000: "200 %"} {
		r := newRig(t, func(s *model.Settings) { s.TextSize = percent })
		if r.size.Selected != want || r.stored().TextSize != percent {
			t.Errorf("%d %% is shown as %s and kept as %d", percent, r.size.Selected, r.stored().TextSize)
		}
	}
}
