package response

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2/lang"

	"postern/jsonscan"
	"postern/jsonview"
	"postern/model"
	"postern/ui/kit"
)

// structure is the body of an answer as values of JSON. It is read once, in the background; the file that
// a large body is in stays open as long as the body is shown. It belongs to the UI goroutine.
type structure struct {
	p       *presenter
	changed func()

	doc    *jsonview.Doc // nil until the body was read
	note   string        // why there is no doc, or what is wrong with the text
	turn   int
	cancel context.CancelFunc
	file   *fileText // what is open, nil for a body in memory
}

// errNoJSON is said of a body that begins with no value.
var errNoJSON = errors.New("the body is no JSON")

const (
	// faultyLimit is the largest text with a fault that is shown as far as it goes: there is no index of
	// it, so every look walks over it.
	faultyLimit = 8 << 20
	// progressStep is how often the reading of a large body says how far it is.
	progressStep = 100 * time.Millisecond
)

// open reads a body. What was open is released.
func (s *structure) open(body model.Content) {
	s.close()
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	turn := s.turn
	src, err := s.source(body)
	if err != nil {
		s.finish(nil, err)
		return
	}
	s.note = lang.L("Reading the structure…")
	s.watch(turn, body.Size)
	var doc *jsonview.Doc
	s.p.deps.Session.Runner().Start(ctx, func(ctx context.Context) { doc, err = readStructure(ctx, src) }, func() {
		if s.turn == turn {
			s.finish(doc, err)
		}
	})
}

func (s *structure) finish(doc *jsonview.Doc, err error) {
	s.turn++ // ends watch
	s.doc, s.note = doc, ""
	if err != nil {
		s.note = kit.Sentence(err.Error())
	}
	s.changed()
}

// source opens the bytes.
func (s *structure) source(body model.Content) (jsonscan.Source, error) {
	switch {
	case body.Size == 0:
		return nil, errors.New(lang.L("The answer has no body"))
	case body.Gone():
		return nil, fmt.Errorf("read the body: %w", errGone)
	case body.Path == "":
		return jsonscan.Text(body.Data), nil
	}
	f, err := os.Open(body.Path)
	if err != nil {
		return nil, fmt.Errorf("open the body: %w", err)
	}
	s.file = &fileText{File: f, size: body.Size}
	return s.file, nil
}

// readStructure builds the index. A small text with a fault is given as far as it goes, with the fault.
func readStructure(ctx context.Context, src jsonscan.Source) (*jsonview.Doc, error) {
	doc := jsonview.Open(src)
	if doc.Root().Kind == jsonscan.None {
		return nil, errNoJSON
	}
	err := doc.Index(ctx)
	if fault, ok := errors.AsType[*jsonscan.Error](err); ok {
		err = fmt.Errorf("the body is no valid JSON: byte %d: %s", fault.Offset+1, fault.Text)
		if src.Size() <= faultyLimit {
			return doc, err
		}
	}
	if err != nil {
		return nil, err
	}
	return doc, nil
}

// watch says how far the reading is, as long as it lasts.
func (s *structure) watch(turn int, size int64) {
	s.changed()
	if s.file == nil {
		return
	}
	s.p.deps.Session.Runner().After(progressStep, func() {
		if s.turn == turn {
			s.note = fmt.Sprintf(lang.L("Reading the structure… %d %%"), 100*s.file.read.Load()/max(1, size))
			s.watch(turn, size)
		}
	})
}

// close ends the reading and lets go of the file.
func (s *structure) close() {
	s.turn++
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
	if s.file != nil {
		s.file.Close() // it was only read
		s.file = nil
	}
	s.doc, s.note = nil, ""
}

// fileText is a text in a file. It knows how far it was read.
type fileText struct {
	*os.File
	size int64
	read atomic.Int64
}

// Size implements [jsonscan.Source].
func (f *fileText) Size() int64 { return f.size }

// ReadAt implements [jsonscan.Source].
func (f *fileText) ReadAt(b []byte, at int64) (int, error) {
	n, err := f.File.ReadAt(b, at)
	f.read.Store(at + int64(n))
	return n, err
}
