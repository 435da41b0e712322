package kit

import (
	"fmt"

	"fyne.io/fyne/v2/lang"

	"postern/text"
)

// replacedHits puts a replacement of all hits into the text.
func (v *CodeView) replacedHits(r *text.Replaced, err error) {
	switch {
	case err != nil:
		v.say(err.Error())
	case v.edit == nil:
	case r.Count == 0:
		v.say(lang.L("Nothing to replace"))
	case !v.edit.ApplyReplaced(r):
		v.say(lang.L("The text was edited meanwhile: nothing was replaced"))
	default:
		v.moved()
		v.say(fmt.Sprintf(lang.L("%d replaced"), r.Count))
	}
}
