package xmlscan

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// chars takes text up to the next "<".
func (s *Scanner) chars() bool {
	start, end := s.pos, len(s.text)
	if i := bytes.IndexByte(s.text[start:], '<'); i >= 0 {
		end = start + i
	}
	if len(s.open) == 0 {
		if at := s.space(start); at < end {
			_, size := utf8.DecodeRune(s.text[at:])
			if s.root {
				return s.fail(at, size, "text stands after the element around everything")
			}
			return s.fail(at, size, "text stands before the first element")
		}
	}
	if i := bytes.Index(s.text[start:end], []byte("]]>")); i >= 0 {
		return s.fail(start+i, 3, "]]> in a text is written ]]&gt;")
	}
	s.pos = end
	return s.legal(start, end) && s.references(start, end)
}

// legal checks that a part is UTF-8 without the control characters that XML has not.
func (s *Scanner) legal(from, to int) bool {
	for i := from; i < to; {
		c := s.text[i]
		switch {
		case plain[c]:
			i++
		case c < 0x20:
			return s.fail(i, 1, "the control character %#02x cannot stand in XML", c)
		default:
			r, n := utf8.DecodeRune(s.text[i:])
			if r == utf8.RuneError && n == 1 {
				return s.fail(i, 1, "bytes that are no UTF-8")
			}
			if r == 0xfffe || r == 0xffff {
				return s.fail(i, n, "the character U+%04X cannot stand in XML", r)
			}
			i += n
		}
	}
	return true
}

// plain are the characters of one byte that may stand in XML.
var plain = func() (t [256]bool) {
	for c := range utf8.RuneSelf {
		t[c] = c >= 0x20 || c == '\n' || c == '\t' || c == '\r'
	}
	return t
}()

// references checks what begins with "&".
func (s *Scanner) references(from, to int) bool {
	for {
		i := bytes.IndexByte(s.text[from:to], '&')
		if i < 0 {
			return true
		}
		at := from + i
		end := at + 1
		for end < to && (nameByte[s.text[end]] || s.text[end] == '#' || s.text[end] >= utf8.RuneSelf) {
			end++
		}
		if end == to || s.text[end] != ';' || end == at+1 {
			return s.fail(at, 1, "& as a character is written &amp;")
		}
		if word := string(s.text[at+1 : end]); !s.known(word) {
			return s.fail(at, end+1-at, "there is no &%s; in XML; & as a character is written &amp;", clip([]byte(word)))
		}
		from = end + 1
	}
}

// known tells whether a reference means something. A document type may declare any name.
func (s *Scanner) known(word string) bool {
	switch word {
	case "lt", "gt", "amp", "quot", "apos":
		return true
	}
	if word[0] != '#' {
		n := s.doctype && word[0] != '-' && word[0] != '.' && (word[0] < '0' || word[0] > '9')
		return n && !bytes.ContainsRune([]byte(word), '#')
	}
	digits, base := word[1:], 10
	if len(digits) > 0 && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	r := rune(n)
	return err == nil && n <= utf8.MaxRune && utf8.ValidRune(r) && (r >= 0x20 || r == '\n' || r == '\t' || r == '\r') && r != 0xfffe && r != 0xffff
}
