package mock

import "postern/model"

// mode is step 7 and ends in step 8: of the examples that remain, the first in the order of the
// collection answers.
func (v *visit) mode() bool {
	e := v.set[0]
	v.note(model.Verdict{Step: 7, What: "mode", Want: "first", Got: e.name, OK: true, Example: e.id,
		Text: "the first of the examples that remain, in the order of the collection"})
	return v.act(e)
}
