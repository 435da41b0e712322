// Command codeview measures the text view: reading files of 100 MB and 1 GB, minified JSON, typing, searching, and the
// memory of it all, on the software canvas; and beside it, in the same run, the stock widgets at the sizes that they
// survive, and jq and bat where they are installed.
package main

import (
	"flag"
	"fmt"
	"image"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"postern/ui/kit"
	"postern/ui/task"
	"postern/ui/theme"
)

func main() {
	large := flag.Bool("large", true, "measure 1 GB too, which needs as much space in the temporary folder")
	others := flag.Bool("others", true, "measure the stock widgets, jq and bat")
	flag.Parse()
	dir, err := os.MkdirTemp("", "postern-codeview-")
	if err == nil {
		defer os.RemoveAll(dir)
		err = run(dir, *large, *others)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(dir string, large, others bool) error {
	s := newStage()
	s.paint()
	empty := resident()
	if err := reading(s, dir, empty); err != nil {
		return err
	}
	if err := minified(s, dir); err != nil {
		return err
	}
	if large {
		if err := gigabyte(s, dir, empty); err != nil {
			return err
		}
	}
	typing(s)
	pasting(s)
	if others {
		stock(s)
		return commands(dir)
	}
	return nil
}

const width, height = 1200, 800

// stage is a window with a view, and the goroutine of the window.
type stage struct {
	app    fyne.App
	window fyne.Window
	view   *kit.CodeView
	raster *canvas.Raster
	run    *task.LiveRunner
	calls  chan func()
}

func newStage() *stage {
	s := &stage{app: test.NewApp(), calls: make(chan func(), 1000)}
	s.app.Settings().SetTheme(theme.New(theme.Dark))
	s.run = task.Live(func(f func()) { s.calls <- f })
	s.view = kit.NewCodeView(s.run)
	s.window = test.NewWindow(s.view)
	s.window.SetPadded(false)
	s.window.Resize(fyne.NewSize(width, height))
	s.window.Canvas().Capture()
	s.raster = test.WidgetRenderer(s.view).Objects()[0].(*canvas.Raster)
	return s
}

// paint paints the view, without the canvas around it.
func (s *stage) paint() image.Image { return s.raster.Generator(width, height) }

// until lets the background come back until something holds.
func (s *stage) until(holds func() bool) {
	for !holds() {
		select {
		case f := <-s.calls:
			f()
		case <-time.After(time.Millisecond):
		}
	}
}

// timed is how long f takes, in milliseconds.
func timed(f func()) float64 {
	begin := time.Now()
	f()
	return float64(time.Since(begin)) / float64(time.Millisecond)
}
