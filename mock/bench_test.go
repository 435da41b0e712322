package mock

import (
	"net/http"
	"net/url"
	"testing"
)

// discard takes answers and forgets them.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header            { return d.header }
func (d *discard) Write(part []byte) (int, error) { return len(part), nil }
func (d *discard) WriteHeader(int)                { clear(d.header) }

// BenchmarkPlain is a hit of an example without behaviour, from the request to the written answer.
func BenchmarkPlain(b *testing.B) {
	bundle, o := parseBundle(b, shop)
	table := mustCompile(b, bundle, o)
	var state State
	w := &discard{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		q := &Request{Method: "GET", Path: "/products", Header: http.Header{}}
		d := table.Answer(q, &state)
		d.Write(w)
	}
}

// BenchmarkTemplate fills a template in with what the request has and what is random.
func BenchmarkTemplate(b *testing.B) {
	table := templated(b, "application/json", `{"id": {{urlParam 'id'}}, "name": "{{faker 'person.fullName'}}", "q": "{{queryParam 'q'}}", "items": [{{#repeat 10}}{"n": {{@index}}, "uuid": "{{uuid}}"}{{/repeat}}]}`)
	var state State
	w := &discard{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		d := table.Answer(&Request{Method: "GET", Path: "/t/7", Query: "q=a", Header: http.Header{}}, &state)
		d.Write(w)
	}
}

// BenchmarkServed is a hit from the handler to the journal, with the headers that a browser sends.
func BenchmarkServed(b *testing.B) {
	bundle, o := parseBundle(b, shop)
	s := &Server{journal: &Journal{}, open: map[*live]bool{}}
	s.now.Store(newService(mustCompile(b, bundle, o), nil))
	w := &discard{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		r := &http.Request{Method: "GET", URL: &url.URL{Path: "/products"}, RequestURI: "/products", Host: "127.0.0.1:4010",
			Header: http.Header{"Accept": {"*/*"}, "User-Agent": {"bench"}, "Accept-Encoding": {"gzip"}}, Body: http.NoBody}
		s.ServeHTTP(w, r)
	}
}
