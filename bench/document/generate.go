// Package document makes the texts that benchmarks of the text view show, and opens them as the response room does.
package document

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
)

// style is how a text of records is written.
type style struct{ head, record, tail string }

var (
	pretty  = style{"[\n", "  {\n    \"id\": %d,\n    \"name\": \"Item %d\",\n    \"price\": %d.50,\n    \"tags\": [\"a\", \"b\"],\n    \"ok\": true\n  },\n", "  null\n]\n"}
	compact = style{"[", `{"id":%d,"name":"Item %d","price":%d.50,"tags":["a","b"],"ok":true},`, "null]"}
)

// write writes records of at least size bytes.
func (s style) write(w io.Writer, size int) error {
	if _, err := io.WriteString(w, s.head); err != nil {
		return err
	}
	for i, written := 0, 0; written < size; i++ {
		n, err := fmt.Fprintf(w, s.record, i, i, i%100)
		if err != nil {
			return err
		}
		written += n
	}
	_, err := io.WriteString(w, s.tail)
	return err
}

func (s style) file(path string, size int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	if err := s.write(w, size); err != nil {
		return err
	}
	return w.Flush()
}

// Pretty writes formatted JSON of at least size bytes to a file.
func Pretty(path string, size int) error { return pretty.file(path, size) }

// Compact writes minified JSON of at least size bytes in one line to a file.
func Compact(path string, size int) error { return compact.file(path, size) }

// Text returns formatted JSON of at least size bytes.
func Text(size int) string {
	var b strings.Builder
	_ = pretty.write(&b, size) // a builder takes all
	return b.String()
}
