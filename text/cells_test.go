package text

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCells(t *testing.T) {
	for _, c := range []struct {
		text   string
		labels string // parted by spaces
		widths []int
	}{
		{"ab", "a b", []int{1, 1}},
		{"a\tb", "a  b", []int{1, 3, 1}},
		{"日本", "日 本", []int{2, 2}},
		{"e\u0301x", "e\u0301 x", []int{1, 1}},
		{"👩‍👩‍👧!", "👩‍👩‍👧 !", []int{2, 1}},
		{"🇩🇪🇫🇷", "🇩🇪 🇫🇷", []int{2, 2}},
		{"☀\ufe0f☀", "☀\ufe0f ☀", []int{2, 1}},
		{"\u0301", "\u0301", []int{1}},
		{"a\u202eb", "a <U+202E> b", []int{1, 8, 1}},
		{"\ufeff{", "<U+FEFF> {", []int{8, 1}},
		{"a\u200b\u00ad", "a <U+200B> <U+00AD>", []int{1, 8, 8}},
		{"\u2066\U000e0001", "<U+2066> <U+E0001>", []int{8, 9}},
		{"\xff\xe2\x82x", `\xFF \xE2 \x82 x`, []int{4, 4, 4, 1}},
		{"e\xcc", `e \xCC`, []int{1, 4}},
		{"\x00\x1b\x7f\u0085", "␀ ␛ ␡ <U+0085>", []int{1, 1, 1, 8}},
		{"שלום", "ש ל ו ם", []int{1, 1, 1, 1}},
		{"a\r\nb\n", "a ␍␊ b ␊", []int{1, 2, 1, 1}},
		{"\r", "␍", []int{1}},
		{"👨\u200d\xff", "👨\u200d \\xFF", []int{2, 4}},
	} {
		var labels []string
		for i, cell := range (Cells{Breaks: true}).Append(nil, []byte(c.text), 0) {
			labels = append(labels, cell.Label([]byte(c.text)))
			if i >= len(c.widths) || cell.Width != c.widths[i] {
				t.Errorf("%q: cell %d is %+v", c.text, i, cell)
			}
		}
		if got := strings.Join(labels, " "); got != c.labels {
			t.Errorf("%q: %q, not %q", c.text, got, c.labels)
		}
	}
	if cell := (Cells{}).First([]byte("\r\n"), 0); cell.Width != 0 || cell.Len != 2 {
		t.Errorf("a line break is shown unasked: %+v", cell)
	}
}

func TestCellsNear(t *testing.T) {
	b := []byte("a日\tx")
	for col, want := range []int{0, 1, 1, 4, 5, 6} {
		if got := (Cells{Tab: 4}).Near(b, 0, col); got != want {
			t.Errorf("a click at column %d goes to %d, not %d", col, got, want)
		}
	}
}

// checkCells compares what walks with the cells one by one, and clusters with the caret's.
func checkCells(t *testing.T, text []byte) {
	c := Cells{Tab: 3, Breaks: true}
	doc := NewBuffer(text)
	off, col := 0, 0
	for _, cell := range c.Append(nil, text, 0) {
		if cell.Off != off || cell.Col != col || cell.Len < 1 || cell.Width < 1 || cell.Kind != Tab && cell.Label(text) == "" {
			t.Fatalf("%q: %+v at %d, %d", text, cell, off, col)
		}
		label := cell.Label(text)
		if !utf8.ValidString(label) || cell.Kind != Text && cell.Kind != Tab && utf8.RuneCountInString(label) != cell.Width {
			t.Fatalf("%q: %+v is labelled %q", text, cell, label)
		}
		if c.Col(text, 0, off) != col || c.Off(text, 0, col) != off || c.Off(text, 0, col+cell.Width-1) != off {
			t.Fatalf("%q: offset %d is column %d and that is offset %d", text, off, c.Col(text, 0, off), c.Off(text, 0, col))
		}
		if After(doc, int64(off)) != int64(off+cell.Len) {
			t.Fatalf("%q: the cluster at %d ends at %d for the caret and at %d for the eye", text, off, After(doc, int64(off)), off+cell.Len)
		}
		off, col = off+cell.Len, col+cell.Width
	}
	if off != len(text) {
		t.Fatalf("%q: cells end at %d", text, off)
	}
	if n := asciiRun(text); n > len(text) || n < len(text) && text[n] >= ' ' && text[n] < 0x7f {
		t.Fatalf("%q: %d are printable ASCII", text, n)
	}
	checkSnaps(t, doc)
}

// checkSnaps goes over a text backwards and forwards.
func checkSnaps(t *testing.T, doc Document) {
	for off := doc.Len(); off > 0; {
		before := Before(doc, off)
		if before >= off || Snap(doc, before) > before {
			t.Fatalf("before %d is %d", off, before)
		}
		off = before
	}
	for off := int64(0); off < doc.Len(); {
		after := After(doc, off)
		if after <= off {
			t.Fatalf("after %d is %d", off, after)
		}
		off = after
	}
}

func TestCellsAtRandom(t *testing.T) {
	for seed := range uint64(80) {
		checkCells(t, randomText(rand.New(rand.NewPCG(seed, 5)), 40))
	}
}

func FuzzCells(f *testing.F) {
	for _, p := range pieces {
		f.Add([]byte(p + "x" + p))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) < 4<<10 {
			checkCells(t, text)
			checkRows(t, &Layout{Doc: NewBuffer(text), Width: 7, Words: len(text)%2 == 0})
		}
	})
}

// checkRows goes through all rows down and up; they must cover every line without a gap.
func checkRows(t *testing.T, l *Layout) {
	t.Helper()
	var rows []Row
	for r, ok := l.FirstRow(0), true; ok; r, ok = l.Next(r) {
		rows = append(rows, r)
	}
	for i, r := range rows {
		start, end := LineBounds(l.Doc, r.Line)
		switch {
		case r.First != (r.Start == start) || r.Last != (r.End == end) || !r.First && (rows[i-1].End != r.Start || rows[i-1].Line != r.Line):
			t.Fatalf("row %d is %+v in a line from %d to %d", i, r, start, end)
		case r.First && i > 0 && (!rows[i-1].Last || rows[i-1].Line != r.Line-1):
			t.Fatalf("row %d is %+v after %+v", i, r, rows[i-1])
		case l.Row(r.Start) != r:
			t.Fatalf("row %+v is %+v by its start", r, l.Row(r.Start))
		}
		b := l.Bytes(r)
		if w := l.Cells.Col(b, 0, len(b)); w > l.width() && len(l.Cells.Append(nil, b, 0)) > 1 {
			t.Fatalf("row %+v of %q has %d columns", r, b, w)
		}
		if i > 0 {
			if up, ok := l.Previous(r); !ok || up != rows[i-1] {
				t.Fatalf("above %+v is %+v, not %+v", r, up, rows[i-1])
			}
		}
	}
	if count, _ := l.Doc.Lines(); rows[len(rows)-1].Line != count-1 {
		t.Fatalf("rows end in line %d of %d", rows[len(rows)-1].Line, count)
	}
}

func TestRows(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 6))
		doc := NewBuffer(randomText(r, 300))
		checkRows(t, &Layout{Doc: doc, Width: 2 + r.IntN(60), Words: seed%2 == 0})
	}
	long := NewBuffer([]byte(strings.Repeat("0123456789 日本 e\u0301,", 4_000)))
	for _, words := range []bool{false, true} {
		checkRows(t, &Layout{Doc: long, Width: 100, Words: words})
	}
}

func TestRowsWrapBetweenWords(t *testing.T) {
	l := &Layout{Doc: NewBuffer([]byte("one two, three fourteen-fifteen")), Width: 10, Words: true}
	var got []string
	for r, ok := l.FirstRow(0), true; ok; r, ok = l.Next(r) {
		got = append(got, string(l.Bytes(r)))
	}
	if want := "one two, |three |fourteen-|fifteen"; strings.Join(got, "|") != want {
		t.Errorf("%q", got)
	}
	if n, exact := l.Rows(0); n != 4 || !exact {
		t.Error(n, exact)
	}
	l = &Layout{Doc: NewBuffer([]byte("one two three")), Width: 7, Words: true} // no row begins with a space
	if r, _ := l.Next(l.FirstRow(0)); string(l.Bytes(r)) != "two " {
		t.Errorf("the second row is %q", l.Bytes(r))
	}
}

func TestRowsOfOneLongLine(t *testing.T) {
	doc := NewBuffer([]byte(strings.Repeat("x", 10<<20)))
	l := &Layout{Doc: doc, Width: 80}
	middle := l.At(0.5)
	if middle.End-middle.Start != 80 || middle.Start%80 != 0 || middle.Start < 5<<20-200 || middle.Start > 5<<20+200 {
		t.Errorf("the middle is %+v", middle)
	}
	if f := l.Fraction(middle); f < 0.499 || f > 0.501 {
		t.Error(f)
	}
	if len(l.cache) > 4 {
		t.Errorf("%d segments were cut", len(l.cache))
	}
	if last := l.At(1); !last.Last {
		t.Errorf("the end is %+v", last)
	}
	if n, exact := l.Rows(0); n != 10<<20/80 || exact {
		t.Error(n, exact)
	}
}

func TestRowsSkipFolds(t *testing.T) {
	var f Folds
	f.Close(Fold{1, 3})
	l := &Layout{Doc: NewBuffer([]byte("a\nb\nc\nd\ne\nf")), Width: 80, Folds: &f}
	if r := l.Move(l.FirstRow(0), 2); r.Line != 4 {
		t.Errorf("two rows down is line %d", r.Line)
	}
	if r := l.Move(l.FirstRow(5), -2); r.Line != 1 {
		t.Errorf("two rows up is line %d", r.Line)
	}
	if r := l.At(0.7); r.Line != 4 {
		t.Errorf("the third of four visible lines is %d", r.Line)
	}
	if c := l.Moved(At(3), Right, 1, false); c.Off != 8 {
		t.Errorf("right of the fold is %d", c.Off)
	}
	if c := l.Moved(At(8), Left, 1, false); c.Off != 3 {
		t.Errorf("left of what is behind the fold is %d", c.Off)
	}
}

func TestMotions(t *testing.T) {
	text := "  one two\r\nlong line of text\nx\n日本語 é end"
	l := &Layout{Doc: NewBuffer([]byte(text)), Width: 80}
	at := func(s string) int64 { return int64(strings.Index(text, s)) }
	for _, c := range []struct {
		name  string
		from  int64
		moves []Motion
		want  int64
	}{
		{"right over CRLF", at("\r"), []Motion{Right}, at("long")},
		{"left over CRLF", at("long"), []Motion{Left}, at("\r")},
		{"word right", 0, []Motion{WordRight, WordRight}, at("\r")},
		{"word right to the next line", at("\r"), []Motion{WordRight}, at("long")},
		{"word left", at("two"), []Motion{WordLeft}, 2},
		{"home", at("two"), []Motion{Home}, 2},
		{"home twice", at("two"), []Motion{Home, Home}, 0},
		{"home thrice", at("two"), []Motion{Home, Home, Home}, 2},
		{"end", 3, []Motion{End}, at("\r")},
		{"down keeps the column over a short line", at("line"), []Motion{Down, Down}, at("語")},
		{"down and up again", at("of text"), []Motion{Down, Down, Up, Up}, at("of text")},
		{"up from the first line", 5, []Motion{Up}, 0},
		{"down from the last", at("日"), []Motion{Down}, int64(len(text))},
		{"page", 0, []Motion{PageDown}, at("日")},
		{"document", 5, []Motion{DocumentEnd, DocumentStart}, 0},
	} {
		caret := At(c.from)
		for _, m := range c.moves {
			caret = l.Moved(caret, m, 3, false)
		}
		if caret.Off != c.want || !caret.Empty() {
			t.Errorf("%s: %+v, not %d", c.name, caret, c.want)
		}
	}
	if c := l.Moved(At(2), WordRight, 1, true); c.Anchor != 2 || c.Off != 5 {
		t.Errorf("shift selects %+v", c)
	}
	if c := l.Moved(Caret{Anchor: 2, Off: 5}, Left, 1, false); c != At(2) {
		t.Errorf("left of a selection is %+v", c)
	}
}

func TestClicks(t *testing.T) {
	doc := NewBuffer([]byte("a_1 == b\r\nnext"))
	if c := WordAt(doc, 1); c.Anchor != 0 || c.Off != 3 {
		t.Errorf("a word: %+v", c)
	}
	if c := WordAt(doc, 8); c.Anchor != 7 || c.Off != 8 {
		t.Errorf("at the end of a line: %+v", c)
	}
	if c := LineAt(doc, 4); c.Anchor != 0 || c.Off != 10 {
		t.Errorf("a line: %+v", c)
	}
	if c := Spanned(WordAt(doc, 4), WordAt(doc, 0)); c.Anchor != 6 || c.Off != 0 {
		t.Errorf("dragged back: %+v", c)
	}
	if c := Spanned(WordAt(doc, 0), WordAt(doc, 4)); c.Anchor != 0 || c.Off != 6 {
		t.Errorf("dragged on: %+v", c)
	}
}
