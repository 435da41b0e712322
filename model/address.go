package model

import (
	"slices"
	"strings"
)

// Address returns the request's URL as the address bar shows it: URL, the enabled query parameters as
// they were typed, and the fragment.
func (r Request) Address() string { return JoinAddress(r.URL, r.Query) }

// SetAddress takes an address as typed apart into URL, query and path parameters. Rows that are still
// in the address keep their description; disabled rows are kept; values of path parameters are kept by
// name. The text itself is never changed: r.Address() gives it back.
func (r *Request) SetAddress(text string) {
	url, query := SplitAddress(text)
	r.URL = url
	r.Query = mergeQuery(r.Query, query)
	r.PathParams = mergePathParams(r.PathParams, PathParamNames(url))
}

// JoinAddress puts enabled query parameters between URL and fragment, exactly as typed.
func JoinAddress(url string, query []Field) string {
	base, fragment, hasFragment := cutFragment(url)
	var b strings.Builder
	b.WriteString(base)
	sep := byte('?')
	for _, f := range query {
		if f.Disabled {
			continue
		}
		b.WriteByte(sep)
		b.WriteString(f.Key)
		if !f.Bare {
			b.WriteByte('=')
			b.WriteString(f.Value)
		}
		sep = '&'
	}
	if hasFragment {
		b.WriteByte('#')
		b.WriteString(fragment)
	}
	return b.String()
}

// SplitAddress takes a typed address apart into URL (with fragment) and query. Separators inside
// {{variables}} do not count.
func SplitAddress(text string) (url string, query []Field) {
	base, fragment, hasFragment := cutFragment(text)
	base, raw, hasQuery := cutOutside(base, '?')
	if hasFragment {
		base += "#" + fragment
	}
	if !hasQuery {
		return base, nil
	}
	return base, ParseQuery(raw)
}

// ParseQuery takes the text after "?" apart without decoding it.
func ParseQuery(raw string) []Field {
	var out []Field
	for more := true; more; {
		var pair string
		pair, raw, more = cutOutside(raw, '&')
		key, value, hasValue := cutOutside(pair, '=')
		out = append(out, Field{Key: key, Value: value, Bare: !hasValue})
	}
	return out
}

// PathParamNames returns the names of the path parameters (":id") in a URL, in order, each once. As in
// Postman a parameter is a path segment that starts with ":", its name ends at the first ".", and
// ports are none.
func PathParamNames(url string) []string {
	base, _, _ := cutFragment(url)
	base, _, _ = cutOutside(base, '?')
	var out []string
	seen := map[string]bool{}
	for _, seg := range strings.Split(pathOf(base), "/") {
		if name := PathParamName(seg); name != "" && !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	return out
}

// PathParamName returns the name of the parameter that a path segment is, or "".
func PathParamName(segment string) string {
	if len(segment) < 2 || segment[0] != ':' {
		return ""
	}
	name, _, _ := strings.Cut(segment[1:], ".")
	return name
}

// RoutePath returns the path by which a mock knows a saved URL: without scheme, host, query and
// fragment, and without the {{variable}} that stands for them. It starts with "/"; what is written in
// it (parameters, escapes, other variables) stays as it is.
//
// base resolves a leading variable such as {{baseUrl}}; with keep, the path inside its value stays
// in front ("https://api.example.com/v2" gives "/v2"). A nil base resolves nothing.
func RoutePath(url string, base func(name string) (value string, ok bool), keep bool) string {
	text, _, _ := cutFragment(url)
	text, _, _ = cutOutside(text, '?')
	prefix := ""
	if name, rest, ok := leadingVariable(text); ok {
		text = afterVariable(rest)
		if keep && base != nil {
			if value, ok := base(name); ok {
				prefix = strings.TrimSuffix(pathOf(value), "/")
			}
		}
	} else {
		text = pathOf(text)
	}
	if !strings.HasPrefix(text, "/") {
		text = "/" + text
	}
	if prefix != "" && !strings.HasPrefix(prefix, "/") {
		prefix = "/" + prefix
	}
	return prefix + text
}

// pathOf returns the path of a URL that may lack its scheme and may hold variables.
func pathOf(url string) string {
	if rest, ok := afterScheme(url); ok {
		url = rest
	} else if strings.HasPrefix(url, "/") {
		return url
	}
	depth := 0
	for i := 0; i < len(url); i++ {
		switch {
		case strings.HasPrefix(url[i:], "{{"):
			depth++
			i++
		case strings.HasPrefix(url[i:], "}}") && depth > 0:
			depth--
			i++
		case url[i] == '/' && depth == 0:
			return url[i:]
		}
	}
	return ""
}

// afterScheme returns what follows the "://" of a URL. One that comes after a "/" is part of the path:
// "/proxy/https://example.com".
func afterScheme(url string) (rest string, ok bool) {
	scheme, rest, ok := strings.Cut(url, "://")
	return rest, ok && !strings.Contains(scheme, "/")
}

// afterVariable returns the path in what follows a leading {{variable}}: the variable may be the whole
// base URL, or only the scheme ("{{scheme}}://host/x"), or the host ("{{host}}:8080/x",
// "{{tenant}}.example.com/x").
func afterVariable(rest string) string {
	switch {
	case strings.HasPrefix(rest, "://"):
		return pathOf(rest)
	case strings.HasPrefix(rest, ":"), strings.HasPrefix(rest, "."):
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			return rest[i:]
		}
		return ""
	}
	return rest
}

// leadingVariable cuts a {{name}} at the start of text, optionally after a scheme.
func leadingVariable(text string) (name, rest string, ok bool) {
	text = strings.TrimSpace(text)
	if after, found := afterScheme(text); found && strings.HasPrefix(after, "{{") {
		text = after
	}
	if !strings.HasPrefix(text, "{{") {
		return "", text, false
	}
	end := strings.Index(text, "}}")
	if end < 0 {
		return "", text, false
	}
	return strings.TrimSpace(text[2:end]), text[end+2:], true
}

func cutFragment(text string) (base, fragment string, found bool) { return cutOutside(text, '#') }

// cutOutside is strings.Cut at the first sep that is not inside {{ }}.
func cutOutside(text string, sep byte) (before, after string, found bool) {
	closed := strings.LastIndex(text, "}}") // beyond it no variable ends: the scan stays linear
	for i := 0; i < len(text); i++ {
		if i < closed && text[i] == '{' && text[i+1] == '{' {
			i += strings.Index(text[i:], "}}") + 1
			continue
		}
		if text[i] == sep {
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}

// mergeQuery puts typed rows where the enabled old ones were: disabled rows keep their place among
// them, and a row whose key is still there keeps its description.
func mergeQuery(old, typed []Field) []Field {
	keepDescriptions(old, typed)
	var out []Field
	next := 0
	for _, f := range old {
		switch {
		case f.Disabled:
			out = append(out, f)
		case next < len(typed):
			out = append(out, typed[next])
			next++
		}
	}
	return append(out, typed[next:]...)
}

// keepDescriptions gives typed rows what the enabled old rows said beyond key and value. Typing changes
// one place, so rows are paired from both ends: first those that are the same, then those with the same
// key, and what is left by its key alone.
func keepDescriptions(old, typed []Field) {
	old = slices.DeleteFunc(slices.Clone(old), func(f Field) bool { return f.Disabled })
	pair := func(o, t int) {
		typed[t].Description, typed[t].Extra = old[o].Description, old[o].Extra
	}
	key := func(a, b Field) bool { return a.Key == b.Key }
	whole := func(a, b Field) bool { return a.Key == b.Key && a.Value == b.Value }
	for _, same := range []func(a, b Field) bool{whole, key} {
		for len(old) > 0 && len(typed) > 0 && same(old[0], typed[0]) {
			pair(0, 0)
			old, typed = old[1:], typed[1:]
		}
		for len(old) > 0 && len(typed) > 0 && same(old[len(old)-1], typed[len(typed)-1]) {
			pair(len(old)-1, len(typed)-1)
			old, typed = old[:len(old)-1], typed[:len(typed)-1]
		}
	}
	for t := range typed {
		if o := slices.IndexFunc(old, func(f Field) bool { return key(f, typed[t]) }); o >= 0 {
			pair(o, t)
			old = slices.Delete(old, o, o+1)
		}
	}
}

func mergePathParams(old []Field, names []string) []Field {
	var out []Field
	for i, name := range names {
		row := Field{Key: name}
		if f, ok := fieldByKey(old, name); ok {
			row = f
		} else if i < len(old) && len(old) == len(names) && !contains(names, old[i].Key) {
			row = old[i] // renamed in place
			row.Key = name
		}
		out = append(out, row)
	}
	return out
}

func fieldByKey(rows []Field, key string) (Field, bool) {
	for _, f := range rows {
		if f.Key == key {
			return f, true
		}
	}
	return Field{}, false
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}
