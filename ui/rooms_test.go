package ui

import (
	"slices"
	"testing"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
)

func made[T any](l *kit.Lazy[T]) bool { _, ok := l.Made(); return ok }

// made lists the rooms that have been made, in the order of the window.
func (r *rig) made() (names []string) {
	for _, x := range []struct {
		name string
		made bool
	}{{"group", made(r.group)}, {"environments", made(r.environments)}, {"variables", made(r.variables)}, {"history", made(r.history)},
		{"settings", made(r.settings)}, {"trash", made(r.trash)}, {"backups", made(r.backups)}} {
		if x.made {
			names = append(names, x.name)
		}
	}
	return names
}

func TestRoomsAreMadeWhenTheyAreShown(t *testing.T) {
	r := newRig(t)
	if got := r.made(); len(got) > 0 {
		t.Errorf("made at the start: %v", got)
	}
	r.command("theme-light")
	before := len(r.stash.Objects)
	var want []string
	for _, step := range []struct{ command, makes string }{{"environments", "environments"}, {"history", "history"},
		{"settings", "settings"}, {"trash", "trash"}, {"backups", "backups"}} {
		want = append(want, step.makes)
		r.command(step.command)
		r.command(step.command)
		if got := r.made(); !slices.Equal(got, want) {
			t.Errorf("%s: made %v, want %v", step.command, got, want)
		}
	}
	for _, id := range []model.ID{"shop", "local"} {
		if err := r.session.Open(id); err != nil {
			t.Fatal(err)
		}
		r.settle()
	}
	if got := r.made(); len(got) != 7 {
		t.Errorf("made in the end: %v", got)
	}
	if got := len(r.stash.Objects) - before; got != 7 {
		t.Errorf("%d of 7 pages hear of a change of theme", got)
	}
}

// TestWhatIsNotShownIsRemembered closes a window whose rooms were never looked at.
func TestWhatIsNotShownIsRemembered(t *testing.T) {
	r := newRig(t)
	r.session.SetLayout(func(l *session.Layout) {
		l.Keep("environments", 12, "local")
		l.Keep("mocks", 34, "shop")
	})
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	r.start()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	r.start()
	l := r.session.Layout()
	if l.Selected["environments"] != "local" || l.Selected["mocks"] != "shop" || l.Scroll["environments"] != 12 || l.Scroll["mocks"] != 34 {
		t.Errorf("selected %v, scrolled %v", l.Selected, l.Scroll)
	}
}

func TestUndoSelectsWhatItBringsBack(t *testing.T) {
	r := newRig(t)
	r.collections.Reveal("products")
	if err := r.session.Open("cart"); err != nil {
		t.Fatal(err)
	}
	r.settle()
	r.collections.Reveal("products")
	r.command("delete")
	if got := r.collections.Selected(); got == "products" {
		t.Fatal("still there")
	}
	r.command("undo")
	if got := r.collections.Selected(); got != "products" || r.session.Active().ID != "cart" {
		t.Errorf("selected %q, shown %q", got, r.session.Active().ID)
	}
	r.collections.Reveal("cart")
	r.command("delete")
	r.command("undo")
	if a := r.session.Active(); r.collections.Selected() != "cart" || a == nil || a.ID != "cart" {
		t.Errorf("selected %q, shown %+v", r.collections.Selected(), a)
	}
}
