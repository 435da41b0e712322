package kit

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// slowPlaces lays a line out in the simplest way: the place of every character, and the end.
func slowPlaces(line string, cols int) (places []place) {
	p := place{}
	for b := []byte(line); len(b) > 0; {
		c := decodeCell(b, p.col)
		if cols > 0 && p.col > 0 && p.col+c.width > cols {
			if c.kind == cellTab && p.col < cols {
				c.width = cols - p.col
			} else {
				p.row, p.col = p.row+1, 0
				c = decodeCell(b, 0)
			}
		}
		if cols > 0 {
			c.width = min(c.width, cols)
		}
		places = append(places, p)
		p.off, p.col = p.off+int64(c.bytes), p.col+c.width
		b = b[c.bytes:]
	}
	return append(places, p)
}

var alphabets = []string{"abc", "ab\t", "a日本", "a\u0301e\U0001F600", "\xff\x00a\u200b ", "x"}

func randomLine(r *rand.Rand, n int) string {
	var b strings.Builder
	for b.Len() < n {
		runes := []rune(alphabets[r.IntN(len(alphabets))])
		for range r.IntN(40) {
			c := runes[r.IntN(len(runes))]
			if c == '\ufffd' {
				b.WriteByte(0xff)
			} else {
				b.WriteRune(c)
			}
		}
	}
	return b.String()
}

func TestLayoutIsLikeTheSlowOne(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 10, 300, 3 * pieceSize} {
		for _, cols := range []int{0, 1, 7, 80} {
			line := randomLine(r, n)
			if n == 0 {
				line = ""
			}
			want := slowPlaces(line, cols)
			var l textLayout
			l.reset(TextDocument([]byte("first\n"+line+"\nlast")), cols)
			last := want[len(want)-1]
			if got := l.rows(1); cols > 0 && got != last.row+1 {
				t.Fatalf("%d bytes in %d columns: %d rows, want %d", n, cols, got, last.row+1)
			}
			for range 300 {
				p := want[r.IntN(len(want))]
				if got := l.locate(1, p.off); got != p {
					t.Fatalf("%d bytes in %d columns: locate(%d) = %v, want %v", n, cols, p.off, got, p)
				}
				if p == last {
					continue
				}
				c, _ := l.begin(p, []byte(line[p.off:]))
				_, ch := l.begin(c, []byte(line[p.off:]))
				if got := l.seek(1, p.row, p.col); ch.width > 0 && got != p {
					t.Fatalf("%d bytes in %d columns: seek(%d, %d) = %v, want %v", n, cols, p.row, p.col, got, p)
				}
			}
			if got := l.seek(1, last.row+5, 0); cols > 0 && got.off != last.off {
				t.Fatalf("beyond the last row: %v, want %v", got, last)
			}
		}
	}
}

func TestCellsOfCharacters(t *testing.T) {
	for _, c := range []struct {
		text string
		col  int
		want cell
	}{
		{"a", 0, cell{'a', 1, 1, cellText}},
		{"é", 0, cell{'é', 2, 1, cellText}},
		{"日", 0, cell{'日', 3, 2, cellText}},
		{"\U0001F600", 0, cell{0x1F600, 4, 2, cellText}},
		{"\u0301", 0, cell{0x301, 2, 0, cellText}},
		{"\t", 5, cell{' ', 1, 3, cellTab}},
		{"\x00", 0, cell{0x2400, 1, 1, cellMark}},
		{"\x7f", 0, cell{0x2421, 1, 1, cellMark}},
		{"\u202e", 0, cell{0x202e, 3, 1, cellMark}},
		{"\xe6\x97", 0, cell{0xfffd, 1, 1, cellInvalid}},
		{"\ufffd", 0, cell{0xfffd, 3, 1, cellText}},
	} {
		if got := decodeCell([]byte(c.text), c.col); got != c.want {
			t.Errorf("%q at %d: %v, want %v", c.text, c.col, got, c.want)
		}
	}
}

func TestASCIIRun(t *testing.T) {
	plain := strings.Repeat("aZ ~09", 10)
	for i := range plain {
		for _, odd := range []string{"\t", "\x1f", "\x7f", "\x80", "\xff", "\x00"} {
			if got := asciiRun([]byte(plain[:i] + odd + plain)); got != i {
				t.Fatalf("%q at %d: run of %d", odd, i, got)
			}
		}
	}
	if got := asciiRun([]byte(plain)); got != len(plain) {
		t.Errorf("run of %d, want %d", got, len(plain))
	}
}
