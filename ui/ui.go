// Package ui is the window: it builds the rooms, lays them out, and wires them to each other and to the
// services behind them, which it knows only by the small interfaces of the rooms.
package ui

import (
	"context"
	"io"

	"fyne.io/fyne/v2"

	"postern/model"
	"postern/ui/backups"
	"postern/ui/history"
	"postern/ui/mocks"
	"postern/ui/request"
	"postern/ui/session"
	"postern/ui/task"
)

// Workspace is the file behind the window.
type Workspace interface {
	session.Workspace
	session.Entities
	session.Drafts
}

// Exchange brings collections in and out.
type Exchange interface {
	// ReadImport reads a file, or data under a name where path is empty. It stores nothing.
	ReadImport(ctx context.Context, path string, data []byte) (model.Imported, error)
	// ImportChange returns the change that stores what was read.
	ImportChange(im model.Imported) (model.Change, error)
	// ExportFile writes a collection to a file, whole or not at all.
	ExportFile(ctx context.Context, collection model.ID, path string, secrets bool) (model.Report, error)
}

// Services is what the window needs of the rest of the program.
type Services struct {
	Workspace Workspace
	Sender    request.Sender
	Scopes    request.Scopes
	Mocks     mocks.Servers
	Past      history.Past
	Exchange  Exchange
	Example   func(e model.Exchange, request model.Request, name string) (model.Example, error)
	Body      func(hash string) ([]byte, error)
	Globals   func() (model.Environment, error)
	FreePort  func(err error) int
	// WriteFile fills a file, whole or not at all.
	WriteFile func(path string, write func(io.Writer) error) error
	// EmptyTrash deletes for good what is named, or all that is in the trash.
	EmptyTrash func(ids ...model.ID) error
	// Copies are the backups; nil where there are none to be had.
	Copies backups.Copies
	// Recovery tells what became of a damaged workspace file; nil, or returning nil, when all is well.
	Recovery func() *model.Recovery
	// Damage tells what the check of the whole file has found since it was opened; nil for no such check.
	Damage func() []model.Loss
	// Search finds words anywhere in the workspace, best first; nil where it cannot.
	Search func(ctx context.Context, query string, limit int) ([]model.Match, error)
	// SecretsNotice tells where the key of the secrets is kept and what that means; it may have to wait for
	// the system. nil for no words.
	SecretsNotice func() string
	// LooksSecret tells, a line each, what looks like a secret in a plain field; nil for no such advice.
	LooksSecret func(r model.Request) []string
}

// Options are the facts that the window shows or needs at its start.
type Options struct {
	App     fyne.App
	Window  fyne.Window
	Runner  task.Runner
	Version string
	File    string // path of the workspace file
	// Notice is shown when the window opens: what happened to a damaged workspace.
	Notice string
}
