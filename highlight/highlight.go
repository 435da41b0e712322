// Package highlight finds the parts of a text that deserve a colour: JSON and markup with lexers of its
// own that are fast enough for bodies of many megabytes, everything else with chroma. It knows nothing
// of widgets or colours.
package highlight

// Kind tells what a part of a text is.
type Kind uint8

// The kinds of text.
const (
	Plain     Kind = iota
	Key            // a member name of JSON or YAML
	String         //
	Number         //
	Literal        // true, false, null
	Punct          // brackets, commas, operators
	Comment        // comments, and CDATA brackets
	Keyword        //
	Tag            // an element name with its brackets
	Attribute      //
	Function       // functions, built-ins, variables
	Heading        // of a section of prose
	Strong         // words of prose that stand out, and
	Emphasis       // those that are stressed
	Link           // words that lead to an address
	Error          // what cannot be right
)

// Span is a part of a line: bytes Start to End, End not included.
type Span struct {
	Start, End int
	Kind       Kind
}

// State is what a lexer remembers from one part of a text to the next. The zero State is that of the
// start of a text. States of one lexer mean nothing to another.
type State uint32

// Lexer colours a text in pieces, so that a view can ask for the lines it shows and nothing else. A
// Lexer is not safe for concurrent use.
type Lexer interface {
	// Line appends the spans of a part of a line (no line break in it) that begins in a state, and returns
	// the state after it. Spans are in order, do not overlap and are not empty; what is between them is
	// plain. A part may end anywhere, even inside a token.
	Line(part []byte, s State, out []Span) ([]Span, State)
	// Skip returns the state that Line would return, at a fraction of its cost.
	Skip(part []byte, s State) State
	// Break returns the state at the beginning of a line when the line before it ended in s.
	Break(s State) State
	// Stateless tells that every line begins in the zero State, whatever is before it.
	Stateless() bool
}

// New returns a lexer for a language as named by [Language], or by one of chroma's names ("python",
// "shell"). For an unknown language it returns one that finds nothing.
func New(language string) Lexer {
	switch language {
	case "":
		return plain{}
	case "json":
		return jsonLexer{}
	case "xml", "svg", "wsdl":
		return &markup{}
	case "html", "xhtml", "vue", "svelte":
		return &markup{html: true}
	}
	l := newGuarded(language)
	switch {
	case l == nil:
		return plain{}
	case language == "yaml" || language == "yml":
		return &yaml{l}
	case language == "markdown" || language == "md":
		return &markdown{l}
	}
	return l
}

type plain struct{}

func (plain) Line(_ []byte, s State, out []Span) ([]Span, State) { return out, s }
func (plain) Skip(_ []byte, s State) State                       { return s }
func (plain) Break(s State) State                                { return s }
func (plain) Stateless() bool                                    { return true }

// add appends a span unless it is empty, and joins it to the one before where they belong together.
func add(out []Span, start, end int, k Kind) []Span {
	if start >= end || k == Plain {
		return out
	}
	if n := len(out) - 1; n >= 0 && out[n].End == start && out[n].Kind == k {
		out[n].End = end
		return out
	}
	return append(out, Span{start, end, k})
}
