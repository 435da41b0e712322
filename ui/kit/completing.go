package kit

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// SuggestionKind says what a [Suggestion] is; it chooses the sign beside it.
type SuggestionKind int

// The kinds of suggestions.
const (
	SuggestWord     SuggestionKind = iota // a value that is often used
	SuggestName                           // the name of a header or parameter
	SuggestVariable                       // a variable with a value
	SuggestSecret                         // a variable whose value is not shown
	SuggestDynamic                        // a value that is made anew each time
)

// Suggestion is a text that can be completed to.
type Suggestion struct {
	Text   string // what is written
	Detail string // beside it: a value, an origin or what it means, never a secret
	Kind   SuggestionKind
}

// completingReach is how many bytes before the caret are looked at.
const completingReach = 512

// completing decides what is offered for a text while it is typed, and what accepting it writes. It knows
// no widget. The zero value offers nothing.
type completing struct {
	variables, words func() []Suggestion

	open     bool
	variable bool   // a variable is being typed
	typed    string // of the suggestion
	all      []Suggestion
	found    []Suggestion // of all, what matches, best first
	selected int          // of found; -1: none
}

// completion is what accepting a suggestion does to a text: bytes around the caret give way to a text.
type completion struct {
	before, after int
	text          string
}

// update brings the offer up to what stands before the caret. A list opens by typing; asked opens one
// with nothing typed, too.
func (c *completing) update(before string, asked bool) {
	typed, variable := varEntryPrefix(before)
	if !variable {
		typed = completingWord(before)
	}
	source := c.words
	if variable {
		source = c.variables
	}
	if source == nil || typed == "" && !variable && !asked {
		c.close()
		return
	}
	if !c.open || c.variable != variable {
		c.all = source()
	}
	c.variable, c.typed = variable, typed
	c.found = completingFind(c.all, typed)
	if whole := slices.ContainsFunc(c.found, func(s Suggestion) bool { return s.Text == typed }); whole && (len(c.found) == 1 || !variable && !asked) {
		c.found = nil // nothing is left to complete
	}
	c.open = len(c.found) > 0
	c.selected = -1
	if variable || asked {
		c.selected = 0 // else Enter stays the field's
	}
	if !c.open {
		c.close()
	}
}

// completingWord returns what has been typed of a value: in a list separated by commas, of the last.
func completingWord(before string) string {
	return strings.TrimLeft(before[strings.LastIndexByte(before, ',')+1:], " ")
}

func (c *completing) close() {
	c.open, c.all, c.found, c.selected = false, nil, nil, -1
}

// move moves the selection by rows, around the ends.
func (c *completing) move(by int) {
	n := len(c.found)
	if n == 0 {
		return
	}
	if c.selected < 0 && by < 0 {
		c.selected = 0
	}
	c.selected = (c.selected + by%n + n) % n
}

// page moves the selection by a number of rows that stops at the ends.
func (c *completing) page(by int) {
	c.selected = max(0, min(c.selected+by, len(c.found)-1))
}

// accept returns what a suggestion writes, given what stands behind the caret, and closes the list.
func (c *completing) accept(i int, after string) (done completion, ok bool) {
	if i < 0 || i >= len(c.found) {
		return completion{}, false
	}
	done = completion{before: len(c.typed), text: c.found[i].Text}
	if c.variable {
		done.text += "}}"
		if strings.HasPrefix(after, "}}") {
			done.after = len("}}")
		}
	}
	c.close()
	return done, true
}

// completingFind returns the suggestions that match what has been typed: those that begin with it in
// their order, then those that hold its letters in their order, best first.
func completingFind(all []Suggestion, typed string) []Suggestion {
	if typed == "" {
		return all
	}
	var rest []Suggestion
	var items []paletteItem
	var out []Suggestion
	for _, s := range all {
		if completingBegins(s.Text, typed) {
			out = append(out, s)
			continue
		}
		rest, items = append(rest, s), append(items, paletteItem{name: s.Text})
	}
	if strings.TrimSpace(typed) == "" {
		return out
	}
	for _, hit := range paletteFind(items, typed) {
		out = append(out, rest[hit.item])
	}
	return out
}

// completingBegins tells whether a text begins with what has been typed, whatever the case.
func completingBegins(text, typed string) bool {
	end := 0
	for range utf8.RuneCountInString(typed) {
		if end >= len(text) {
			return false
		}
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return strings.EqualFold(text[:end], typed)
}
