package kit

import "time"

const (
	// blinkPace is half of the time of a blink; after blinkMost of them without a key the caret stays.
	blinkPace = 500 * time.Millisecond
	blinkMost = 60
)

// blinking is a caret that goes on and off once a second, without fading: a fade would repaint the window at
// every step.
type blinking struct {
	off   bool
	count int
	stop  func()
}

// blink shows the caret and lets it blink from then on.
func (v *CodeView) blink() {
	if v.caret.stop != nil {
		v.caret.stop()
	}
	v.caret = blinking{}
	if v.focused && v.edit != nil && v.run != nil {
		v.caret.stop = v.run.After(blinkPace, v.blinkOn)
	}
}

func (v *CodeView) blinkOn() {
	v.caret.off, v.caret.stop = !v.caret.off, nil
	v.caret.count++
	v.redraw()
	if v.focused && v.edit != nil && (v.caret.count < blinkMost || v.caret.off) {
		v.caret.stop = v.run.After(blinkPace, v.blinkOn)
	}
}

func (v *CodeView) caretShown() bool { return v.focused && !v.caret.off }
