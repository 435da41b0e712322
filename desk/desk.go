// Package desk puts window and workbench together: it gives the window what it needs of the workbench,
// in the window's own words.
package desk

import (
	"context"
	"errors"
	"io"

	"postern/mock"
	"postern/model"
	"postern/ui"
	"postern/ui/request"
	"postern/workbench"
)

// New builds the window on an open workspace. o needs its App, Window, Runner and Version; the rest
// comes from the workbench.
func New(b *workbench.Bench, o ui.Options) (*ui.Window, error) {
	o.File, o.Notice = b.Path(), b.Notice()
	s := services{b}
	w, err := ui.New(o, ui.Services{Workspace: s, Sender: sender{b}, Scopes: s, Mocks: s, Past: s, Exchange: s,
		Example: b.MakeExample, Body: s.Body, Globals: s.Globals, FreePort: freePort, WriteFile: writeFile, EmptyTrash: s.EmptyTrash,
		Copies: s, Recovery: b.Recovery, Damage: b.Damage, Search: b.Search, SecretsNotice: b.SecretsNotice, LooksSecret: looksSecret})
	if err == nil {
		b.Listen(func() { o.Runner.Post(w.Reload) })
	}
	return w, err
}

// services is the workbench in the window's words.
type services struct{ *workbench.Bench }

// ReadImport implements ui.Exchange.
func (s services) ReadImport(ctx context.Context, path string, data []byte) (model.Imported, error) {
	if path == "" {
		return s.ImportData(ctx, "pasted text", data)
	}
	return s.Import(ctx, path)
}

// ImportChange implements ui.Exchange.
func (s services) ImportChange(im model.Imported) (model.Change, error) {
	globals, err := s.Globals()
	if err != nil {
		return model.Change{}, err
	}
	return workbench.ImportChange(im, globals), nil
}

// ExportFile implements ui.Exchange.
func (s services) ExportFile(_ context.Context, collection model.ID, path string, secrets bool) (model.Report, error) {
	return s.Bench.ExportFile(path, collection, "postman", secrets)
}

// sender sends for the request room.
type sender struct{ bench *workbench.Bench }

// Send implements request.Sender.
func (s sender) Send(ctx context.Context, j request.Job) model.Exchange {
	return s.bench.Send(ctx, workbench.SendOptions{Request: j.Request, Parent: j.Parent, Environment: j.Environment, Mock: j.Mock, Progress: j.Progress})
}

// freePort returns the port that a refused start of a mock offers instead, or 0.
func freePort(err error) int {
	if taken, ok := errors.AsType[*mock.PortError](err); ok {
		return taken.Free
	}
	return 0
}

// writeFile fills a file that is readable like any other the user makes.
func writeFile(path string, write func(io.Writer) error) error {
	return workbench.WriteFile(path, false, write)
}
