package response

import (
	"testing"

	"postern/model"
)

// TestWrapIsForTextOnly looks at the button in every view of a body.
func TestWrapIsForTextOnly(t *testing.T) {
	r := showing(t, model.Bytes([]byte(`[{"id": 1}]`)), viewTree)
	v := r.bodyView
	for _, c := range []struct {
		mode int
		text bool
	}{{viewTree, false}, {viewPretty, true}, {viewTable, false}, {viewRaw, true}} {
		r.choose(c.mode)
		if got := !v.wrap.Disabled(); got != c.text {
			t.Errorf("view %d: the button works: %v", c.mode, got)
		}
	}
}
