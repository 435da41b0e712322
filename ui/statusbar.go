package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// statusBar always tells what runs in the background: mocks, sends, imports.
type statusBar struct {
	w       *Window
	mocks   *kit.StatusItem
	work    *kit.StatusItem
	size    *kit.StatusItem // of the text, where it is not the normal one
	theme   *kit.StatusItem
	content fyne.CanvasObject
	job     *job
	tick    func()
}

// job is one piece of background work that the bar shows.
type job struct{ name string }

// statusEvery is how often the counters of running mocks are read.
const statusEvery = time.Second

func newStatusBar(w *Window) *statusBar {
	s := &statusBar{w: w, work: kit.NewStatusItem("", nil), theme: kit.NewStatusItem("", w.nextTheme)}
	s.size = kit.NewStatusItem("", w.normalSize)
	s.mocks = kit.NewStatusItem("", func() { w.goTo(roomMocks) })
	row := container.New(leading{}, s.mocks, container.NewHBox(s.work, s.size, s.theme))
	s.content = container.NewStack(kit.NewSurface(theme.ColorRail), container.NewBorder(kit.Hairline(), nil, nil, nil, row))
	s.show()
	return s
}

// leading lays out two objects in a row: the second at the right end, the first in what is left, where it cuts
// its words, so that a long one never makes the window wider.
type leading struct{}

func (leading) MinSize(o []fyne.CanvasObject) fyne.Size {
	first, second := o[0].MinSize(), o[1].MinSize()
	const least = 120
	return fyne.NewSize(min(first.Width, least)+second.Width, max(first.Height, second.Height))
}

func (leading) Layout(o []fyne.CanvasObject, size fyne.Size) {
	second := o[1].MinSize().Width
	o[0].Resize(fyne.NewSize(max(0, min(o[0].MinSize().Width, size.Width-second)), size.Height))
	o[1].Resize(fyne.NewSize(second, size.Height))
	o[1].Move(fyne.NewPos(size.Width-second, 0))
}

func (s *statusBar) show() {
	text, running := s.mockText()
	s.mocks.SetText(text)
	s.mocks.SetDot(theme.ColorFaint)
	if running {
		s.mocks.SetDot(theme.ColorStatusOK)
	}
	names := map[string]string{model.ThemeSystem: "System theme", model.ThemeLight: "Light theme", model.ThemeDark: "Dark theme"}
	s.theme.SetText(lang.L(names[s.w.session.Settings().Theme]))
	s.size.SetText(s.sizeText())
	s.work.SetText(s.workText())
	if running && s.tick == nil {
		s.tick = s.w.options.Runner.After(statusEvery, func() { s.tick = nil; s.show() })
	}
}

func (s *statusBar) mockText() (text string, running bool) {
	var parts []string
	tree := s.w.session.Tree()
	for _, id := range tree.Children(model.RootID) {
		if st := s.w.services.Mocks.MockStatus(id); st.Running {
			h, _ := tree.Head(id)
			parts = append(parts, fmt.Sprintf(lang.L("%s %s: %d served, %d unmatched"), h.Name, st.URL, st.Served, st.Unmatched))
		}
	}
	if len(parts) == 0 {
		return lang.L("No mock running"), false
	}
	return strings.Join(parts, "   "), true
}

func (s *statusBar) sizeText() string {
	if n := s.w.session.Settings().Percent(); n != model.NormalTextSize {
		return fmt.Sprintf(lang.L("%d %%"), n)
	}
	return ""
}

func (s *statusBar) workText() string {
	if s.job != nil {
		return s.job.name + "…"
	}
	n := 0
	for _, t := range s.w.session.Tabs() {
		if t.Sending {
			n++
		}
	}
	if n > 0 {
		return fmt.Sprintf(lang.L("%d sending…"), n)
	}
	return ""
}

// run does work in the background and shows it in the bar with a cancel; one job at a time.
func (s *statusBar) run(name string, work func(context.Context), done func()) {
	if s.job != nil {
		s.w.dialogs.Note("", fmt.Errorf("%s is still under way: wait for it or cancel it first", s.job.name))
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.job = &job{name}
	s.work.OnCancel = cancel
	s.show()
	s.w.options.Runner.Start(ctx, work, func() {
		canceled := ctx.Err() != nil
		cancel()
		s.job = nil
		s.work.OnCancel = nil
		s.show()
		if canceled {
			s.w.dialogs.Note(name+" "+lang.L("canceled"), nil)
			return
		}
		done()
	})
}

// nextTheme goes round: system, light, dark.
func (w *Window) nextTheme() {
	next := map[string]string{model.ThemeSystem: model.ThemeLight, model.ThemeLight: model.ThemeDark}[w.session.Settings().Theme]
	if next == "" {
		next = model.ThemeSystem
	}
	w.setTheme(next)
}

func (w *Window) setTheme(name string) {
	w.session.EditSettings(false, func(s *model.Settings) { s.Theme = name }, nil)
}
