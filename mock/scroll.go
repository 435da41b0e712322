package mock

import (
	"encoding/binary"
	"net/http"

	"postern/model"
)

// scroll holds texts one behind the other, each after its length. A journal holds thousands of short texts: in this
// form they need little memory, and the garbage collector need not follow a pointer to each of them, time and again.
type scroll []byte

// maxScrollRoom is the room, in bytes, that is kept to be used again.
const maxScrollRoom = 8 << 10

func (s scroll) number(n int) scroll { return binary.AppendUvarint(s, uint64(n)) }

func (s scroll) text(text string) scroll { return append(s.number(len(text)), text...) }

// again returns the room for other texts; none where it has become large.
func (s scroll) again() scroll {
	if cap(s) > maxScrollRoom {
		return nil
	}
	return s[:0]
}

// trace appends verdicts.
func (s scroll) trace(verdicts []model.Verdict) scroll {
	for i := range verdicts {
		v := &verdicts[i]
		ok := 0
		if v.OK {
			ok = 1
		}
		s = s.number(v.Step).number(ok).text(v.What).text(v.Want).text(v.Got).text(v.Text).text(string(v.Example))
	}
	return s
}

// header appends the headers of a request.
func (s scroll) header(h http.Header) scroll {
	for name, values := range h {
		s = s.text(name).number(len(values))
		for _, v := range values {
			s = s.text(v)
		}
	}
	return s
}

// verdicts reads what trace appended.
func (s scroll) verdicts() []model.Verdict {
	var out []model.Verdict
	for r := s.read(); r.more(); {
		out = append(out, model.Verdict{Step: r.number(), OK: r.number() == 1, What: r.text(), Want: r.text(), Got: r.text(),
			Text: r.text(), Example: model.ID(r.text())})
	}
	return out
}

// headers reads what header appended.
func (s scroll) headers() http.Header {
	out := http.Header{}
	for r := s.read(); r.more(); {
		name := r.text()
		values := make([]string, r.number())
		for i := range values {
			values[i] = r.text()
		}
		out[name] = values
	}
	return out
}

// scrollReader reads a scroll from its start. All texts share the memory of one string.
type scrollReader struct {
	of  scroll
	all string
	at  int
}

func (s scroll) read() scrollReader { return scrollReader{of: s, all: string(s)} }

func (r *scrollReader) more() bool { return r.at < len(r.of) }

func (r *scrollReader) number() int {
	n, size := binary.Uvarint(r.of[r.at:])
	r.at += size
	return int(n)
}

func (r *scrollReader) text() string {
	n := r.number()
	r.at += n
	return r.all[r.at-n : r.at]
}
