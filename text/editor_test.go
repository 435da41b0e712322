package text

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var goLike = Language{LineComment: "//", Brackets: "(){}[]", Quotes: "\"'", Indent: "\t", Fold: FoldBrackets}
var jsonLike = Language{Brackets: "{}[]", Quotes: `"`, Fold: FoldBrackets}

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// marked makes an editor of a text in which | is the caret and ^, if there is one, the anchor.
func marked(text string, lang Language) *Editor {
	caret, anchor := strings.Index(text, "|"), strings.Index(text, "^")
	switch {
	case anchor < 0:
		anchor = caret
	case anchor < caret:
		caret--
	default:
		anchor--
	}
	e := NewEditor(NewBuffer([]byte(strings.NewReplacer("|", "", "^", "").Replace(text))))
	e.Language = lang
	e.SetCaret(Caret{Anchor: int64(anchor), Off: int64(caret)})
	return e
}

func mark(e *Editor) string {
	text := string(Bytes(e.Doc(), 0, e.Doc().Len()))
	c := e.Caret()
	switch {
	case c.Empty():
		return text[:c.Off] + "|" + text[c.Off:]
	case c.Anchor < c.Off:
		return text[:c.Anchor] + "^" + text[c.Anchor:c.Off] + "|" + text[c.Off:]
	}
	return text[:c.Off] + "|" + text[c.Off:c.Anchor] + "^" + text[c.Anchor:]
}

func typing(s string) func(*Editor) {
	return func(e *Editor) {
		for _, r := range s {
			e.Type(string(r), noon)
		}
	}
}

func TestEdits(t *testing.T) {
	backspace := func(e *Editor) { e.Backspace(noon) }
	for _, c := range []struct {
		name, from string
		edit       func(*Editor)
		want       string
	}{
		{"type", "a|b", typing("xyz"), "axyz|b"},
		{"type over a selection", "a^bc|d", typing("x"), "ax|d"},
		{"close a bracket", "|", typing("{"), "{|}"},
		{"type over what closed itself", "|", typing("f(x)"), "f(x)|"},
		{"type over nested pairs", "|", typing(`{"a":[1]}`), `{"a":[1]}|`},
		{"a typed closer stays", "(|", typing(")"), "()|"},
		{"close nothing before a word", "|a", typing("("), "(|a"},
		{"an apostrophe", "don|", typing("'t"), "don't|"},
		{"surround", "a ^bc| d", typing("("), "a (^bc|) d"},
		{"surround by quotes backwards", "|bc^", typing(`"`), `"|bc^"`},
		{"backspace a pair", "|", func(e *Editor) { e.Type("(", noon); e.Backspace(noon) }, "|"},
		{"backspace a cluster", "👩‍👩‍👧|", backspace, "|"},
		{"backspace CRLF", "a\r\n|b", backspace, "a|b"},
		{"backspace at the beginning", "|a", backspace, "|a"},
		{"delete a cluster", "|e\u0301x", func(e *Editor) { e.Delete(noon) }, "|x"},
		{"delete at the end", "a|", func(e *Editor) { e.Delete(noon) }, "a|"},
		{"backspace a word", "one two_2|", func(e *Editor) { e.BackspaceWord(noon) }, "one |"},
		{"delete a word", "one| two three", func(e *Editor) { e.DeleteWord(noon) }, "one| three"},
		{"cut a line", "a\nb|c\nd", func(e *Editor) { e.Cut() }, "a\n|d"},
		{"new line keeps the indentation", "\ta|b", func(e *Editor) { e.NewLine() }, "\ta\n\t|b"},
		{"new line behind a bracket", "\tif {|", func(e *Editor) { e.NewLine() }, "\tif {\n\t\t|"},
		{"new line between brackets", "{|}", func(e *Editor) { e.NewLine() }, "{\n\t|\n}"},
		{"new line like the others", "a\r\nb|", func(e *Editor) { e.NewLine() }, "a\r\nb\r\n|"},
		{"a closing bracket goes left", "{\n\t|", typing("}"), "{\n}|"},
		{"tab", "a|", func(e *Editor) { e.Tab(noon) }, "a\t|"},
		{"indent lines", "^a\n\nb|\nc", func(e *Editor) { e.Tab(noon) }, "\t^a\n\n\tb|\nc"},
		{"indent leaves a line out that only begins", "^a\nb\n|c", func(e *Editor) { e.Indent() }, "\t^a\n\tb\n|c"},
		{"outdent", "\ta|\n", func(e *Editor) { e.Outdent() }, "a|\n"},
		{"comment", "^\ta\n\n\t\tb|", func(e *Editor) { e.ToggleComment() }, "^\t// a\n\n\t// \tb|"},
		{"uncomment", "^\t// a\n\t//b|", func(e *Editor) { e.ToggleComment() }, "^\ta\n\tb|"},
		{"move down", "a|\nb\nc", func(e *Editor) { e.MoveLines(false) }, "b\na|\nc"},
		{"move down to the end", "a\n^b|\nc", func(e *Editor) { e.MoveLines(false) }, "a\nc\n^b|"},
		{"move up from the end", "a\r\nb|", func(e *Editor) { e.MoveLines(true) }, "b|\r\na"},
		{"move up at the beginning", "a|\nb", func(e *Editor) { e.MoveLines(true) }, "a|\nb"},
		{"duplicate", "a|b\nc", func(e *Editor) { e.DuplicateLines() }, "ab\na|b\nc"},
		{"duplicate the last line", "x\na|b", func(e *Editor) { e.DuplicateLines() }, "x\nab\na|b"},
		{"delete lines", "a\n^b\nc|\nd", func(e *Editor) { e.DeleteLines() }, "a\n|d"},
		{"delete the last line", "a\nb|", func(e *Editor) { e.DeleteLines() }, "|a"},
		{"join", "a  |\n\t b\nc", func(e *Editor) { e.JoinLines() }, "a| b\nc"},
		{"join a selection", "^a\r\n\r\nb|", func(e *Editor) { e.JoinLines() }, "a| b"},
		{"trim", "a \t\nb  |\r\nc", func(e *Editor) { e.Trim() }, "a\nb|\r\nc"},
		{"set the text", "one |two three", func(e *Editor) { e.SetText([]byte("one 2 three")) }, "one 2| three"},
	} {
		e := marked(c.from, goLike)
		c.edit(e)
		if got := mark(e); got != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
		for e.Undo() {
		}
		plain := strings.NewReplacer("|", "", "^", "")
		if got := string(Bytes(e.Doc(), 0, e.Doc().Len())); got != plain.Replace(c.from) {
			t.Errorf("%s: undo gives %q", c.name, got)
		}
		for e.Redo() {
		}
		if got := string(Bytes(e.Doc(), 0, e.Doc().Len())); got != plain.Replace(c.want) {
			t.Errorf("%s: redo gives %q", c.name, got)
		}
	}
}

func TestTabsOfSpaces(t *testing.T) {
	e := marked("abc|", jsonLike)
	e.Tab(noon)
	if got := mark(e); got != "abc |" {
		t.Errorf("%q", got)
	}
	e = marked("     |x", jsonLike)
	e.Backspace(noon)
	e.Backspace(noon)
	if got := mark(e); got != "  |x" {
		t.Errorf("%q", got)
	}
}

func TestBlockComment(t *testing.T) {
	e := marked("  <a/>|", Language{BlockStart: "<!--", BlockEnd: "-->"})
	e.ToggleComment()
	if got := mark(e); got != "  ^<!-- <a/> -->|" {
		t.Fatalf("%q", got)
	}
	e.ToggleComment()
	if got := mark(e); got != "  ^<a/>|" {
		t.Errorf("%q", got)
	}
}

func TestTypingIsUndoneByRuns(t *testing.T) {
	e := marked("|", Language{})
	typing("one")(e)
	e.Type("!", noon.Add(500*time.Millisecond))
	e.Type("two", noon.Add(2*time.Second))
	e.Backspace(noon.Add(2 * time.Second))
	e.Backspace(noon.Add(2 * time.Second))
	e.SetCaret(At(0))
	e.Type("x", noon.Add(2*time.Second))
	want := []string{"xone!t", "one!t", "one!two", "one!", ""}
	for i, w := range want {
		if got := string(Bytes(e.Doc(), 0, 99)); got != w {
			t.Fatalf("after %d: %q, not %q", i, got, w)
		}
		if e.Undo() != (i < len(want)-1) {
			t.Fatal("undo ends after", i)
		}
	}
}

func TestUndoBringsTheSelectionBack(t *testing.T) {
	e := marked("a ^bc| d", Language{})
	e.Insert([]byte("much more"))
	e.Undo()
	if got := mark(e); got != "a ^bc| d" {
		t.Errorf("%q", got)
	}
	e.Redo()
	if got := mark(e); got != "a much more| d" {
		t.Errorf("%q", got)
	}
}

func TestUndoIsBounded(t *testing.T) {
	e := marked("|", Language{})
	e.UndoLimit = 10_000
	for range 100 {
		e.Insert(bytes.Repeat([]byte("x"), 1000))
	}
	steps := 0
	for e.Undo() {
		steps++
	}
	if steps < 5 || steps > 9 {
		t.Errorf("%d steps were kept", steps)
	}
	e.Insert(make([]byte, 50_000))
	if !e.Undo() {
		t.Error("the last step was dropped")
	}
}

// TestEditorAtRandom does what people do, in any order, and checks what must always hold.
func TestEditorAtRandom(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 9))
		start := randomText(r, 100)
		e := NewEditor(NewBuffer(bytes.Clone(start)))
		e.Language = goLike
		shadow := bytes.Clone(start)
		e.Changed = func(c Change) {
			put := Bytes(e.Doc(), c.Offset, c.Offset+c.Inserted)
			shadow = append(append(append([]byte{}, shadow[:c.Offset]...), put...), shadow[c.Offset+c.Removed:]...)
		}
		l := &Layout{Doc: e.Doc(), Width: 2 + r.IntN(40), Words: seed%2 == 0}
		for step := range 300 {
			act(e, l, r)
			if !bytes.Equal(shadow, Bytes(e.Doc(), 0, e.Doc().Len())) {
				t.Fatalf("seed %d step %d: the changes tell another story", seed, step)
			}
			checkCaret(t, e)
		}
		for e.Undo() {
			checkCaret(t, e)
		}
		if got := Bytes(e.Doc(), 0, e.Doc().Len()); !bytes.Equal(got, start) {
			t.Fatalf("seed %d: undo to the start gives %q, not %q", seed, got, start)
		}
	}
}

func act(e *Editor, l *Layout, r *rand.Rand) {
	switch n := r.IntN(24); n {
	case 0, 1, 2, 3:
		e.Type(pieces[r.IntN(len(pieces))], noon)
	case 4:
		e.Backspace(noon)
	case 5:
		e.Delete(noon)
	case 6:
		e.BackspaceWord(noon)
	case 7:
		e.DeleteWord(noon)
	case 8:
		e.NewLine()
	case 9:
		e.Tab(noon)
	case 10:
		e.Outdent()
	case 11:
		e.ToggleComment()
	case 12:
		e.MoveLines(r.IntN(2) == 0)
	case 13:
		e.DuplicateLines()
	case 14:
		e.JoinLines()
	case 15:
		e.Trim()
	case 16:
		e.Undo()
	case 17:
		e.Redo()
	case 18:
		e.SetCaret(At(r.Int64N(e.Doc().Len() + 1)))
	default:
		e.SetCaret(l.Moved(e.Caret(), Motion(r.IntN(int(DocumentEnd)+1)), 5, r.IntN(2) == 0))
	}
	if e.Doc().Len() > 50_000 {
		e.SelectAll()
		e.Cut()
	}
}

func checkCaret(t *testing.T, e *Editor) {
	t.Helper()
	for _, off := range []int64{e.Caret().Anchor, e.Caret().Off} {
		if off < 0 || off > e.Doc().Len() || Snap(e.Doc(), off) != off {
			t.Fatalf("the caret is inside of a cluster at %d: %q", off, Bytes(e.Doc(), max(0, off-20), off+20))
		}
		around := Bytes(e.Doc(), max(0, off-4), off+4)
		i := int(off - max(0, off-4))
		if i > 0 && i < len(around) && !utf8.RuneStart(around[i]) {
			for j := i - 1; j >= 0; j-- {
				if _, n := utf8.DecodeRune(around[j:]); n > 1 && j+n > i {
					t.Fatalf("the caret is inside of a rune at %d: %q", off, around)
				}
			}
		}
	}
}
