package highlight

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Lines is a text as a Colorer sees it. A value of it must not change while it is in use: give a snapshot.
type Lines interface {
	// Line returns the bytes of a line, from 0, without its line break.
	Line(i int) []byte
	Count() int
}

const (
	// stateLines is how many lines are between two states that are kept, more or less.
	stateLines = 64
	// catchUpLines and catchUpBytes bound how far Spans lexes itself to come to a line from a known state.
	catchUpLines = 4 * stateLines
	catchUpBytes = 512 << 10
	// guessLines is how far above a line Spans begins where no state is known.
	guessLines = 100
	// longLine is where a line is cut when it is coloured as a whole, in bytes.
	longLine = 16 << 10
)

// Colorer colours the lines of a text that is edited. It keeps the lexer's state of every so manieth line:
// [Colorer.Advance] computes them in the background, and after an edit only until the states are what they
// were before. It is safe for concurrent use.
type Colorer struct {
	mu      sync.Mutex
	lexer   Lexer // for Spans
	walker  Lexer // for Advance; a Lexer is for one goroutine
	walking sync.Mutex
	points  []point // by line; the first is line 0
	known   int     // at least so many points are right
	version uint64  // counts the edits
}

// point is the state at the beginning of a line.
type point struct {
	line  int
	state State
	fresh bool // follows from the point before and the lines between
}

// NewColorer returns a colorer for a language, as [New] knows it.
func NewColorer(language string) *Colorer {
	return &Colorer{lexer: New(language), walker: New(language), points: []point{{fresh: true}}}
}

// Edited tells that lines were replaced: removed lines from the given one on became added lines. Typing
// within a line is Edited(line, 1, 1).
func (c *Colorer) Edited(line, removed, added int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.version++
	first := c.after(line)
	last := first
	for last < len(c.points) && c.points[last].line < line+removed {
		last++
	}
	c.points = slices.Delete(c.points, first, last)
	c.known = min(c.known, first)
	if first == len(c.points) {
		return
	}
	c.points[first].fresh = false
	if added != removed {
		for i := first; i < len(c.points); i++ {
			c.points[i].line += added - removed
		}
	}
}

// after is the place in points of the first one after a line.
func (c *Colorer) after(line int) int {
	i, _ := slices.BinarySearchFunc(c.points, line, func(p point, line int) int {
		if p.line <= line {
			return -1
		}
		return 1
	})
	return i
}

// valid is how many points, from the first, are known to be right.
func (c *Colorer) valid() int {
	for c.known < len(c.points) && c.points[c.known].fresh {
		c.known++
	}
	return c.known
}

// Spans returns the spans of the lines from up to to, which is not included. Where the states are not known
// that far yet, exact is false and the colours are those of a text that begins a little above; ask again
// when Advance has gone on. Of lines longer than 16 KiB the beginning is coloured.
func (c *Colorer) Spans(lines Lines, from, to int) (spans [][]Span, exact bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	to = min(to, lines.Count())
	if from >= to {
		return nil, true
	}
	s, exact := c.state(lines, from)
	for i := from; i < to; i++ {
		line := lines.Line(i)
		head := line[:min(len(line), longLine)]
		var out []Span
		out, s = c.lexer.Line(head, s, nil)
		spans = append(spans, out)
		s = c.lexer.Break(skip(c.lexer, line[len(head):], s))
	}
	return spans, exact
}

// State returns the state at the beginning of a line, for views that colour parts of lines themselves, and
// whether it is known or guessed.
func (c *Colorer) State(lines Lines, line int) (State, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state(lines, line)
}

func (c *Colorer) state(lines Lines, line int) (State, bool) {
	if c.lexer.Stateless() {
		return 0, true
	}
	p := c.points[min(c.after(line), c.valid())-1]
	if line-p.line > catchUpLines || !within(lines, p.line, line) {
		for p = (point{line: max(0, line-guessLines)}); p.line < line && !within(lines, p.line, line); {
			p.line++
		}
		return walkLines(c.lexer, lines, p.line, line, p.state), false
	}
	return walkLines(c.lexer, lines, p.line, line, p.state), true
}

// within tells whether lines are short enough to be lexed at once.
func within(lines Lines, from, to int) bool {
	bytes := 0
	for i := from; i < to; i++ {
		if bytes += len(lines.Line(i)); bytes > catchUpBytes {
			return false
		}
	}
	return true
}

func walkLines(l Lexer, lines Lines, from, to int, s State) State {
	for i := from; i < to; i++ {
		s = l.Break(skip(l, lines.Line(i), s))
	}
	return s
}

// skip goes over a line in parts, as a view does.
func skip(l Lexer, line []byte, s State) State {
	const part = 64 << 10
	for len(line) > part {
		s, line = l.Skip(line[:part], s), line[part:]
	}
	return l.Skip(line, s)
}

// Advance computes states for about the time given, at least one step, and tells whether all are known. It
// belongs on a goroutine of its own: call it until it is done, with the lines as they are after each edit.
// When an edit or ctx ends it early, done is false.
func (c *Colorer) Advance(ctx context.Context, lines Lines, budget time.Duration) (done bool) {
	c.walking.Lock()
	defer c.walking.Unlock()
	c.mu.Lock()
	version := c.version
	c.mu.Unlock()
	if c.walker.Stateless() {
		return true
	}
	for end := time.Now().Add(budget); ; {
		done, ok := c.step(ctx, lines, version)
		if done || !ok || !time.Now().Before(end) {
			return done
		}
	}
}

// step goes on by some lines.
func (c *Colorer) step(ctx context.Context, lines Lines, version uint64) (done, ok bool) {
	c.mu.Lock()
	if c.version != version {
		c.mu.Unlock()
		return false, false
	}
	n := c.valid()
	at := c.points[n-1]
	stop, count := at.line+stateLines, lines.Count()
	if n < len(c.points) {
		stop = min(stop, c.points[n].line)
	}
	c.mu.Unlock()
	if stop >= count {
		c.drop(count, version)
		return true, true
	}
	s, line := at.state, at.line
	for bytes := 0; line < stop && bytes < catchUpBytes/2; line++ {
		if ctx.Err() != nil {
			return false, false
		}
		bytes += len(lines.Line(line))
		s = walkLines(c.walker, lines, line, line+1, s)
	}
	return false, c.meet(n, point{line, s, true}, version)
}

// meet notes a point that was computed. Where it is what it was before the edit, all that follows from it
// is known again.
func (c *Colorer) meet(n int, p point, version uint64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version != version {
		return false
	}
	if n == len(c.points) || c.points[n].line != p.line {
		c.points = slices.Insert(c.points, n, p)
		return true
	}
	if c.points[n].state != p.state && n+1 < len(c.points) {
		c.points[n+1].fresh = false
	}
	c.points[n] = p
	return true
}

// drop forgets points after the end of the text.
func (c *Colorer) drop(count int, version uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version == version {
		c.points = c.points[:max(1, min(len(c.points), c.after(count)))]
		c.known = min(c.known, len(c.points))
	}
}
