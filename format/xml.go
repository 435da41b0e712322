package format

import (
	"bytes"

	"postern/xmlscan"
)

// XML puts every element on a line of its own. An element that holds text, beside elements or without, is
// left as it is with all that is in it, since its space may matter; so is one with xml:space="preserve".
// Tags, comments, CDATA, instructions and the document type stay byte for byte.
func XML(text []byte, style Style) ([]byte, error) {
	tokens, err := scanXML(text)
	if err != nil {
		return nil, err
	}
	w := writer{out: make([]byte, 0, len(text)+len(text)/4), indent: style.indent()}
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		switch t.Kind {
		case xmlscan.Text: // only space: text that counts is within a kept element
			continue
		case xmlscan.Close:
			w.level--
		}
		w.newline()
		end := t.End
		if t.Kind == xmlscan.Open {
			if t.kept > i {
				i = t.kept
				end = tokens[i].End
			} else {
				w.level++
			}
		}
		w.out = append(w.out, text[t.Start:end]...)
	}
	return append(w.out, '\n'), nil
}

// xmlToken is a part of the text.
type xmlToken struct {
	xmlscan.Token
	kept int // of an Open: the place of its Close, if the element is left as it is
}

// scanXML finds the parts, and the elements to be left as they are.
func scanXML(text []byte) ([]xmlToken, error) {
	var tokens []xmlToken
	type element struct {
		at    int
		holds bool // text, or is said to be preserved
		any   bool // has a part other than space
	}
	var open []element
	s := xmlscan.New(text)
	for {
		t, ok := s.Next()
		if !ok {
			break
		}
		n := len(open) - 1
		switch space := t.Kind == xmlscan.Text && len(bytes.TrimSpace(text[t.Start:t.End])) == 0; {
		case n < 0 || t.Kind == xmlscan.Close || space:
		case t.Kind == xmlscan.Text || t.Kind == xmlscan.CDATA:
			open[n].holds = true
		default:
			open[n].any = true
		}
		tokens = append(tokens, xmlToken{Token: t})
		switch t.Kind {
		case xmlscan.Open:
			open = append(open, element{at: len(tokens) - 1, holds: preserved(text[t.Start:t.End])})
		case xmlscan.Close:
			if e := open[n]; e.holds || !e.any {
				tokens[e.at].kept = len(tokens) - 1
			}
			open = open[:n]
		}
	}
	if e := s.Err(); e != nil {
		return nil, &Error{e.Offset, e.Line, e.Column, e.Text}
	}
	return tokens, nil
}

func preserved(tag []byte) bool {
	i := bytes.Index(tag, []byte("xml:space"))
	return i >= 0 && bytes.Contains(tag[i:], []byte("preserve"))
}
