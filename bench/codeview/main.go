// Command codeview measures the text view: reading files of 100 MB and 1 GB, minified JSON, typing, searching, and the
// memory of it all, on the software canvas; the filters of JSON; and beside it, in the same run, the stock widgets at
// the sizes that they survive, and jq and bat where they are installed.
package main

import (
	"flag"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"postern/bench/document"
	"postern/bench/figure"
	"postern/ui/kit"
	"postern/ui/task"
	"postern/ui/theme"
)

// part is one of the things that are measured. They run in this order; the memory that jq programs take comes last.
type part struct {
	name    string
	measure func(s *stage, dir string) error
}

var parts = []part{{"reading", reading}, {"minified", minified}, {"gigabyte", gigabyte}, {"typing", typing}, {"pasting", pasting},
	{"stock", stock}, {"filtering", filtering}, {"commands", commands}}

func main() {
	only := flag.String("only", "", "the parts to measure, separated by commas: "+names())
	flag.Parse()
	dir, err := os.MkdirTemp("", "postern-codeview-")
	if err == nil {
		defer os.RemoveAll(dir)
		err = run(dir, *only)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func names() string {
	var all []string
	for _, p := range parts {
		all = append(all, p.name)
	}
	return strings.Join(all, ",")
}

func run(dir, only string) error {
	s := newStage()
	s.paint()
	s.empty = figure.Resident()
	for _, p := range parts {
		if only != "" && !slices.Contains(strings.Split(only, ","), p.name) {
			continue
		}
		if err := p.measure(s, dir); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

// prettyFile is a file of formatted JSON of so many megabytes, made when it is first wanted.
func prettyFile(dir string, megabytes int) (string, error) {
	path := filepath.Join(dir, fmt.Sprintf("pretty-%d.json", megabytes))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	return path, document.Pretty(path, megabytes<<20)
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
	empty  float64 // megabytes in RAM before anything is shown
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
