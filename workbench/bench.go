// Package workbench is what the window and the command line both do with a workspace: it opens the
// file, edits it, sends its requests, runs the mocks of its collections, imports and exports. It puts
// the store, the client, the mock server and the converters together and adds nothing to look at.
package workbench

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"postern/model"
	"postern/secret"
	"postern/send"
	"postern/store"
)

// Options are what [Open] may be told; the zero value is fine.
type Options struct {
	// Logger hears of what goes wrong beside an answer; nil is silent. It never gets secrets or bodies.
	Logger *slog.Logger
	// Sample gives what a new workspace starts with, see [ReadSample]; nil starts it empty.
	Sample func() ([]byte, error)
	// TempDir is where the folder for large answers is made; empty means the system's.
	TempDir string
	// Keys seal the secrets; nil means [DefaultKeys].
	Keys *secret.Keys
	// Now tells the time; nil means time.Now.
	Now func() time.Time
	// After calls f on a goroutine of its own once d has passed, unless cancel is called before; nil means
	// time.AfterFunc.
	After func(d time.Duration, f func()) (cancel func())
}

// Bench is an open workspace with everything that can be done with it. Its methods may be called from
// several goroutines at once.
type Bench struct {
	store  *store.Store
	client *send.Client
	jar    *send.Jar
	keys   *secret.Keys
	logger *slog.Logger
	temp   string
	notice string
	// recovery is what became of a damaged file on opening, or nil.
	recovery *model.Recovery

	now   func() time.Time
	after func(time.Duration, func()) func()

	ctx    context.Context // ends when the bench closes
	cancel context.CancelFunc

	edits   sync.Mutex // one change, start or stop at a time: tables follow the store in order
	cookies sync.Mutex // one writer of the jar's state
	fetched bool       // the jar has been read; guarded by cookies

	mu    sync.RWMutex // guards what follows; never held while waiting
	mocks map[model.ID]*mockRun
	// memories are what mocks leave behind, running or not.
	memories map[model.ID]*mockMemory
	tree     *model.Tree // as stored now; nil when it must be read
	// treeVersion counts the changes that made tree outdated.
	treeVersion uint64
	listeners   []func()
	repeats     []*repeat
	damage      []model.Loss // what the check of the whole file found
	closed      bool
	sends       sync.WaitGroup

	// recordings are answers of upstreams on their way into the file.
	recordings    chan recording
	stopRecording chan struct{}
	recorded      chan struct{} // closed when all of them are stored
}

// DefaultPath returns where the workspace is when none was named: postern/workspace.db in the user's
// configuration folder.
func DefaultPath() (string, error) {
	dir, err := configDir()
	return filepath.Join(dir, "workspace.db"), err
}

// Open opens the workspace file, and makes it (with its folder, and filled with the sample) when there
// is none. A damaged file is set aside, untouched, and a new workspace with what could be read of it
// takes its place; [Bench.Recovery] then tells where the old one is and what is lost. A file that another process holds is an error that wraps
// model.ErrLocked.
func Open(ctx context.Context, path string, o Options) (*Bench, error) {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if o.Keys == nil {
		o.Keys = DefaultKeys(path)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.After == nil {
		o.After = func(d time.Duration, f func()) func() { t := time.AfterFunc(d, f); return func() { t.Stop() } }
	}
	_, statErr := os.Stat(path)
	b := &Bench{logger: o.Logger, keys: o.Keys, now: o.Now, after: o.After, mocks: map[model.ID]*mockRun{}, memories: map[model.ID]*mockMemory{},
		recordings: make(chan recording, maxRecordings), stopRecording: make(chan struct{}), recorded: make(chan struct{})}
	if err := b.openStore(ctx, path); err != nil {
		return nil, err
	}
	if err := b.openClient(o.TempDir); err != nil {
		return nil, errors.Join(err, b.store.Close())
	}
	b.ctx, b.cancel = context.WithCancel(context.Background())
	if errors.Is(statErr, fs.ErrNotExist) && o.Sample != nil {
		b.addSample(o.Sample)
	}
	b.attend()
	b.indexWords()
	go b.record()
	return b, nil
}

func (b *Bench) openStore(ctx context.Context, path string) (err error) {
	o := store.Options{Logger: b.logger, Now: b.now, Sealer: b.keys}
	if b.store, err = store.Open(path, o); errors.Is(err, model.ErrDamaged) {
		return b.recoverStore(ctx, path, err, o)
	}
	return err
}

func (b *Bench) openClient(tempDir string) (err error) {
	if b.temp, err = os.MkdirTemp(tempDir, "postern-"); err != nil {
		return fmt.Errorf("make the folder for large answers: %w", err)
	}
	b.jar = send.NewJar()
	b.client = send.New(send.Options{TempDir: b.temp, Jar: b.jar, Logger: b.logger, MockAuthority: b.authorityCertificate})
	return nil
}

// addSample fills a new workspace. A sample that cannot be read leaves it empty and says so: that is
// no reason to keep anyone from working.
func (b *Bench) addSample(sample func() ([]byte, error)) {
	data, err := sample()
	if err == nil {
		var im model.Imported
		if im, err = ReadSample(data); err == nil {
			if _, err = b.Add(im); err == nil {
				err = b.store.ForgetSteps() // nobody did it, so nobody undoes it
			}
		}
	}
	if err != nil {
		b.notice = fmt.Sprintf("The sample collection could not be added: %v.", err)
		b.logger.Warn("add the sample", "err", err)
	}
}

// Notice tells what happened on opening that a person should know, in a sentence or two; mostly it is
// empty.
func (b *Bench) Notice() string { return b.notice }

// Path returns where the workspace file is.
func (b *Bench) Path() string { return b.store.Path() }

// Close cancels what is being sent, stops the mocks, saves the cookies, closes the file and removes
// the answers that were kept in temporary files. A second call does nothing.
func (b *Bench) Close() error {
	b.mu.Lock()
	if b.closed {
		b.mu.Unlock()
		return nil
	}
	b.closed = true
	for _, r := range b.repeats {
		r.cancel()
	}
	b.mu.Unlock()
	b.cancel()
	b.sends.Wait()
	err := b.stopAll()
	close(b.stopRecording)
	<-b.recorded
	return errors.Join(err, b.saveCookies(), b.store.Close(), os.RemoveAll(b.temp))
}

// closeTimeout bounds how long stopping a mock waits for answers that are under way.
const closeTimeout = 2 * time.Second
