package kit

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// ToastKind says how much a toast matters. Each kind has a colour and an icon of its own.
type ToastKind int

// The kinds of toasts.
const (
	ToastInfo ToastKind = iota
	ToastSuccess
	ToastWarning
	ToastError // stays until it is closed
)

// ToastAction is something to do about what a toast says, as undoing it. Running it closes the toast.
type ToastAction struct {
	Label string
	Run   func()
}

const (
	toastLimit  = 4
	toastMargin = 12
	toastGap    = 8
	toastWidth  = 360

	toastShort = 4 * time.Second
	toastLong  = 8 * time.Second // for warnings, and where there is something to do
	toastAgain = 2 * time.Second // while the pointer is on it
)

// Toasts are short notes at the bottom right of a window. They are shown in a layer of their own, see
// Layer.
type Toasts struct {
	// After must call f on the UI goroutine once d has passed; task.Runner has such a method. Without it
	// notes stay until they are closed.
	After func(d time.Duration, f func())

	cards []*toastCard // oldest first
	layer *toastLayer
}

// NewToasts returns an empty set of notes.
func NewToasts() *Toasts {
	t := &Toasts{}
	t.layer = &toastLayer{toasts: t}
	t.layer.ExtendBaseWidget(t.layer)
	return t
}

// Layer returns the object to stack over the content of the window. It takes no clicks beside the
// notes, and always is the same. (It is apart from Toasts since an object's own Show takes no arguments.)
func (t *Toasts) Layer() fyne.CanvasObject { return t.layer }

// Show adds a note; action may be nil. Notes go by themselves after some seconds, errors stay until
// they are closed. At most four are shown: the oldest goes, errors last. The same note again takes the
// place of the one that is there.
func (t *Toasts) Show(kind ToastKind, text string, action *ToastAction) {
	t.cards = slices.DeleteFunc(t.cards, func(c *toastCard) bool { return c.kind == kind && c.text == text })
	for len(t.cards) >= toastLimit {
		oldest := slices.IndexFunc(t.cards, func(c *toastCard) bool { return c.kind != ToastError })
		t.cards = slices.Delete(t.cards, max(0, oldest), max(0, oldest)+1)
	}
	card := newToastCard(t, kind, text, action)
	t.cards = append(t.cards, card)
	switch {
	case kind == ToastError:
	case kind == ToastWarning || action != nil:
		t.expire(card, toastLong)
	default:
		t.expire(card, toastShort)
	}
	t.layer.Refresh()
}

// Texts returns what the notes say, oldest first.
func (t *Toasts) Texts() []string {
	out := make([]string, len(t.cards))
	for i, c := range t.cards {
		out[i] = c.text
	}
	return out
}

// Dismiss closes the newest note and tells whether there was one.
func (t *Toasts) Dismiss() bool {
	if len(t.cards) == 0 {
		return false
	}
	t.remove(t.cards[len(t.cards)-1])
	return true
}

// expire closes a note after a while, but not from under the pointer.
func (t *Toasts) expire(card *toastCard, d time.Duration) {
	if t.After == nil {
		return
	}
	t.After(d, func() {
		if card.inside {
			t.expire(card, toastAgain)
			return
		}
		t.remove(card)
	})
}

func (t *Toasts) remove(card *toastCard) {
	if i := slices.Index(t.cards, card); i >= 0 {
		t.cards = slices.Delete(t.cards, i, i+1)
		card.inside = false
		t.layer.Refresh()
	}
}

// toastLayer is the object that shows the notes.
type toastLayer struct {
	widget.BaseWidget

	toasts *Toasts
}

// CreateRenderer implements [fyne.Widget].
func (l *toastLayer) CreateRenderer() fyne.WidgetRenderer {
	r := &toastsRenderer{toasts: l.toasts}
	r.collect()
	return r
}

type toastsRenderer struct {
	toasts  *Toasts
	objects []fyne.CanvasObject
}

// Destroy implements [fyne.WidgetRenderer].
func (r *toastsRenderer) Destroy() {}

// Objects implements [fyne.WidgetRenderer].
func (r *toastsRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize implements [fyne.WidgetRenderer].
func (r *toastsRenderer) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

func (r *toastsRenderer) collect() {
	r.objects = r.objects[:0]
	for _, c := range r.toasts.cards {
		r.objects = append(r.objects, c)
	}
}

// Layout implements [fyne.WidgetRenderer]: the newest is the lowest.
func (r *toastsRenderer) Layout(size fyne.Size) {
	width := min(toastWidth, size.Width-2*toastMargin)
	y := size.Height - toastMargin
	for _, c := range slices.Backward(r.toasts.cards) {
		h := c.heightFor(width)
		y -= h
		c.Resize(fyne.NewSize(width, h))
		c.Move(fyne.NewPos(size.Width-toastMargin-width, y))
		y -= toastGap
	}
}

// Refresh implements [fyne.WidgetRenderer].
func (r *toastsRenderer) Refresh() {
	r.collect()
	r.Layout(r.toasts.layer.Size())
	for _, c := range r.toasts.cards {
		c.Refresh()
	}
	canvas.Refresh(r.toasts.layer)
}
