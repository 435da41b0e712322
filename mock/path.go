package mock

import (
	"strconv"
	"strings"

	"postern/model"
)

const (
	maxPathBytes    = 16 << 10 // of a saved path
	maxPathSegments = 256      // of a saved path
)

// pattern is a path template: the path of a saved request, segment by segment.
type pattern struct {
	text string // as it was written, without a trailing slash that does not count
	segs []segment
}

// parsePattern reads the path of a saved request. In a strict pattern a trailing slash counts.
func parsePattern(path string, strict bool) (pattern, error) {
	if len(path) > maxPathBytes {
		return pattern{}, errPattern(path, "is in a path that is too long")
	}
	texts := splitTemplate(strings.TrimPrefix(path, "/"))
	if n := len(texts); !strict && texts[n-1] == "" {
		texts = texts[:n-1]
	}
	if len(texts) > maxPathSegments {
		return pattern{}, errPattern(path, "is in a path of too many segments")
	}
	p := pattern{text: "/" + strings.Join(texts, "/")}
	if n := len(texts); !strict && n > 0 && texts[n-1] == "" {
		p.text += "/" // an empty segment that counts
	}
	for i, text := range texts {
		s, err := parseSegment(text, i == len(texts)-1)
		if err != nil {
			return pattern{}, err
		}
		p.segs = append(p.segs, s)
	}
	return p, nil
}

// splitTemplate splits at slashes outside of braces. Braces that do not close hold the rest of the
// path, and reading that segment reports them.
func splitTemplate(path string) []string {
	var out []string
	depth, start := 0, 0
	for i := range len(path) {
		switch path[i] {
		case '{':
			depth++
		case '}':
			depth = max(depth-1, 0)
		case '/':
			if depth == 0 {
				out = append(out, path[start:i])
				start = i + 1
			}
		}
	}
	return append(out, path[start:])
}

// splitPath appends the percent-decoded segments of the path of a request to dst. It splits before it
// decodes, so that "%2F" stays inside a segment.
func splitPath(dst []string, path string, strict bool) []string {
	path = strings.TrimPrefix(path, "/")
	for {
		i := strings.IndexByte(path, '/')
		if i < 0 {
			break
		}
		dst = append(dst, unescape(path[:i]))
		path = path[i+1:]
	}
	if path == "" && !strict {
		return dst
	}
	return append(dst, unescape(path))
}

// shape names what the pattern matches, whatever its parameters are called.
func (p *pattern) shape() string {
	var b strings.Builder
	for i := range p.segs {
		s := p.segs[i].shape()
		b.WriteString(strconv.Itoa(len(s))) // lengths keep "a","b" and "a/b" apart
		b.WriteString(s)
	}
	return b.String()
}

// names lists the parameters in the order in which capture gives their values.
func (p *pattern) names() []string {
	var out []string
	for i := range p.segs {
		out = append(out, p.segs[i].names...)
	}
	return out
}

// capture returns the values that the parameters have in a path, or false where it does not match.
func (p *pattern) capture(segs []string) ([]string, bool) {
	var out []string
	for i := range p.segs {
		s := &p.segs[i]
		if s.kind == catchAll {
			return append(out, strings.Join(segs[min(i, len(segs)):], "/")), true
		}
		if i >= len(segs) {
			return nil, false
		}
		var ok bool
		if out, ok = s.capture(out, segs[i]); !ok {
			return nil, false
		}
	}
	return out, len(segs) == len(p.segs)
}

// path is step 1: the path is taken apart.
func (v *visit) path() bool {
	v.segs = splitPath(v.segs, v.req.Path, v.table.strict)
	text := "split at / and then percent-decoded"
	if v.table.strict {
		text = "split at / and then percent-decoded; a trailing slash counts"
	}
	v.note(model.Verdict{Step: 1, What: "path", Got: v.req.Path, OK: true, Text: text})
	return false
}
