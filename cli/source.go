package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"postern/convert"
	"postern/instance"
	"postern/model"
	"postern/store"
	"postern/workbench"
)

// source is what a FILE|NAME stands for.
type source struct {
	bundle model.Bundle
	// environments came in the same file, or are those of the workspace.
	environments []model.Environment
	globals      []model.Variable
	settings     model.Settings
	stored       bool // in the workspace
}

// inputLimit is the most that is read from standard input, in bytes.
const inputLimit = 256 << 20

// isFile tells whether an argument names a file to read rather than something in the workspace.
func isFile(arg string) bool {
	if arg == "-" {
		return true
	}
	info, err := os.Stat(arg)
	return err == nil && !info.IsDir()
}

// read imports a file, or standard input for "-".
func (a *app) read(file string) (model.Imported, error) {
	if file != "-" {
		return convert.ReadFile(file)
	}
	data, err := a.stdin()
	if err != nil {
		return model.Imported{}, err
	}
	return convert.Read("standard input", data)
}

func (a *app) stdin() ([]byte, error) {
	if a.env.Stdin == nil {
		return nil, nil
	}
	data, err := io.ReadAll(io.LimitReader(a.env.Stdin, inputLimit+1))
	if err == nil && len(data) > inputLimit {
		err = &plainError{"standard input is over the limit of 256 MiB", model.ErrTooLarge}
	}
	return data, err
}

// source reads the one collection that an argument stands for.
func (a *app) source(ctx context.Context, arg string) (source, error) {
	if isFile(arg) {
		return a.fileSource(arg)
	}
	st, err := a.reading(ctx)
	if err != nil {
		return source{}, noSuch(arg, err)
	}
	defer st.Close()
	id, err := findCollection(st, arg)
	if err != nil {
		return source{}, noSuch(arg, err)
	}
	return storedSource(st, id)
}

// noSuch makes clear that an argument might have been meant as a file.
func noSuch(arg string, err error) error {
	if !errors.Is(err, model.ErrNotFound) {
		return err
	}
	if info, statErr := os.Stat(arg); statErr == nil && info.IsDir() {
		return notFound("%s is a folder, not a file to import, and %v", arg, err)
	}
	return notFound("there is no file %s, and %v", arg, err)
}

func (a *app) fileSource(file string) (source, error) {
	im, err := a.read(file)
	if err != nil {
		return source{}, err
	}
	switch len(im.Bundles) {
	case 0:
		return source{}, invalid("%s has no collection in it (it is of the kind %s)", file, im.Format)
	case 1:
	default:
		return source{}, invalid("%s has %d collections in it: import it and name one of them", file, len(im.Bundles))
	}
	return source{bundle: im.Bundles[0], environments: im.Environments, settings: model.DefaultSettings()}, nil
}

func storedSource(st *store.Store, id model.ID) (s source, err error) {
	s.stored = true
	if s.bundle, err = st.Bundle(id); err != nil {
		return s, err
	}
	globals, err := st.Globals()
	if err != nil {
		return s, err
	}
	s.globals = globals.Variables
	if s.environments, err = st.Environments(); err != nil {
		return s, err
	}
	s.settings, err = st.Settings()
	return s, err
}

func findCollection(st *store.Store, name string) (model.ID, error) {
	tree, err := st.Tree()
	if err != nil {
		return "", err
	}
	ids := tree.Children(model.RootID)
	names := make([]string, len(ids))
	for i, id := range ids {
		if string(id) == name {
			return id, nil
		}
		h, _ := tree.Head(id)
		names[i] = h.Name
	}
	at, err := pick("collection", name, names)
	if err != nil {
		return "", err
	}
	return ids[at], nil
}

// reading opens the workspace to read from it: a copy of it where a window has it open. One that does not
// exist is not made.
func (a *app) reading(ctx context.Context) (*store.Store, error) {
	path, err := a.workspacePath()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, notFound("there is no workspace at %s", path)
	}
	if st, err := a.readingCopy(ctx, path); !errors.Is(err, instance.ErrNone) {
		return st, err
	}
	st, err := open(path, path, true)
	if !errors.Is(err, model.ErrLocked) {
		return st, err
	}
	if st, copyErr := a.readingCopy(ctx, path); !errors.Is(copyErr, instance.ErrNone) { // a window that was just opening
		return st, copyErr
	}
	return nil, err
}

// readingCopy opens a copy that the window makes of the workspace. Nothing is left of it in the end.
func (a *app) readingCopy(ctx context.Context, path string) (*store.Store, error) {
	copied, err := workbench.RequestSnapshot(ctx, path)
	if err != nil {
		return nil, err
	}
	a.copied = true
	st, err := open(copied, path, true)
	if os.Remove(copied) != nil { // some systems keep a file while it is open
		a.leftovers = append(a.leftovers, copied)
	}
	return st, err
}

// removeLeftovers removes the copies that could not be removed while they were open.
func (a *app) removeLeftovers() {
	for _, path := range a.leftovers {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			a.tell("remove the copy of the workspace: %v", err)
		}
	}
}

// writing opens the workspace to change it, and makes it where there is none.
func (a *app) writing() (*store.Store, error) {
	path, err := a.workspacePath()
	if err != nil {
		return nil, err
	}
	return open(path, path, false)
}

// open opens a workspace, or a copy of it, with the keys for its secrets.
func open(path, workspace string, readOnly bool) (*store.Store, error) {
	st, err := store.Open(path, store.Options{ReadOnly: readOnly, Sealer: workbench.DefaultKeys(workspace)})
	return st, openError(err)
}

// openError adds what to do about a workspace that the window holds.
func openError(err error) error {
	if errors.Is(err, model.ErrLocked) {
		return &plainError{err.Error() + ". Only the window can change it now: \"postern FILE...\" hands it files to import. " +
			"Or close it there, or name another workspace with --workspace", model.ErrLocked}
	}
	return err
}
