package jsonpath

import (
	"fmt"
	"strconv"
	"strings"
)

// location writes the path to the value at hand.
func (c *cursor) location() string {
	var b strings.Builder
	b.WriteByte('$')
	for _, step := range c.steps {
		if step.KeyEnd > 0 {
			b.WriteString(Name(c.name(step)))
		} else {
			b.WriteString(Index(step.Index))
		}
	}
	return b.String()
}

// Index writes the step to an element of an array in a normalized path.
func Index(i int64) string { return "[" + strconv.FormatInt(i, 10) + "]" }

// Name writes the step to a member in a normalized path: ['name'].
func Name(name string) string {
	var b strings.Builder
	b.WriteString("['")
	for _, r := range name {
		switch r {
		case '\'', '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\b':
			b.WriteString(`\b`)
		case '\f':
			b.WriteString(`\f`)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		default:
			if r < 0x20 {
				fmt.Fprintf(&b, `\u%04x`, r)
			} else {
				b.WriteRune(r)
			}
		}
	}
	b.WriteString("']")
	return b.String()
}
