package jsonview

import (
	"context"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"postern/jsonscan"
)

// Preview writes a value in one line of about limit bytes: scalars as they are, of objects and arrays the
// beginning, with space squeezed. What is cut ends in "…".
func (d *Doc) Preview(n Node, limit int) string {
	const window = 4 << 10 // enough for any preview of a row, whatever space is in it
	raw, err := jsonscan.New(context.Background(), d.src, n.Start).Bytes(n.Start, d.src.Size(), window)
	if err != nil && len(raw) == 0 {
		return ""
	}
	end, complete := int64(0), false
	if s := jsonscan.New(context.Background(), jsonscan.Text(raw), 0); true {
		end, err = s.Skip()
		complete = err == nil && (end < int64(len(raw)) || n.Start+end == d.src.Size())
	}
	if complete {
		raw = raw[:end]
	}
	line := squeeze(raw)
	if len(line) <= limit && complete {
		return line
	}
	cut := min(limit, len(line))
	for cut > 0 && cut < len(line) && !utf8.RuneStart(line[cut]) {
		cut--
	}
	return line[:cut] + "…"
}

// squeeze takes the space outside of strings away, and writes one after every comma and colon.
func squeeze(raw []byte) string {
	var b strings.Builder
	inString := false
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case inString && c == '\\' && i+1 < len(raw):
			b.WriteByte(c)
			i++
			c = raw[i]
		case c == '"':
			inString = !inString
		case !inString && (c == ' ' || c == '\n' || c == '\r' || c == '\t'):
			continue
		}
		b.WriteByte(c)
		if !inString && (c == ',' || c == ':') {
			b.WriteByte(' ')
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// quote writes a string of JSON without escaping what needs none.
func quote(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string can always be encoded, and a builder written to
	return strings.TrimSuffix(b.String(), "\n")
}
