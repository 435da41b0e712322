// Package text holds texts of any size and what an editor does with them. It knows no window and no colour.
//
// # The model
//
// A [Document] is a sequence of bytes with numbered lines. Positions are byte offsets (int64) or pairs of line
// and offset, never pixels and never floats. The bytes are kept exactly: invalid UTF-8, NUL, CRLF and a byte order
// mark come back as they went in. A line ends with "\n"; the "\r" before it belongs to the line break.
//
//   - [Buffer] is in memory and can be edited: a balanced tree of immutable chunks. An edit copies one path of the
//     tree, so it costs the same in 10 KB and in 100 MB, and [Buffer.Snapshot] is free: a snapshot is a Document that
//     other goroutines read while the user types.
//   - [File] is read-only on disk: pages read on demand and a sparse line index that [File.Index] builds in the
//     background. Everything works while the index grows.
//   - [Formatted] shows a JSON document indented, without holding the indented text; [IndentJSON] gives all of it, and
//     [CheckJSON] only checks.
//
// What is built on a Document:
//
//   - [Cells] says how bytes are shown: grapheme clusters to cells, tabs, escapes for what cannot be seen.
//   - [Layout] cuts lines into visual rows, soft-wrapped or hard, at once even in the middle of a line of 100 MB.
//   - [Folds] hides ranges of lines and maps visible lines to lines.
//   - [Caret] moves by grapheme, word, row, page and document; [Editor] adds changes, undo and redo to a Buffer.
//   - [Finder] searches, plain or by regular expression, and can be cancelled.
//
// # Goroutines
//
// Snapshots, Files and Formatted documents may be read on any goroutine. A Buffer, and Editor, Caret, Layout and
// Folds belong to one. The package starts no goroutines: what takes long takes a context and is run by the caller.
package text

import (
	"bytes"
	"context"
	"io"
)

// Document is a text that can be read. Offsets and line numbers out of range mean the nearest one in range.
type Document interface {
	// Len is the number of bytes known so far; Lines tells whether that is all.
	Len() int64
	// Lines is the number of lines known so far, at least 1, and whether the whole text is known.
	Lines() (count int, complete bool)
	// LineStart is the offset of a line's first byte. The number after the last line gives Len.
	LineStart(line int) int64
	// LineOf is the line an offset is in. A line break belongs to the line that it ends.
	LineOf(off int64) int
	// Chunk is the text from an offset on, as far as it lies together in memory: at least one byte unless the text
	// ends there. The bytes never change and must not be changed; they may be kept. Bytes that cannot be read are 0
	// here, so that what is shown never depends on the disk.
	Chunk(off int64) []byte
	// ReadAt copies text; it is [io.ReaderAt]. Bytes that cannot be read are an error here.
	ReadAt(p []byte, off int64) (int, error)
	// Version changes whenever the bytes or the number of lines do.
	Version() uint64
}

// Bytes returns a part of a document, without copying where it lies together. The result must not be changed.
func Bytes(doc Document, from, to int64) []byte {
	from, to = clip(doc, from, to)
	if from == to {
		return nil
	}
	b := doc.Chunk(from)
	if n := to - from; int64(len(b)) >= n {
		return b[:n:n]
	}
	out := make([]byte, to-from)
	for at := out; len(at) > 0; {
		n := copy(at, doc.Chunk(to-int64(len(at))))
		if n == 0 {
			break // shorter than Len: left 0
		}
		at = at[n:]
	}
	return out
}

// LineBounds returns the offsets of a line's first byte and of its line break (or the end of the text).
func LineBounds(doc Document, line int) (start, end int64) {
	start, end = doc.LineStart(line), doc.LineStart(line+1)
	if end <= start {
		return start, max(start, end)
	}
	tail := Bytes(doc, max(start, end-2), end)
	switch {
	case bytes.HasSuffix(tail, []byte("\r\n")):
		end -= 2
	case bytes.HasSuffix(tail, []byte("\n")):
		end--
	}
	return start, end
}

// Line returns a line without its line break, under the conditions of [Bytes]. A line can be as long as the text:
// use [LineBounds] and a [Layout] for what is shown.
func Line(doc Document, line int) []byte {
	start, end := LineBounds(doc, line)
	return Bytes(doc, start, end)
}

// Copy writes a part of a document to w. The error is that of w or of the document.
func Copy(w io.Writer, doc Document, from, to int64) error {
	var failed error
	err := scan(context.Background(), doc, from, to, func(_ int64, b []byte) bool {
		_, failed = w.Write(b)
		return failed == nil
	})
	if err != nil {
		return err
	}
	return failed
}

func clip(doc Document, from, to int64) (int64, int64) {
	to = min(max(to, 0), doc.Len())
	return min(max(from, 0), to), to
}

// readChunks is ReadAt for documents whose chunks are always there.
func readChunks(doc interface{ Chunk(off int64) []byte }, p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) {
		b := doc.Chunk(off + int64(n))
		if len(b) == 0 {
			return n, io.EOF
		}
		n += copy(p[n:], b)
	}
	return n, nil
}
