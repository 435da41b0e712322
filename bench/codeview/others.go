package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"postern/bench/document"
	"postern/bench/figure"
)

// stock measures Fyne's own widgets, with the same text and the same canvas, as far as they survive it.
func stock(s *stage, _ string) error {
	for name, size := range map[string]int{"10kb": 10 << 10, "50kb": 50 << 10} {
		entry := widget.NewMultiLineEntry()
		s.show(entry)
		figure.Print("stock-entry-"+name+"-show", timed(func() { entry.SetText(document.Text(size)); s.window.Canvas().Capture() }), "ms")
		s.window.Canvas().Focus(entry)
		figure.Print("stock-entry-"+name+"-key", timed(func() { test.Type(entry, "x"); s.window.Canvas().Capture() }), "ms")
	}
	rich := widget.NewRichText()
	s.show(rich)
	figure.Print("stock-richtext-50kb-show", timed(func() {
		rich.Segments = []widget.RichTextSegment{&widget.TextSegment{Text: document.Text(50 << 10)}}
		rich.Refresh()
		s.window.Canvas().Capture()
	}), "ms")
	grid := widget.NewTextGrid()
	grid.Scroll = fyne.ScrollBoth
	s.show(grid)
	figure.Print("stock-textgrid-1mb-show", timed(func() { grid.SetText(document.Text(1 << 20)); s.window.Canvas().Capture() }), "ms")
	s.show(s.view)
	s.view.SetText("", "")
	figure.Print("ours-1mb-show", timed(func() { s.view.SetText(document.Text(1<<20), "json"); s.window.Canvas().Capture() }), "ms")
	return nil
}

func (s *stage) show(o fyne.CanvasObject) {
	s.window.SetContent(o)
	s.window.Resize(fyne.NewSize(width, height))
	s.window.Canvas().Capture()
}
