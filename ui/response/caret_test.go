package response

import (
	"strings"
	"testing"

	"postern/model"
	"postern/text"
)

func TestCrumbsFollowTheCaret(t *testing.T) {
	for name, body := range map[string]model.Content{"memory": model.Bytes([]byte(shop)), "file": inFile(t, shop)} {
		r := newRig(t)
		r.answer(ok("application/json", body))
		r.queue.Advance(caretDelay)
		c, code := r.bodyView.caret, r.bodyView.code
		at := func(word string) string {
			d := code.Document()
			off := int64(strings.Index(string(text.Bytes(d, 0, d.Len())), word))
			code.Select(off, off)
			r.queue.Advance(caretDelay)
			return strings.Join(c.crumbs.Labels(), " ")
		}
		if got := strings.Join(c.crumbs.Labels(), " "); got != "$" || !c.crumbs.Visible() {
			t.Errorf("%s: at first %q", name, got)
		}
		for word, want := range map[string]string{"Tea": "$ items [0] name", "24.50": "$ items [0] price amount", `"total"`: "$ total", "Cup": "$ items [1] name"} {
			if got := at(word); got != want {
				t.Errorf("%s: %s is in %q", name, word, got)
			}
		}
		at("Tea")
		c.crumbs.OnTapped(2)
		r.queue.Advance(caretDelay)
		if got := strings.Join(c.crumbs.Labels(), " "); got != "$ items [0]" {
			t.Errorf("%s: a crumb leads to %q", name, got)
		}
		r.choose(viewRaw)
		if got := at("Cup"); got != "$ items [1] name" {
			t.Errorf("%s: raw: %q", name, got)
		}
		r.choose(viewTree)
		if c.crumbs.Visible() {
			t.Errorf("%s: two lines of crumbs beside the tree", name)
		}
		r.answer(ok("text/plain", model.Bytes([]byte("plain"))))
		r.queue.Advance(caretDelay)
		if c.crumbs.Visible() || len(c.crumbs.Labels()) != 0 {
			t.Errorf("%s: plain text has a place", name)
		}
	}
}
