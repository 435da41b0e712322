package session

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

// TestWindowComesBackAfterACrash ends the program without closing the session.
func TestWindowComesBackAfterACrash(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	width := float32(900)
	s.OnKeep(func(l *Layout) {
		l.Width, l.Height, l.Expanded = width, 700, []string{"c"}
		l.Keep("collections", 33, "b")
		l.Keep("response:a", 120, "")
	})
	_ = s.Open("b")
	_ = s.Open("a")
	s.SetSplit("sidebar", 0.3)
	s.SetSection("request", "headers")
	s.SetToMock("a", true)
	s.SetLayout(func(l *Layout) { l.Room, l.Stacked, l.Hidden = "mocks", true, true })
	q.Advance(time.Second) // the process dies here
	back, _ := start(t, f)
	want := Layout{Room: "mocks", Stacked: true, Hidden: true, Width: 900, Height: 700, Expanded: []string{"c"},
		Tabs: []TabState{{"b", model.KindRequest}, {"a", model.KindRequest}}, Active: "a",
		Splits: map[string]float64{"sidebar": 0.3}, Sections: map[string]string{"request": "headers"},
		Modes:  map[model.ID]string{"a": "mock"},
		Scroll: map[string]float32{"collections": 33, "response:a": 120}, Selected: map[string]string{"collections": "b", "response:a": ""}}
	if d := cmp.Diff(want, back.Layout()); d != "" {
		t.Errorf("(-want +restored):\n%s", d)
	}
	if back.Active().ID != "a" || len(back.Tabs()) != 2 {
		t.Errorf("%d tabs, active %v", len(back.Tabs()), back.Active())
	}
	written := f.state[layoutKey]
	f.state[layoutKey] = nil
	s.Show("a")
	s.SetLayout(func(*Layout) {})
	q.Advance(time.Second)
	if f.state[layoutKey] != nil {
		t.Error("a layout that stayed as it was is written again")
	}
	width = 1000
	s.SetLayout(func(*Layout) {})
	q.Advance(time.Second)
	if d := cmp.Diff(string(written), string(f.state[layoutKey])); d == "" {
		t.Error("the new width was not written")
	}
}

// TestTypingKeepsTheViewsToo edits a draft while a view is scrolled.
func TestTypingKeepsTheViewsToo(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	_ = s.Open("a")
	q.Advance(time.Second)
	s.OnKeep(func(l *Layout) { l.Keep("body:a", 7, "") })
	s.Edit(s.Active(), func(r *model.Request) { r.URL = "http://changed" })
	q.Advance(time.Second)
	if back, _ := start(t, f); back.Layout().Scroll["body:a"] != 7 || !back.Active().Dirty {
		t.Errorf("%+v", back.Layout())
	}
}

func TestLayoutStaysSmall(t *testing.T) {
	f := newFile()
	s, q := start(t, f)
	sample(t, s, q)
	_ = s.Open("a")
	s.SetLayout(func(l *Layout) {
		for n := range 5000 {
			gone := model.ID(fmt.Sprint("gone", n))
			l.Keep("response:"+string(gone), 1, "x")
			set(&l.Modes, gone, "mock")
			l.Expanded = append(l.Expanded, string(gone))
		}
		l.Keep("response:a", 5, "row")
		set(&l.Modes, "b", "mock")
	})
	q.Advance(time.Second)
	back, _ := start(t, f)
	l := back.Layout()
	if len(l.Scroll) != 1 || len(l.Selected) != 1 || len(l.Modes) != 1 || len(l.Expanded) != maxExpanded || l.Selected["response:a"] != "row" {
		t.Errorf("%d scrolled, %d selected, %d modes, %d expanded", len(l.Scroll), len(l.Selected), len(l.Modes), len(l.Expanded))
	}
	back.CloseTab("a")
	if err := back.Close(); err != nil {
		t.Fatal(err)
	}
	if back, _ = start(t, f); len(back.Layout().Scroll) != 0 {
		t.Errorf("what belonged to the closed tab is left: %v", back.Layout().Scroll)
	}
}

// TestLayoutOfAnotherVersion starts with a state that cannot be read.
func TestLayoutOfAnotherVersion(t *testing.T) {
	f := newFile()
	f.state[layoutKey] = []byte(`{"tabs":"many"}`)
	s, _ := start(t, f)
	if d := cmp.Diff(Layout{}, s.Layout()); d != "" || len(s.Tabs()) > 0 {
		t.Errorf("%s", d)
	}
}
