package workbench

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"postern/model"
)

// clock is a time that passes when the test says so.
type clock struct {
	now    time.Time
	timers []*timer
}

type timer struct {
	at time.Time
	f  func()
}

func (c *clock) after(d time.Duration, f func()) (cancel func()) {
	t := &timer{c.now.Add(d), f}
	c.timers = append(c.timers, t)
	return func() { c.timers = slices.DeleteFunc(c.timers, func(x *timer) bool { return x == t }) }
}

// pass lets time go by and carries out what is due, in order.
func (c *clock) pass(d time.Duration) {
	end := c.now.Add(d)
	for {
		slices.SortStableFunc(c.timers, func(a, b *timer) int { return a.at.Compare(b.at) })
		if len(c.timers) == 0 || c.timers[0].at.After(end) {
			break
		}
		t := c.timers[0]
		c.timers = c.timers[1:]
		c.now = t.at
		t.f()
	}
	c.now = end
}

func TestTrashIsEmptiedAfterTheTimeThatWasSet(t *testing.T) {
	const day = 24 * time.Hour
	c := &clock{now: time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)}
	path := filepath.Join(t.TempDir(), "work.db")
	open := func() *Bench {
		b, err := Open(t.Context(), path, Options{Now: func() time.Time { return c.now }, After: c.after})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	b := open()
	told := 0
	b.Listen(func() { told++ })
	days := func(n int) {
		s := model.DefaultSettings()
		s.TrashDays = n
		apply(t, b, model.PutSettings{Settings: s})
	}
	trash := func() int {
		tree, err := b.Tree()
		if err != nil {
			t.Fatal(err)
		}
		return len(tree.Trash())
	}
	apply(t, b, model.Put{Entity: &model.Collection{ID: "c"}}, model.Place{ID: "c", Parent: model.RootID},
		model.Put{Entity: &model.Collection{ID: "d"}}, model.Place{ID: "d", Parent: model.RootID}, model.Trash{ID: "c"})
	c.pass(40 * day)
	if trash() != 1 {
		t.Fatal("the trash was emptied without a time set")
	}
	days(30)
	c.pass(day)
	if trash() != 0 || told != 1 {
		t.Fatalf("%d items after 40 days of 30, told %d times", trash(), told)
	}
	if undo, _, err := b.Steps(); err != nil || len(undo) != 1 {
		t.Errorf("%d steps are left, %v", len(undo), err)
	}
	apply(t, b, model.Trash{ID: "d"})
	c.pass(30 * day)
	if trash() != 1 {
		t.Error("emptied too early")
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if len(c.timers) != 0 {
		t.Error("the closed bench goes on looking")
	}
	c.pass(2 * day)
	b = open()
	if trash() != 0 {
		t.Error("not emptied on opening")
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}
