package kit

import (
	"context"
	"time"

	"postern/text"
)

const (
	// MaxHits bounds the hits of a search: further ones are not counted.
	MaxHits = 1_000_000
	// searchRest is how long typing rests before the hits in an edited text are found anew.
	searchRest = 200 * time.Millisecond
)

// search is what is looked for and where it is.
type search struct {
	query  text.Query
	finder *text.Finder
	// within are the ends of the part that is searched; both 0 for the whole text.
	within  [2]int64
	hits    *text.Matches
	at      int        // of the current hit among them, or -1
	near    text.Match // the current hit while hits are not known
	running bool
	problem string // what is wrong with the pattern
	stop    []context.CancelFunc
	again   func() // cancels the search that waits for typing to rest
}

// Find looks for a query in the background, goes to the first hit at or after the selection, or from the start
// again, and then marks and counts all. An empty query removes the marks.
func (v *CodeView) Find(q text.Query) {
	v.find(q, [2]int64{}, true)
}

// FindWithin does the same in a part of the text.
func (v *CodeView) FindWithin(q text.Query, from, to int64) {
	v.find(q, [2]int64{from, to}, true)
}

func (v *CodeView) find(q text.Query, within [2]int64, jump bool) {
	v.endSearch()
	if v.search.problem != "" {
		v.foot = ""
	}
	v.search = search{query: q, within: within, at: -1}
	if q.Text != "" {
		f, err := text.NewFinder(q)
		if err != nil {
			v.search.problem = err.Error()
			v.foot = v.search.problem
		} else {
			v.search.finder, v.search.running = f, true
			if jump {
				v.findNear(max(v.Caret().From(), within[0]), true)
			}
			v.findAll()
		}
	}
	v.searched()
}

// endSearch stops what is under way.
func (v *CodeView) endSearch() {
	for _, stop := range v.search.stop {
		stop()
	}
	if v.search.again != nil {
		v.search.again()
	}
}

// part is the part of a text that is searched.
func (s *search) part(doc text.Document) (from, to int64) {
	if s.within == [2]int64{} {
		return 0, doc.Len()
	}
	return s.within[0], min(s.within[1], doc.Len())
}

// findNear goes to the nearest hit after an offset (or before it), around the ends, before all are known.
func (v *CodeView) findNear(off int64, forward bool) {
	doc, f := v.snapshot(), v.search.finder
	from, to := v.search.part(doc)
	var m text.Match
	var ok bool
	stop := v.away(func(ctx context.Context) {
		if forward {
			if m, ok, _ = f.Next(ctx, doc, off); !ok || m.To > to {
				m, ok, _ = f.Next(ctx, doc, from)
			}
		} else if m, ok, _ = f.Previous(ctx, doc, off); !ok || m.From < from {
			m, ok, _ = f.Previous(ctx, doc, to)
		}
	}, func() {
		if ok && v.search.finder == f && m.From >= from && m.To <= to {
			v.goToHit(m)
		}
	})
	v.search.stop = append(v.search.stop, stop)
}

// findAll finds and counts all hits.
func (v *CodeView) findAll() {
	doc, f := v.snapshot(), v.search.finder
	from, to := v.search.part(doc)
	var hits *text.Matches
	stop := v.away(func(ctx context.Context) { hits, _ = f.All(ctx, doc, from, to, MaxHits) }, func() {
		if v.search.finder != f {
			return
		}
		v.search.hits, v.search.running = hits, false
		v.search.at = v.hitAt(v.search.near)
		v.searched()
	})
	v.search.stop = append(v.search.stop, stop)
}

// hitAt is the number of a hit, or -1.
func (v *CodeView) hitAt(m text.Match) int {
	hits := v.search.hits
	if i := hits.After(m.From); m.To > m.From && i < hits.Len() && hits.At(i) == m {
		return i
	}
	return -1
}

// goToHit selects a hit and shows it.
func (v *CodeView) goToHit(m text.Match) {
	v.search.near, v.search.at = m, v.hitAt(m)
	v.reveal(m.To)
	v.setCaret(text.Caret{Anchor: m.To, Off: m.From})
	v.putCaret(text.Caret{Anchor: m.From, Off: m.To})
	v.searched()
}

// FindNext goes to the next hit, after the last one to the first.
func (v *CodeView) FindNext() { v.findStep(true) }

// FindPrevious goes to the hit before, before the first one to the last.
func (v *CodeView) FindPrevious() { v.findStep(false) }

func (v *CodeView) findStep(forward bool) {
	if v.search.finder == nil {
		return
	}
	c, hits := v.Caret(), v.search.hits
	from := c.From()
	if forward {
		from = c.To()
	}
	switch n := hits.Len(); {
	case hits == nil || hits.Capped:
		v.findNear(from, forward)
	case n == 0:
	case forward:
		i := hits.After(from)
		if i < n && hits.At(i).From < from { // the caret stands inside of a hit
			i++
		}
		v.goToHit(hits.At(i % n))
	default:
		i := hits.After(from) - 1
		v.goToHit(hits.At((i + n) % n))
	}
}

// searchEdited follows a change of the text: hits move along at once and are found anew when typing rests.
func (v *CodeView) searchEdited(c text.Change) {
	s := &v.search
	if s.finder == nil {
		return
	}
	v.endSearch()
	s.stop, s.hits, s.at, s.near, s.running = nil, nil, -1, text.Match{}, true
	if s.within != [2]int64{} {
		s.within[0], s.within[1] = c.Move(s.within[0]), c.Move(s.within[1])
	}
	s.again = v.later(searchRest, func() {
		v.search.again = nil
		v.findAll()
	})
}

// searchAgain looks for the same in another text, without going anywhere.
func (v *CodeView) searchAgain() {
	if v.search.finder != nil {
		v.find(v.search.query, [2]int64{}, false)
	}
}

// searched shows what became of the search.
func (v *CodeView) searched() {
	if v.bar != nil {
		v.bar.tell()
	}
	v.redraw()
}

// Hits returns the number of the current hit, from 1 or 0 for none, how many there are, and whether that is known
// yet; a count of MaxHits may mean more.
func (v *CodeView) Hits() (position, count int, known bool) {
	return v.search.at + 1, v.search.hits.Len(), !v.search.running
}

// ReplaceHit puts text in place of the current hit, where $1 means a group of a regular expression, and goes to
// the next one.
func (v *CodeView) ReplaceHit(with string) {
	m := v.search.near
	if v.edit == nil || v.search.finder == nil {
		return
	}
	if c := v.Caret(); m.To <= m.From || c.From() != m.From || c.To() != m.To {
		v.FindNext()
		return
	}
	if v.edit.ReplaceMatch(v.search.finder, m, with) {
		v.moved()
		v.findNear(v.Caret().To(), true)
	}
}

// ReplaceHits puts text in place of all hits, as one step of undo. It works in the background and does nothing if
// the text is edited meanwhile.
func (v *CodeView) ReplaceHits(with string) {
	if v.edit == nil || v.search.finder == nil {
		return
	}
	doc, f := v.snapshot(), v.search.finder
	from, to := v.search.part(doc)
	var r *text.Replaced
	var err error
	v.away(func(ctx context.Context) { r, err = f.ReplaceAll(ctx, doc, from, to, with) }, func() { v.replacedHits(r, err) })
}
