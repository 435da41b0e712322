package request

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"postern/model"
)

// textLimit bounds the files that are read into a body as text, in bytes.
const textLimit = 64 << 20

// readText reads a file that is to become a body's text.
func readText(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("cannot read the file: %w", err)
	}
	if info.Size() > textLimit {
		return "", fmt.Errorf("%s has %d MB, more than fits into a text body: choose the mode \"File\" to send it: %w", path, info.Size()>>20, model.ErrTooLarge)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("cannot read the file: %w", err)
	}
	if !model.Text(data) {
		return "", fmt.Errorf("%s is no text: choose the mode \"File\" to send it as it is: %w", path, model.ErrInvalid)
	}
	return string(data), nil
}

// formatJSON indents a text by two spaces; keys stay in their order and numbers as written.
func formatJSON(text string) (string, error) {
	var out bytes.Buffer
	err := json.Indent(&out, []byte(text), "", "  ")
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		line, column := place(text, int(syntax.Offset))
		return "", fmt.Errorf("the body is no valid JSON at line %d, column %d: %s", line, column, syntax.Error())
	}
	if err != nil {
		return "", fmt.Errorf("the body is no valid JSON: %w", err)
	}
	return out.String(), nil
}

// place turns a count of bytes read into line and column, both from 1.
func place(text string, offset int) (line, column int) {
	before := []byte(text[:min(max(offset-1, 0), len(text))])
	return bytes.Count(before, []byte{'\n'}) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}
