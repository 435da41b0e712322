package send

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"postern/model"
)

// payload is the body of a request: pieces of text and files that are read while they are sent, so that
// a body of any size takes little memory and can be sent again after a redirect.
type payload struct {
	pieces      []piece
	size        int64
	contentType string
	boundary    string // of multipart/form-data
}

// piece is a text, or the whole of a file of that size.
type piece struct {
	text string
	path string
	size int64
}

func (p *payload) text(s string) {
	p.pieces = append(p.pieces, piece{text: s, size: int64(len(s))})
	p.size += int64(len(s))
}

// file adds a file; it is opened only when its turn comes.
func (p *payload) file(path string) *model.Failure {
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		err = errors.New("it is a folder")
	}
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no regular file")
	}
	if err == nil {
		err = readable(path)
	}
	if err != nil {
		return failFile(path, err)
	}
	p.pieces = append(p.pieces, piece{path: path, size: info.Size()})
	p.size += info.Size()
	return nil
}

func readable(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return f.Close()
}

// open returns a reader of the body from its start.
func (p *payload) open() io.ReadCloser { return &stream{pieces: p.pieces} }

// inMemory tells whether no file is involved.
func (p *payload) inMemory() bool {
	for _, piece := range p.pieces {
		if piece.path != "" {
			return false
		}
	}
	return true
}

// fileError is a fault of a body's file that showed while it was being sent.
type fileError struct {
	path string
	err  error
}

func (e *fileError) Error() string { return fmt.Sprintf("read %s: %v", e.path, e.err) }
func (e *fileError) Unwrap() error { return e.err }

// stream reads the pieces of a payload one after the other.
type stream struct {
	pieces []piece
	cur    io.Reader
	left   int64 // of the current piece
	file   *os.File
}

// Read fails with a *fileError for a file that cannot be read or has become shorter; what it has grown
// by since its length was announced is left out.
func (s *stream) Read(b []byte) (int, error) {
	for s.left == 0 {
		if len(s.pieces) == 0 {
			return 0, io.EOF
		}
		if err := s.next(); err != nil {
			return 0, err
		}
	}
	n, err := s.cur.Read(b[:min(int64(len(b)), s.left)])
	s.left -= int64(n)
	if err == io.EOF && n == 0 {
		err = errors.New("it became shorter while it was being sent")
	}
	if err != nil && err != io.EOF {
		return n, &fileError{s.path(), err}
	}
	return n, nil
}

func (s *stream) next() error {
	s.closeFile()
	p := s.pieces[0]
	s.pieces, s.left = s.pieces[1:], p.size
	if p.path == "" {
		s.cur = strings.NewReader(p.text)
		return nil
	}
	f, err := os.Open(p.path)
	if err != nil {
		return &fileError{p.path, err}
	}
	s.file, s.cur = f, f
	return nil
}

func (s *stream) path() string {
	if s.file == nil {
		return ""
	}
	return s.file.Name()
}

// Close closes the file that is open; the stream is at its end then.
func (s *stream) Close() error {
	s.pieces, s.left = nil, 0
	s.closeFile()
	return nil
}

func (s *stream) closeFile() {
	if s.file != nil {
		s.file.Close() // it was only read
		s.file = nil
	}
}
