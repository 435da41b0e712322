package ui

import (
	"fmt"
	"math"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/theme"
)

// applyLook shows the window in the theme and the size that the settings say.
func (w *Window) applyLook() {
	s := w.session.Settings()
	resized := w.scale.Set(s.Percent())
	if !resized && s.Theme == w.themed {
		return
	}
	w.themed = s.Theme
	canvas := w.options.Window.Canvas()
	size, before := canvas.Size(), canvas.Scale()
	w.options.App.Settings().SetTheme(theme.New(s.Theme))
	if after := canvas.Scale(); resized && after != before && !w.options.Window.FullScreen() {
		w.options.Window.Resize(fyne.NewSize(rescaled(size.Width, before, after), rescaled(size.Height, before, after)))
		w.options.Runner.After(resizeDelay, w.options.Window.Content().Refresh)
	}
}

// rescaled returns how many units take as many pixels at one scale as n do at another. The driver rounds pixels up,
// so half a pixel is left out.
func rescaled(n, before, after float32) float32 {
	return (float32(math.Round(float64(n*before))) - 0.5) / after
}

// resizeDelay is how long the window system may take to resize the window: a picture that was painted meanwhile can
// have the wrong size.
const resizeDelay = 150 * time.Millisecond

// leastPage is how small the page beside the sidebar may get, in units: all of the window fits a screen of 1280 by 800
// pixels at the largest text size.
var leastPage = fyne.NewSize(400, 300)

// roomy lets a page be smaller than what it holds needs, which then is scrolled, so that a large text size never makes
// the window larger than the screen.
func roomy(page fyne.CanvasObject) fyne.CanvasObject {
	s := container.NewScroll(page)
	s.SetMinSize(leastPage)
	return s
}

func (w *Window) setTextSize(edit func(*model.Settings)) {
	w.session.EditSettings(false, edit, nil)
}

// largerText, smallerText and normalText go where the focus is: to the zoom of the text view that has it, else to
// the whole window.
func (w *Window) largerText() {
	if code := w.focusedCode(); code != nil {
		code.ZoomIn()
		return
	}
	w.setTextSize(func(s *model.Settings) { s.StepTextSize(true) })
}

func (w *Window) smallerText() {
	if code := w.focusedCode(); code != nil {
		code.ZoomOut()
		return
	}
	w.setTextSize(func(s *model.Settings) { s.StepTextSize(false) })
}

func (w *Window) normalText() {
	if code := w.focusedCode(); code != nil {
		code.ZoomReset()
		return
	}
	w.normalSize()
}

// normalSize shows the whole window as usual.
func (w *Window) normalSize() {
	w.setTextSize(func(s *model.Settings) { s.TextSize = model.NormalTextSize })
}

// textSizeCommands choose a size of the whole window wherever the focus is. They stand in the palette only.
func (w *Window) textSizeCommands() []command {
	var all []command
	for _, n := range model.TextSizes {
		all = append(all, command{id: fmt.Sprintf("text-size-%d", n), name: "Text size:", more: fmt.Sprintf(lang.L("%d %%"), n),
			run: func() { w.setTextSize(func(s *model.Settings) { s.TextSize = n }) }})
	}
	return all
}

// plusKeys are the other keys of Ctrl+Plus: on many keyboards "+" is typed with Shift on the key of "=".
var plusKeys = []fyne.Shortcut{
	&desktop.CustomShortcut{KeyName: fyne.KeyEqual, Modifier: ctrl},
	&desktop.CustomShortcut{KeyName: fyne.KeyEqual, Modifier: ctrl | shift},
	&desktop.CustomShortcut{KeyName: fyne.KeyPlus, Modifier: ctrl | shift},
}

// moreKeys makes keys run a command that has one already: an item has but one, and a shortcut of the canvas is dead
// while an entry has the focus. They stand on a menu behind a separator, which is never shown.
func moreKeys(separator *fyne.MenuItem, keys []fyne.Shortcut, run func()) {
	if keys == nil || runtime.GOOS == "darwin" { // where the menu is the system's
		return
	}
	var items []*fyne.MenuItem
	for _, k := range keys {
		item := fyne.NewMenuItem("", run)
		item.Shortcut = k
		items = append(items, item)
	}
	separator.ChildMenu = fyne.NewMenu("", items...)
}
