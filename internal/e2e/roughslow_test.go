//go:build e2e

package e2e

import (
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// flock is how many slow clients there are of each kind.
const flock = 100

// slowClients keep connections open with a byte now and then.
type slowClients struct {
	m     *mocked
	conns []net.Conn // of all
	drops []net.Conn // of those that go on sending
	stop  chan struct{}
	all   sync.WaitGroup // what sends
	cut   sync.WaitGroup // the readers of those that the mock has to cut off within ten seconds
}

// slowClients opens connections that send headers, bodies and a greeting of TLS byte by byte, that send nothing, and
// that read hardly anything of a large answer.
func (m *mocked) slowClients() *slowClients {
	s := &slowClients{m: m, stop: make(chan struct{})}
	for range flock {
		s.open("GET /things HTTP/1.1\r\nHost: h\r\nX-Slow: ", true)
		s.open("\x16\x03\x01\x3f\xff\x01\x00\x3f\xfb", true)
		s.open("", true)
		s.open("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n", false)
		s.open("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nf4240\r\n", false)
		s.open("GET /large HTTP/1.1\r\nHost: h\r\n\r\n", false)
	}
	s.all.Go(s.drip)
	return s
}

// open begins a request; late says that the mock is to cut it off soon.
func (s *slowClients) open(text string, late bool) {
	s.m.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.m.url, "http://"))
	if err != nil {
		s.m.t.Fatal(err)
	}
	if _, err := io.WriteString(conn, text); err != nil {
		s.m.t.Fatal(err)
	}
	s.conns = append(s.conns, conn)
	if text != "" && !strings.Contains(text, "/large") {
		s.drops = append(s.drops, conn)
	}
	if late {
		s.cut.Go(func() { io.Copy(io.Discard, conn) })
	}
}

// drip sends a byte over each connection ten times a second.
func (s *slowClients) drip() {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-s.stop:
			return
		}
		for _, conn := range s.drops {
			conn.Write([]byte("x")) // the mock may have cut it off
		}
	}
}

// cutOff waits until the mock has cut off those whose headers do not come to an end; others are served meanwhile.
func (s *slowClients) cutOff(t *testing.T) {
	done := make(chan struct{})
	go func() { defer close(done); s.cut.Wait() }()
	over := time.After(patience)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-over:
			t.Fatal("clients that never end their headers are not cut off")
		case <-tick.C:
			s.m.fine(t)
		}
	}
}

// leave ends all that are left, without a word.
func (s *slowClients) leave() {
	close(s.stop)
	s.all.Wait()
	for _, conn := range s.conns {
		conn.Close()
	}
}

// halfClosed sends requests and closes its half of the connection: all answers come, and then the end.
func (m *mocked) halfClosed(t *testing.T) {
	for what, tt := range map[string]struct {
		text, end string
		answers   int
	}{
		"one":     {"GET /things HTTP/1.1\r\nHost: h\r\n\r\n", "[1,2]", 1},
		"a body":  {"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody", "body", 1},
		"a large": {"GET /large HTTP/1.1\r\nHost: h\r\n\r\n", strings.Repeat("x", 1<<20), 1},
		"a miss":  {"GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n", "}\n", 1},
		"waves":   {strings.Repeat("GET /things HTTP/1.1\r\nHost: h\r\n\r\n", 50), "[1,2]", 50},
	} {
		t.Run(strings.ReplaceAll(what, " ", "_"), func(t *testing.T) {
			for range 20 {
				out, err := m.raw(tt.text)
				if n := strings.Count(out, "HTTP/1.1 "); err != nil || n != tt.answers || !strings.HasSuffix(out, tt.end) {
					t.Fatalf("%d answers of %d, %d bytes, %v", n, tt.answers, len(out), err)
				}
			}
		})
	}
	m.fine(t)
}

// raw sends text, closes its half of the connection, and returns what comes back.
func (m *mocked) raw(text string) (string, error) {
	conn, err := net.Dial("tcp", strings.TrimPrefix(m.url, "http://"))
	if err != nil {
		return "", err
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(patience))
	if _, err := io.WriteString(conn, text); err != nil {
		return "", err
	}
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		return "", err
	}
	out, err := io.ReadAll(conn)
	return string(out), err
}

// splitHeaders puts line breaks into what comes back in headers: of templates, of resources, and of the mock's own.
func (m *mocked) splitHeaders(t *testing.T) {
	for path, has := range map[string]string{"/split?q=": "X-Q: <a", "/users?limit=1&z=": "Link: <", "/nowhere/": "X-Mock-Reason: no route"} {
		for _, value := range []string{"a%0d%0aX-Evil:%201", "a%0aX-Evil:%201", "a%0d%0a%0d%0a<html>", "a%E5%98%8A%E5%98%8DX-Evil:%201"} {
			out, err := m.raw("GET " + path + value + " HTTP/1.1\r\nHost: h\r\n\r\n")
			head, body, _ := strings.Cut(out, "\r\n\r\n")
			if err != nil || !strings.Contains(head, has) || strings.Contains(head, "\nX-Evil") || strings.HasPrefix(body, "<html>") {
				t.Errorf("%s%s: %q, %v", path, value, out, err)
			}
		}
	}
}
