// Package document makes the texts that benchmarks of the text view show, and opens them as the response room does.
package document

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"postern/highlight"
)

// record is one element of what is generated.
func record(i int) string {
	return fmt.Sprintf("  {\n    \"id\": %d,\n    \"name\": \"Item %d\",\n    \"price\": %d.50,\n    \"tags\": [\"a\", \"b\"],\n    \"ok\": true\n  }", i, i, i%100)
}

// Pretty writes formatted JSON of at least size bytes.
func Pretty(path string, size int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	written := 0
	w.WriteString("[\n") // Flush tells what fails
	for i := 0; written < size; i++ {
		r := record(i) + ",\n"
		written += len(r)
		w.WriteString(r)
	}
	w.WriteString("  null\n]\n")
	return w.Flush()
}

// Text returns formatted JSON of at least size bytes.
func Text(size int) string {
	var b strings.Builder
	b.WriteString("[\n")
	for i := 0; b.Len() < size; i++ {
		b.WriteString(record(i) + ",\n")
	}
	return b.String() + "  null\n]\n"
}

// Compact writes minified JSON of at least size bytes in one line.
func Compact(path string, size int) error {
	source, err := os.CreateTemp(filepath.Dir(path), "source")
	if err != nil {
		return err
	}
	defer os.Remove(source.Name())
	defer source.Close()
	if err := Pretty(source.Name(), size*3/2); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return highlight.FormatJSON(f, bufio.NewReaderSize(source, 1<<20), highlight.Style{Minify: true})
}
