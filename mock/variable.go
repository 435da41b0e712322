package mock

import "strings"

const (
	maxVariableDepth = 8        // {{a}} whose value holds {{b}} whose value ...
	maxExpansion     = 64 << 10 // bytes that variables may add to one text
)

// variables resolves {{name}} as the mock sees it. A variable without a value is unresolved: it is
// usually filled by a script while requests are sent.
type variables func(name string) (string, bool)

func (v variables) value(name string) (string, bool) {
	if v == nil {
		return "", false
	}
	value, ok := v(strings.TrimSpace(name))
	return value, ok && value != ""
}

// expand replaces the variables that resolve and leaves the others as they are.
func (v variables) expand(text string) string {
	limit := len(text) + maxExpansion
	for range maxVariableDepth {
		next, changed := v.expandOnce(text, limit)
		if !changed {
			break
		}
		text = next
	}
	return text
}

func (v variables) expandOnce(text string, limit int) (string, bool) {
	if v == nil || !strings.Contains(text, "{{") {
		return text, false
	}
	var b strings.Builder
	changed := false
	for rest := text; rest != ""; {
		before, name, after, ok := cutVariable(rest)
		if !ok {
			b.WriteString(rest)
			break
		}
		b.WriteString(before)
		rest = after
		value, ok := v.value(name)
		if !ok {
			b.WriteString("{{" + name + "}}")
			continue
		}
		if strings.HasSuffix(b.String(), "/") {
			value = strings.TrimPrefix(value, "/") // "/{{path}}" with "/users"
		}
		b.WriteString(value)
		changed = true
		if b.Len() > limit {
			return text, false
		}
	}
	return b.String(), changed
}

// cutVariable cuts text around its first {{name}}.
func cutVariable(text string) (before, name, after string, ok bool) {
	start := strings.Index(text, "{{")
	if start < 0 {
		return text, "", "", false
	}
	end := strings.Index(text[start:], "}}")
	if end < 0 {
		return text, "", "", false
	}
	return text[:start], text[start+2 : start+end], text[start+end+2:], true
}

// wild tells whether a saved value stands for any value: it holds an unresolved {{variable}}, or it is
// a placeholder as generators write them ("<string>").
func wild(value string) bool {
	if _, _, _, ok := cutVariable(value); ok {
		return true
	}
	if len(value) < 3 || value[0] != '<' || value[len(value)-1] != '>' {
		return false
	}
	for _, c := range value[1 : len(value)-1] {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}
