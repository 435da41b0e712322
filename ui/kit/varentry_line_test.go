package kit

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"postern/text"
	"postern/ui/theme"
)

// lineSamples are what random texts are made of: letters of all widths, marks and what cannot be seen.
var lineSamples = []string{"a", "{{token}}", " ", "é", "e\u0301", "日", "👨‍👩‍👧", "\n", "\r\n", "\t", "\u202e", "\xff", "\x00", "ﬁ", "https://example.org/a?b=c"}

func lineSample(r *rand.Rand, parts int) string {
	var b strings.Builder
	for range parts {
		b.WriteString(lineSamples[r.IntN(len(lineSamples))])
	}
	return b.String()
}

// A line that has followed edits measures as one that begins with the outcome, and finds back what it places.
func TestVarLineFollowsEdits(t *testing.T) {
	floatApp(t, theme.Dark)
	r := rand.New(rand.NewPCG(1, 2))
	for _, mono := range []bool{true, false} {
		style := fyne.TextStyle{Monospace: mono}
		e := text.NewEditor(text.NewBuffer(nil))
		line := &varLine{}
		line.font(theme.SizeCode, style, false)
		e.Changed = func(c text.Change) {
			line.set(string(text.Bytes(e.Doc(), 0, e.Doc().Len())), int(c.Offset))
		}
		for range 300 {
			size := int(e.Doc().Len())
			from := r.IntN(size + 1)
			to := min(size, from+r.IntN(40)*r.IntN(2))
			e.SetCaret(text.Caret{Anchor: int64(from), Off: int64(to)})
			e.Insert([]byte(lineSample(r, r.IntN(6))))
			fresh := &varLine{}
			fresh.font(theme.SizeCode, style, false)
			fresh.set(line.text, 0)
			at := int(text.Snap(e.Doc(), int64(r.IntN(len(line.text)+1))))
			got, want := line.x(at), fresh.x(at)
			if got-want > 0.01 || want-got > 0.01 {
				t.Fatalf("mono %v: %q places %d at %v, want %v", mono, line.text, at, got, want)
			}
			if mono && fresh.at(want) != at {
				t.Fatalf("%q: at %v is %d, want %d", line.text, want, fresh.at(want), at)
			}
		}
	}
}

// The runs that are painted hold every letter once, in order, where x places it.
func TestVarLineRuns(t *testing.T) {
	floatApp(t, theme.Dark)
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		content := lineSample(r, r.IntN(40))
		line := &varLine{}
		line.font(theme.SizeCode, fyne.TextStyle{Monospace: true}, false)
		line.set(content, 0)
		var painted strings.Builder
		last := float32(-1)
		for run := range line.runs(0, len(content)) {
			if run.x <= last {
				t.Fatalf("%q: a run at %v after one at %v", content, run.x, last)
			}
			last = run.x
			painted.WriteString(run.label)
		}
		if painted.String() != varEntryShown(content) {
			t.Fatalf("%q is painted as %q", content, painted.String())
		}
	}
}

func TestVarEntryShowsWhatCannotBeSeen(t *testing.T) {
	for content, want := range map[string]string{"plain": "plain", "a\nb": "a↵b", "a\r\nb": "a␍↵b", "\t": "→", "\u202ex": "<U+202E>x", "\xff": `\xFF`, "\x00": "␀", "é日": "é日"} {
		if got := varEntryShown(content); got != want {
			t.Errorf("%q shows as %q, want %q", content, got, want)
		}
	}
}
