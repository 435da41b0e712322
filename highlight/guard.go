package highlight

import "bytes"

// guard knows the constructs of a language that run over several lines, and just enough of the rest not
// to mistake a quote for the start of one. Its State is the number of the block it is in, from 1.
type guard struct {
	line   []string // what begins a comment up to the end of the line
	quotes string   // what encloses strings of one line, with backslash escapes
	blocks []block
	regex  bool // has /literals/ of regular expressions
}

type block struct {
	open, close string
	kind        Kind
	escape      bool // a backslash hides the close mark
}

var (
	commentC   = block{"/*", "*/", Comment, false}
	backquote  = block{"`", "`", String, false}
	template   = block{"`", "`", String, true}
	tripleD    = block{`"""`, `"""`, String, true}
	tripleS    = block{`'''`, `'''`, String, true}
	shellD     = block{`"`, `"`, String, true}
	shellS     = block{`'`, `'`, String, false}
	guardJS    = guard{line: []string{"//"}, quotes: `"'`, blocks: []block{commentC, template}, regex: true}
	guardC     = guard{line: []string{"//"}, quotes: `"'`, blocks: []block{commentC}}
	guardJava  = guard{line: []string{"//"}, quotes: `"'`, blocks: []block{commentC, tripleD}}
	guardHash  = guard{line: []string{"//", "#"}, quotes: `"`, blocks: []block{commentC}}
	guardML    = guard{line: []string{"//"}, quotes: `"`, blocks: []block{{"(*", "*)", Comment, false}, tripleD}}
	guardShell = guard{line: []string{"#"}, blocks: []block{shellD, shellS}}
)

var guards = map[string]guard{
	"javascript": guardJS, "typescript": guardJS,
	"css": {quotes: `"'`, blocks: []block{commentC}}, "scss": guardC, "less": guardC,
	"go":   {line: []string{"//"}, quotes: `"'`, blocks: []block{commentC, backquote}},
	"java": guardJava, "kotlin": guardJava, "swift": guardJava, "csharp": guardC, "c": guardC, "cpp": guardC, "objective-c": guardC,
	"rust": {line: []string{"//"}, quotes: `"`, blocks: []block{commentC}},
	"php":  {line: []string{"//", "#"}, quotes: `"'`, blocks: []block{commentC}},
	"dart": guardJava, "protobuf": guardC,
	"python":  {line: []string{"#"}, quotes: `"'`, blocks: []block{tripleD, tripleS}},
	"graphql": {line: []string{"#"}, quotes: `"`, blocks: []block{tripleD}},
	"toml":    {line: []string{"#"}, quotes: `"'`, blocks: []block{tripleD, tripleS}},
	"bash":    guardShell, "shell": guardShell, "sh": guardShell,
	"powershell": {line: []string{"#"}, quotes: `"'`, blocks: []block{{"<#", "#>", Comment, false}}},
	"ruby":       {line: []string{"#"}, quotes: `"'`},
	"lua":        {line: []string{}, quotes: `"'`, blocks: []block{{"--[[", "]]", Comment, false}, {"[[", "]]", String, false}}},
	"sql":        {line: []string{"--"}, blocks: []block{commentC, shellS}},
	"scala":      guardJava, "groovy": guardJava, "hcl": guardHash, "terraform": guardHash, "solidity": guardC, "zig": {line: []string{"//"}, quotes: `"'`},
	"haskell": {line: []string{"--"}, quotes: `"`, blocks: []block{{"{-", "-}", Comment, false}}},
	"elixir":  {line: []string{"#"}, quotes: `"'`, blocks: []block{tripleD, tripleS}},
	"julia":   {line: []string{"#"}, quotes: `"`, blocks: []block{{"#=", "=#", Comment, false}, tripleD}},
	"ocaml":   guardML, "fsharp": guardML,
}

// run walks a part of a line. For every piece outside of blocks it calls code, for every piece of a
// block it calls inside; either may be nil. It returns the state at the end.
func (g *guard) run(b []byte, s State, code func(from, to int), inside func(from, to int, k Kind)) State {
	start, i := 0, 0
	if int(s) > len(g.blocks) {
		s = 0
	}
	for {
		if s > 0 {
			blk := &g.blocks[s-1]
			end, closed := blk.end(b, i)
			if inside != nil && end > start {
				inside(start, end, blk.kind)
			}
			if !closed {
				return s
			}
			start, i, s = end, end, 0
		}
		n := g.next(b, i)
		if code != nil && n.at > start {
			code(start, n.at)
		}
		if n.block == 0 {
			return 0
		}
		start, i, s = n.at, n.at+len(g.blocks[n.block-1].open), n.block
	}
}

// end finds the close mark from i on.
func (k *block) end(b []byte, i int) (int, bool) {
	for i < len(b) {
		j := bytes.Index(b[i:], []byte(k.close))
		if j < 0 {
			break
		}
		slashes := 0
		for k.escape && slashes < j && b[i+j-slashes-1] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return i + j + len(k.close), true
		}
		i += j + 1
	}
	return len(b), false
}

type opening struct {
	at    int   // where the block opens, or the end of the line
	block State // 0 for none
}

// next finds the next block, stepping over strings, comments and regular expressions.
func (g *guard) next(b []byte, i int) opening {
	last := byte(0) // the last byte that is no space
	for i < len(b) {
		c := b[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80 || c == '_' {
			last, i = c, i+1
			continue
		}
		if c == ' ' || c == '\t' {
			i++
			continue
		}
		for n := range g.blocks {
			if hasAt(b, i, g.blocks[n].open) {
				return opening{i, State(n + 1)}
			}
		}
		switch {
		case g.comment(b, i):
			return opening{at: len(b)}
		case c == '\\':
			i += 2
		case bytes.IndexByte([]byte(g.quotes), c) >= 0:
			i = closing(b, i+1, c)
		case c == '/' && g.regex && (last == 0 || bytes.IndexByte([]byte("(,=:[!&|?{};+"), last) >= 0):
			i = closing(b, i+1, '/')
		default:
			i++
		}
		last = c
	}
	return opening{at: len(b)}
}

// comment tells whether a comment of one line begins at i. A "#" counts only after a space, because of
// shell's "$#" and of colours and anchors.
func (g *guard) comment(b []byte, i int) bool {
	for _, mark := range g.line {
		if hasAt(b, i, mark) && (mark != "#" || i == 0 || b[i-1] == ' ' || b[i-1] == '\t') {
			return true
		}
	}
	return false
}

func hasAt(b []byte, i int, mark string) bool {
	return len(b)-i >= len(mark) && string(b[i:i+len(mark)]) == mark
}

// closing returns the place after the next unescaped quote, or the end of the line.
func closing(b []byte, i int, quote byte) int {
	for ; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case quote:
			return i + 1
		}
	}
	return len(b)
}
