package main

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"postern/bench/figure"
	"postern/model"
	"postern/ui/collections"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/task"
	"postern/ui/theme"
	"postern/vars"
	"postern/workbench"
)

// silent is a user who answers nothing.
type silent struct{}

func (silent) Ask(string, string, string, func(string)) {}
func (silent) Confirm(string, string, string, func())   {}
func (silent) Note(string, error)                       {}

// filter measures the time from a keystroke in the filter to the painted tree.
func filter(path string) error {
	s, err := workbench.Open(context.Background(), path, workbench.Options{})
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
	figure.AtMost("session-open-10000", figure.Milliseconds(open), "ms", 100)
	figure.AtMost("filter-key-10000", figure.Median(keys), "ms", 50)
	figure.AtMost("filter-key-10000-worst", slices.Max(keys), "ms", 50)
	return nil
}

// paint returns what painting the canvas costs by itself: the software canvas of tests is slower than a
// window and its cost is no part of the figure.
func paint(w fyne.Window) float64 {
	var all []float64
	for range 5 {
		all = append(all, figure.Time(func() { w.Canvas().Capture() }))
	}
	return figure.Median(all)
}

func key(w fyne.Window, press func(fyne.Canvas)) float64 {
	return figure.Time(func() {
		press(w.Canvas())
		w.Canvas().Capture()
	})
}
