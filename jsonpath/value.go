package jsonpath

import (
	"strconv"
	"strings"

	"postern/jsonscan"
)

type valueKind uint8

const (
	nothing valueKind = iota
	null
	boolean
	number
	text
	container
)

// value is what a comparison sees. A container is only a place in the text.
type value struct {
	kind  valueKind
	yes   bool
	text  string // of a string, or a number as written
	float float64
	at    int64
	json  jsonscan.Kind
}

func numberOf(raw string) value {
	f, _ := strconv.ParseFloat(raw, 64) // out of range becomes an infinity or 0, as in other programs
	return value{kind: number, text: raw, float: f}
}

// equal compares as the RFC says: numbers by what they are worth, containers member by member.
func (c *cursor) equal(a, b value) bool {
	if a.kind != b.kind {
		return false
	}
	switch a.kind {
	case boolean:
		return a.yes == b.yes
	case number:
		return compareNumbers(a, b) == 0
	case text:
		return a.text == b.text
	case container:
		return c.sameContainer(a, b)
	}
	return true
}

func (c *cursor) less(a, b value) bool {
	switch {
	case a.kind != b.kind:
		return false
	case a.kind == number:
		return compareNumbers(a, b) < 0
	case a.kind == text:
		return a.text < b.text
	}
	return false
}

// compareNumbers compares whole numbers exactly, of any length, and others as doubles.
func compareNumbers(a, b value) int {
	switch {
	case a.float < b.float:
		return -1
	case a.float > b.float:
		return 1
	case !whole(a.text) || !whole(b.text):
		return 0
	}
	x, y := strings.TrimPrefix(a.text, "-"), strings.TrimPrefix(b.text, "-")
	sign := 1
	if x != a.text {
		sign = -1
	}
	if x == "0" && y == "0" {
		return 0
	}
	if len(x) != len(y) {
		return sign * (len(x) - len(y))
	}
	return sign * strings.Compare(x, y)
}

func whole(s string) bool { return !strings.ContainsAny(s, ".eE") }

// children reads the places of the children of a container.
func (c *cursor) children(at int64) (out []jsonscan.Child) {
	s := c.scanner
	s.Go(at)
	kids := s.Children()
	for kids.Next() {
		out = append(out, kids.Child())
		if !c.spend() {
			break
		}
	}
	c.fail(kids.Err())
	return out
}

func (c *cursor) sameContainer(a, b value) bool {
	if a.json != b.json {
		return false
	}
	if a.at == b.at {
		return true
	}
	if c.depth++; c.depth > maxDepth {
		c.fail(errDeep)
		return false
	}
	held := c.held
	defer func() { c.depth, c.held = c.depth-1, held }()
	x, y := c.children(a.at), c.children(b.at)
	if len(x) != len(y) {
		return false
	}
	if a.json == jsonscan.Array {
		for i := range x {
			if c.err != nil || !c.equal(c.read(x[i].Start), c.read(y[i].Start)) {
				return false
			}
		}
		return true
	}
	byName := map[string]int64{}
	for _, m := range y {
		byName[c.name(m)] = m.Start
	}
	for _, m := range x {
		at, ok := byName[c.name(m)]
		if c.err != nil || !ok || !c.equal(c.read(m.Start), c.read(at)) {
			return false
		}
	}
	return true
}
