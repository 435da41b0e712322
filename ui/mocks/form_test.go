package mocks

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"postern/model"
)

// faultsShown lists what a form says below its fields.
func faultsShown(f *form) string {
	var out []string
	for _, r := range f.rows {
		row, ok := r.object.(*fyne.Container)
		if !ok || !r.object.Visible() || len(row.Objects) != 2 {
			continue
		}
		if l, ok := row.Objects[1].(*widget.Label); ok && l.Importance == widget.DangerImportance {
			out = append(out, l.Text)
		}
	}
	return strings.Join(out, "\n")
}

func TestWhatIsWrongWithATextIsSaidBelowIt(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	r.pick(okExample)
	f := r.page.detail.form
	priority := func() *entry { return field[*entry](t, f, "Priority") }
	r.typing(priority(), "soon")
	r.queue.Advance(time.Second)
	if got := faultsShown(f); got != "write a whole number from -1000000 to 1000000" {
		t.Errorf("the form says %q", got)
	}
	r.typing(priority(), "7")
	r.queue.Advance(time.Second)
	if got := faultsShown(f); got != "" || r.requestMock("a").Priority != 7 {
		t.Errorf("the form says %q, priority %d", got, r.requestMock("a").Priority)
	}
}

func TestAWrongTextStaysWithWhatItIsAbout(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	r.pick("GET /v1/a")
	f := r.page.detail.form
	priority := func() *entry { return field[*entry](t, f, "Priority") }
	r.typing(priority(), "soon")
	r.queue.Advance(time.Second)
	r.pick("GET /v1/a")
	if priority().Text != "soon" || faultsShown(f) == "" {
		t.Errorf("selecting the same again took %q away", priority().Text)
	}
	r.pick(okExample)
	if got := priority().Text; got != "" || faultsShown(f) != "" {
		t.Errorf("another selection shows %q: %s", got, faultsShown(f))
	}
}

func TestAFieldKnowsWhetherItsTextIsStored(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	r.pick("GET /v1/a")
	e := field[*entry](t, r.page.detail.form, "Priority")
	if !e.Settled() {
		t.Error("what was not touched is stored")
	}
	r.typing(e, "12")
	if e.Settled() {
		t.Error("what is being typed is not stored yet")
	}
	r.queue.Advance(time.Second)
	if !e.Settled() {
		t.Error("not stored after typing rests")
	}
	r.undo()
	if e.Text != "" || r.requestMock("a").Priority != 0 {
		t.Errorf("after undo: %q, priority %d", e.Text, r.requestMock("a").Priority)
	}
	r.typing(e, "soon")
	r.queue.Advance(time.Second)
	if e.Settled() {
		t.Error("a text that could not be stored is not stored")
	}
}

func TestCheckForAnAPIKeyBeginsWithANamedHeader(t *testing.T) {
	r := newRig(t)
	r.queue.Drain()
	r.ShowSection("behaviour")
	f := r.page.behaviour.form
	field[*widget.Select](t, f, "Authentication").SetSelectedIndex(1 + indexOf(model.MockAuthKinds, model.MockAuthKey))
	r.queue.Drain()
	if b := r.mock("shop").Behaviour; b == nil || b.Auth.Name != keyName {
		t.Errorf("behaviour %+v", b)
	}
}
