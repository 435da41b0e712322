// Package search is the overlay that finds words anywhere in the workspace: names, addresses, headers,
// bodies, examples, docs and the history, with results as the user types.
package search

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/task"
	"postern/ui/theme"
)

// Deps is what the overlay needs.
type Deps struct {
	Runner task.Runner
	Canvas fyne.Canvas
	// Search finds at most limit places, best first.
	Search func(ctx context.Context, query string, limit int) ([]model.Match, error)
	// Open shows the place of a match.
	Open func(m model.Match)
}

// limit is how many places are shown at most.
const limit = 200

// delay is how long typing rests before a search begins: less than a gap between words, more than one
// between keys.
const delay = 80 * time.Millisecond

// search is one opening of the overlay.
type search struct {
	deps   Deps
	finder *kit.Finder
	turn   int    // of the newest search; an older one that comes late is dropped
	wait   func() // cancels the search that waits for typing to rest
	cancel context.CancelFunc
}

// Show opens the overlay.
func Show(d Deps) {
	s := &search{deps: d}
	s.finder = kit.ShowFinder(d.Canvas, lang.L("Search the workspace"), lang.L("Names, addresses, headers, bodies, examples, docs and history"), s.typed, s.stop)
}

// typed begins anew with each edit: what still waits or runs is for nobody.
func (s *search) typed(text string) {
	s.stop()
	if strings.TrimSpace(text) == "" {
		s.finder.Show(nil, lang.L("Names, addresses, headers, bodies, examples, docs and history"))
		return
	}
	s.finder.Await()
	s.wait = s.deps.Runner.After(delay, func() { s.wait = nil; s.run(text) })
}

// stop gives up what waits and what runs.
func (s *search) stop() {
	s.turn++
	if s.wait != nil {
		s.wait()
		s.wait = nil
	}
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
}

func (s *search) run(text string) {
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	turn := s.turn
	var found []model.Match
	var err error
	s.deps.Runner.Start(ctx, func(ctx context.Context) { found, err = s.deps.Search(ctx, text, limit) }, func() {
		cancel()
		if turn != s.turn || s.finder.Closed() || errors.Is(err, context.Canceled) {
			return
		}
		if err != nil {
			s.finder.Show(nil, kit.Sentence(err.Error()))
			return
		}
		s.show(found)
	})
}

func (s *search) show(found []model.Match) {
	rows := make([]kit.Finding, len(found))
	for i, m := range found {
		rows[i] = finding(m, time.Now())
		rows[i].Run = func() { s.deps.Open(m) }
	}
	s.finder.Show(rows, lang.L("Nothing found"))
}

// finding shows a match as a row.
func finding(m model.Match, now time.Time) kit.Finding {
	f := kit.Finding{Label: m.Name, Detail: strings.Join(m.Path, " / "), Text: m.Text, From: m.From, To: m.To, Note: lang.L(string(m.Field))}
	if f.Label == "" {
		f.Label = "(" + kindWord(m.Kind) + ")"
	}
	if m.Field == model.MatchName && m.Text == m.Name {
		f.Text = "" // the name itself is marked
	}
	f.Badge, f.BadgeColor = m.Method, theme.Method(m.Method)
	switch m.Kind {
	case model.KindRequest:
	case 0:
		if !m.Time.IsZero() {
			f.Detail = strings.TrimPrefix(f.Detail+" · "+kit.AgoText(now.Sub(m.Time)), " · ")
		}
		f.Note = lang.L("history") + " · " + f.Note
	default:
		words := map[model.Kind]string{model.KindCollection: "COLL", model.KindFolder: "FOLD", model.KindExample: "EX", model.KindEnvironment: "ENV"}
		f.Badge, f.BadgeColor = words[m.Kind], theme.ColorFaint
		f.Note = lang.L(kindWord(m.Kind)) + " · " + f.Note
	}
	return f
}

func kindWord(k model.Kind) string {
	if k == 0 {
		return "exchange"
	}
	return k.String()
}
