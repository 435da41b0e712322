package request

import (
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
