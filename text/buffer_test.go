package text

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// pieces are bytes that edits are made of: everything that has ever broken an editor.
var pieces = []string{"a", "word ", "\n", "\r\n", "\r", "\t", "é", "日本", "e\u0301", "👩‍👩‍👧", "🇩🇪", "\xff", "\xe2\x82", "\x00", "\ufeff", "\u202e", "\u200b", "{", "}", "[", "]", "(", "\"", "  ", "שלום", strings.Repeat("x", 700)}

func randomText(r *rand.Rand, n int) []byte {
	var b []byte
	for range n {
		b = append(b, pieces[r.IntN(len(pieces))]...)
	}
	return b
}

// same compares all that a document tells with the plain bytes.
func same(t *testing.T, doc Document, want []byte) {
	t.Helper()
	if doc.Len() != int64(len(want)) {
		t.Fatalf("length is %d, not %d", doc.Len(), len(want))
	}
	var got bytes.Buffer
	if err := Copy(&got, doc, 0, doc.Len()); err != nil || !bytes.Equal(got.Bytes(), want) {
		t.Fatalf("text differs: %v", err)
	}
	lines, complete := doc.Lines()
	if n := bytes.Count(want, newline) + 1; lines != n || !complete {
		t.Fatalf("%d lines (%v), not %d", lines, complete, n)
	}
	at := int64(0)
	for i, line := range bytes.SplitAfter(want, newline) {
		if i%97 == 0 || i < 50 || i > lines-50 {
			sameLine(t, doc, i, at, line)
		}
		at += int64(len(line))
	}
	if doc.LineStart(lines) != doc.Len() || doc.LineStart(-1) != 0 {
		t.Fatalf("lines out of range begin at %d and %d", doc.LineStart(lines), doc.LineStart(-1))
	}
}

func sameLine(t *testing.T, doc Document, i int, at int64, line []byte) {
	t.Helper()
	if doc.LineStart(i) != at || len(line) > 0 && (doc.LineOf(at) != i || doc.LineOf(at+int64(len(line))-1) != i) {
		t.Fatalf("line %d begins at %d, not %d, whose line is %d", i, doc.LineStart(i), at, doc.LineOf(at))
	}
	if bare, ok := bytes.CutSuffix(line, newline); ok {
		line = bytes.TrimSuffix(bare, []byte("\r"))
	}
	if got := Line(doc, i); !bytes.Equal(got, line) {
		t.Fatalf("line %d is %q, not %q", i, got, line)
	}
}

func TestBufferAgainstBytes(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		want := randomText(r, r.IntN(400))
		b := NewBuffer(slices.Clone(want))
		type moment struct {
			doc  Snapshot
			text []byte
		}
		var moments []moment
		for step := range 200 {
			from := r.IntN(len(want) + 1)
			to := min(len(want), from+r.IntN(1+r.IntN(300)))
			ins := randomText(r, r.IntN(1+r.IntN(20)))
			if step%50 == 49 {
				ins = randomText(r, 1000)
			}
			lines := bytes.Count(want[from:to], newline)
			c := b.Replace(int64(from), int64(to), ins)
			if c.Offset != int64(from) || c.Removed != int64(to-from) || c.Inserted != int64(len(ins)) || c.Line != bytes.Count(want[:from], newline) ||
				c.LinesRemoved != lines || c.LinesInserted != bytes.Count(ins, newline) {
				t.Fatalf("seed %d step %d: change is %+v", seed, step, c)
			}
			want = slices.Concat(want[:from], ins, want[to:])
			if step%20 == 0 {
				same(t, b, want)
				balanced(t, b.root)
				moments = append(moments, moment{b.Snapshot(), want})
			}
		}
		for _, m := range moments {
			same(t, m.doc, m.text)
		}
	}
}

// balanced checks the shape of a tree.
func balanced(t *testing.T, n *node) {
	t.Helper()
	if n == nil {
		return
	}
	if n.height == 0 {
		if n.size == 0 || n.size > chunkSize || int(n.size) != len(n.data) {
			t.Fatalf("a leaf has %d bytes", n.size)
		}
		return
	}
	if d := n.left.height - n.right.height; d < -1 || d > 1 || n.height != max(n.left.height, n.right.height)+1 {
		t.Fatalf("heights are %d and %d under %d", n.left.height, n.right.height, n.height)
	}
	balanced(t, n.left)
	balanced(t, n.right)
}

func TestBufferOneKeyAfterTheOtherStaysSmall(t *testing.T) {
	var b Buffer
	for i := range 50_000 {
		b.Replace(int64(i), int64(i), []byte("x"))
	}
	balanced(t, b.root)
	if b.Len() != 50_000 || b.root.height > 8 {
		t.Fatalf("%d bytes in a tree of height %d", b.Len(), b.root.height)
	}
}

func FuzzBuffer(f *testing.F) {
	f.Add([]byte("one\ntwo\r\n"), []byte{3, 2, 1, 200, 0, 5})
	f.Add([]byte("\xff\x00"), []byte{0, 1, 9})
	f.Fuzz(func(t *testing.T, text, script []byte) {
		want := slices.Clone(text)
		b := NewBuffer(slices.Clone(text))
		for ; len(script) >= 3; script = script[3:] {
			from := int(script[0]) * (len(want) + 1) / 256
			to := min(len(want), from+int(script[1]))
			ins := bytes.Repeat([]byte{script[2], '\n'}, int(script[2])*int(script[1]%9))
			b.Replace(int64(from), int64(to), ins)
			want = slices.Concat(want[:from], ins, want[to:])
		}
		same(t, b, want)
		balanced(t, b.root)
	})
}
