package send

import "strings"

// Characters that RFC 3986 does not allow where they stand are percent-encoded, everything else is sent
// as it was typed. "[" and "]" stay too: servers read them in names such as filter[name].
const (
	inPath    = "/"  // beyond unreserved characters, sub-delims, ":", "@" and brackets
	inSegment = ""   // one segment of a path: "/" would begin another
	inQuery   = "/?" // a whole query
	inParam   = "/?" // a key or value of a query, without "&" and, in keys, "="
	legal     = "-._~!$'()*+,;:@[]"
)

const upperHex = "0123456789ABCDEF"

// encodePath encodes the path of an address.
func encodePath(s string) string { return encode(s, legal+"&="+inPath) }

// encodeSegment encodes a value for one segment of a path.
func encodeSegment(s string) string { return encode(s, legal+"&="+inSegment) }

// encodeQuery encodes a query, or a part of one that may hold several parameters.
func encodeQuery(s string) string { return encode(s, legal+"&="+inQuery) }

// encodeKey encodes the name of a query parameter.
func encodeKey(s string) string { return encode(s, legal+inParam) }

// encodeValue encodes the value of a query parameter.
func encodeValue(s string) string { return encode(s, legal+"="+inParam) }

// encode percent-encodes all bytes but letters, digits, those in also, and escapes that are there already.
func encode(s, also string) string {
	allowed := func(i int) bool {
		c := s[i]
		return alphanumeric(c) || strings.IndexByte(also, c) >= 0 || c == '%' && escape(s[i:])
	}
	first := 0
	for first < len(s) && allowed(first) {
		first++
	}
	if first == len(s) {
		return s
	}
	out := make([]byte, first, len(s)+16)
	copy(out, s)
	for i := first; i < len(s); i++ {
		if allowed(i) {
			out = append(out, s[i])
		} else {
			out = append(out, '%', upperHex[s[i]>>4], upperHex[s[i]&15])
		}
	}
	return string(out)
}

// escape tells whether s starts with a percent-encoded byte.
func escape(s string) bool { return len(s) > 2 && s[0] == '%' && hex(s[1]) && hex(s[2]) }

func hex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

func alphanumeric(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' }
