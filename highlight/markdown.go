package highlight

import "bytes"

// markdown adds fenced code to the colours that chroma finds in single lines.
type markdown struct{ code Lexer }

// A State of markdown: where it is, and above that how long the fence is.
const (
	mdMid    State = 1 << iota // the part is not at the beginning of its line
	mdFence                    // in fenced code
	mdTurns                    // this line is a fence: after it code begins or ends
	mdTilde                    // the fence is of ~
	mdLength = 4
	maxFence = 1 << 10
)

func (m *markdown) Stateless() bool { return false }

func (m *markdown) Break(s State) State {
	switch {
	case s&mdTurns != 0 && s&mdFence != 0:
		return 0
	case s&mdTurns != 0:
		return s&^(mdMid|mdTurns) | mdFence
	case s&mdFence != 0:
		return s &^ mdMid
	}
	return 0
}

func (m *markdown) Skip(part []byte, s State) State {
	if s&mdMid != 0 {
		return s
	}
	return startOfMarkdown(part, s) | mdMid
}

func (m *markdown) Line(part []byte, s State, out []Span) ([]Span, State) {
	s = m.Skip(part, s)
	switch {
	case s&mdTurns != 0:
		return add(out, 0, len(part), Punct), s
	case s&mdFence != 0:
		return add(out, 0, len(part), String), s
	}
	out, _ = m.code.Line(part, 0, out)
	return out, s
}

// startOfMarkdown finds a fence at the beginning of a line.
func startOfMarkdown(line []byte, s State) State {
	i := 0
	for i < len(line) && i < 4 && line[i] == ' ' {
		i++
	}
	if i == 4 || i == len(line) || line[i] != '`' && line[i] != '~' {
		return s
	}
	mark, start := line[i], i
	for i < len(line) && line[i] == mark {
		i++
	}
	length := State(min(i-start, maxFence))
	tilde := State(0)
	if mark == '~' {
		tilde = mdTilde
	}
	rest := line[i:]
	if s&mdFence != 0 {
		if s&mdTilde == tilde && length >= s>>mdLength && blankLine(rest) {
			return s | mdTurns
		}
		return s
	}
	if length < 3 || mark == '`' && bytes.IndexByte(rest, '`') >= 0 {
		return s
	}
	return mdTurns | tilde | length<<mdLength
}

func blankLine(b []byte) bool { return len(bytes.TrimSpace(b)) == 0 }
