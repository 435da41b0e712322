package main

import (
	"fmt"
	"os/exec"

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

// commands measures what programs of the command line need for the same files.
func commands(_ *stage, dir string) error {
	small, err := prettyFile(dir, 10)
	if err != nil {
		return err
	}
	large, err := prettyFile(dir, 100)
	if err != nil {
		return err
	}
	for _, c := range []struct {
		name string
		args []string
	}{{"jq", []string{"."}}, {"batcat", []string{"--color=always", "--paging=never"}}, {"bat", []string{"--color=always", "--paging=never"}}} {
		if _, err := exec.LookPath(c.name); err != nil {
			fmt.Printf("# %s is not installed\n", c.name)
			continue
		}
		for size, path := range map[string]string{"10mb": small, "100mb": large} {
			if c.name != "jq" && size == "100mb" {
				continue // minutes
			}
			var err error
			took := timed(func() { err = exec.Command(c.name, append(c.args, path)...).Run() })
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			figure.Print(c.name+"-"+size, took, "ms")
		}
	}
	return nil
}
