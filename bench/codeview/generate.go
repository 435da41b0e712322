package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"postern/highlight"
)

// record is one element of what is generated.
func record(i int) string {
	return fmt.Sprintf("  {\n    \"id\": %d,\n    \"name\": \"Item %d\",\n    \"price\": %d.50,\n    \"tags\": [\"a\", \"b\"],\n    \"ok\": true\n  }", i, i, i%100)
}

// pretty writes formatted JSON of at least size bytes.
func pretty(path string, size int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	written := 0
	w.WriteString("[\n")
	for i := 0; written < size; i++ {
		r := record(i) + ",\n"
		written += len(r)
		w.WriteString(r)
	}
	w.WriteString("  null\n]\n")
	return w.Flush()
}

// text returns formatted JSON of at least size bytes.
func text(size int) string {
	var b strings.Builder
	b.WriteString("[\n")
	for i := 0; b.Len() < size; i++ {
		b.WriteString(record(i) + ",\n")
	}
	return b.String() + "  null\n]\n"
}

// compact writes minified JSON of at least size bytes in one line.
func compact(path string, size int) error {
	source, err := os.CreateTemp(filepath.Dir(path), "source")
	if err != nil {
		return err
	}
	defer os.Remove(source.Name())
	defer source.Close()
	if err := pretty(source.Name(), size*3/2); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return highlight.FormatJSON(f, bufio.NewReaderSize(source, 1<<20), highlight.Style{Minify: true})
}

// resident is the memory of the process that is in RAM, in megabytes.
func resident() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := bytes.Cut(status, []byte("VmRSS:"))
	kb, _ := strconv.ParseFloat(strings.Fields(string(after))[0], 64)
	return kb / 1024
}
