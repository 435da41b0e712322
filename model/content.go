package model

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"unicode/utf8"
)

// Content is a body that may be large. It is in exactly one place: in Data, in the file Path, or (Data
// nil, Path empty, Hash set) in the store, from where [store.Store.Body] brings it.
type Content struct {
	// Hash is the SHA-256 of the bytes in hex once the content is stored.
	Hash string `json:"hash,omitempty"`
	// Size in bytes.
	Size int64  `json:"size,omitempty"`
	Data []byte `json:"-"`
	Path string `json:"-"`
}

// Bytes makes content of bytes in memory.
func Bytes(b []byte) Content { return Content{Size: int64(len(b)), Data: b} }

// Stored tells whether the bytes must be brought from the store first.
func (c Content) Stored() bool { return c.Data == nil && c.Path == "" && c.Hash != "" && c.Size > 0 }

// Open returns a reader of the bytes in memory or in the file. It fails for content that is only in
// the store.
func (c Content) Open() (io.ReadSeekCloser, error) {
	if c.Path != "" {
		return os.Open(c.Path)
	}
	if c.Stored() {
		return nil, fmt.Errorf("open body %s: still in the store: %w", c.Hash, ErrInvalid)
	}
	return nopCloser{bytes.NewReader(c.Data)}, nil
}

// ReadAll returns the bytes, at most limit of them; more is an error that wraps ErrTooLarge.
func (c Content) ReadAll(limit int64) ([]byte, error) {
	if size := max(c.Size, int64(len(c.Data))); size > limit {
		return nil, fmt.Errorf("body of %d bytes is over the limit of %d: %w", size, limit, ErrTooLarge)
	}
	if c.Path == "" {
		if c.Stored() {
			return nil, fmt.Errorf("read body %s: still in the store: %w", c.Hash, ErrInvalid)
		}
		return c.Data, nil
	}
	f, err := os.Open(c.Path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, min(limit, math.MaxInt64-1)+1)) // the file may have grown
	if err == nil && int64(len(data)) > limit {
		return nil, fmt.Errorf("body in %s is over the limit of %d bytes: %w", c.Path, limit, ErrTooLarge)
	}
	return data, err
}

// Gone tells of a body that is known by its size only: the history keeps no large bodies.
func (c Content) Gone() bool { return c.Data == nil && c.Path == "" && c.Hash == "" && c.Size > 0 }

// Text tells whether the bytes in memory look like text: valid UTF-8 without NUL in the first 8 KiB.
func Text(b []byte) bool {
	const head = 8 << 10
	if len(b) > head {
		b = b[:head]
		for i := 0; i < utf8.UTFMax && len(b) > 0 && !utf8.Valid(b); i++ {
			b = b[:len(b)-1] // a rune cut in two at the end is no sign of binary
		}
	}
	return utf8.Valid(b) && bytes.IndexByte(b, 0) < 0
}

type nopCloser struct{ *bytes.Reader }

func (nopCloser) Close() error { return nil }
