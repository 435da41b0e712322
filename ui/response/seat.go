package response

import "postern/model"

// seat is where the user was in a body: it is shown there again when its tab is.
type seat struct{ mode, line int }

// remember keeps the place in the body that is about to leave the screen. What no tab shows any more is
// forgotten.
func (v *bodyView) remember() {
	if v.shown == nil || !v.ready {
		return
	}
	v.ready = false
	line, _ := v.code.Top()
	if v.seats == nil {
		v.seats = map[*model.Exchange]seat{}
	}
	v.seats[v.shown] = seat{mode: v.mode.Selected(), line: line}
	open := map[*model.Exchange]bool{}
	for _, t := range v.p.deps.Session.Tabs() {
		open[t.Exchange] = true
	}
	for e := range v.seats {
		if !open[e] {
			delete(v.seats, e)
		}
	}
}

// back chooses the view in which an exchange was left, or otherwise, and where its text begins.
func (v *bodyView) back(e *model.Exchange, otherwise int) (mode int) {
	v.line = 0
	if s, ok := v.seats[e]; ok {
		v.line = s.line
		return s.mode
	}
	return otherwise
}
