package kit

import "testing"

func TestCutWords(t *testing.T) {
	for _, c := range []struct {
		words string
		cells int
		want  string
	}{{"line 1: é", 9, "line 1: é"}, {"line 1: é", 8, "line 1:…"}, {"日本語", 2, "日…"}, {"ab", 1, "…"}, {"ab", 0, ""}, {"ab", -3, ""}, {"", 0, ""}} {
		if got := string(cutWords(c.words, c.cells)); got != c.want {
			t.Errorf("%q in %d cells: %q, want %q", c.words, c.cells, got, c.want)
		}
	}
}
