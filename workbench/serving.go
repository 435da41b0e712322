package workbench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"postern/instance"
	"postern/model"
)

// What another start of the program may ask of the one that has the workspace open.
const (
	askHello    = "hello"    // nothing: it lives
	askFront    = "activate" // files, and the window comes to the front
	askSnapshot = "snapshot" // a copy to read from
)

// frontRequest is the body of askFront: the absolute paths of files to import.
type frontRequest struct {
	Files []string `json:"files"`
}

// snapshotAnswer is the answer to askSnapshot: the path of a copy, which the one who asked removes.
type snapshotAnswer struct {
	Path string `json:"path"`
}

// How long another process is waited for, at most: to come to the front, and to copy the workspace.
const (
	frontPatience    = 5 * time.Second
	snapshotPatience = 2 * time.Minute
)

// Serve lets other starts of the program find this one until the listener is closed, which must be before
// the bench is. front brings the window to the front with files to import; it is called on any goroutine
// and gives up, with an error, when its context ends: the window hangs then.
func (b *Bench) Serve(front func(ctx context.Context, files []string) error) (*instance.Listener, error) {
	return instance.Listen(b.Path(), func(ctx context.Context, name string, body json.RawMessage) (any, error) {
		switch name {
		case askHello:
			return nil, nil
		case askFront:
			var q frontRequest
			if err := json.Unmarshal(body, &q); err != nil {
				return nil, fmt.Errorf("unreadable request: %w", err)
			}
			for _, file := range q.Files {
				if !filepath.IsAbs(file) {
					return nil, fmt.Errorf("%q is not an absolute path", file)
				}
			}
			ctx, cancel := context.WithTimeout(ctx, frontPatience-time.Second) // before the other side gives up
			defer cancel()
			return nil, front(ctx, q.Files)
		case askSnapshot:
			path := filepath.Join(b.temp, "snapshot-"+string(model.NewID())+".db")
			return snapshotAnswer{path}, b.store.Snapshot(path)
		}
		return nil, fmt.Errorf("this Postern knows no request %q: it may be older than the one that asks", name)
	})
}

// HandOver gives files to import to the window that has the workspace open, and brings it to the front.
// The error wraps instance.ErrNone where there is no such window.
func HandOver(ctx context.Context, workspace string, files []string) error {
	q := frontRequest{Files: []string{}}
	for _, file := range files {
		full, err := filepath.Abs(file)
		if err != nil {
			return err
		}
		q.Files = append(q.Files, full)
	}
	return ask(ctx, frontPatience, workspace, askFront, q, nil)
}

// OpenOrHandOver opens the workspace or, where a window has it open, gives that the files and brings it to
// the front; the bench is then nil.
func OpenOrHandOver(ctx context.Context, path string, files []string, o Options) (b *Bench, err error) {
	const tries = 3 // of which each waits for the lock of a window that is just opening or closing
	for range tries {
		if err := HandOver(ctx, path, files); !errors.Is(err, instance.ErrNone) {
			return nil, err
		}
		if b, err = Open(ctx, path, o); !errors.Is(err, model.ErrLocked) {
			break
		}
	}
	return b, err
}

// RequestSnapshot asks the window that has the workspace open for a consistent copy to read from, and
// returns its path; the caller removes it. The error wraps instance.ErrNone where there is no such window.
func RequestSnapshot(ctx context.Context, workspace string) (path string, err error) {
	if err := ask(ctx, frontPatience, workspace, askHello, nil, nil); err != nil {
		return "", err // one that hangs is not waited for any longer
	}
	var a snapshotAnswer
	if err := ask(ctx, snapshotPatience, workspace, askSnapshot, nil, &a); err != nil {
		return "", err
	}
	if !filepath.IsAbs(a.Path) {
		return "", fmt.Errorf("the window that has %s open answers with %q instead of a path: %w", workspace, a.Path, model.ErrInvalid)
	}
	return a.Path, nil
}

// ask calls the other process, and puts into words why it was no help, and what to do.
func ask(ctx context.Context, patience time.Duration, workspace, name string, body, result any) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := instance.Call(ctx, workspace, name, body, result)
	if err == nil || errors.Is(err, instance.ErrNone) {
		return err
	}
	return fmt.Errorf("workspace %s is open in another Postern, which could not help: %w. Close it there, or end it if it hangs",
		workspace, err)
}
