package mock

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"postern/model"
)

// kind says what a segment of a path template is; the smaller kind is the more specific one.
type kind uint8

const (
	literal   kind = iota
	mixed          // literal text around parameters: "report-:id.csv"
	patterned      // a parameter with a pattern: "{id:[0-9]+}"
	parameter
	catchAll // the rest of the path, also none of it
)

func (k kind) String() string {
	return [...]string{"literal", "literal with parameter", "parameter with pattern", "parameter", "catch-all"}[k]
}

// segment is one segment of a path template.
type segment struct {
	kind  kind
	text  string         // a literal: percent-decoded; else as it was written
	names []string       // of the parameters, in order
	parts []string       // mixed: the literal texts before, between and after the parameters
	re    *regexp.Regexp // patterned, and mixed where a parameter has a pattern
}

// shape names what the segment matches, whatever its parameters are called.
func (s *segment) shape() string {
	switch s.kind {
	case literal:
		return "=" + s.text
	case mixed:
		if s.re == nil {
			return "~" + strings.Join(s.parts, "\x00")
		}
		return "~" + s.re.String()
	case patterned:
		return "^" + s.re.String()
	case parameter:
		return ":"
	}
	return "*"
}

// literalLength counts the bytes of literal text in a mixed segment.
func (s *segment) literalLength() int {
	n := 0
	for _, p := range s.parts {
		n += len(p)
	}
	return n
}

// match tells whether the segment matches a percent-decoded segment. A parameter needs at least one
// character.
func (s *segment) match(got string) bool {
	switch s.kind {
	case literal:
		return s.text == got
	case parameter:
		return got != ""
	case patterned:
		return s.re.MatchString(got)
	case mixed:
		if s.re != nil {
			return s.re.MatchString(got)
		}
		_, ok := s.glob(nil, got, false)
		return ok
	}
	return true
}

// capture appends the values that the parameters of the segment have in got.
func (s *segment) capture(dst []string, got string) ([]string, bool) {
	switch {
	case s.kind == literal:
		return dst, s.text == got
	case s.kind == mixed && s.re == nil:
		return s.glob(dst, got, true)
	case s.kind == mixed:
		return s.groups(dst, got)
	}
	return append(dst, got), s.match(got)
}

// glob matches a mixed segment without patterns; taking the shortest value for every parameter but the
// last finds a match wherever there is one.
func (s *segment) glob(dst []string, got string, keep bool) ([]string, bool) {
	rest, ok := strings.CutPrefix(got, s.parts[0])
	if !ok {
		return dst, false
	}
	last := len(s.parts) - 1
	for _, lit := range s.parts[1:last] {
		if rest == "" {
			return dst, false
		}
		at := strings.Index(rest[1:], lit)
		if at < 0 {
			return dst, false
		}
		if keep {
			dst = append(dst, rest[:at+1])
		}
		rest = rest[at+1+len(lit):]
	}
	value, ok := strings.CutSuffix(rest, s.parts[last])
	if !ok || value == "" {
		return dst, false
	}
	if keep {
		dst = append(dst, value)
	}
	return dst, true
}

func (s *segment) groups(dst []string, got string) ([]string, bool) {
	m := s.re.FindStringSubmatch(got)
	if m == nil {
		return dst, false
	}
	for i := range s.names {
		dst = append(dst, m[s.re.SubexpIndex(groupName(i))])
	}
	return dst, true
}

func groupName(i int) string { return fmt.Sprintf("postern%d", i) }

// unescape decodes percent-escapes; text with broken ones stays as it is.
func unescape(text string) string {
	if strings.IndexByte(text, '%') < 0 {
		return text
	}
	if s, err := url.PathUnescape(text); err == nil {
		return s
	}
	return text
}

func errPattern(text, why string) error {
	return fmt.Errorf("path segment %q %s: %w", cut(text), why, model.ErrInvalid)
}

// cut bounds a text that is shown to people.
func cut(text string) string {
	const limit = 200
	if len(text) <= limit {
		return text
	}
	return strings.ToValidUTF8(text[:limit], "") + "…"
}
