package store

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"postern/model"
)

// word is a word, or a phrase, that is searched: folded, and as signatures know it. A plain one stands in
// JSON as it is.
type word struct {
	text  []byte
	runs  []uint64
	plain bool
}

// parseQuery takes a query apart at its spaces. What stands between double quotes is one word, with the
// spaces in it; a quote that does not end reaches to the end. Of a word that is there twice one is kept.
func parseQuery(query string) (words []word) {
	query = strings.ToValidUTF8(query, string(utf8.RuneError))
	for {
		query = strings.TrimLeftFunc(query, unicode.IsSpace)
		if query == "" {
			return words
		}
		var text string
		if rest, quoted := strings.CutPrefix(query, `"`); quoted && rest != "" {
			text, query, _ = strings.Cut(rest, `"`)
		} else {
			end := strings.IndexFunc(query, unicode.IsSpace)
			if end < 0 {
				end = len(query)
			}
			text, query = query[:end], query[end:]
		}
		w := fold(nil, text)
		if len(w) > 0 && !holdsWord(words, w) {
			words = append(words, word{text: w, runs: longRuns(w), plain: plainInJSON(text)})
		}
	}
}

// plainInJSON tells whether JSON writes all the letters of a text as they are. Those that texts puts
// between key and value are not in JSON.
func plainInJSON(text string) bool {
	return !strings.HasPrefix(text, " ") && !strings.ContainsFunc(text, func(r rune) bool {
		return r == '=' || r == ':' || r < ' ' || r == '"' || r == '\\' || r == '\u2028' || r == '\u2029' || r == 0x7f || r == utf8.RuneError
	})
}

func holdsWord(words []word, text []byte) bool {
	for _, w := range words {
		if bytes.Equal(w.text, text) {
			return true
		}
	}
	return false
}

// found is where the last of the words of a query was found.
type found struct {
	rank     int // of the field
	text     string
	from, to int // bytes of text
}

// find looks for the words, best fields first. All of them must be there, in whichever fields; the
// answer is the text with which the last of them were found, and the first of these in it.
func (t *texts) find(words []word, buffer *[]byte) (found, bool) {
	open := append([]word(nil), words...)
	for rank, list := range t {
		for _, text := range list {
			folded := fold((*buffer)[:0], text)
			*buffer = folded
			first, size := -1, 0
			left := open[:0]
			for _, w := range open {
				at := bytes.Index(folded, w.text)
				if at < 0 {
					left = append(left, w)
				} else if first < 0 || at < first {
					first, size = at, len(w.text)
				}
			}
			if open = left; len(open) == 0 {
				return found{rank, text, unfolded(text, first), unfolded(text, first+size)}, true
			}
		}
	}
	return found{}, false
}

// show fills in the line in which the words were found, cut to what fits on one of the screen.
func (f found) show(m *model.Match) {
	const before, after = 60, 160
	start := max(f.from-before, 1+strings.LastIndexByte(f.text[:f.from], '\n'), 0)
	end := len(f.text)
	if n := strings.IndexByte(f.text[f.to:], '\n'); n >= 0 {
		end = f.to + n
	}
	end = max(f.to, min(end, f.from+after))
	for start < f.from && !utf8.RuneStart(f.text[start]) {
		start++
	}
	for end > f.to && end < len(f.text) && !utf8.RuneStart(f.text[end]) {
		end--
	}
	valid := func(s string) string { return strings.ToValidUTF8(s, string(utf8.RuneError)) }
	lead := strings.TrimLeftFunc(valid(f.text[start:f.from]), unicode.IsSpace)
	hit := valid(f.text[f.from:f.to])
	m.Field, m.Text = searched[f.rank], lead+hit+strings.TrimRightFunc(valid(f.text[f.to:end]), unicode.IsSpace)
	m.From, m.To = len(lead), len(lead)+len(hit)
}
