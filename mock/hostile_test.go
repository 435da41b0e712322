package mock

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"postern/model"
)

// patience is what clients of these tests get: nobody waits for it but those who are slow.
const patience = 100 * time.Millisecond

// TestPipelining sends a thousand requests before it reads an answer.
func TestPipelining(t *testing.T) {
	s := start(t, shop, ListenOptions{})
	var all strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&all, "GET /products?n=%d HTTP/1.1\r\nHost: h\r\n\r\n", i)
		fmt.Fprintf(&all, "POST /products HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}")
	}
	conn, r := raw(t, s, "")
	go io.WriteString(conn, all.String())
	for i := range 2000 {
		a, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Fatalf("answer %d: %v", i, err)
		}
		body, err := io.ReadAll(a.Body)
		if want := []string{"[1,2]", `{"id":3}`}[i%2]; err != nil || string(body) != want {
			t.Fatalf("answer %d: %q, %v", i, body, err)
		}
	}
}

// TestHalfClosedConnections sends a request, or a part of one, and closes its own half of the connection.
func TestHalfClosedConnections(t *testing.T) {
	slow := behaving(`{"latency": {"kind": "fixed", "min": 200000000000}, "rate": 0.1}`)
	s := start(t, slow+shop, ListenOptions{})
	for _, tt := range []struct{ text, want string }{
		{"GET /products HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "[1,2]"},
		{"GET /products HTTP/1.1\r\nHost: h\r\n\r\n", "[1,2]"},
		{"GET /it HTTP/1.1\r\nHost: h\r\n\r\n", ""}, // a wait ends: the client cannot be told from one that has gone
		{"GET /products HTTP/1.1\r\nHost: h", ""},
		{"POST /products HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf", "could not be read"},
		{"", ""},
	} {
		conn, r := raw(t, s, tt.text)
		if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !strings.Contains(string(got), tt.want) {
			t.Errorf("%q: %q, %v", tt.text, got, err)
		}
	}
}

// TestSlowClientsAreCutOff stops in the middle of what a client has to do, over HTTP and HTTPS.
func TestSlowClientsAreCutOff(t *testing.T) {
	plain := start(t, shop, ListenOptions{patience: patience})
	both, _ := secured(t, shop, ListenOptions{patience: patience})
	for _, s := range []*Server{plain, both} {
		for name, text := range map[string]string{
			"nothing":            "",
			"one byte":           "G",
			"a part of a line":   "GET /products HT",
			"a part of headers":  "GET /products HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nX-B",
			"a part of a body":   "POST /products HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n{",
			"an idle connection": "GET /products HTTP/1.1\r\nHost: h\r\n\r\n",
			"a start of TLS":     "\x16\x03\x01\x00",
		} {
			conn, r := raw(t, s, text)
			conn.SetReadDeadline(time.Now().Add(20 * time.Second)) // only for a mock that fails
			if _, err := io.Copy(io.Discard, r); err != nil && strings.Contains(err.Error(), "timeout") {
				t.Errorf("%s: the connection stays open", name)
			}
		}
	}
}

// TestDrippingClientsAreCutOff sends a byte now and then, much more often than the mock has patience: what
// counts is the whole time. Nothing is left of them in the end.
func TestDrippingClientsAreCutOff(t *testing.T) {
	before := runtime.NumGoroutine()
	s, _ := secured(t, shop, ListenOptions{patience: patience})
	var clients sync.WaitGroup
	for range 50 {
		for _, text := range []string{
			"G", // never the end of the line
			"GET /products HTTP/1.1\r\nHost: h\r\nX-A: ",
			"POST /products HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n",
			"POST /products HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n",
			"\x16\x03\x01\x3f\xff\x01\x00\x3f\xfb",
		} {
			conn, _ := raw(t, s, text)
			clients.Go(func() {
				if err := drip(conn); err != nil {
					t.Errorf("%q: %v", text, err)
				}
			})
		}
	}
	clients.Wait() // until the mock has cut them all off
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	atMost(t, before+2)
}

// drip sends a byte after the other until the other side closes the connection, and is an error where it never does.
func drip(conn net.Conn) error {
	defer conn.Close()
	closed := make(chan error)
	conn.SetReadDeadline(time.Now().Add(20 * time.Second)) // only for a mock that fails
	go func() {
		_, err := io.Copy(io.Discard, conn)
		closed <- err
	}()
	tick := time.NewTicker(patience / 10)
	defer tick.Stop()
	for {
		select {
		case err := <-closed:
			if errors.Is(err, os.ErrDeadlineExceeded) {
				return err
			}
			return nil // closed or reset
		case <-tick.C:
			conn.Write([]byte("x"))
		}
	}
}

// TestSlowReadersAreCutOff never reads an answer that is larger than what the system keeps for it.
func TestSlowReadersAreCutOff(t *testing.T) {
	b, o := parseBundle(t, "request GET /large\n  example large 200 large\n")
	b.Items[0].Examples[0].Body = model.Bytes(bytes.Repeat([]byte("x"), 32<<20))
	written := make(chan model.MockEntry, 1)
	s, err := Listen(t.Context(), ListenOptions{Table: mustCompile(t, b, o), patience: patience, OnEntry: func(e model.MockEntry) { written <- e }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(context.Background())
	raw(t, s, "GET /large HTTP/1.1\r\nHost: h\r\n\r\n")
	<-written // the request has ended, though nothing was read
}

// TestNothingIsLeftBehind runs all kinds of answers, cuts half of their connections, and counts goroutines.
func TestNothingIsLeftBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	s, _ := secured(t, streams+shop+behaving(`{"fault": {"kind": "hang"}}`), ListenOptions{})
	var conns []net.Conn
	for range 10 {
		for _, path := range []string{"/products", "/events", "/open", "/drop", "/it", "/nowhere"} {
			conn, err := net.Dial("tcp", s.address.String())
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: h\r\n\r\n", path)
			conns = append(conns, conn)
		}
		conn := dial(t, s, "/waits", nil)
		heard(t, conn, "ready")
		conn.CloseNow()
	}
	for i, conn := range conns {
		if i%2 == 0 {
			conn.Close()
		}
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	for _, conn := range conns {
		conn.Close()
	}
	http.DefaultClient.CloseIdleConnections()
	atMost(t, before+2)
}

// atMost waits until there are at most so many goroutines.
func atMost(t *testing.T, most int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > most && time.Now().Before(end); {
		runtime.Gosched()
	}
	if n := runtime.NumGoroutine(); n > most {
		stacks := make([]byte, 1<<20)
		t.Errorf("%d goroutines, want %d at most:\n%s", n, most, stacks[:runtime.Stack(stacks, true)])
	}
}

// TestHugeRequests sends lines and headers without end.
func TestHugeRequests(t *testing.T) {
	s := start(t, shop, ListenOptions{})
	for name, tt := range map[string]struct {
		text   string
		status int
	}{
		"headers":     {"GET /products HTTP/1.1\r\nHost: h\r\nX: " + strings.Repeat("x", maxHeader+8<<10) + "\r\n\r\n", 431},
		"no version":  {"GET /products\r\n\r\n", 400},
		"two hosts":   {"GET /products HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
		"two lengths": {"POST /products HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
		"too much":    {"POST /products HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + fmt.Sprint(MaxRequestBody+1) + "\r\n\r\n" + strings.Repeat("x", MaxRequestBody+1), 413},
	} {
		conn, r := raw(t, s, "")
		go io.WriteString(conn, tt.text)
		a, err := http.ReadResponse(bufio.NewReader(r), nil)
		if err != nil || a.StatusCode != tt.status {
			t.Errorf("%s: %v, %v", name, a, err)
		}
	}
}
