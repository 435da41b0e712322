//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"postern/model"
)

// secret is in a file beside the workspace, which no answer may hold.
const secret = "not for anybody"

// TestRough treats one mock as clients do that mean no good, or are careless: hundreds that are slow, all the
// while, and beside them curl, wrk with pipelining, and connections that are closed by half. What was opened for
// them is closed in the end.
func TestRough(t *testing.T) {
	t.Parallel()
	m := serveMock(t, roughCollection(t), "--tls", "--log", "none")
	before := m.sockets()
	slow := m.slowClients()
	t.Run("curl", m.curl)
	t.Run("curl in parallel", m.curlInParallel)
	t.Run("wrk", m.wrk)
	t.Run("half-closed", m.halfClosed)
	t.Run("split headers", m.splitHeaders)
	t.Run("slow", slow.cutOff)
	slow.leave()
	http.DefaultClient.CloseIdleConnections()
	m.until("all connections are closed", func() error {
		if now := m.sockets(); now > before {
			return fmt.Errorf("%d sockets, and %d before", now, before)
		}
		return nil
	})
	m.fine(t)
}

func roughCollection(t *testing.T) *model.Bundle {
	file := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(file, []byte(secret), 0o600); err != nil {
		t.Fatal(err)
	}
	filled := model.ExampleMock{Template: true}
	// A request that sends a file, and an example that was saved from it.
	upload, sent := route("PUT", "/upload"), answer("stored", 201, `{"stored": true}`)
	upload.Request.Body = model.Body{Mode: model.BodyFile, File: file}
	sent.Saved = upload.Request.Snapshot()
	upload.Examples = []model.Example{sent}
	users := answer("users", 200, `[{"id": 1}, {"id": 2}]`)
	return collection("Rough", model.MockSettings{Resources: []model.MockResource{{Name: "users", Path: "/users", Seed: users.ID}}},
		route("GET", "/users", users),
		route("GET", "/things", answer("two things", 200, `[1,2]`)),
		route("POST", "/echo", mocking(answer("echo", 200, `{{{request.body}}}`, "Content-Type: text/plain"), filled)),
		route("GET", "/split", mocking(answer("split", 200, "ok", "X-Q: <{{queryParam 'q'}}>", "Location: /{{queryParam 'q'}}", "Set-Cookie: q={{queryParam 'q'}}"), filled)),
		route("GET", "/ranged", behaving(answer("ranged", 200, "0123456789"), model.MockBehaviour{Ranges: new(true)})),
		route("GET", "/long", behaving(answer("long", 200, strings.Repeat("long ", 1000)), model.MockBehaviour{Compress: new(true)})),
		route("GET", "/large", answer("large", 200, strings.Repeat("x", 8<<20))),
		route("GET", "/files/**", answer("a file", 200, "file")),
		route("GET", "/hang", behaving(answer("hang", 200, "never"), model.MockBehaviour{Fault: &model.MockFault{Kind: model.FaultHang}})),
		upload)
}

// fine makes sure that the mock answers.
func (m *mocked) fine(t *testing.T) {
	t.Helper()
	if status, _, body, err := get(m.url+"/things", ""); err != nil || status != 200 || body != "[1,2]" {
		t.Errorf("the mock answers with %d %q, %v", status, body, err)
	}
}

// sockets counts the sockets of the mock, 0 where the system does not tell.
func (m *mocked) sockets() (n int) {
	dir := fmt.Sprintf("/proc/%d/fd", m.cmd.Process.Pid)
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		if to, err := os.Readlink(filepath.Join(dir, f.Name())); err == nil && strings.HasPrefix(to, "socket:") {
			n++
		}
	}
	return n
}

// until looks again and again until something holds.
func (m *mocked) until(what string, holds func() error) {
	m.t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	end := time.After(patience)
	for {
		err := holds()
		if err == nil {
			return
		}
		select {
		case <-tick.C:
		case <-end:
			m.t.Fatalf("waited in vain until %s: %v", what, err)
		}
	}
}

// program returns the path of a program, or skips the test.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("there is no %s on this system", name)
	}
	return path
}
