package workbench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"postern/mock"
	"postern/model"
)

// mockRun is the running mock of one collection. Its fields change under the lock of the bench.
type mockRun struct {
	server *mock.Server
	name   string
	keep   bool   // the base path is part of the mock's paths
	fault  string // why what is stored now is not in service
}

// StartMock serves the examples of a collection on 127.0.0.1 and returns how it stands. Port 0 means
// the collection's own port, or where it has none the first free one from model.DefaultMockPort on;
// the port is remembered in the collection, so that the address is the same every day. A taken port
// is an error that carries a *mock.PortError. A mock that runs already is left alone, or moved when
// another port is asked for.
func (b *Bench) StartMock(ctx context.Context, collection model.ID, port int) (model.MockStatus, error) {
	b.edits.Lock()
	defer b.edits.Unlock()
	fail := func(err error) (model.MockStatus, error) {
		return b.MockStatus(collection), fmt.Errorf("start the mock: %w", err)
	}
	if err := errors.Join(ctx.Err(), b.ctx.Err()); err != nil {
		return fail(err)
	}
	old := b.run(collection)
	if old != nil && (port == 0 || port == old.server.Port()) && old.server.Status().Running {
		return b.MockStatus(collection), nil
	}
	table, c, err := b.compile(collection)
	if err != nil {
		return fail(err)
	}
	if tree, err := b.sharedTree(); err == nil && tree.Parent(collection) == "" {
		return fail(fmt.Errorf("the collection %q is in the trash: %w", c.Name, model.ErrInvalid))
	}
	server, err := b.listen(table, c, port)
	if err != nil {
		return fail(err)
	}
	if err := b.remember(c, server.Port()); err != nil {
		return fail(errors.Join(err, closeServer(server)))
	}
	run := &mockRun{server: server, name: c.Name, keep: c.Mock.KeepBasePath}
	if old != nil {
		b.keepState(collection, old.server)
	}
	b.resumeScenario(collection, server)
	b.mu.Lock()
	b.mocks[collection] = run
	b.mu.Unlock()
	if old != nil {
		if err := closeServer(old.server); err != nil {
			b.logger.Warn("stop the mock at its old port", "err", err)
		}
	}
	return b.MockStatus(collection), nil
}

// refresh puts what is stored of a collection into service.
func (b *Bench) refresh(collection model.ID) {
	run := b.run(collection)
	if run == nil {
		return
	}
	if tree, err := b.sharedTree(); err == nil && tree.Parent(collection) == "" {
		if err := b.stop(collection); err != nil {
			b.logger.Warn("stop the mock of a removed collection", "err", err)
		}
		return
	}
	table, c, err := b.compile(collection)
	b.mu.Lock()
	defer b.mu.Unlock()
	if err != nil {
		run.fault = fmt.Sprintf("The last change is not in service: %v. The mock goes on with what it served before.", err)
		return
	}
	run.server.Swap(table)
	run.name, run.keep, run.fault = c.Name, c.Mock.KeepBasePath, ""
}

// StopMock ends the mock of a collection; answers that are under way are finished. Stopping one that
// does not run is no error.
func (b *Bench) StopMock(collection model.ID) error {
	b.edits.Lock()
	defer b.edits.Unlock()
	return b.stop(collection)
}

func (b *Bench) stop(collection model.ID) error {
	b.mu.Lock()
	run := b.mocks[collection]
	delete(b.mocks, collection)
	b.mu.Unlock()
	if run == nil {
		return nil
	}
	err := closeServer(run.server)
	b.keepState(collection, run.server)
	if err != nil {
		return fmt.Errorf("stop the mock of %q: %w", run.name, err)
	}
	return nil
}

func (b *Bench) stopAll() error {
	b.edits.Lock()
	defer b.edits.Unlock()
	var errs []error
	for _, id := range b.running() {
		errs = append(errs, b.stop(id))
	}
	return errors.Join(errs...)
}

func closeServer(s *mock.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	return s.Close(ctx)
}

// MockStatus tells how the mock of a collection stands. It is cheap enough to be asked ten times a
// second.
func (b *Bench) MockStatus(collection model.ID) model.MockStatus {
	b.mu.RLock()
	run := b.mocks[collection]
	if run == nil {
		b.mu.RUnlock()
		s := model.MockStatus{Collection: collection}
		if c, err := b.store.Collection(collection); err == nil {
			s.Name = c.Name
		}
		return s
	}
	defer b.mu.RUnlock()
	s := run.server.Status()
	s.Collection, s.Name = collection, run.name
	if run.fault != "" {
		s.Problems = append([]model.MockProblem{{Text: run.fault}}, s.Problems...)
	}
	return s
}

// MockPreview tells what the mock of a collection would serve if it were started: its routes and
// problems. It compiles the collection, which takes a while for a large one.
func (b *Bench) MockPreview(collection model.ID) model.MockStatus {
	table, c, err := b.compile(collection)
	s := model.MockStatus{Collection: collection, Name: c.Name}
	if err != nil {
		s.Problems = []model.MockProblem{{Text: err.Error()}}
		return s
	}
	s.Routes, s.Problems = table.Routes(), table.Problems()
	return s
}

// Mocks tells how the running mocks stand, by name.
func (b *Bench) Mocks() []model.MockStatus {
	var out []model.MockStatus
	for _, id := range b.running() {
		if s := b.MockStatus(id); s.Running {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(x, y model.MockStatus) int {
		return strings.Compare(strings.ToLower(x.Name)+string(x.Collection), strings.ToLower(y.Name)+string(y.Collection))
	})
	return out
}

// MockEntries returns at most max entries of a running mock's journal that came after the one numbered
// since, oldest first; none where the mock does not run.
func (b *Bench) MockEntries(collection model.ID, since uint64, max int) []model.MockEntry {
	run := b.run(collection)
	if run == nil {
		return nil
	}
	return run.server.Journal().Since(since, max)
}

// run returns the running mock of a collection, or nil.
func (b *Bench) run(collection model.ID) *mockRun {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.mocks[collection]
}

// running returns the collections whose mocks run.
func (b *Bench) running() []model.ID {
	b.mu.RLock()
	defer b.mu.RUnlock()
	out := make([]model.ID, 0, len(b.mocks))
	for id := range b.mocks {
		out = append(out, id)
	}
	return out
}
