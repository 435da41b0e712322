package response

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"fyne.io/fyne/v2/lang"

	"postern/jsonscan"
	"postern/jsonview"
	"postern/ui/kit"
	"postern/ui/task"
)

// The languages of a filter.
const (
	filterPath = iota // JSONPath, RFC 9535
	filterJQ
)

const (
	// filterDelay is how long typing has to rest before a filter runs.
	filterDelay = 150 * time.Millisecond
	// filterStep is how often results that come are shown.
	filterStep = 30 * time.Millisecond
	// madeLimit bounds one value that jq made, and madeTotal all of them, in bytes. Values of the text are
	// not held but read again when they are wanted.
	madeLimit = 64 << 10
	madeTotal = 32 << 20
)

// filterResult is one result of a filter.
type filterResult struct {
	node jsonview.Node // where it is in the text
	made []byte        // what jq made instead
	cut  bool          // made is only the beginning
}

// filter finds values of a body by an expression, in the background, and shows them as they come. It
// belongs to the UI goroutine.
type filter struct {
	run     task.Runner
	changed func()

	results []filterResult
	running bool
	took    time.Duration
	failed  error // why it ended early

	turn   int
	cancel context.CancelFunc
}

// filterJob is a run under way: the worker fills it, the UI goroutine empties it.
type filterJob struct {
	lock  sync.Mutex
	found []filterResult
	told  time.Time
	made  int
}

// set waits until typing rests, and runs the expression then. An empty one ends the filter.
func (f *filter) set(doc *jsonview.Doc, language int, text string, delay time.Duration) {
	f.stop()
	turn := f.turn
	if text == "" || doc == nil {
		f.changed()
		return
	}
	f.run.After(delay, func() {
		if f.turn == turn {
			f.start(doc, language, text)
		}
	})
}

// stop drops what is running and what was found.
func (f *filter) stop() {
	f.turn++
	if f.cancel != nil {
		f.cancel()
		f.cancel = nil
	}
	f.results, f.running, f.failed, f.took = nil, false, nil, 0
}

func (f *filter) start(doc *jsonview.Doc, language int, text string) {
	ctx, cancel := context.WithCancel(context.Background())
	f.cancel, f.running = cancel, true
	turn, job, begun := f.turn, &filterJob{}, time.Now()
	take := func() {
		if f.turn == turn {
			f.results = append(f.results, job.take()...)
			f.changed()
		}
	}
	var err error
	f.run.Start(ctx, func(ctx context.Context) {
		run := doc.JSONPathFilter
		if language == filterJQ {
			run = doc.JQFilter
		}
		err = run(ctx, text, jsonview.Limits{Value: madeLimit}, func(r jsonview.Result) bool {
			if job.put(r) {
				f.run.Post(take)
			}
			return job.made <= madeTotal
		})
		if err == nil && job.made > madeTotal {
			err = &jsonview.LimitError{Text: fmt.Sprintf("the results take more than %s; only the first are shown", kit.SizeText(madeTotal))}
		}
	}, func() {
		if f.turn == turn {
			f.running, f.failed, f.took = false, err, time.Since(begun)
			take()
		}
	})
	f.changed()
}

// put keeps a result and tells whether it is time to show what has come: at once for the first.
func (j *filterJob) put(r jsonview.Result) bool {
	out := filterResult{cut: r.Cut}
	if len(r.JSON) > 0 {
		out.node = jsonview.Node{Start: r.Start, Kind: jsonscan.KindOf(r.JSON[0])}
	}
	if r.End == 0 {
		out.made = append([]byte(nil), r.JSON...)
		j.made += len(out.made)
	}
	j.lock.Lock()
	defer j.lock.Unlock()
	j.found = append(j.found, out)
	if time.Since(j.told) < filterStep {
		return false
	}
	j.told = time.Now()
	return true
}

func (j *filterJob) take() []filterResult {
	j.lock.Lock()
	defer j.lock.Unlock()
	out := j.found
	j.found = nil
	return out
}

// summary says in a few words what came out.
func (f *filter) summary() string {
	count := fmt.Sprintf(lang.L("%d results"), len(f.results))
	if len(f.results) == 1 {
		count = lang.L("1 result")
	}
	switch {
	case f.running:
		return count + "…"
	case f.failed != nil && len(f.results) == 0:
		return ""
	case f.more():
		return fmt.Sprintf(lang.L("%d results and more, %s"), len(f.results), kit.DurationText(f.took))
	}
	return count + ", " + kit.DurationText(f.took)
}

// more tells whether a limit ended the filter.
func (f *filter) more() bool {
	_, limit := errors.AsType[*jsonview.LimitError](f.failed)
	return limit && len(f.results) > 0
}

// fault says what is wrong, "" for nothing.
func (f *filter) fault() string {
	if f.failed == nil || errors.Is(f.failed, context.Canceled) {
		return ""
	}
	return kit.Sentence(f.failed.Error())
}
