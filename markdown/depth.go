package markdown

import "bytes"

// Nothing that a person writes is nested deeper; the time of the parser grows with the square and worse of these.
const (
	mostContainers = 64  // quotes and lists that begin in one line
	mostBrackets   = 512 // brackets of one kind that are open in one paragraph
)

// tooDeep tells that a text was made to keep the parser busy rather than to be read.
func tooDeep(source []byte) bool {
	var open brackets
	for len(source) > 0 {
		line, rest, _ := bytes.Cut(source, []byte("\n"))
		source = rest
		if containers(line) > mostContainers {
			return true
		}
		if len(bytes.TrimSpace(line)) == 0 {
			open = brackets{}
		}
		if open.line(line); max(open.square, open.round) > mostBrackets {
			return true
		}
	}
	return false
}

// brackets are those that are open.
type brackets struct{ square, round int }

func (o *brackets) line(line []byte) {
	for _, c := range line {
		switch c {
		case '[':
			o.square++
		case ']':
			o.square = max(0, o.square-1)
		case '(':
			o.round++
		case ')':
			o.round = max(0, o.round-1)
		}
	}
}

// containers counts the marks of quotes and lists that a line may begin with.
func containers(line []byte) (n int) {
	for _, c := range line {
		switch c {
		case '>', '-', '+', '*', '.':
			n++
		case ' ', '\t', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ')':
		default:
			return n
		}
	}
	if !bytes.ContainsAny(line, "> ") {
		return 0 // a rule
	}
	return n
}
