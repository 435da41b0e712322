//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"postern/model"
	"postern/store"
)

// mocked is a collection of a workspace of its own, served by the real binary.
type mocked struct {
	t      *testing.T
	home   string
	url    string // "http://127.0.0.1:" and the port
	cmd    *exec.Cmd
	stderr bytes.Buffer
	lines  chan []string // all lines of the log, once the mock has ended
	ended  bool
}

// serveMock writes the collection to a workspace and serves it, with the options of "postern mock" that are
// given beside. What the mock says of a failure of its own fails the test when it ends.
func serveMock(t *testing.T, b *model.Bundle, options ...string) *mocked {
	t.Helper()
	bin := os.Getenv("POSTERN_BIN")
	if bin == "" {
		t.Fatal("POSTERN_BIN must name the binary: run this by \"make e2e\"")
	}
	m := &mocked{t: t, home: t.TempDir(), lines: make(chan []string, 1)}
	workspace := filepath.Join(m.home, "workspace.db")
	m.cmd = exec.Command(bin, append([]string{"--workspace", workspace, "mock", b.Collection.Name, "--port", "0"}, options...)...)
	m.cmd.Env = []string{"POSTERN_KEYRING=off", "HOME=" + m.home, "XDG_CONFIG_HOME=" + m.home, "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH")}
	m.cmd.Stderr = &m.stderr
	writeWorkspace(t, workspace, b)
	stdout, err := m.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := m.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.end() })
	lines := bufio.NewScanner(stdout)
	if lines.Scan() {
		m.url, _ = strings.CutPrefix(lines.Text(), "listening on ")
	}
	go func() {
		var all []string
		for lines.Scan() {
			all = append(all, lines.Text())
		}
		m.lines <- all
	}()
	if m.url == "" {
		t.Fatal("the mock did not start") // what it said is told when it ends
	}
	return m
}

func writeWorkspace(t *testing.T, path string, b *model.Bundle) {
	t.Helper()
	st, err := store.Open(path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.Apply(b.Change()); err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
}

// end stops the mock as a service manager does and returns the lines of its log.
func (m *mocked) end() []string {
	m.t.Helper()
	if m.ended {
		return nil
	}
	m.ended = true
	m.cmd.Process.Signal(syscall.SIGTERM)
	hurry := time.AfterFunc(patience, func() { m.cmd.Process.Kill() })
	defer hurry.Stop()
	lines := <-m.lines // before Wait, which closes the pipe
	err := m.cmd.Wait()
	if said := m.stderr.String(); err != nil || strings.Contains(said, "panic") || strings.Contains(said, "failed") {
		m.t.Errorf("the mock ended with %v and said\n%s", err, said)
	}
	return lines
}

// logged ends the mock and returns its log as "METHOD path status".
func (m *mocked) logged() []string {
	m.t.Helper()
	var out []string
	for _, line := range m.end() {
		var e struct {
			Method, Path string
			Status       int
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			m.t.Fatalf("the line %q: %v", line, err)
		}
		out = append(out, fmt.Sprintf("%s %s %d", e.Method, e.Path, e.Status))
	}
	return out
}

// secure returns the https address of the mock, which was started with --tls.
func (m *mocked) secure() string { return "https" + strings.TrimPrefix(m.url, "http") }

// authorityFile is where the certificate of the authority is that the mock made for itself.
func (m *mocked) authorityFile() string {
	return filepath.Join(m.home, "authority", "postern-mock-ca.pem") // beside the workspace
}

func (m *mocked) authority() *x509.Certificate {
	m.t.Helper()
	text, err := os.ReadFile(m.authorityFile())
	if err != nil {
		m.t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		m.t.Fatalf("%s holds no certificate", m.authorityFile())
	}
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		m.t.Fatal(err)
	}
	return c
}

// follow tells whether all lines of want are in the log, in that order.
func follow(log, want []string) bool {
	for _, line := range want {
		at := slices.Index(log, line)
		if at < 0 {
			return false
		}
		log = log[at+1:]
	}
	return true
}

// collection makes a bundle of requests that are all in one folder-less collection.
func collection(name string, settings model.MockSettings, items ...model.Item) *model.Bundle {
	return &model.Bundle{Collection: model.Collection{ID: model.NewID(), Name: name, Mock: settings}, Items: items}
}

// route makes a request with its examples.
func route(method, path string, examples ...model.Example) model.Item {
	return model.Item{Request: &model.Request{ID: model.NewID(), Name: method + " " + path, Method: method, URL: "{{baseUrl}}" + path}, Examples: examples}
}

// answer makes an example; headers are written as "Name: value".
func answer(name string, status int, body string, headers ...string) model.Example {
	e := model.Example{ID: model.NewID(), Name: name, Status: status, Body: model.Bytes([]byte(body))}
	for _, h := range headers {
		key, value, _ := strings.Cut(h, ": ")
		e.Headers = append(e.Headers, model.Field{Key: key, Value: value})
	}
	return e
}

// mocking adds to an example how the mock treats it.
func mocking(e model.Example, m model.ExampleMock) model.Example {
	e.Mock = m
	return e
}

// behaving adds to an example how the mock behaves.
func behaving(e model.Example, b model.MockBehaviour) model.Example {
	e.Mock.Behaviour = &b
	return e
}
