package main

import (
	"fmt"

	"postern/bench/document"
	"postern/bench/figure"
)

// typing measures a key in the middle of texts of different sizes: model, colours and painting.
func typing(s *stage, _ string) error {
	var medians []float64
	for _, size := range []struct {
		name  string
		bytes int
	}{{"10kb", 10 << 10}, {"1mb", 1 << 20}, {"10mb", 10 << 20}} {
		s.edit(document.Text(size.bytes))
		lines, _ := s.view.Document().Lines()
		s.view.GoTo(lines/2, 10)
		s.paint()
		var keys []float64
		for i := range 500 {
			keys = append(keys, timed(func() {
				s.view.TypedRune(rune('a' + i%26))
				s.paint()
			}))
		}
		medians = append(medians, figure.Median(keys))
		figure.AtMost(fmt.Sprintf("key-%s-median", size.name), figure.Median(keys), "ms", 1)
		figure.Print(fmt.Sprintf("key-%s-p99", size.name), figure.Percentile(keys, 99), "ms")
	}
	figure.AtMost("key-10mb-over-10kb", medians[2]/medians[0], "times", 2)
	return nil
}

// edit shows a text to edit.
func (s *stage) edit(text string) {
	s.view.SetText(text, "json")
	s.view.SetEditable(true, "")
	s.window.Canvas().Focus(s.view)
}

func pasting(s *stage, _ string) error {
	s.edit("[]")
	s.view.GoTo(1, 2)
	pasted := document.Text(10 << 20)
	figure.AtMost("paste-10mb", timed(func() { s.view.Insert(pasted); s.paint() }), "ms", 200)
	figure.AtMost("undo-of-it", timed(func() { s.view.Undo(); s.paint() }), "ms", 200)
	s.view.Clear()
	return nil
}
