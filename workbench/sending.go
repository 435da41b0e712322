package workbench

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"postern/model"
	"postern/send"
)

// SendOptions say what to send and in which surroundings.
type SendOptions struct {
	// Request as it is in the editor, saved or not.
	Request model.Request
	// Parent is the folder or collection that the request stands in: authentication and variables are
	// inherited from there. Empty means the place of the saved request with the same ID, if there is one.
	Parent model.ID
	// Environment whose variables hold; may be empty.
	Environment model.ID
	// Mock sends to the running mock of the collection instead of the address in the URL.
	Mock bool
	// Progress hears how many bytes of the answer came, and how many there will be (-1 where unknown);
	// it is called on the goroutine of Send. May be nil.
	Progress func(received, total int64)
}

// Send sends a request and keeps the exchange in the history, which masks its secrets. Nothing that goes
// wrong is an error of the program: it is the exchange's Failure.
func (b *Bench) Send(ctx context.Context, o SendOptions) model.Exchange {
	if !b.begin() {
		return refused(o, model.FailCanceled, "The workspace is closed.", "")
	}
	defer b.sends.Done()
	b.fetchCookies()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(b.ctx, cancel)()
	x := b.exchange(ctx, o)
	if err := b.store.AddExchange(x); err != nil {
		b.logger.Warn("add to history", "err", err)
	}
	if len(x.Redirects) > 0 || x.Response != nil && len(x.Response.Cookies) > 0 {
		if err := b.saveCookies(); err != nil {
			b.logger.Warn("save cookies", "err", err)
		}
	}
	return x
}

// begin counts a send in, unless the bench is closing.
func (b *Bench) begin() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.sends.Add(1)
	}
	return !b.closed
}

func (b *Bench) exchange(ctx context.Context, o SendOptions) model.Exchange {
	place := o.Parent
	if place == "" {
		place = o.Request.ID
	}
	s, err := b.around(place, o.Environment)
	if err != nil {
		return refused(o, model.FailInvalid, fmt.Sprintf("What the request inherits could not be read: %v.", err), "")
	}
	settings, err := b.store.Settings()
	if err != nil {
		return refused(o, model.FailInvalid, fmt.Sprintf("The settings could not be read: %v.", err), "")
	}
	job := send.Job{Request: o.Request, Auth: append([]model.Auth{o.Request.Auth}, s.auth...), Vars: s.variables(),
		Settings: settings, Progress: o.Progress}
	if o.Mock {
		if job.Mock = b.mockTarget(s.collection.ID); job.Mock == nil {
			return notRunning(o, s.collection.Name)
		}
	}
	return b.client.Send(ctx, job)
}

func (b *Bench) mockTarget(collection model.ID) *send.MockTarget {
	b.mu.RLock()
	defer b.mu.RUnlock()
	run := b.mocks[collection]
	if run == nil {
		return nil
	}
	return &send.MockTarget{URL: run.server.URL(), KeepBasePath: run.keep}
}

func notRunning(o SendOptions, collection string) model.Exchange {
	if collection == "" {
		return refused(o, model.FailConnect, "The request stands in no collection, so there is no mock to send it to.",
			"Save it into a collection, or send it to the real server.")
	}
	return refused(o, model.FailConnect, fmt.Sprintf("The mock of %q is not running.", collection),
		"Start the mock, or send the request to the real server.")
}

// refused makes the exchange of a request that did not leave.
func refused(o SendOptions, kind model.FailureKind, text, hint string) model.Exchange {
	draft := o.Request.Clone()
	return model.Exchange{ID: model.NewID(), Time: time.Now(), RequestID: draft.ID, RequestName: draft.Name,
		Request: model.WireRequest{Method: draft.MethodOrGet(), URL: draft.Address()}, Draft: &draft, Mocked: o.Mock,
		Failure: &model.Failure{Kind: kind, Text: text, Hint: hint}}
}

// Discard removes the temporary file of an answer that nobody looks at any more. Closing the bench
// removes them all.
func (b *Bench) Discard(x model.Exchange) {
	if x.Response == nil || filepath.Dir(x.Response.Body.Path) != b.temp {
		return
	}
	if err := os.Remove(x.Response.Body.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.logger.Warn("remove the file of an answer", "err", err)
	}
}
