package instance

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary be a process that has a file open, until its input ends.
func TestMain(m *testing.M) {
	if file := os.Getenv("INSTANCE_FILE"); file != "" {
		l, err := Listen(file, echo)
		fmt.Println("listening:", err)
		io.Copy(io.Discard, os.Stdin)
		if err == nil {
			err = l.Close()
		}
		if err != nil {
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// echo returns what it gets; "fail" makes it fail, and "long" answer more than may be.
func echo(_ context.Context, name string, body json.RawMessage) (any, error) {
	switch name {
	case "fail":
		return nil, errors.New("no such luck")
	case "long":
		return strings.Repeat("x", frameLimit), nil
	}
	return map[string]any{"name": name, "body": body}, nil
}

// file returns the path of a file that nobody has open, with a folder for the sockets of its own.
func file(t *testing.T) string {
	t.Helper()
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	path := filepath.Join(t.TempDir(), "work.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func mustListen(t *testing.T, file string, wait time.Duration) *Listener {
	t.Helper()
	l, err := listen(file, echo, wait)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// mustAnswer asks and checks the answer.
func mustAnswer(t *testing.T, file string) {
	t.Helper()
	var got struct{ Name, Body string }
	if err := Call(t.Context(), file, "say", "hello", &got); err != nil || got.Name != "say" || got.Body != "hello" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestCall(t *testing.T) {
	path := file(t)
	if err := Call(t.Context(), path, "say", nil, nil); !errors.Is(err, ErrNone) {
		t.Errorf("nobody listens: %v", err)
	}
	l := mustListen(t, path, patience)
	mustAnswer(t, path)
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	mustAnswer(t, link)
	if err := Call(t.Context(), path, "fail", nil, nil); err != Error("no such luck") {
		t.Error(err)
	}
	if err := Call(t.Context(), path, "long", nil, nil); err == nil || !strings.Contains(err.Error(), "too long") {
		t.Error(err)
	}
	if err := Call(t.Context(), path, "say", strings.Repeat("x", frameLimit), nil); err == nil || !strings.Contains(err.Error(), "over the limit") {
		t.Error(err)
	}
	if err := errors.Join(l.Close(), l.Close()); err != nil {
		t.Error(err)
	}
	if err := Call(t.Context(), path, "say", nil, nil); !errors.Is(err, ErrNone) {
		t.Errorf("nobody listens any more: %v", err)
	}
	if left, err := os.ReadDir(l.place.folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestPrivate(t *testing.T) {
	path := file(t)
	folder := filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "postern")
	if err := os.Mkdir(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	l := mustListen(t, path, patience)
	for name, want := range map[string]os.FileMode{folder: 0o700, l.place.token: 0o600} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	if err := os.WriteFile(l.place.token, []byte("guessed"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Call(t.Context(), path, "say", nil, nil); !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "wrong token") {
		t.Error(err)
	}
}

func TestLongFolder(t *testing.T) {
	path := file(t)
	t.Setenv("XDG_RUNTIME_DIR", filepath.Join(t.TempDir(), strings.Repeat("x", 120)))
	t.Setenv("XDG_CACHE_HOME", filepath.Join(t.TempDir(), strings.Repeat("y", 120)))
	t.Setenv("HOME", filepath.Join(t.TempDir(), strings.Repeat("y", 120)))
	temp, err := os.MkdirTemp("", "i")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(temp)
	t.Setenv("TMPDIR", temp)
	mustListen(t, path, patience)
	mustAnswer(t, path)
}

// dial connects as a client that knows no manners.
func dial(t *testing.T, l *Listener) net.Conn {
	t.Helper()
	conn, err := net.Dial("unix", l.place.socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func TestBadPeers(t *testing.T) {
	path := file(t)
	l := mustListen(t, path, patience)
	frame := func(text string) []byte {
		return append(binary.BigEndian.AppendUint32(nil, uint32(len(text))), text...)
	}
	old := fmt.Sprintf(`{"version":99,"token":%q,"name":"say"}`, l.token)
	for name, c := range map[string]struct {
		send []byte
		want string
	}{
		"too long":        {binary.BigEndian.AppendUint32(nil, 1<<31), "over the limit"},
		"not JSON":        {frame("hello"), "unreadable request"},
		"without a token": {frame(`{"version":1,"name":"say"}`), "wrong token"},
		"other version":   {frame(old), "version 1 of the protocol, this one 99"},
	} {
		conn := dial(t, l)
		if _, err := conn.Write(c.send); err != nil {
			t.Fatal(err)
		}
		var a answer
		if err := readFrame(conn, &a); err != nil || !a.Refused || !strings.Contains(a.Error, c.want) {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
	half := dial(t, l)
	half.Write(frame("hello")[:6])
	half.Close()
	mustAnswer(t, path)
}

// Peers that connect and say nothing keep nobody else out for longer than they are waited for.
func TestSlowPeers(t *testing.T) {
	path := file(t)
	l := mustListen(t, path, 50*time.Millisecond)
	var conns []net.Conn
	for range 3 * peers {
		conns = append(conns, dial(t, l))
	}
	mustAnswer(t, path)
	for _, conn := range conns {
		var a answer
		if err := readFrame(conn, &a); err != nil || !a.Refused || !strings.Contains(a.Error, "timeout") {
			t.Errorf("%+v, %v", a, err)
		}
	}
}

// Closing does not wait for peers that say nothing.
func TestCloseEndsSlowPeers(t *testing.T) {
	path := file(t)
	l := mustListen(t, path, time.Hour)
	conn := dial(t, l)
	mustAnswer(t, path) // by now the first one is being listened to
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if _, err := io.ReadAll(conn); err != nil {
		t.Error(err)
	}
}

// process starts another process that has the file open.
func process(t *testing.T, file string) (cmd *exec.Cmd, input io.Closer) {
	t.Helper()
	cmd = exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env, cmd.Stderr = append(os.Environ(), "INSTANCE_FILE="+file), os.Stderr
	input, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "listening: <nil>\n" {
		t.Fatalf("%q, %v", line, err)
	}
	return cmd, input
}

func TestOtherProcess(t *testing.T) {
	path := file(t)
	cmd, input := process(t, path)
	mustAnswer(t, path)
	input.Close()
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if err := Call(t.Context(), path, "say", nil, nil); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
}

// What a process leaves that is killed keeps nobody from taking its place.
func TestKilledProcess(t *testing.T) {
	path := file(t)
	cmd, _ := process(t, path)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	p, err := placeOf(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(p.socket); err != nil {
		t.Fatalf("the killed process left nothing: %v", err)
	}
	if err := Call(t.Context(), path, "say", nil, nil); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
	mustListen(t, path, patience)
	mustAnswer(t, path)
}
