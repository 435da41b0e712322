package search

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/google/go-cmp/cmp"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/task"
	"postern/ui/theme"
)

type rig struct {
	queue  *task.Queue
	canvas fyne.Canvas
	asked  []string
	opened []string
	err    error
	during func() // happens while the next search runs
	late   error  // of the context after that
}

// newRig finds three places for every query, named after it.
func newRig(t *testing.T) *rig {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Dark))
	r := &rig{queue: &task.Queue{}}
	w := test.NewTempWindow(t, widget.NewEntry())
	w.Resize(fyne.NewSize(900, 600))
	r.canvas = w.Canvas()
	Show(Deps{Runner: r.queue, Canvas: r.canvas, Search: r.search, Open: func(m model.Match) { r.opened = append(r.opened, m.Name) }})
	return r
}

func (r *rig) search(ctx context.Context, query string, limit int) ([]model.Match, error) {
	r.asked = append(r.asked, query)
	if during := r.during; during != nil {
		r.during = nil
		during()
		r.late = ctx.Err()
	}
	var out []model.Match
	for i := range 3 {
		out = append(out, model.Match{ID: model.ID(fmt.Sprint(i)), Kind: model.KindRequest, Name: fmt.Sprint(query, i), Method: "GET", Field: model.MatchName})
	}
	return out, r.err
}

func (r *rig) write(text string) {
	for _, c := range text {
		r.canvas.Focused().TypedRune(c)
	}
}

func (r *rig) key(k fyne.KeyName) { r.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: k}) }

func TestSearchesWhenTypingRests(t *testing.T) {
	r := newRig(t)
	r.write("pro")
	r.queue.Advance(delay - time.Millisecond)
	if len(r.asked) != 0 {
		t.Fatalf("searched %q while typing", r.asked)
	}
	r.write("d")
	r.queue.Advance(delay)
	if !cmp.Equal(r.asked, []string{"prod"}) {
		t.Fatalf("searched %q", r.asked)
	}
	r.key(fyne.KeyDown)
	r.key(fyne.KeyReturn)
	if !cmp.Equal(r.opened, []string{"prod1"}) || r.canvas.Overlays().Top() != nil {
		t.Fatalf("opened %q", r.opened)
	}
}

func TestEnterWaitsForWhatIsFound(t *testing.T) {
	r := newRig(t)
	r.write("old")
	r.queue.Advance(delay)
	r.write("er")
	r.key(fyne.KeyReturn) // what is shown is what was found for "old"
	if len(r.opened) != 0 {
		t.Fatalf("opened %q", r.opened)
	}
	r.queue.Advance(delay)
	if !cmp.Equal(r.opened, []string{"older0"}) || r.canvas.Overlays().Top() != nil {
		t.Fatalf("opened %q", r.opened)
	}
}

func TestTypingTakesEnterBack(t *testing.T) {
	r := newRig(t)
	r.write("old")
	r.key(fyne.KeyReturn)
	r.write("er")
	r.queue.Advance(delay)
	if len(r.opened) != 0 || r.canvas.Overlays().Top() == nil {
		t.Fatalf("opened %q", r.opened)
	}
}

func TestLateResultsAreDropped(t *testing.T) {
	r := newRig(t)
	r.during = func() { r.write("er") }
	r.write("old")
	r.queue.Advance(delay)
	if !cmp.Equal(r.asked, []string{"old"}) || !errors.Is(r.late, context.Canceled) {
		t.Fatalf("asked %q, the context of the old search says %v", r.asked, r.late)
	}
	r.key(fyne.KeyReturn)
	if len(r.opened) != 0 {
		t.Fatalf("a late result was opened: %q", r.opened)
	}
	r.queue.Advance(delay)
	if !cmp.Equal(r.opened, []string{"older0"}) {
		t.Fatalf("opened %q", r.opened)
	}
}

func TestEscapeAndEmptyTextStopTheSearch(t *testing.T) {
	r := newRig(t)
	r.write("a")
	r.key(fyne.KeyBackspace)
	r.queue.Advance(time.Second)
	if len(r.asked) != 0 {
		t.Fatalf("searched for nothing: %q", r.asked)
	}
	r.write("a")
	r.key(fyne.KeyEscape)
	r.queue.Advance(time.Second)
	if len(r.asked) != 0 || r.canvas.Overlays().Top() != nil {
		t.Fatalf("searched %q after it was left", r.asked)
	}
}

func TestErrorsStandInTheList(t *testing.T) {
	r := newRig(t)
	r.err = errors.New("the file went away")
	r.write("a")
	r.queue.Advance(delay)
	r.key(fyne.KeyReturn)
	if len(r.opened) != 0 || r.canvas.Overlays().Top() == nil {
		t.Fatal("an error can be opened")
	}
}

func TestFindings(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, tt := range []struct {
		match model.Match
		want  kit.Finding
	}{
		{model.Match{Kind: model.KindRequest, Name: "List", Method: "GET", Path: []string{"Shop", "products"}, Field: model.MatchName, Text: "List", From: 1, To: 2},
			kit.Finding{Badge: "GET", BadgeColor: theme.ColorMethodGet, Label: "List", Detail: "Shop / products", Note: "name", From: 1, To: 2}},
		{model.Match{Kind: model.KindExample, Name: "OK", Path: []string{"Shop", "List"}, Field: model.MatchBody, Text: "a b", From: 2, To: 3},
			kit.Finding{Badge: "EX", BadgeColor: theme.ColorFaint, Label: "OK", Detail: "Shop / List", Note: "example · body", Text: "a b", From: 2, To: 3}},
		{model.Match{Name: "GET http://x", Method: "POST", Field: model.MatchURL, Text: "http://x", Time: now.Add(-3 * time.Hour)},
			kit.Finding{Badge: "POST", BadgeColor: theme.ColorMethodPost, Label: "GET http://x", Detail: "3 hours ago", Note: "history · url", Text: "http://x"}},
		{model.Match{Kind: model.KindFolder, Field: model.MatchDocs, Text: "x"},
			kit.Finding{Badge: "FOLD", BadgeColor: theme.ColorFaint, Label: "(folder)", Note: "folder · docs", Text: "x"}},
	} {
		got := finding(tt.match, now)
		if got.Run = nil; !cmp.Equal(got, tt.want) {
			t.Error(strings.TrimSpace(cmp.Diff(tt.want, got)))
		}
	}
}
