package mock

import "strings"

// preferences reads the Prefer header (RFC 7240): the value of each preference by its name in lower
// case, the first where one is repeated. Parameters after ";" belong to their preference and are
// skipped.
func preferences(lines []string) map[string]string {
	out := map[string]string{}
	for _, line := range lines {
		for _, item := range splitQuoted(line, ',') {
			first := splitQuoted(item, ';')[0]
			name, value, _ := strings.Cut(first, "=")
			name = strings.ToLower(strings.TrimSpace(name))
			if _, seen := out[name]; name != "" && !seen {
				out[name] = unquote(strings.TrimSpace(value))
			}
		}
	}
	return out
}

// splitQuoted splits at sep outside of quoted strings.
func splitQuoted(text string, sep byte) []string {
	var out []string
	start, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\\' && quoted:
			i++
		case c == sep && !quoted:
			out = append(out, text[start:i])
			start = i + 1
		}
	}
	return append(out, text[start:])
}

// unquote reads a token or a quoted-string (RFC 9110, 5.6.4).
func unquote(text string) string {
	if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
		return text
	}
	text = text[1 : len(text)-1]
	if strings.IndexByte(text, '\\') < 0 {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			i++
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
