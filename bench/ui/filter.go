package main

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"postern/model"
	"postern/store"
	"postern/ui/collections"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/task"
	"postern/ui/theme"
	"postern/vars"
)

// silent is a user who answers nothing.
type silent struct{}

func (silent) Ask(string, string, string, func(string)) {}
func (silent) Confirm(string, string, string, func())   {}
func (silent) Note(string, error)                       {}

// filter measures the time from a keystroke in the filter to the painted tree.
func filter(path string) error {
	s, err := store.Open(path, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	app := test.NewApp()
	app.Settings().SetTheme(theme.New(model.ThemeDark))
	begin := time.Now()
	sess, err := session.New(&task.Queue{}, s, s, s)
	if err != nil {
		return err
	}
	open := time.Since(begin)
	room := collections.New(collections.Deps{Session: sess, Dialogs: silent{}, Import: func() {}, Export: func(model.ID) {},
		StartMock: func(model.ID) {}, Variables: func(model.ID, model.ID) *vars.Set { return nil }})
	w := test.NewWindow(kit.NewFloatLayer(room.Content(), nil))
	w.Resize(fyne.NewSize(320, 800))
	room.FocusFilter()
	floor := paint(w)
	var keys []float64
	for range 5 {
		for _, r := range "request 49" {
			keys = append(keys, key(w, func(c fyne.Canvas) { c.Focused().TypedRune(r) })-floor)
		}
		for range len("request 49") {
			keys = append(keys, key(w, func(c fyne.Canvas) { c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace}) })-floor)
		}
	}
	figure("session-open-10000", float64(open.Microseconds())/1000, "ms", "<=100", open < 100*time.Millisecond)
	m := median(keys)
	figure("filter-key-10000", m, "ms", "<=50", m <= 50)
	worst := 0.0
	for _, k := range keys {
		worst = max(worst, k)
	}
	figure("filter-key-10000-worst", worst, "ms", "<=50", worst <= 50)
	return nil
}

// paint returns what painting the canvas costs by itself: the software canvas of tests is slower than a
// window and its cost is no part of the figure.
func paint(w fyne.Window) float64 {
	var all []float64
	for range 5 {
		begin := time.Now()
		w.Canvas().Capture()
		all = append(all, float64(time.Since(begin).Microseconds())/1000)
	}
	return median(all)
}

func key(w fyne.Window, press func(fyne.Canvas)) float64 {
	begin := time.Now()
	press(w.Canvas())
	w.Canvas().Capture()
	return float64(time.Since(begin).Microseconds()) / 1000
}
