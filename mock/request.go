package mock

import (
	"net/http"
	"net/url"
	"strings"
)

// Request is what the mock looks at of an incoming request. It keeps what it has read of itself, so one
// goroutine at a time may use it.
type Request struct {
	Method string
	Path   string      // percent-encoded, as it came, without the query
	Query  string      // raw, without "?"
	Header http.Header // with canonical names
	Body   []byte
	Client string // the address that it came from, with its port
	// TooLarge says that the body is over MaxRequestBody; Body is then not looked at. Broken says that
	// the body could not be read to its end.
	TooLarge, Broken bool

	parsed bool // query is read
	query  []pair
	body   *payload
	accept *acceptance
}

// NewRequest takes what the mock needs of an incoming request, whose body has been read.
func NewRequest(r *http.Request, body []byte) *Request {
	path := r.URL.EscapedPath()
	if path == "" {
		path = "/"
	}
	return &Request{Method: r.Method, Path: path, Query: r.URL.RawQuery, Header: r.Header, Body: body,
		Client: r.RemoteAddr}
}

// first returns the first value of a header by its canonical name, or "".
func (r *Request) first(name string) string {
	if values := r.Header[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// pair is a decoded key with its value.
type pair struct{ key, value string }

// maxPairs bounds the query parameters and form fields that are looked at.
const maxPairs = 10_000

// queryPairs returns the query parameters in order, decoded.
func (r *Request) queryPairs() []pair {
	if !r.parsed {
		r.query, r.parsed = parsePairs(r.Query), true
	}
	return r.query
}

// parsePairs reads application/x-www-form-urlencoded text. What does not decode stays as it is.
func parsePairs(raw string) []pair {
	var out []pair
	for raw != "" && len(out) < maxPairs {
		var text string
		text, raw, _ = strings.Cut(raw, "&")
		if text == "" {
			continue
		}
		key, value, _ := strings.Cut(text, "=")
		out = append(out, pair{queryUnescape(key), queryUnescape(value)})
	}
	return out
}

func queryUnescape(text string) string {
	if strings.IndexByte(text, '%') < 0 && strings.IndexByte(text, '+') < 0 {
		return text
	}
	if s, err := url.QueryUnescape(text); err == nil {
		return s
	}
	return text
}

// find looks a key up: value is want where any of the key's values is want, else its first value.
func find(pairs []pair, key, want string) (value string, present bool) {
	for _, p := range pairs {
		if p.key != key {
			continue
		}
		if p.value == want {
			return want, true
		}
		if !present {
			value, present = p.value, true
		}
	}
	return value, present
}
