package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"postern/bench/document"
	"postern/bench/figure"
	doc "postern/text"
)

// first opens a file and shows it, and returns how long it took to the first picture, and to the last line.
func (s *stage) first(path string, formatted bool) (first, last float64, err error) {
	begin := time.Now()
	d, err := document.Open(path, formatted)
	if err != nil {
		return 0, 0, err
	}
	s.view.SetDocument(d, "json")
	s.paint()
	first = figure.Milliseconds(time.Since(begin))
	s.until(s.view.Complete)
	lines, _ := d.Lines()
	s.view.ScrollToLine(lines)
	s.paint()
	return first, figure.Milliseconds(time.Since(begin)), nil
}

func reading(s *stage, dir string) error {
	path, err := prettyFile(dir, 100)
	if err != nil {
		return err
	}
	first, last, err := s.first(path, false)
	if err != nil {
		return err
	}
	figure.AtMost("read-100mb-first-picture", first, "ms", 150)
	figure.AtMost("read-100mb-last-line", last, "ms", 1000)
	s.scrolling("read-100mb")
	figure.AtMost("read-100mb-memory-over-empty", figure.Resident()-s.empty, "MB", 64)
	before := figure.Resident()
	s.jumps(3000)
	figure.AtMost("read-100mb-memory-of-3000-jumps", figure.Resident()-before, "MB", 16)
	s.searching("find-100mb", 150, 100)
	return nil
}

// scrolling measures the painting of the view by lines, pages and jumps.
func (s *stage) scrolling(name string) {
	wheel := func(dy float32) { s.view.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, dy)}) }
	lines, _ := s.view.Document().Lines()
	s.view.ScrollToLine(lines / 2)
	for kind, move := range map[string]func(){
		"lines": func() { wheel(-60) },
		"pages": func() { s.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) },
		"jumps": func() { s.view.ScrollToLine(rand.IntN(lines)) },
	} {
		var steps, paints []float64
		for range 500 {
			moved := timed(move)
			painted := timed(func() { s.paint() })
			steps, paints = append(steps, moved+painted), append(paints, painted)
		}
		figure.AtMost(fmt.Sprintf("%s-%s-paint-median", name, kind), figure.Median(paints), "ms", 1)
		figure.AtMost(fmt.Sprintf("%s-%s-step-p99", name, kind), figure.Percentile(steps, 99), "ms", 16)
	}
}

func (s *stage) jumps(n int) {
	lines, _ := s.view.Document().Lines()
	for range n {
		s.view.ScrollToLine(rand.IntN(lines))
		s.paint()
	}
}

// searching measures how long it takes to count what is found, and to find the first.
func (s *stage) searching(name string, all, first float64) {
	s.view.ScrollToLine(0)
	s.view.Select(0, 0)
	begin := time.Now()
	s.view.Find(doc.Query{Text: "Item 99999", Case: true})
	s.until(func() bool { _, _, known := s.view.Hits(); return known })
	figure.AtMost(name+"-plain-all", figure.Milliseconds(time.Since(begin)), "ms", all)
	s.view.Select(0, 0)
	begin = time.Now()
	s.view.Find(doc.Query{Text: `"name": "item \d+7"`, Regexp: true})
	s.until(s.view.Selected)
	figure.AtMost(name+"-pattern-first", figure.Milliseconds(time.Since(begin)), "ms", first)
	s.until(func() bool { _, _, known := s.view.Hits(); return known })
	figure.Print(name+"-pattern-all", figure.Milliseconds(time.Since(begin)), "ms")
	s.view.Find(doc.Query{})
}

func minified(s *stage, dir string) error {
	path := filepath.Join(dir, "compact.json")
	if err := document.Compact(path, 100<<20); err != nil {
		return err
	}
	first, last, err := s.first(path, true)
	if err != nil {
		return err
	}
	figure.AtMost("minified-100mb-first-picture", first, "ms", 200)
	figure.AtMost("minified-100mb-all-formatted", last, "ms", 1000)
	s.scrolling("minified-100mb")
	return nil
}

func gigabyte(s *stage, dir string) error {
	path, err := prettyFile(dir, 1024)
	if err != nil {
		return err
	}
	first, last, err := s.first(path, false)
	if err != nil {
		return err
	}
	figure.Print("read-1gb-first-picture", first, "ms")
	figure.Print("read-1gb-last-line", last, "ms")
	s.jumps(1000)
	begin := time.Now()
	s.view.Find(doc.Query{Text: "Item 7654321", Case: true})
	s.until(func() bool { _, _, known := s.view.Hits(); return known })
	figure.Print("find-1gb-plain-all", figure.Milliseconds(time.Since(begin)), "ms")
	figure.AtMost("read-1gb-memory-over-empty", figure.Resident()-s.empty, "MB", 200)
	s.view.Clear()
	return nil
}
