package text

import (
	"bytes"
	"context"
	"strings"
	"time"
)

// replacement is what a match is replaced by: for a regular expression with $1, ${name} and the escapes \n, \t, \r and
// \\; otherwise the text itself.
type replacement struct {
	*Finder
	text []byte
}

func (f *Finder) replacement(with string) replacement {
	if !f.groups {
		return replacement{f, []byte(with)}
	}
	return replacement{f, []byte(strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\t`, "\t", `\r`, "\r").Replace(with))}
}

func (r replacement) append(dst, b []byte, loc []int) []byte {
	if !r.groups || len(loc) < 2*(r.re.NumSubexp()+1) {
		return append(dst, r.text...)
	}
	return r.re.Expand(dst, r.text, b, loc)
}

// ReplaceMatch replaces one match, if it still is one, and puts the caret behind it.
func (e *Editor) ReplaceMatch(f *Finder, m Match, with string) bool {
	r := f.replacement(with)
	var text []byte
	same := false
	err := f.each(context.Background(), e.buf, m.From, e.buf.Len(), true, func(base int64, b []byte, loc []int) bool {
		same = base+int64(loc[0]) == m.From && base+int64(loc[1]) == m.To
		text = r.append(nil, b, loc)
		return false
	})
	if err != nil || !same {
		return false
	}
	e.apply(m.From, m.To, text, At(m.From+int64(len(text))), actOther, time.Time{})
	return true
}

// Replaced is the outcome of a replacement of all matches, made on a snapshot.
type Replaced struct {
	Count    int
	from, to int64
	text     []byte
	version  uint64
}

// ReplaceAll works out the replacement of all matches between two offsets. It may run on any goroutine, on a snapshot,
// and takes about as much memory as what lies between the first match and the last.
func (f *Finder) ReplaceAll(ctx context.Context, doc Document, from, to int64, with string) (*Replaced, error) {
	out := &Replaced{version: doc.Version()}
	r := f.replacement(with)
	var text bytes.Buffer
	var failed error
	err := f.each(ctx, doc, from, to, true, func(base int64, b []byte, loc []int) bool {
		begin, end := base+int64(loc[0]), base+int64(loc[1])
		if out.Count == 0 {
			out.from, out.to = begin, begin
		}
		if failed = Copy(&text, doc, out.to, begin); failed != nil {
			return false
		}
		text.Write(r.append(nil, b, loc))
		out.Count, out.to = out.Count+1, end
		return true
	})
	if err == nil {
		err = failed
	}
	out.text = text.Bytes()
	return out, err
}

// ApplyReplaced puts a replacement of all matches into the text, as one step. It does nothing and returns false if the
// text has changed since the snapshot was taken.
func (e *Editor) ApplyReplaced(r *Replaced) bool {
	if r.version != e.buf.Version() {
		return false
	}
	if r.Count > 0 {
		e.apply(r.from, r.to, r.text, At(min(e.caret.Off, r.from+int64(len(r.text)))), actOther, time.Time{})
	}
	return true
}
