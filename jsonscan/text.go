package jsonscan

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Bytes returns the bytes of a part of the source, at most limit of them. They are good until the next
// step of the scanner.
func (s *Scanner) Bytes(from, to int64, limit int) ([]byte, error) {
	n := int(min(to-from, int64(limit)))
	if from >= s.base && from+int64(n) <= s.base+int64(len(s.buf)) {
		at := int(from - s.base)
		return s.buf[at : at+n], nil
	}
	b := make([]byte, n)
	got, err := s.src.ReadAt(b, from)
	if got < n && err != nil {
		return b[:got], err
	}
	return b, nil
}

// Unquote returns what a string of JSON means, given with or without its quotes. Escapes that are none
// stay as they are; a surrogate without its other half becomes U+FFFD.
func Unquote(raw []byte) string {
	if len(raw) > 0 && raw[0] == '"' {
		raw = raw[1:]
		if n := len(raw); n > 0 && raw[n-1] == '"' {
			raw = raw[:n-1]
		}
	}
	i := strings.IndexByte(string(raw), '\\')
	if i < 0 {
		return string(raw)
	}
	out := append(make([]byte, 0, len(raw)), raw[:i]...)
	for i < len(raw) {
		if raw[i] != '\\' || i+1 == len(raw) {
			out = append(out, raw[i])
			i++
			continue
		}
		var n int
		out, n = unescape(out, raw[i:])
		i += n
	}
	return string(out)
}

var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unescape appends what the escape at the start of b means and returns its length.
func unescape(out, b []byte) ([]byte, int) {
	if c := escapes[b[1]]; c != 0 {
		return append(out, c), 2
	}
	r, ok := unit(b)
	if !ok {
		return append(out, b[:2]...), 2
	}
	if utf16.IsSurrogate(r) {
		if second, ok := unit(b[6:]); ok {
			if both := utf16.DecodeRune(r, second); both != utf8.RuneError {
				return utf8.AppendRune(out, both), 12
			}
		}
	}
	return utf8.AppendRune(out, r), 6
}

// unit reads \uXXXX.
func unit(b []byte) (rune, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	return rune(n), err == nil
}
