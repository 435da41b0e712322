package send

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"postern/model"
)

// settings are the defaults without a proxy, so that the environment of a test does not count.
func settings() model.Settings {
	s := model.DefaultSettings()
	s.Proxy = model.ProxyNone
	return s
}

func newClient(t *testing.T, o Options) *Client {
	t.Helper()
	if o.TempDir == "" {
		o.TempDir = t.TempDir()
	}
	c := New(o)
	t.Cleanup(func() { c.Close() })
	return c
}

// sendTo sends one request with default settings and a new client.
func sendTo(t *testing.T, r model.Request) model.Exchange {
	t.Helper()
	return newClient(t, Options{}).Send(t.Context(), Job{Request: r, Settings: settings()})
}

// echoed is a request as the echo server saw it.
type echoed struct {
	Method, URI, Host string
	Header            http.Header
	Length            int64
	Coding            []string
	Body              string
}

// echo answers with the request that it got, as JSON.
func echo(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	json.NewEncoder(w).Encode(echoed{r.Method, r.RequestURI, r.Host, r.Header, r.ContentLength, r.TransferEncoding, string(body)})
}

func server(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// mustEcho returns what the echo server saw of an exchange that went well.
func mustEcho(t *testing.T, x model.Exchange) echoed {
	t.Helper()
	if x.Failure != nil {
		t.Fatalf("failure %s: %s", x.Failure.Kind, x.Failure.Text)
	}
	var e echoed
	if err := json.Unmarshal(x.Response.Body.Data, &e); err != nil {
		t.Fatal(err)
	}
	return e
}

// rawServer listens and lets handle answer each connection's first request byte by byte.
func rawServer(t *testing.T, handle func(c net.Conn, r *http.Request)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				if r, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
					handle(c, r)
				}
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

// says is a raw server that sends a fixed text and closes.
func says(t *testing.T, text string) string {
	t.Helper()
	return rawServer(t, func(c net.Conn, _ *http.Request) { io.WriteString(c, text) })
}

// wantFailure checks the kind and a part of the text of a failure.
func wantFailure(t *testing.T, x model.Exchange, kind model.FailureKind, text string) {
	t.Helper()
	if x.Failure == nil {
		t.Fatalf("no failure, want %s: %s", kind, text)
	}
	if x.Failure.Kind != kind || !strings.Contains(x.Failure.Text, text) {
		t.Errorf("failure %s: %q (hint %q), want %s: %q", x.Failure.Kind, x.Failure.Text, x.Failure.Hint, kind, text)
	}
}

func rows(pairs ...string) []model.Field {
	var out []model.Field
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, model.Field{Key: pairs[i], Value: pairs[i+1]})
	}
	return out
}
