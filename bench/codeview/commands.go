package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"postern/bench/document"
	"postern/bench/figure"
	"postern/highlight"
)

// longest is how long a program of the command line may take; what takes longer is stopped, and that it did is told.
const longest = time.Minute

// command is a program of the command line that does something of what the view does.
type command struct {
	names []string // the first that is installed; Debian has its own name for bat
	args  []string
}

var others = []command{
	{[]string{"jq"}, []string{"."}},
	{[]string{"bat", "batcat"}, []string{"--color=always", "--paging=never"}},
}

// commands measures what programs of the command line need for the same files, which they write to nowhere, and what
// we need: to show the first picture, and to colour all lines.
func commands(s *stage, dir string) error {
	for _, megabytes := range []int{10, 100} {
		path, err := prettyFile(dir, megabytes)
		if err != nil {
			return err
		}
		size := fmt.Sprintf("%dmb", megabytes)
		for _, c := range others {
			if err := c.measure(size, path); err != nil {
				return err
			}
		}
		if err := s.ours(size, path); err != nil {
			return err
		}
	}
	return nil
}

func (c command) measure(size, path string) error {
	bin := ""
	for _, name := range c.names {
		if found, err := exec.LookPath(name); err == nil {
			bin = found
			break
		}
	}
	name := c.names[0] + "-" + size
	if bin == "" {
		fmt.Printf("# %s is not installed\n", c.names[0])
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	var err error
	took := timed(func() { err = exec.CommandContext(ctx, bin, append(c.args[:len(c.args):len(c.args)], path)...).Run() })
	switch {
	case ctx.Err() != nil:
		figure.Print(name+"-stopped-after", took, "ms")
	case err != nil:
		return fmt.Errorf("%s: %w", bin, err)
	default:
		figure.Print(name, took, "ms")
	}
	return nil
}

// ours measures the view at the same.
func (s *stage) ours(size, path string) error {
	var err error
	figure.Print("ours-"+size+"-first-picture", timed(func() {
		var d document.Indexed
		if d, err = document.Open(path, false); err == nil {
			s.view.SetDocument(d, "json")
			s.paint()
		}
	}), "ms")
	if err != nil {
		return err
	}
	s.view.Clear()
	figure.Print("ours-"+size+"-all-lines-coloured", timed(func() { err = coloured(path) }), "ms")
	return err
}

// coloured colours all lines of a file.
func coloured(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lexer, in := highlight.New("json"), bufio.NewReaderSize(f, 1<<20)
	var state highlight.State
	var spans []highlight.Span
	for {
		line, err := in.ReadSlice('\n')
		spans, state = lexer.Line(line, state, spans[:0])
		state = lexer.Break(state)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
