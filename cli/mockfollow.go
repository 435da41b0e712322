package cli

import (
	"context"
	"os"
	"sync"
	"time"

	"postern/mock"
)

// follow serves a file anew whenever it has changed at a tick, until ctx ends. What cannot be read or
// compiled is told, and leaves the last good table in service.
func (a *app) follow(ctx context.Context, file string, ticks <-chan time.Time, server *mock.Server, o mockOptions) {
	last := stamp(file)
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
		now := stamp(file)
		if now == last {
			continue
		}
		last = now
		a.reload(file, server, o)
	}
}

func (a *app) reload(file string, server *mock.Server, o mockOptions) {
	src, err := a.fileSource(file)
	var table *mock.Table
	if err == nil {
		table, err = o.compile(src)
	}
	if err != nil {
		a.tell("%s has changed and is not in service: %v; the mock goes on with what it served before", file, err)
		return
	}
	server.Swap(table)
	a.tellTable(table, o)
	a.tell("%s is in service anew: %s", file, plural(len(table.Routes()), "route"))
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
