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
	Host   string // that it was sent to, with the port where it is not the usual one
	// TooLarge says that the body is over MaxRequestBody; Body is then not looked at. Broken says that
	// the body could not be read to its end.
	TooLarge, Broken bool

	query  *queryRead // nil until it is looked at
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
		Client: r.RemoteAddr, Host: r.Host}
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

// queryRead are the query parameters as they were read, with room for the usual number.
type queryRead struct {
	pairs []pair
	room  [2]pair
}

// queryPairs returns the query parameters in order, decoded.
func (r *Request) queryPairs() []pair {
	if r.Query == "" {
		return nil
	}
	if r.query == nil {
		r.query = &queryRead{}
		r.query.pairs = appendPairs(r.query.room[:0], r.Query)
	}
	return r.query.pairs
}

// parsePairs reads application/x-www-form-urlencoded text. What does not decode stays as it is.
func parsePairs(raw string) []pair { return appendPairs(nil, raw) }

func appendPairs(out []pair, raw string) []pair {
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
