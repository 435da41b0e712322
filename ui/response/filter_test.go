package response

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"postern/jsonscan"
	"postern/jsonview"
	"postern/model"
	"postern/ui/task"
)

// ask types an expression into the filter and lets typing rest.
func (r *rig) ask(language int, text string) {
	bar := r.bodyView.values.tree.bar
	bar.language.SetSelected(language)
	bar.entry.SetText(text)
	r.queue.Advance(filterDelay)
}

// found is what the table of results shows: path and value.
func (r *rig) found() string {
	s := r.bodyView.values.tree
	if s.shown() != fyne.CanvasObject(s.results) {
		return "the tree"
	}
	src := resultSource{doc: s.doc, results: s.filter.results}
	var out []string
	for i := range src.Len() {
		_, cells := src.Row(i)
		out = append(out, strings.TrimSpace(cells[0].Text+" "+cells[1].Text))
	}
	return strings.Join(out, "; ")
}

func TestFilterByPathAndJQ(t *testing.T) {
	r := showing(t, model.Bytes([]byte(shop)), viewTree)
	bar := r.bodyView.values.tree.bar
	for _, c := range []struct {
		language          int
		text, want, count string
		fault             string
	}{
		{filterPath, "$.items[*].id", "$.items[0].id 789; $.items[1].id 790; $.items[2].id 12", "3 results", ""},
		{filterPath, "$..amount", "$.items[0].price.amount 24.50", "1 result", ""},
		{filterPath, "$.items[?@.id>100].name", `$.items[0].name "Tea pot"; $.items[1].name "Cup"`, "2 results", ""},
		{filterPath, "$.nothing", "the tree", "0 results", ""},
		{filterPath, "$.items[", "the tree", "", "Character 9: "},
		{filterJQ, ".items[0].price", `$.items[0].price {"amount": 24.50}`, "1 result", ""},
		{filterJQ, "[.items[].id]|add", "1591", "1 result", ""},
		{filterJQ, ".items[] | {id}", `{"id":789}; {"id":790}; {"id":12}`, "3 results", ""},
		{filterJQ, ".items | nope", "the tree", "", "The jq program: "},
		{filterJQ, ".items ]", "the tree", "", `Character 8: "]" is not expected`},
		{filterPath, "", "the tree", "", ""},
	} {
		r.ask(c.language, c.text)
		if got := r.found(); got != c.want || !strings.HasPrefix(bar.count.Text, c.count) {
			t.Errorf("%q: %s, %q", c.text, got, bar.count.Text)
		}
		if got := bar.fault.Text(); c.fault == "" && got != "" || !strings.HasPrefix(got, c.fault) || bar.fault.Visible() != (got != "") {
			t.Errorf("%q: fault %q", c.text, got)
		}
	}
}

func TestFilterWaitsForTypingAndDropsTheOld(t *testing.T) {
	r := showing(t, model.Bytes([]byte(shop)), viewTree)
	f, bar := r.bodyView.values.tree.filter, r.bodyView.values.tree.bar
	bar.entry.SetText("$.pa")
	r.queue.Advance(filterDelay / 2)
	bar.entry.SetText("$.page")
	r.queue.Advance(filterDelay - 1)
	if f.running || f.results != nil {
		t.Error("the filter did not wait")
	}
	r.queue.Advance(1)
	if r.found() != "$.page 1" {
		t.Fatalf("found %q", r.found())
	}
	f.start(r.bodyView.values.tree.doc, filterPath, "$.total")
	bar.entry.SetText("")
	r.queue.Drain() // the old run comes in late
	if r.found() != "the tree" || f.running || len(f.results) != 0 {
		t.Errorf("a late result shows: %q", r.found())
	}
	r.ask(filterPath, "$.total")
	r.answer(ok("application/json", model.Bytes([]byte(`{"total":7}`))))
	r.queue.Drain()
	r.queue.Advance(filterDelay)
	if r.found() != "$.total 7" {
		t.Errorf("the field is not applied to the next answer: %q", r.found())
	}
}

func TestFilterSaysThatThereIsMore(t *testing.T) {
	var b strings.Builder
	for i := range 10_050 {
		fmt.Fprintf(&b, "%d,", i)
	}
	r := showing(t, model.Bytes([]byte("["+b.String()+"1]")), viewTree)
	bar := r.bodyView.values.tree.bar
	r.ask(filterPath, "$[*]")
	if got := len(r.bodyView.values.tree.filter.results); got != 10_000 || !strings.HasPrefix(bar.count.Text, "10000 results and more") || !strings.Contains(bar.fault.Text(), "more than 10000") {
		t.Errorf("%d results, %q, %q", got, bar.count.Text, bar.fault.Text())
	}
	r.ask(filterJQ, `range(700) | tostring * 20000`)
	got := r.bodyView.values.tree.filter
	if len(got.results) >= 700 || !strings.Contains(bar.fault.Text(), "take more than 33.6 MB") {
		t.Errorf("%d long results are held, %q", len(got.results), bar.fault.Text())
	}
}

func TestResultsLeadToTheTree(t *testing.T) {
	r := showing(t, model.Bytes([]byte(shop)), viewTree)
	s := r.bodyView.values.tree
	r.ask(filterPath, "$..name")
	s.enter()
	if r.window.Canvas().Focused() != fyne.Focusable(s.results) {
		t.Errorf("the focus is on %T", r.window.Canvas().Focused())
	}
	s.results.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if r.here() != "$ items [1] name" {
		t.Errorf("the result is at %q", r.here())
	}
	r.pick("Copy value")
	if clipboard() != "Cup" {
		t.Errorf("copied %q", clipboard())
	}
	s.results.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if r.found() != "the tree" || r.here() != "$ items [1] name" || s.bar.entry.Text != "$..name" {
		t.Errorf("after Enter: %s at %q", r.found(), r.here())
	}
	r.pick("Filter by this path")
	r.queue.Advance(filterDelay)
	if r.found() != `$.items[1].name "Cup"` {
		t.Errorf("by the path: %s", r.found())
	}
	s.back()
	if s.bar.entry.Text == "" || r.found() != "the tree" {
		t.Error("Esc does not go back to the tree")
	}
	s.back()
	if s.bar.entry.Text != "" {
		t.Error("a second Esc does not empty the field")
	}
	r.ask(filterJQ, "{a:1}")
	r.pick("Copy value")
	if clipboard() != `{"a":1}` || r.here() != "" {
		t.Errorf("what jq made: %q at %q", clipboard(), r.here())
	}
}

// TestFilterStreamsInOrder runs on real goroutines: what comes in parts is whole and in its order.
func TestFilterStreamsInOrder(t *testing.T) {
	ui := make(chan func(), 100)
	f := &filter{run: task.Live(func(f func()) { ui <- f }), changed: func() {}}
	text := "[" + strings.Repeat("1,22,333,", 3000) + "0]"
	f.start(jsonview.Open(jsonscan.Text(text)), filterPath, "$[*]")
	for f.running {
		(<-ui)()
	}
	if len(f.results) != 9001 || f.fault() != "" {
		t.Fatalf("%d results, %s", len(f.results), f.fault())
	}
	for i, r := range f.results[1:] {
		if r.node.Start <= f.results[i].node.Start {
			t.Fatalf("result %d is out of order", i+1)
		}
	}
}
