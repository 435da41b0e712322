package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// served is a mock command that runs.
type served struct {
	t      *testing.T
	lines  chan string
	stop   context.CancelFunc
	code   chan int
	stderr *bytes.Buffer // read after the end
}

func startMock(t *testing.T, args ...string) *served {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	s := &served{t: t, lines: make(chan string, 100), stop: stop, code: make(chan int, 1), stderr: &bytes.Buffer{}}
	go func() {
		s.code <- Run(ctx, Env{Args: append([]string{"mock"}, args...), Stdout: w, Stderr: s.stderr})
		w.Close()
	}()
	go func() {
		defer close(s.lines)
		for lines := bufio.NewScanner(r); lines.Scan(); {
			s.lines <- lines.Text()
		}
	}()
	t.Cleanup(stop)
	return s
}

// line waits for the next line.
func (s *served) line() string {
	s.t.Helper()
	line, ok := <-s.lines
	if !ok {
		s.t.Fatalf("the mock ended: %s", s.stderr)
	}
	return line
}

func (s *served) url() string {
	s.t.Helper()
	url, ok := strings.CutPrefix(s.line(), "listening on ")
	if !ok {
		s.t.Fatalf("the first line is %q", url)
	}
	return url
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func TestMockServesUntilCanceled(t *testing.T) {
	s := startMock(t, "testdata/store.json", "--port", "0")
	url := s.url()
	if code, text := get(t, url+"/v1/products?page=1"); code != 200 || text != `[{"id":1},{"id":2}]` {
		t.Errorf("answer = %d %q", code, text)
	}
	if line := s.line(); !strings.Contains(line, `GET /v1/products?page=1 200 "two products"`) {
		t.Errorf("line = %q", line)
	}
	s.stop()
	if code := <-s.code; code != ExitOK {
		t.Errorf("exit code %d\n%s", code, s.stderr)
	}
	if _, err := http.Get(url); err == nil {
		t.Error("the mock still answers after its end")
	}
	if strings.Contains(s.stderr.String(), "other machines") {
		t.Errorf("a warning on loopback: %s", s.stderr)
	}
}

func TestMockJSONLines(t *testing.T) {
	s := startMock(t, "testdata/store.json", "--port", "0", "--json", "--host", "0.0.0.0")
	_, port, err := net.SplitHostPort(strings.TrimPrefix(s.url(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	if code, _ := get(t, "http://127.0.0.1:"+port+"/nowhere"); code != http.StatusNotFound {
		t.Errorf("status %d", code)
	}
	var line entryLine
	if err := json.Unmarshal([]byte(s.line()), &line); err != nil {
		t.Fatal(err)
	}
	if line.Seq != 1 || line.Method != "GET" || line.Path != "/nowhere" || line.Status != 404 || line.Reason == "" || line.Time.IsZero() {
		t.Errorf("line = %+v", line)
	}
	s.stop()
	<-s.code
	if !strings.Contains(s.stderr.String(), "listening on 0.0.0.0 lets other machines use the mock") {
		t.Errorf("no warning beyond loopback: %s", s.stderr)
	}
}

func TestMockFailures(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := strconv.Itoa(taken.Addr().(*net.TCPAddr).Port)
	code, stdout, stderr := runCLI(t, Env{}, "mock", "testdata/store.json", "--port", port)
	if code != ExitFailed || stdout != "" || !strings.Contains(stderr, port) || !strings.Contains(stderr, "use --port ") {
		t.Errorf("taken port: %d %q %q", code, stdout, stderr)
	}
	code, _, stderr = runCLI(t, Env{}, "mock", "testdata/staging.json")
	if code != ExitFailed || !strings.Contains(stderr, "has no collection in it") {
		t.Errorf("an environment: %d %q", code, stderr)
	}
}

func TestMockEndsOnSignal(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no SIGTERM to send")
	}
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "mock", "testdata/store.json", "--port", "0")
		cmd.Env = append(os.Environ(), "POSTERN_RUN=1")
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil || !strings.HasPrefix(line, "listening on http://127.0.0.1:") {
			t.Fatalf("first line %q, %v", line, err)
		}
		if err := cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %v", sig, err)
		}
	}
}
