package mock

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

const shop = `
request GET {{baseUrl}}/products
  example list 200 list
    header Content-Type application/json
    header X-Total 2
    body [1,2]
request POST {{baseUrl}}/products
  example made 201 made
    body {"id":3}
request GET {{baseUrl}}/files/a%2Fb
  example slash 200 slash
    body slash
request DELETE {{baseUrl}}/products/:id
  example gone 204 gone
    body never sent
`

func start(t *testing.T, collection string, o ListenOptions) *Server {
	t.Helper()
	b, options := parseBundle(t, collection)
	o.Table = mustCompile(t, b, options)
	s, err := Listen(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	return s
}

// ask sends a request with headers given as "Name: value" and returns the answer with its body.
func ask(t *testing.T, method, url string, body io.Reader, headers ...string) (*http.Response, string) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		key, value, _ := strings.Cut(h, ": ")
		q.Header.Set(key, value)
	}
	a, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	text, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a, string(text)
}

func TestServe(t *testing.T) {
	s := start(t, shop, ListenOptions{})
	tests := []struct {
		name, method, path string
		headers            []string
		status             int
		want               map[string]string // headers
		body               string            // "" means that it is not compared
	}{
		{"hit", "GET", "/products?x=1", nil, 200, map[string]string{"Content-Type": "application/json", "X-Total": "2",
			"X-Mock-Example": "list", "X-Mock-Route": "GET /products", "X-Mock-Reason": "the only example of GET /products",
			"Access-Control-Allow-Origin": ""}, "[1,2]"},
		{"hit of another origin", "GET", "/products", []string{"Origin: http://localhost:3000"}, 200, map[string]string{
			"Access-Control-Allow-Origin": "http://localhost:3000", "Access-Control-Allow-Credentials": "true", "Vary": "Origin",
			"Access-Control-Expose-Headers": "Content-Length, Content-Type, X-Mock-Example, X-Mock-Route, X-Total, X-Mock-Reason"}, "[1,2]"},
		{"HEAD", "HEAD", "/products", nil, 200, map[string]string{"Content-Length": "5"}, ""},
		{"derived type", "POST", "/products", nil, 201, map[string]string{"Content-Type": "application/json"}, `{"id":3}`},
		{"no content", "DELETE", "/products/3", nil, 204, map[string]string{"Content-Length": "", "X-Mock-Example": "gone"}, ""},
		{"encoded slash", "GET", "/files/a%2fb", nil, 200, nil, "slash"},
		{"plain slash", "GET", "/files/a/b", nil, 404, nil, ""},
		{"empty segment", "GET", "//products", nil, 404, map[string]string{"Content-Type": "application/problem+json"}, ""},
		{"trailing slash", "GET", "/products/", nil, 200, nil, "[1,2]"},
		{"other method", "PUT", "/products", []string{"Origin: null"}, 405,
			map[string]string{"Allow": "GET, HEAD, POST", "Access-Control-Allow-Origin": "null"}, ""},
		{"preflight", "OPTIONS", "/nowhere", []string{"Origin: http://a", "Access-Control-Request-Method: PATCH"}, 204,
			map[string]string{"Access-Control-Allow-Origin": "http://a", "Access-Control-Allow-Methods": "PATCH"}, ""},
		{"long path", "GET", "/" + strings.Repeat("x/", 100_000), nil, 404, nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, body := ask(t, tt.method, s.URL()+tt.path, nil, tt.headers...)
			if a.StatusCode != tt.status || tt.body != "" && body != tt.body {
				t.Errorf("got %d %q, want %d %q", a.StatusCode, body, tt.status, tt.body)
			}
			if tt.method == "HEAD" && body != "" {
				t.Errorf("HEAD has the body %q", body)
			}
			for name, want := range tt.want {
				if got := a.Header.Get(name); got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
		})
	}
}

func TestMissExplainsItself(t *testing.T) {
	s := start(t, shop, ListenOptions{})
	_, body := ask(t, "GET", s.URL()+"/product", nil)
	var problem missBody
	if err := json.Unmarshal([]byte(body), &problem); err != nil {
		t.Fatal(err)
	}
	want := missNear{Route: "GET /products", Verdicts: []missVerdict{{"method", "GET", "GET", true, "the same"},
		{"segment 1", "products", "product", false, "nearly the same"}}}
	if problem.Status != 404 || problem.Outcome != NoRoute || len(problem.NearMisses) == 0 {
		t.Fatalf("got %s", body)
	}
	if diff := cmp.Diff(want, problem.NearMisses[0]); diff != "" {
		t.Errorf("near miss (-want +got):\n%s", diff)
	}
}

func TestTooLargeBody(t *testing.T) {
	s := start(t, shop, ListenOptions{})
	large := bytes.Repeat([]byte("x"), MaxRequestBody+1)
	for name, body := range map[string]io.Reader{"with length": bytes.NewReader(large), "chunked": io.MultiReader(bytes.NewReader(large))} {
		a, text := ask(t, "POST", s.URL()+"/products", body, "Origin: http://a")
		if a.StatusCode != 413 || a.Header.Get("Access-Control-Allow-Origin") != "http://a" || !strings.Contains(text, "10 MiB") {
			t.Errorf("%s: got %d %s", name, a.StatusCode, text)
		}
	}
	a, _ := ask(t, "POST", s.URL()+"/products", bytes.NewReader(large[:MaxRequestBody]))
	if a.StatusCode != 201 {
		t.Errorf("a body at the limit: got %d", a.StatusCode)
	}
	entries := s.Journal().Since(0, 0)
	if last := entries[2]; last.BodySize != MaxRequestBody || len(last.Body) != JournalBody || !last.Truncated {
		t.Errorf("journal has %d of %d bytes, truncated %v", len(last.Body), last.BodySize, last.Truncated)
	}
}

// raw writes text to the server and returns a reader of what comes back.
func raw(t *testing.T, s *Server, text string) (net.Conn, *bufio.Reader) {
	t.Helper()
	c, err := net.Dial("tcp", s.address.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	return c, bufio.NewReader(c)
}

func TestBrokenBody(t *testing.T) {
	s := start(t, shop, ListenOptions{})
	_, r := raw(t, s, "POST /products HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n")
	a, err := http.ReadResponse(r, nil)
	if err != nil || a.StatusCode != 400 {
		t.Errorf("got %v, %v", a, err)
	}
}

func TestPanicIsAnswered(t *testing.T) {
	s := start(t, shop, ListenOptions{})
	s.Swap(&Table{}) // has no tree
	a, body := ask(t, "GET", s.URL()+"/products", nil, "Origin: http://a")
	if a.StatusCode != 500 || a.Header.Get("Access-Control-Allow-Origin") != "http://a" || !strings.Contains(body, `"outcome": "failed"`) {
		t.Errorf("got %d %s", a.StatusCode, body)
	}
	if got := s.Journal().Since(0, 0); len(got) != 1 || got[0].Status != 500 {
		t.Errorf("journal has %+v", got)
	}
}

func TestPanicAfterTheAnswerHarmsNobody(t *testing.T) {
	s := start(t, shop, ListenOptions{OnEntry: func(model.MockEntry) { panic("listener") }})
	if a, body := ask(t, "GET", s.URL()+"/products", nil); a.StatusCode != 200 || body != "[1,2]" {
		t.Errorf("got %d %s", a.StatusCode, body)
	}
}

func TestPortTaken(t *testing.T) {
	s := start(t, shop, ListenOptions{})
	b, o := parseBundle(t, shop)
	_, err := Listen(t.Context(), ListenOptions{Port: s.Port(), Table: mustCompile(t, b, o)})
	taken, ok := errors.AsType[*PortError](err)
	if !ok || !errors.Is(err, model.ErrExists) {
		t.Fatalf("got %v", err)
	}
	if taken.Port != s.Port() || taken.Free <= taken.Port || !strings.Contains(err.Error(), fmt.Sprint(taken.Free)) {
		t.Errorf("got %+v: %v", taken, err)
	}
	if runtime.GOOS == "linux" && taken.Holder != "this program" {
		t.Errorf("holder is %q", taken.Holder)
	}
	if got := listeners("testdata/proc_net_tcp", 4010); len(got) != 1 || got[0] != "socket:[31337]" {
		t.Errorf("listeners of 4010 are %q", got)
	}
}

func TestListenRefuses(t *testing.T) {
	for name, o := range map[string]ListenOptions{"no table": {}, "bad port": {Table: &Table{root: &node{}}, Port: 70_000}} {
		if _, err := Listen(t.Context(), o); !errors.Is(err, model.ErrInvalid) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestSwapUnderLoad(t *testing.T) {
	const table = "request GET /now\n example %[1]s 200 %[1]s\n body %[1]s"
	s := start(t, fmt.Sprintf(table, "old"), ListenOptions{})
	tables := make([]*Table, 2)
	for i, name := range []string{"old", "new"} {
		b, o := parseBundle(t, fmt.Sprintf(table, name))
		tables[i] = mustCompile(t, b, o)
	}
	const clients, each = 16, 100
	transport := &http.Transport{MaxIdleConnsPerHost: clients}
	defer transport.CloseIdleConnections()
	stop := make(chan struct{})
	var swapping, loading sync.WaitGroup
	swapping.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				s.Swap(tables[i%2])
				runtime.Gosched()
			}
		}
	})
	for range clients {
		loading.Go(func() {
			for range each {
				if err := getNow(t.Context(), transport, s.URL()); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	loading.Wait()
	close(stop)
	swapping.Wait()
	st := s.Status()
	if st.Served != clients*each || st.Unmatched != 0 || st.Routes[0].Hits != clients*each || st.Dropped != clients*each-JournalEntries {
		t.Errorf("served %d, unmatched %d, dropped %d, hits %d", st.Served, st.Unmatched, st.Dropped, st.Routes[0].Hits)
	}
}

func getNow(ctx context.Context, transport http.RoundTripper, url string) error {
	q, err := http.NewRequestWithContext(ctx, "GET", url+"/now", nil)
	if err != nil {
		return err
	}
	a, err := transport.RoundTrip(q)
	if err != nil {
		return err
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if name := a.Header.Get("X-Mock-Example"); err != nil || a.StatusCode != 200 || string(body) != name {
		return fmt.Errorf("got %d %q of example %q: %w", a.StatusCode, body, name, err)
	}
	return nil
}

// begin sends a request whose body is still to come, and returns once its handler runs: only then does
// the server ask for the body.
func begin(t *testing.T, s *Server) (net.Conn, *bufio.Reader) {
	t.Helper()
	c, r := raw(t, s, "POST /products HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
	if line, err := r.ReadString('\n'); err != nil || !strings.Contains(line, "100") {
		t.Fatalf("got %q, %v", line, err)
	}
	if _, err := r.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	return c, r
}

func TestCloseWaitsForRequests(t *testing.T) {
	s := start(t, shop, ListenOptions{})
	c, r := begin(t, s)
	closed := make(chan error)
	go func() { closed <- s.Close(t.Context()) }()
	<-s.done // it takes no more connections
	select {
	case err := <-closed:
		t.Fatalf("closed while a request was running: %v", err)
	default:
	}
	if _, err := io.WriteString(c, "{}"); err != nil {
		t.Fatal(err)
	}
	a, err := http.ReadResponse(r, nil)
	if err != nil || a.StatusCode != 201 {
		t.Errorf("got %v, %v", a, err)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if s.Status().Running {
		t.Error("a closed mock says that it runs")
	}
}

func TestCloseInAHurry(t *testing.T) {
	s := start(t, shop, ListenOptions{})
	begin(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Close(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestStatusAndEntries(t *testing.T) {
	var live []model.MockEntry
	s := start(t, shop, ListenOptions{OnEntry: func(e model.MockEntry) { live = append(live, e) }})
	ask(t, "GET", s.URL()+"/products?page=1", nil, "Authorization: Bearer secret", "X-Other: kept")
	ask(t, "OPTIONS", s.URL()+"/products", nil, "Origin: http://a", "Access-Control-Request-Method: PUT")
	ask(t, "GET", s.URL()+"/none", nil)
	st := s.Status()
	if !st.Running || st.Name != "Test" || st.Collection != "c" || st.URL != s.URL() || st.Served != 1 || st.Unmatched != 1 {
		t.Errorf("got %+v", st)
	}
	if r := st.Routes[0]; r.Hits != 1 || r.Examples[0].Hits != 1 || st.Routes[1].Hits != 0 {
		t.Errorf("hits are %+v", st.Routes)
	}
	entries := s.Journal().Since(0, 0)
	if diff := cmp.Diff(live, entries); diff != "" || len(entries) != 3 {
		t.Fatalf("live and kept entries differ: %s", diff)
	}
	e := entries[0]
	if e.Seq != 1 || e.Path != "/products?page=1" || e.Route != "GET /products" || e.Example != "list" || e.Latency <= 0 || len(e.Trace) < 7 {
		t.Errorf("got %+v", e)
	}
	if got := model.HeaderValue(e.Headers, "Authorization"); got != model.Mask {
		t.Errorf("Authorization is kept as %q", got)
	}
	if model.HeaderValue(e.Headers, "X-Other") != "kept" || model.HeaderValue(e.Headers, "Host") == "" {
		t.Errorf("headers are %+v", e.Headers)
	}
	if miss := entries[2]; miss.Status != 404 || miss.Example != "" || len(miss.NearMisses) == 0 && len(miss.Trace) == 0 {
		t.Errorf("got %+v", miss)
	}
}
