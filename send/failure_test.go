package send

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"postern/model"
)

// unusedAddress returns an address of this machine on which nothing listens.
func unusedAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestConnectFailure(t *testing.T) {
	addr := unusedAddress(t)
	x := sendTo(t, model.Request{URL: addr + "/x", Headers: rows("X-A", "1")})
	wantFailure(t, x, model.FailConnect, "nothing listens on "+addr)
	if model.HeaderValue(x.Request.Headers, "X-A") != "1" || model.HeaderValue(x.Request.Headers, "Host") != addr || x.Response != nil || x.Timings.Total <= 0 {
		t.Errorf("exchange %+v", x)
	}
	j := job(model.Request{URL: "{{base}}/x"})
	j.Mock = &MockTarget{URL: "http://" + addr}
	x = newClient(t, Options{}).Send(t.Context(), j)
	wantFailure(t, x, model.FailConnect, "nothing listens on "+addr)
	if !strings.Contains(x.Failure.Hint, "mock") || !x.Mocked {
		t.Errorf("hint %q, mocked %v", x.Failure.Hint, x.Mocked)
	}
	j = job(model.Request{URL: "http://h.example/"})
	j.Settings.Proxy = addr
	wantFailure(t, newClient(t, Options{}).Send(t.Context(), j), model.FailConnect, "nothing listens on the proxy "+addr)
}

func TestDNSFailure(t *testing.T) {
	c := newClient(t, Options{})
	c.resolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("no network")
	}}
	x := c.Send(t.Context(), job(model.Request{URL: "http://no-such-host.example/"}))
	wantFailure(t, x, model.FailDNS, "no-such-host.example")
	x.Failure = translate(&net.OpError{Op: "dial", Err: &net.DNSError{Name: "shop.exmaple", IsNotFound: true}}, place{})
	wantFailure(t, x, model.FailDNS, "unknown host shop.exmaple")
}

// hang answers with what is given and then waits until the client goes; came is closed when a request came.
func hang(t *testing.T, begin string, came chan<- struct{}) string {
	return rawServer(t, func(c net.Conn, _ *http.Request) {
		io.WriteString(c, begin)
		if came != nil {
			close(came)
		}
		io.Copy(io.Discard, c)
	})
}

func TestTimeout(t *testing.T) {
	for begin, text := range map[string]string{
		"": "timed out after 250 ms while waiting for the answer",
		"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nslowly": "timed out after 250 ms while reading the answer, of which 6 bytes came",
	} {
		timeout := 250 * time.Millisecond
		x := sendTo(t, model.Request{URL: hang(t, begin, nil), Settings: model.RequestSettings{Timeout: &timeout}})
		wantFailure(t, x, model.FailTimeout, text)
		if x.Timings.Total < timeout || begin != "" && string(x.Response.Body.Data) != "slowly" {
			t.Errorf("%q: timings %+v, response %+v", begin, x.Timings, x.Response)
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	came := make(chan struct{})
	go func() { <-came; cancel() }()
	x := newClient(t, Options{}).Send(ctx, job(model.Request{URL: hang(t, "", came)}))
	wantFailure(t, x, model.FailCanceled, "canceled while waiting for the answer")

	// While the body comes, what came is kept.
	ctx, cancel = context.WithCancel(t.Context())
	defer cancel()
	base := server(t, func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, strings.Repeat("x", 64<<10))
		w.(http.Flusher).Flush()
		cancel()
		<-r.Context().Done()
	})
	x = newClient(t, Options{}).Send(ctx, job(model.Request{URL: base}))
	wantFailure(t, x, model.FailCanceled, "canceled")

	ctx, cancel = context.WithTimeout(t.Context(), 250*time.Millisecond)
	defer cancel()
	x = newClient(t, Options{}).Send(ctx, job(model.Request{URL: hang(t, "", nil)}))
	wantFailure(t, x, model.FailTimeout, "while waiting for the answer")
}

// A file that shrinks between the look at its size and the sending is told as that.
func TestFileChangesWhileSending(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.txt")
	if err := os.WriteFile(path, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	p := &payload{}
	if f := p.file(path); f != nil {
		t.Fatal(f)
	}
	if err := os.Truncate(path, 10); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(p.open())
	if _, ok := errors.AsType[*fileError](err); !ok || len(got) != 10 {
		t.Errorf("read %d bytes, error %v", len(got), err)
	}
	s := &sending{client: New(Options{}), outer: t.Context(), trace: newTrace(), sent: &sentBody{err: &fileError{path, err}}}
	f := s.failure(t.Context(), &plan{}, errors.New("write failed"))
	if f.Kind != model.FailFile || !strings.Contains(f.Text, "became shorter") {
		t.Errorf("failure %+v", f)
	}
}

func TestProxy(t *testing.T) {
	var seen []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Method+" "+r.RequestURI+" "+r.Header.Get("Proxy-Authorization"))
		if r.Method == http.MethodConnect {
			w.WriteHeader(http.StatusProxyAuthRequired)
		}
	}))
	defer proxy.Close()
	j := job(model.Request{URL: "http://h.invalid/x?y=1"})
	j.Settings.Proxy = strings.Replace(proxy.URL, "://", "://ali:pw@", 1)
	c := newClient(t, Options{})
	if x := c.Send(t.Context(), j); x.Failure != nil || x.Response.Status != 200 {
		t.Errorf("failure %v", x.Failure)
	}
	j.Request.URL = "https://h.invalid/x"
	wantFailure(t, c.Send(t.Context(), j), model.FailConnect, "Proxy Authentication Required")
	if len(seen) != 2 || seen[0] != "GET http://h.invalid/x?y=1 Basic YWxpOnB3" || !strings.HasPrefix(seen[1], "CONNECT h.invalid:443") {
		t.Errorf("the proxy saw %q", seen)
	}
	t.Setenv("HTTP_PROXY", proxy.URL)
	j = job(model.Request{URL: "http://h.invalid/env"})
	j.Settings.Proxy = model.ProxyEnvironment
	if x := newClient(t, Options{}).Send(t.Context(), j); x.Failure != nil || len(seen) != 3 {
		t.Errorf("failure %v, the proxy saw %q", x.Failure, seen)
	}
	for _, bad := range []string{"ftp://h", "http://", "http://a:sesame@h:port"} {
		j.Settings.Proxy = bad
		x := newClient(t, Options{}).Send(t.Context(), j)
		wantFailure(t, x, model.FailInvalid, "the proxy cannot be used")
		if strings.Contains(x.Failure.Text, "sesame") {
			t.Errorf("%q shows the password", x.Failure.Text)
		}
	}
}

// Many combinations of settings do not keep connections open without end.
func TestTransportsAreBounded(t *testing.T) {
	c := newClient(t, Options{})
	for i := range 3 * maxTransports {
		key := transportKey{proxy: "http://127.0.0.1:" + string(rune('1'+i%9)) + string(rune('0'+i/9))}
		if _, err := c.transport(key); err != nil {
			t.Fatal(err)
		}
	}
	if len(c.transports) > maxTransports {
		t.Errorf("%d transports", len(c.transports))
	}
}

func TestMockTarget(t *testing.T) {
	mock := server(t, echo)
	j := job(model.Request{Method: "PUT", URL: "{{base}}/items/:id", PathParams: rows("id", "{{n}}"), Query: rows("q", "{{n}}"),
		Body: model.Body{Mode: model.BodyJSON, Text: "[{{n}}]"}}, "base", "https://real.invalid/v2", "n", "7")
	j.Settings.Proxy = "http://" + unusedAddress(t) // never used for a mock
	j.Mock = &MockTarget{URL: mock, KeepBasePath: true}
	x := newClient(t, Options{}).Send(t.Context(), j)
	got := mustEcho(t, x)
	if got.URI != "/v2/items/7?q=7" || got.Body != "[7]" || !x.Mocked || "http://"+got.Host != mock {
		t.Errorf("mocked %v, the mock saw %+v", x.Mocked, got)
	}
}
