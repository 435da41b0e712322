package postman

import (
	"encoding/json"
	"iter"
	"strings"
)

// urlParts are the pieces into which Postman takes a URL apart.
type urlParts struct {
	protocol       string
	user, password string
	hasAuth        bool
	host           []string
	port           string
	path           []string
	hasPath        bool
	hash           string
	hasHash        bool
}

// takeParts takes the pieces out of a URL object.
func takeParts(o *object) urlParts {
	var p urlParts
	p.protocol = strings.TrimSuffix(strings.TrimSuffix(textOf(o.take("protocol")), "://"), ":")
	if auth, ok := parseObject(o.take("auth")); ok && len(auth.members) > 0 {
		p.hasAuth = true
		p.user, p.password = textOf(auth.take("user")), textOf(auth.take("password"))
	}
	p.host = pieces(o.take("host"))
	p.port = textOf(o.take("port"))
	raw := o.take("path")
	p.path, p.hasPath = pieces(raw), kindOfJSON(raw) != isMissing && kindOfJSON(raw) != isNull
	if len(p.path) > 0 && kindOfJSON(raw) == isString {
		p.path[0] = strings.TrimPrefix(p.path[0], "/")
	}
	raw = o.take("hash")
	p.hash, p.hasHash = textOf(raw), kindOfJSON(raw) == isString
	return p
}

// pieces returns the elements of a list, each a text or an object with one, or a whole text as one.
func pieces(raw json.RawMessage) []string {
	if kindOfJSON(raw) != isArray {
		if s := textOf(raw); s != "" {
			return []string{s}
		}
		return nil
	}
	var out []string
	for e := range elements(raw) {
		if o, ok := parseObject(e); ok {
			e = o.take("value")
		}
		out = append(out, textOf(e))
	}
	return out
}

// join puts the pieces together as Postman does.
func (p urlParts) join() string {
	var b strings.Builder
	if p.protocol != "" {
		b.WriteString(p.protocol + "://")
	}
	if p.hasAuth {
		b.WriteString(p.user)
		if p.password != "" {
			b.WriteString(":" + p.password)
		}
		b.WriteByte('@')
	}
	host := strings.Join(p.host, ".")
	if p.hasPath {
		host = strings.TrimSuffix(host, "/")
	}
	b.WriteString(host)
	if p.port != "" {
		b.WriteString(":" + p.port)
	}
	if p.hasPath {
		b.WriteString("/" + strings.Join(p.path, "/"))
	}
	if p.hasHash {
		b.WriteString("#" + p.hash)
	}
	return b.String()
}

// matches compares the pieces with a URL; a trailing slash and the fragment do not count.
func (p urlParts) matches(url string) bool {
	a, b := splitParts(url), p
	a.hash, a.hasHash, b.hash, b.hasHash = "", false, "", false
	return strings.TrimRight(a.join(), "/") == strings.TrimRight(b.join(), "/")
}

// splitParts takes a URL without query apart. What stands in {{ }} is never cut.
func splitParts(url string) urlParts {
	var p urlParts
	if url, p.hash, p.hasHash = cut(url, '#'); url == "" {
		return p
	}
	if i := strings.Index(url, "://"); i >= 0 && !strings.ContainsAny(url[:i], "/?#") {
		p.protocol, url = url[:i], url[i+3:]
	}
	authority, path, hasPath := cut(url, '/')
	if hasPath {
		p.hasPath, p.path = true, split(path, '/')
	}
	if auth, host, ok := cutLast(authority, '@'); ok {
		p.hasAuth, authority = true, host
		p.user, p.password, _ = cut(auth, ':')
	}
	if host, port, ok := cutLast(authority, ':'); ok && !strings.HasSuffix(port, "]") {
		p.port, authority = port, host
	}
	if authority != "" {
		p.host = split(authority, '.')
	}
	return p
}

// outside yields the places of sep that are not in {{ }}.
func outside(s string, sep byte) iter.Seq[int] {
	return func(yield func(int) bool) {
		closed := strings.LastIndex(s, "}}") // without it, a text of nothing but "{{" takes quadratic time
		for i := 0; i < len(s); i++ {
			if i < closed && strings.HasPrefix(s[i:], "{{") {
				i += strings.Index(s[i:], "}}") + 1
			} else if s[i] == sep && !yield(i) {
				return
			}
		}
	}
}

// cut is strings.Cut at the first sep outside {{ }}.
func cut(s string, sep byte) (before, after string, found bool) {
	for i := range outside(s, sep) {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

// cutLast cuts at the last sep outside {{ }}.
func cutLast(s string, sep byte) (before, after string, found bool) {
	last := -1
	for i := range outside(s, sep) {
		last = i
	}
	if last < 0 {
		return s, "", false
	}
	return s[:last], s[last+1:], true
}

func split(s string, sep byte) []string {
	var out []string
	start := 0
	for i := range outside(s, sep) {
		out = append(out, s[start:i])
		start = i + 1
	}
	return append(out, s[start:])
}

func (p urlParts) write(o *output) {
	if p.protocol != "" {
		o.set("protocol", p.protocol)
	}
	if p.hasAuth {
		auth := newOutput()
		auth.set("user", p.user)
		auth.set("password", p.password)
		o.set("auth", auth)
	}
	if len(p.host) > 0 {
		o.set("host", texts(p.host))
	}
	if p.port != "" {
		o.set("port", p.port)
	}
	if p.hasPath {
		o.set("path", texts(p.path))
	}
	if p.hasHash {
		o.set("hash", p.hash)
	}
}

func texts(in []string) []any {
	out := make([]any, 0, len(in))
	for _, s := range in {
		out = append(out, s)
	}
	return out
}
