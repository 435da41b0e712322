package kit

import "bytes"

// Document is a text that a [CodeView] shows: lines by number, bytes by offset. A line ends with "\n" or
// "\r\n"; text after the last line break is a line too, so an empty document has one. A Document is used
// by one goroutine at a time.
type Document interface {
	// Lines is at least 1.
	Lines() int
	// Line returns a line without its line break. The bytes are the document's: they must not be changed and
	// are valid until the next call of any method. For a line of any length prefer Bounds and Bytes.
	Line(i int) []byte
	// Bounds returns the offsets of a line's first byte and of the byte after its last, line break not
	// included. Numbers out of range mean the nearest line.
	Bounds(i int) (start, end int64)
	// LineAt returns the line that an offset is in; a line break belongs to the line that it ends.
	LineAt(offset int64) int
	// Bytes returns a part of the text, under the conditions of Line. Offsets out of range are cut.
	Bytes(from, to int64) []byte
	// Size is the number of bytes.
	Size() int64
	// Close releases what the document holds. Nothing else may be called afterwards.
	Close() error
}

// textDocument is a document in memory.
type textDocument struct {
	data  []byte
	index lineIndex
}

// TextDocument makes a document of text in memory, at some 2 GB a second, with an index of about one part
// in three hundred. It keeps text, which must not be changed any more.
func TextDocument(text []byte) Document {
	d := &textDocument{data: text}
	d.index.start()
	d.index.add(text)
	d.index.finish()
	return d
}

func (d *textDocument) Lines() int                  { return d.index.lines }
func (d *textDocument) Size() int64                 { return int64(len(d.data)) }
func (d *textDocument) Close() error                { d.data = nil; d.index.start(); d.index.finish(); return nil }
func (d *textDocument) LineAt(off int64) int        { return d.index.lineAt(off, d) }
func (d *textDocument) Bounds(i int) (int64, int64) { return d.index.bounds(i, d) }
func (d *textDocument) longest() int64              { return d.index.longest }

func (d *textDocument) Line(i int) []byte {
	start, end := d.Bounds(i)
	return d.data[start:end:end]
}

func (d *textDocument) Bytes(from, to int64) []byte {
	to = min(max(to, 0), int64(len(d.data)))
	from = min(max(from, 0), to)
	return d.data[from:to:to]
}

func (d *textDocument) newline(from, to int64) int64 {
	if i := bytes.IndexByte(d.data[from:to], '\n'); i >= 0 {
		return from + int64(i)
	}
	return -1
}

func (d *textDocument) byteAt(off int64) byte { return d.data[off] }
