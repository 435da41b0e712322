package mock

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/coder/websocket"

	"postern/mock/authority"
)

// secured starts a mock that speaks HTTPS, and returns a client that trusts its authority.
func secured(t *testing.T, collection string, o ListenOptions) (*Server, *http.Client) {
	t.Helper()
	a, err := authority.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	o.TLS = a.Config()
	s := start(t, collection, o)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: a.Pool()}, ForceAttemptHTTP2: true}
	t.Cleanup(transport.CloseIdleConnections)
	return s, &http.Client{Transport: transport}
}

func TestHTTPAndHTTPSShareAPort(t *testing.T) {
	s, client := secured(t, shop, ListenOptions{})
	for _, url := range []string{s.URL(), s.SecureURL(), strings.Replace(s.SecureURL(), "127.0.0.1", "localhost", 1)} {
		a, err := client.Get(url + "/products")
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(a.Body)
		a.Body.Close()
		wantProto := 1
		if strings.HasPrefix(url, "https") {
			wantProto = 2
		}
		if err != nil || string(body) != "[1,2]" || a.ProtoMajor != wantProto {
			t.Errorf("%s: HTTP/%d %q, %v", url, a.ProtoMajor, body, err)
		}
	}
	if st := s.Status(); st.SecureURL != s.SecureURL() || !strings.HasPrefix(st.SecureURL, "https://127.0.0.1:") {
		t.Errorf("the status has %q", st.SecureURL)
	}
}

func TestOtherHostsGetNoCertificate(t *testing.T) {
	s, client := secured(t, shop, ListenOptions{})
	config := client.Transport.(*http.Transport).TLSClientConfig.Clone()
	config.ServerName = "example.com"
	if conn, err := tls.Dial("tcp", s.address.String(), config); err == nil {
		conn.Close()
		t.Error("a certificate for example.com was given")
	}
	if _, err := http.Get(s.SecureURL() + "/products"); err == nil {
		t.Error("a client that does not trust the authority got an answer")
	}
}

// TestFaultsOverHTTP2 lets every fault but the hang reset the stream, and the connection live on.
func TestFaultsOverHTTP2(t *testing.T) {
	for _, fault := range []string{"reset", "empty reply", "cut body", "wrong length", "malformed chunk"} {
		s, client := secured(t, behaving(`{"fault": {"kind": "`+fault+`"}}`)+shop, ListenOptions{})
		a, err := client.Get(s.SecureURL() + "/it")
		if err == nil {
			_, err = io.ReadAll(a.Body)
			a.Body.Close()
		}
		if err == nil || !strings.Contains(err.Error(), "stream error") && !strings.Contains(err.Error(), "unexpected EOF") {
			t.Errorf("%s: %v", fault, err)
		}
		if a, err := client.Get(s.SecureURL() + "/products"); err != nil || a.StatusCode != 200 {
			t.Errorf("%s: the next request: %v", fault, err)
		} else {
			a.Body.Close()
		}
	}
}

// TestCutsOverHTTP2Settle keeps a stream for a moment after the last part of an answer that is cut off, and
// resets it at once where nothing was sent.
func TestCutsOverHTTP2Settle(t *testing.T) {
	for path, want := range map[string]time.Duration{"/cut body": settling, "/wrong length": settling, "/malformed chunk": settling,
		"/drop": settling + 2*time.Millisecond, "/reset": 0, "/empty reply": 0} {
		var waits sleeper
		s, client := secured(t, behaving(`{"fault": {"kind": "`+path[1:]+`"}}`)+streams, ListenOptions{sleep: waits.sleep})
		if path != "/drop" {
			path = "/it"
		}
		if a, err := client.Get(s.SecureURL() + path); err == nil {
			io.Copy(io.Discard, a.Body)
			a.Body.Close()
		}
		if got := waits.total(); got != want {
			t.Errorf("%s: waited %v, want %v", path, got, want)
		}
	}
}

// TestResetBelowTLS resets the TCP connection below HTTP/1.1 in TLS.
func TestResetBelowTLS(t *testing.T) {
	s, client := secured(t, behaving(`{"fault": {"kind": "reset"}}`), ListenOptions{})
	config := client.Transport.(*http.Transport).TLSClientConfig.Clone()
	config.ServerName, config.NextProtos = "localhost", []string{"http/1.1"}
	conn, err := tls.Dial("tcp", s.address.String(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	io.WriteString(conn, getIt)
	if _, err := io.ReadAll(conn); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("got %v", err)
	}
}

// TestSilentConnectionsEndWithTheMock opens connections that say nothing, or only the start of a greeting.
func TestSilentConnectionsEndWithTheMock(t *testing.T) {
	s, _ := secured(t, shop, ListenOptions{})
	for _, text := range []string{"", "\x16", "\x16\x03\x01", "G"} {
		conn, err := net.Dial("tcp", s.address.String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		io.WriteString(conn, text)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if err := s.Close(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if s.Status().Running {
		t.Error("the mock still runs")
	}
}

// TestSocketsOverTLS opens a WebSocket beside HTTP/2 on the same port.
func TestSocketsOverTLS(t *testing.T) {
	s, client := secured(t, streams, ListenOptions{})
	config := client.Transport.(*http.Transport).TLSClientConfig.Clone()
	transport := &http.Transport{TLSClientConfig: config}
	defer transport.CloseIdleConnections()
	c, _, err := websocket.Dial(t.Context(), "wss"+strings.TrimPrefix(s.SecureURL(), "https")+"/waits",
		&websocket.DialOptions{HTTPClient: &http.Client{Transport: transport}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.CloseNow()
	heard(t, c, "ready")
}

// TestEventsOverHTTP2 reads a stream that the mock ends when it stops.
func TestEventsOverHTTP2(t *testing.T) {
	s, client := secured(t, streams, ListenOptions{})
	a, err := client.Get(s.SecureURL() + "/open")
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	if _, err := io.ReadFull(a.Body, make([]byte, len(":\n\ndata: a\n\n"))); err != nil || a.ProtoMajor != 2 {
		t.Fatalf("HTTP/%d, %v", a.ProtoMajor, err)
	}
	closed := make(chan error)
	go func() { closed <- s.Close(context.Background()) }()
	if rest, err := io.ReadAll(a.Body); err != nil || len(rest) > 0 {
		t.Errorf("the end of the mock: %q, %v", rest, err)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
}
