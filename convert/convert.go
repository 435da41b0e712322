// Package convert turns files of other tools into Postern's nouns and back. It tells formats apart by
// their content and leaves each to a package of its own.
//
// Nothing is dropped silently: every import and export gives a report of what was converted,
// approximated, left out, or kept without being understood. Imports never run scripts and never open a
// file that the imported one refers to.
package convert

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"postern/model"
)

// MaxSize is the size of the largest file that is read, in bytes.
const MaxSize = 256 << 20

// Format names a kind of file.
type Format string

// document is a file after its encoding is undone.
type document struct {
	text []byte                     // UTF-8 without byte order mark
	root map[string]json.RawMessage // nil where the text is no JSON object
}

// first returns the first character that is no space, or 0.
func (d document) first() byte {
	text := bytes.TrimLeft(d.text, " \t\r\n")
	if len(text) == 0 {
		return 0
	}
	return text[0]
}

// reader is one format that can be read, or refused with a better word than "unknown".
type reader struct {
	format Format
	name   string // what it holds, for people; empty where it is refused
	detect func(document) bool
	refuse func() error
	read   func([]byte) (model.Imported, error)
}

// Detect tells the format of a file by its content. An unknown one is a *[model.InputError] that lists
// what can be imported; broken JSON is one with line and column.
func Detect(data []byte) (Format, error) {
	doc, _, err := open(data)
	if err != nil {
		return "", err
	}
	r, err := detect(doc)
	return r.format, err
}

func detect(doc document) (reader, error) {
	for _, r := range readers {
		if !r.detect(doc) {
			continue
		}
		if r.refuse != nil {
			return reader{}, r.refuse()
		}
		return r, nil
	}
	return reader{}, errUnknown(doc)
}

func errUnknown(doc document) error {
	what := "the file is of no kind that can be imported"
	if doc.first() == '[' {
		what = "the file is a JSON list, perhaps data for a run, and no collection"
	}
	var names []string
	for _, r := range readers {
		if r.refuse == nil {
			names = append(names, r.name)
		}
	}
	return &model.InputError{Text: what + "; these can be: " + strings.Join(names, ", ")}
}

// open undoes the encoding of a file and, where it is JSON, takes its outermost object apart.
func open(data []byte) (doc document, replaced bool, err error) {
	if len(data) > MaxSize {
		return doc, false, fmt.Errorf("the file has %d bytes, %d are the limit: %w", len(data), MaxSize, model.ErrTooLarge)
	}
	doc.text, replaced = decode(data)
	switch doc.first() {
	case 0:
		return doc, replaced, &model.InputError{Text: "the file is empty"}
	case '{', '[':
	default:
		return doc, replaced, nil
	}
	if err := checkJSON(doc.text); err != nil {
		return doc, replaced, err
	}
	if doc.first() == '{' {
		if err := json.Unmarshal(doc.text, &doc.root); err != nil {
			return doc, replaced, &model.InputError{Text: "the JSON cannot be read: " + err.Error()}
		}
	}
	return doc, replaced, nil
}

// Read imports a file that is in memory. The name is only for messages. Errors wrap a
// *[model.InputError], or [model.ErrTooLarge] for more than [MaxSize] bytes.
func Read(name string, data []byte) (model.Imported, error) {
	im, err := read(data)
	if err != nil {
		return model.Imported{}, fmt.Errorf("import %s: %w", cmp.Or(name, "the file"), err)
	}
	im.File = name
	return im, nil
}

func read(data []byte) (model.Imported, error) {
	doc, replaced, err := open(data)
	if err != nil {
		return model.Imported{}, err
	}
	r, err := detect(doc)
	if err != nil {
		return model.Imported{}, err
	}
	im, err := r.read(doc.text)
	if err != nil {
		return model.Imported{}, err
	}
	im.Format = string(r.format)
	if replaced {
		im.Report.Add("", model.ReportApproximated, "The file has bytes that are no valid Unicode; they were replaced by �")
	}
	return im, nil
}

// Formats lists the names of the formats that can be read, and of those that can be written.
func Formats() (in, out []string) {
	for _, r := range readers {
		if r.refuse == nil {
			in = append(in, string(r.format))
		}
	}
	for _, w := range writers {
		out = append(out, w.format)
	}
	return in, out
}
