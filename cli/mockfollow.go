package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"postern/mock"
	"postern/model"
)

// feed is where a mock gets its collection from, at the start and whenever that has changed.
type feed struct {
	name  string        // for messages
	path  string        // of the file whose changes are looked at; "" for none
	every time.Duration // between two looks
	read  func(context.Context) (source, error)
	// served is what is in service, for those who serve.
	served atomic.Pointer[source]
	told   string // the last complaint, told once
}

// Between two looks at a file, and at a workspace, which a window that has it open must copy for that.
const (
	fileLooks      = time.Second
	workspaceLooks = 2 * time.Second
)

// feed opens what an argument stands for. Standard input is read once.
func (a *app) feed(ctx context.Context, arg string) (*feed, error) {
	f := &feed{every: fileLooks, read: func(context.Context) (source, error) { return a.fileSource(arg) }}
	if isFile(arg) && arg != "-" {
		f.name, f.path = arg, arg
	}
	src, err := a.source(ctx, arg)
	if err != nil {
		return nil, err
	}
	if src.stored {
		id := string(src.bundle.Collection.ID) // whatever its name becomes
		f.name, f.every = fmt.Sprintf("the collection %q", src.bundle.Collection.Name), workspaceLooks
		f.read = func(ctx context.Context) (source, error) {
			src, err := a.source(ctx, id)
			if errors.Is(err, model.ErrNotFound) {
				err = notFound("it is not in the workspace any more")
			}
			return src, err
		}
		if f.path, err = a.workspacePath(); err != nil {
			return nil, err
		}
	}
	f.served.Store(&src)
	return f, nil
}

// settings are those that hold for what the mock passes on.
func (f *feed) settings() (model.Settings, error) { return f.served.Load().settings, nil }

// follow serves a collection anew whenever it has changed at a tick, until ctx ends. What cannot be read or
// compiled is told, and leaves the last good table in service.
func (a *app) follow(ctx context.Context, f *feed, ticks <-chan time.Time, server *mock.Server, o mockOptions) {
	last, again := stamp(f.path), false
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
		now := stamp(f.path)
		if now == last && !again {
			continue
		}
		last = now
		again = a.reload(ctx, f, server, o)
	}
}

// reload tells whether it should be tried again at the next tick, changed or not: a workspace may be held by a
// window that is just opening or closing.
func (a *app) reload(ctx context.Context, f *feed, server *mock.Server, o mockOptions) (again bool) {
	src, err := f.read(ctx)
	if err == nil && src.stored && src.same(*f.served.Load()) {
		f.served.Store(&src) // something else of the workspace has changed, maybe the settings
		f.told = ""
		return false
	}
	var table *mock.Table
	again = err != nil && f.served.Load().stored && !errors.Is(err, model.ErrNotFound)
	if err == nil {
		table, err = o.compile(src)
	}
	if err != nil {
		a.complain(ctx, f, err)
		return again
	}
	server.Swap(table)
	f.served.Store(&src)
	f.told = ""
	a.tellTable(table, o)
	a.tell("%s is in service anew: %s", printable(f.name), plural(len(table.Routes()), "route"))
	return false
}

// same tells whether two sources make the same mock.
func (s source) same(other source) bool {
	s.settings = other.settings
	return reflect.DeepEqual(s, other)
}

// complain tells why what has changed is not in service, once for each reason, and not for the end of the mock.
func (a *app) complain(ctx context.Context, f *feed, err error) {
	text := fmt.Sprintf("%s has changed and is not in service: %v; the mock goes on with what it served before", printable(f.name), err)
	if ctx.Err() == nil && text != f.told {
		a.tell("%s", text)
		f.told = text
	}
}

// fileStamp tells whether a file has changed. The zero value is that of a file that is not there.
type fileStamp struct {
	time time.Time
	size int64
}

func stamp(file string) fileStamp {
	info, err := os.Stat(file)
	if err != nil {
		return fileStamp{}
	}
	return fileStamp{info.ModTime(), info.Size()}
}

// idle notices that no request came for a while.
type idle struct {
	wait  time.Duration // 0: never
	over  chan struct{}
	mu    sync.Mutex
	timer *time.Timer
	once  sync.Once
}

func newIdle(wait time.Duration) *idle { return &idle{wait: wait, over: make(chan struct{})} }

// seen notes a request.
func (i *idle) seen() {
	if i.wait == 0 {
		return
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.timer == nil {
		i.timer = time.AfterFunc(i.wait, func() { i.once.Do(func() { close(i.over) }) })
		return
	}
	i.timer.Reset(i.wait)
}
