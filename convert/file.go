package convert

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"postern/model"
)

// ReadFile imports a file of at most [MaxSize] bytes. A file that is not there is an error that wraps
// [model.ErrNotFound]; for others see [Read].
func ReadFile(path string) (model.Imported, error) {
	data, err := load(path, MaxSize)
	if errors.Is(err, fs.ErrNotExist) {
		return model.Imported{}, fmt.Errorf("import %s: there is no such file: %w", path, model.ErrNotFound)
	}
	if err != nil {
		return model.Imported{}, fmt.Errorf("import %s: %w", path, err)
	}
	return Read(path, data)
}

// load reads a file up to the limit.
func load(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, &model.InputError{Text: "it is a folder; choose a file"}
	}
	var data []byte
	if info.Size() <= limit { // a pipe has no size, so what comes is counted too
		data, err = io.ReadAll(io.LimitReader(f, limit+1))
	}
	if info.Size() > limit || int64(len(data)) > limit {
		return nil, fmt.Errorf("the file has more than %d MiB: %w", limit>>20, model.ErrTooLarge)
	}
	return data, err
}
