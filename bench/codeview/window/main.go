//go:build cgo

// Command window measures the text view in a real window: how many pictures a second it paints while it is scrolled
// through a file of 100 MB, how long a picture takes from the event until it is on the screen, and the memory of it.
// It needs a display; a virtual X server will do. It is a program of its own because the window needs cgo.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"

	"postern/bench/document"
	"postern/bench/figure"
	"postern/ui/kit"
	"postern/ui/task"
	"postern/ui/theme"
)

const (
	width, height = 1200, 800
	// tick is the time of a frame: Fyne paints 60 times a second at most. The clock of the window may lose a frame a
	// second to other programs.
	tick, enough = 16.7, 59
)

func main() {
	lasting := flag.Duration("lasting", 5*time.Second, "how long each way of scrolling is measured")
	flag.Parse()
	os.Setenv("FYNE_SCALE", "1")
	dir, err := os.MkdirTemp("", "postern-window-")
	if err == nil {
		defer os.RemoveAll(dir)
		err = run(dir, *lasting)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run opens the window and measures on a goroutine of its own.
func run(dir string, lasting time.Duration) error {
	a := app.New()
	a.Settings().SetTheme(theme.New(theme.Dark))
	w := a.NewWindow("postern bench")
	w.SetPadded(false)
	s := &stage{view: kit.NewCodeView(task.Live(fyne.Do)), meter: newMeter(), window: w, lasting: lasting}
	w.SetContent(container.NewBorder(nil, nil, nil, container.NewVBox(s.meter.mark), s.view))
	w.Resize(fyne.NewSize(width, height))
	var err error
	a.Lifecycle().SetOnStarted(func() {
		go func() {
			err = s.measure(dir)
			fyne.Do(a.Quit)
		}()
	})
	w.ShowAndRun()
	return err
}

// stage is the window with the view.
type stage struct {
	window  fyne.Window
	view    *kit.CodeView
	meter   *meter
	lasting time.Duration
	empty   float64 // megabytes in RAM before anything is shown
}

func (s *stage) measure(dir string) error {
	pretty, compact := filepath.Join(dir, "pretty.json"), filepath.Join(dir, "compact.json")
	if err := document.Pretty(pretty, 100<<20); err != nil {
		return err
	}
	if err := document.Compact(compact, 100<<20); err != nil {
		return err
	}
	debug.FreeOSMemory()                     // of making the files
	s.meter.run(time.Second, s.view.Refresh) // warms up
	floor := s.meter.run(s.lasting, s.view.Refresh)
	figure.Print("window-empty-frames-per-second", floor.perSecond, "Hz")
	figure.Print("window-empty-frame-p99", figure.Percentile(floor.work, 99), "ms")
	s.print("window-empty", floor)
	s.empty = figure.Resident()
	if err := s.reading("window-100mb", pretty, false, 150); err != nil {
		return err
	}
	if err := s.reading("window-minified-100mb", compact, true, 200); err != nil {
		return err
	}
	s.typing()
	return nil
}

// reading shows a file and scrolls through it.
func (s *stage) reading(name, path string, formatted bool, goal float64) error {
	var err error
	begin := time.Now()
	first := s.meter.once(func() {
		var d document.Indexed
		if d, err = document.Open(path, formatted); err == nil {
			s.view.SetDocument(d, "json")
		}
	})
	if err != nil {
		return err
	}
	figure.AtMost(name+"-first-picture", first, "ms", goal)
	s.until(s.view.Complete)
	lines := s.lines()
	s.meter.once(func() { s.view.ScrollToLine(lines) })
	figure.AtMost(name+"-last-line", figure.Milliseconds(time.Since(begin)), "ms", 1000)
	fyne.DoAndWait(func() { s.view.ScrollToLine(lines / 2) })
	for _, way := range []struct {
		name string
		step func()
	}{
		{"lines", func() { s.view.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -60)}) }},
		{"pages", func() { s.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) }},
		{"jumps", func() { s.view.ScrollToLine(rand.IntN(lines)) }},
	} {
		s.judge(name+"-"+way.name, s.meter.run(s.lasting, way.step))
	}
	figure.AtMost(name+"-memory-over-empty", figure.Resident()-s.empty, "MB", 64)
	return nil
}

// typing types a character in each frame in the middle of 10 MB.
func (s *stage) typing() {
	fyne.DoAndWait(func() {
		s.view.SetText(document.Text(10<<20), "json")
		s.view.SetEditable(true, "")
		s.window.Canvas().Focus(s.view)
		lines, _ := s.view.Document().Lines()
		s.view.GoTo(lines/2, 10)
	})
	s.judge("window-key-10mb", s.meter.run(s.lasting, func() { s.view.TypedRune('x') }))
}

func (s *stage) judge(name string, f frames) {
	figure.AtLeast(name+"-frames-per-second", f.perSecond, "Hz", enough)
	figure.AtMost(name+"-frame-p99", figure.Percentile(f.work, 99), "ms", tick)
	s.print(name, f)
}

func (s *stage) print(name string, f frames) {
	figure.Print(name+"-frame-median", figure.Median(f.work), "ms")
	figure.Print(name+"-cpu-per-frame", f.cpu, "ms")
}

// until waits until something holds, which is asked on the goroutine of the window.
func (s *stage) until(holds func() bool) {
	for yes := false; !yes; time.Sleep(time.Millisecond) {
		fyne.DoAndWait(func() { yes = holds() })
	}
}

func (s *stage) lines() (n int) {
	fyne.DoAndWait(func() { n, _ = s.view.Document().Lines() })
	return n
}
