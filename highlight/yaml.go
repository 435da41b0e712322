package highlight

import "bytes"

// yaml adds block scalars, which end where a line is not indented more than their key, to the colours that
// chroma finds in single lines.
type yaml struct{ code Lexer }

// A State of yaml: what is known of the line, and the column of its key.
const (
	yamlMid    State = 1 << iota // the part is not at the beginning of its line
	yamlBlock                    // the line is in a block scalar, or is the first after one
	yamlOpens                    // a block scalar begins on the next line
	yamlColumn = 3               // where the column of the key begins
	maxColumn  = 1 << 12
)

func (y *yaml) Stateless() bool { return false }

func (y *yaml) Break(s State) State {
	switch {
	case s&yamlOpens != 0:
		return s>>yamlColumn<<yamlColumn | yamlBlock
	case s&yamlBlock != 0:
		return s &^ yamlMid
	}
	return 0
}

func (y *yaml) Skip(part []byte, s State) State { return y.step(part, s) }

func (y *yaml) Line(part []byte, s State, out []Span) ([]Span, State) {
	s = y.step(part, s)
	if s&yamlBlock != 0 {
		return add(out, 0, len(part), String), s
	}
	mark, end := blockMark(part)
	if mark < 0 {
		out, _ = y.code.Line(part, 0, out)
		return out, s
	}
	out, _ = y.code.Line(part[:mark], 0, out)
	out = add(out, mark, end, Punct)
	if i := bytes.IndexByte(part[end:], '#'); i >= 0 {
		out = add(out, end+i, len(part), Comment)
	}
	return out, s
}

func (y *yaml) step(part []byte, s State) State {
	if s&yamlMid == 0 {
		s = startOfYAML(part, s)
	}
	if s&yamlBlock != 0 || len(part) == 0 {
		return s
	}
	s &^= yamlOpens
	if mark, _ := blockMark(part); mark >= 0 {
		s |= yamlOpens
	}
	return s
}

// startOfYAML decides whether a line goes on with the block scalar above it, and finds its key's column.
func startOfYAML(line []byte, s State) State {
	indent := 0
	for indent < len(line) && line[indent] == ' ' {
		indent++
	}
	blank := indent == len(line) || line[indent] == '\r'
	if s&yamlBlock != 0 && (blank || State(indent) > s>>yamlColumn) {
		return s | yamlMid
	}
	key := indent
	for key+1 < len(line) && line[key] == '-' && line[key+1] == ' ' {
		next := key + 1
		for next < len(line) && line[next] == ' ' {
			next++
		}
		if next == len(line) || line[next] == '|' || line[next] == '>' {
			break
		}
		key = next
	}
	return yamlMid | State(min(key, maxColumn))<<yamlColumn
}

// blockMark finds the mark of a block scalar at the end of a line: "|" or ">", with what may follow it. It
// returns -1 where there is none.
func blockMark(line []byte) (from, to int) {
	end := len(line)
	for i := 1; i < len(line); i++ {
		if line[i] == '#' && (line[i-1] == ' ' || line[i-1] == '\t') {
			end = i
			break
		}
	}
	for end > 0 && (line[end-1] == ' ' || line[end-1] == '\r' || line[end-1] == '\t') {
		end--
	}
	i := end
	for i > 0 && end-i < 2 && (line[i-1] == '+' || line[i-1] == '-' || line[i-1] >= '1' && line[i-1] <= '9') {
		i--
	}
	if i > 1 && (line[i-1] == '|' || line[i-1] == '>') && line[i-2] == ' ' {
		return i - 1, end
	}
	return -1, -1
}
