package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"postern/highlight"
	"postern/ui/theme"
)

// proseFake is a text whose words are links where they begin with "w" and headings where they begin with "h".
type proseFake string

func (p proseFake) Text() string { return string(p) }

func (p proseFake) words(line string, f func(from, to int)) {
	at := 0
	for _, w := range strings.SplitAfter(line, " ") {
		f(at, at+len(strings.TrimRight(w, " ")))
		at += len(w)
	}
}

func (p proseFake) Spans(line int) (spans []highlight.Span) {
	kinds := map[byte]highlight.Kind{'w': highlight.Link, 'h': highlight.Heading, 's': highlight.Strong, 'e': highlight.Emphasis}
	s := strings.Split(string(p), "\n")[line]
	p.words(s, func(from, to int) {
		if from == to {
			return
		}
		if k := kinds[s[from]]; k != highlight.Plain {
			spans = append(spans, highlight.Span{Start: from, End: to, Kind: k})
		}
	})
	return spans
}

func (p proseFake) Link(off int64) (address string, from int64) {
	p.words(strings.ReplaceAll(string(p), "\n", " "), func(start, end int) {
		if int64(start) <= off && off < int64(end) && p[start] == 'w' {
			address, from = string(p[start:end]), int64(start)
		}
	})
	return address, from
}

func TestProse(t *testing.T) {
	r := newCode(t, theme.Dark, 400, 200)
	r.SetLineNumbers(false)
	r.SetProse(proseFake("head text\nplain www.a strong"))
	r.capture()
	r.colour.begin()
	spans, base := r.colour.of(r.doc, r.layout.FirstRow(1))
	if base != 10 || len(spans) != 2 || spans[0] != (highlight.Span{Start: 6, End: 11, Kind: highlight.Link}) {
		t.Errorf("the second line has %v from %d", spans, base)
	}
	if a := r.geo.atlas; a.weight(uint8(highlight.Heading)) == a || a.weight(uint8(highlight.Link)) != a || a.heavy.width != a.width {
		t.Error("headings are not bold in cells of the same size")
	}
	r.SetText("head", "")
	if spans, _ := r.colour.of(r.doc, r.layout.FirstRow(0)); len(spans) != 0 || r.colour.prose != nil {
		t.Errorf("another text has the colours of the prose: %v", spans)
	}
}

// TestLongProse reads the end of a paragraph that is longer than a segment of the layout.
func TestLongProse(t *testing.T) {
	r := newCode(t, theme.Dark, 400, 200)
	r.SetWrap(true)
	r.SetProse(proseFake(strings.Repeat("plain www.a strong ", 5000)))
	r.capture()
	row := r.layout.LastRow(0)
	r.colour.begin()
	spans, base := r.colour.of(r.doc, row)
	look := lookOf{spans: spans, at: row.Start - base}
	for i, b := range r.layout.Bytes(row) {
		word := string(r.layout.Bytes(row)[:i+1])
		word = word[strings.LastIndexByte(word, ' ')+1:]
		want := highlight.Plain
		switch {
		case b == ' ' || row.Start == 0:
		case strings.HasPrefix(word, "w"):
			want = highlight.Link
		case strings.HasPrefix(word, "s"):
			want = highlight.Strong
		}
		if got := highlight.Kind(look.of(i)); got != want && i > 10 {
			t.Fatalf("%q in the last row is %d, want %d", word, got, want)
		}
	}
}

func TestLinksAreFollowed(t *testing.T) {
	r := newCode(t, theme.Dark, 400, 200)
	r.SetLineNumbers(false)
	r.SetProse(proseFake("head\nplain www.a end"))
	r.capture()
	var followed []string
	r.OnLink = func(address string) { followed = append(followed, address) }
	want := func(what string, n int) {
		t.Helper()
		if len(followed) != n {
			t.Errorf("%s: followed %v", what, followed)
		}
	}
	r.press(r.at(2, 1), 0)
	want("a press beside a link", 0)
	r.mouse.last = r.mouse.last.Add(-2 * doubleClick)
	r.press(r.at(8, 1), 0)
	want("a press on a link", 1)
	r.press(r.at(8, 1), 0)
	want("a second press selects the word", 1)
	r.mouse.last = r.mouse.last.Add(-2 * doubleClick)
	r.dragging(r.at(2, 1), r.at(8, 1))
	want("selecting", 1)
	r.Select(12, 12)
	r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	want("Enter at a link", 2)
	r.Select(2, 2)
	r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	want("Enter elsewhere", 2)
	if words, _ := r.told(r.at(8, 1)); words != "www.a" {
		t.Errorf("the mouse on a link is told %q", words)
	}
	if r.mouse.at = r.at(8, 1); r.Cursor() != desktop.PointerCursor {
		t.Error("the mouse on a link is no hand")
	}
	if r.mouse.at = r.at(17, 1); r.Cursor() != desktop.TextCursor {
		t.Error("the mouse behind the text is a hand")
	}
}

// TestMenuIsAboutWhereItOpens opens the context menu beside the selection and on it.
func TestMenuIsAboutWhereItOpens(t *testing.T) {
	r := newEditor(t, "0123456789", "")
	open := func(col int) {
		test.TapSecondaryAt(r.CodeView, r.at(col, 0))
		r.window.Canvas().Overlays().Top().Hide()
	}
	r.Select(2, 5)
	open(3)
	if c := r.Caret(); c.From() != 2 || c.To() != 5 {
		t.Errorf("on the selection it becomes %v", c)
	}
	open(8)
	if c := r.Caret(); !c.Empty() || c.Off != 8 {
		t.Errorf("beside the selection the caret is %v", c)
	}
}
