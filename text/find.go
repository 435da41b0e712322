package text

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"unicode"
	"unicode/utf8"
)

// Query says what is looked for.
type Query struct {
	// Text is found as it is, or as a regular expression (RE2; ^ and $ are the ends of lines).
	Text   string
	Regexp bool
	// Case tells upper from lower case; otherwise simple Unicode folding makes them the same.
	Case bool
	// Word finds whole words only.
	Word bool
}

// Match is a range of bytes that was found.
type Match struct{ From, To int64 }

// Finder finds the matches of a [Query]. It does not change and may be used on any goroutine.
type Finder struct {
	word    bool
	literal *literal // nil where re is used
	re      *regexp.Regexp
	newline bool // a match of re may hold a line break
	groups  bool // a replacement may name groups
}

// NewFinder makes a finder. Errors tell what is wrong with a regular expression in words.
func NewFinder(q Query) (*Finder, error) {
	if q.Text == "" {
		return nil, errors.New("there is nothing to look for: the search text is empty")
	}
	f := &Finder{word: q.Word, groups: q.Regexp}
	if !q.Regexp {
		if f.literal = newLiteral(q.Text, q.Case); f.literal != nil {
			return f, nil
		}
		q.Text = regexp.QuoteMeta(q.Text)
	}
	flags := "(?m)"
	if !q.Case {
		flags = "(?mi)"
	}
	if err := f.compile(flags + q.Text); err != nil {
		return nil, fmt.Errorf("regular expression: %w", err)
	}
	return f, nil
}

func (f *Finder) compile(pattern string) error {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		var bad *syntax.Error
		if errors.As(err, &bad) {
			return fmt.Errorf("%s at %q", bad.Code, bad.Expr)
		}
		return err
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return err
	}
	for i := range prog.Inst {
		switch inst := &prog.Inst[i]; inst.Op {
		case syntax.InstEmptyWidth:
			if syntax.EmptyOp(inst.Arg)&(syntax.EmptyBeginText|syntax.EmptyEndText) != 0 {
				return errors.New(`\A and \z are not supported here; use ^ and $ for the ends of lines`)
			}
		case syntax.InstRuneAny:
			f.newline = true
		case syntax.InstRune, syntax.InstRune1:
			f.newline = f.newline || inst.MatchRune('\n')
		}
	}
	f.re, err = regexp.Compile(pattern)
	return err
}

// Each calls found for the matches between two offsets, in order, until it returns false. Matches do not overlap. It
// checks ctx after every block of at most a megabyte. A match of a regular expression that goes over several lines, or
// lies in a line of megabytes, is found up to a length of 64 KiB at least.
func (f *Finder) Each(ctx context.Context, doc Document, from, to int64, found func(Match) bool) error {
	return f.each(ctx, doc, from, to, false, func(base int64, _ []byte, loc []int) bool {
		return found(Match{base + int64(loc[0]), base + int64(loc[1])})
	})
}

// each gives matches with the bytes they were found in and, for groups, where the groups are.
func (f *Finder) each(ctx context.Context, doc Document, from, to int64, groups bool, found func(base int64, b []byte, loc []int) bool) error {
	from, to = clip(doc, from, to)
	visit := found
	if f.word {
		visit = func(base int64, b []byte, loc []int) bool {
			return !wholeWord(doc, base+int64(loc[0]), base+int64(loc[1])) || found(base, b, loc)
		}
	}
	if f.literal != nil {
		return f.literal.each(ctx, doc, from, to, visit)
	}
	s := expression{Finder: f, doc: doc, from: from, to: to, submatches: groups, found: visit}
	return s.run(ctx)
}

// wholeWord tells whether no word goes on over the ends of a match.
func wholeWord(doc Document, from, to int64) bool {
	first, _ := utf8.DecodeRune(Bytes(doc, from, from+utf8.UTFMax))
	after, n := utf8.DecodeRune(Bytes(doc, to, to+utf8.UTFMax))
	return !(inWord(runeBefore(doc, from)) && inWord(first)) && !(n > 0 && inWord(after) && inWord(runeBefore(doc, to)))
}

func inWord(r rune) bool {
	return r == '_' || r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// Next is the first match that begins at an offset or after it.
func (f *Finder) Next(ctx context.Context, doc Document, from int64) (m Match, ok bool, err error) {
	err = f.Each(ctx, doc, from, doc.Len(), func(found Match) bool {
		m, ok = found, true
		return false
	})
	return m, ok, err
}

// Previous is the last match that ends at an offset or before it. It reads backwards in blocks, so that a near match is
// found at once.
func (f *Finder) Previous(ctx context.Context, doc Document, before int64) (m Match, ok bool, err error) {
	before, _ = clip(doc, before, doc.Len())
	for block, end := int64(64<<10), before; end > 0 && !ok; block = min(2*block, 4<<20) {
		begin := doc.LineStart(doc.LineOf(max(0, end-block)))
		if begin >= end || end-begin > 2*block {
			begin = max(0, end-block)
		}
		err = f.Each(ctx, doc, begin, before, func(found Match) bool {
			if found.From >= end {
				return false
			}
			m, ok = found, true
			return true
		})
		if err != nil {
			return Match{}, false, err
		}
		end = begin
	}
	return m, ok, nil
}

// All collects the matches between two offsets, up to a limit.
func (f *Finder) All(ctx context.Context, doc Document, from, to int64, limit int) (*Matches, error) {
	all := &Matches{}
	err := f.Each(ctx, doc, from, to, func(m Match) bool {
		if all.Len() >= limit {
			all.Capped = true
			return false
		}
		all.Add(m)
		return true
	})
	return all, err
}
