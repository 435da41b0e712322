package fields

import (
	"postern/model"
	"postern/vars"
)

// Reach keeps the variables that hold at a place as long as nothing changes, since every {{name}} that is
// painted asks for them. The zero value knows none. It is of the UI goroutine.
type Reach struct {
	parent, environment model.ID
	set                 *vars.Set
	known               bool
}

// Set returns the variables of a place, which read reads where they are not known.
func (r *Reach) Set(parent, environment model.ID, read func(parent, environment model.ID) *vars.Set) *vars.Set {
	if !r.known || parent != r.parent || environment != r.environment {
		*r = Reach{parent: parent, environment: environment, set: read(parent, environment), known: true}
	}
	return r.set
}

// Forget makes the next question read again: something may have changed.
func (r *Reach) Forget() { *r = Reach{} }
