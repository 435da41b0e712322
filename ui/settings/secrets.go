package settings

import "context"

// Shown tells the room whether it is on the screen: where the key of the secrets is, is asked for then.
func (r *Room) Shown(on bool) {
	if !on || r.asked || r.deps.Secrets == nil {
		return
	}
	r.asked = true
	before, words := r.about.Text, ""
	r.deps.Session.Runner().Start(context.Background(), func(context.Context) { words = r.deps.Secrets() }, func() {
		if words != "" {
			r.about.SetText(before + "\n" + words)
		}
	})
}
