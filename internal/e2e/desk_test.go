//go:build e2e

// Package e2e drives the real binary in a real window, under a virtual X server and by keys only, and
// looks at what it did from outside: at ports, files and exports. Its mock is driven by real clients: a
// browser, curl, wrk, and raw connections.
package e2e

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// patience bounds every wait. Nothing here takes a second on an idle machine.
const patience = 60 * time.Second

// desk is a virtual screen with what is needed to work at it.
type desk struct {
	t       *testing.T
	display string
	bin     string
	home    string
	db      string
	window  *exec.Cmd
	log     bytes.Buffer
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, bin: os.Getenv("POSTERN_BIN"), home: t.TempDir()}
	if d.bin == "" {
		t.Fatal("POSTERN_BIN must name the binary: run this by \"make e2e\"")
	}
	d.db = filepath.Join(d.home, "workspace.db")
	d.startScreen()
	return d
}

// startScreen starts an X server on a display that it chooses itself.
func (d *desk) startScreen() {
	r, w, err := os.Pipe()
	if err != nil {
		d.t.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{w}
	if err := x.Start(); err != nil {
		d.t.Fatalf("start the virtual screen: %v", err)
	}
	w.Close()
	d.t.Cleanup(func() { x.Process.Kill(); x.Wait() })
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		d.t.Fatalf("the virtual screen did not start: %v", err)
	}
	d.display = ":" + strings.TrimSpace(line)
}

func (d *desk) env(extra ...string) []string {
	env := []string{"DISPLAY=" + d.display, "POSTERN_KEYRING=off", "HOME=" + d.home, "XDG_CONFIG_HOME=" + d.home, "PATH=" + os.Getenv("PATH"),
		"LIBGL_ALWAYS_SOFTWARE=1", "LANG=C.UTF-8", "TMPDIR=" + os.TempDir()}
	return append(env, extra...)
}

// open starts the window and waits for its first frame.
func (d *desk) open() {
	d.t.Helper()
	ready := filepath.Join(d.t.TempDir(), "ready")
	d.window = exec.Command(d.bin, "--workspace", d.db)
	d.window.Env = d.env("POSTERN_READY=" + ready)
	d.window.Stdout, d.window.Stderr = &d.log, &d.log
	if err := d.window.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { d.kill() })
	d.until("the window opens", func() error {
		_, err := os.Stat(ready)
		return err
	})
	d.until("the window has the keys", func() error {
		out, err := d.x("search", "--onlyvisible", "--name", "^Postern$")
		if err != nil {
			return err
		}
		_, err = d.x("windowfocus", strings.Fields(out)[0])
		return err
	})
}

// kill ends the window as a crash does.
func (d *desk) kill() {
	if d.window != nil && d.window.Process != nil {
		d.window.Process.Kill()
		d.window.Wait()
		d.window = nil
	}
}

// x runs xdotool on the virtual screen.
func (d *desk) x(args ...string) (string, error) {
	cmd := exec.Command("xdotool", args...)
	cmd.Env = d.env()
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("xdotool %s: %w: %s", strings.Join(args, " "), err, out)
	}
	return string(out), nil
}

// key presses keys, one after the other: "ctrl+k", "Return".
func (d *desk) key(keys ...string) {
	d.t.Helper()
	for _, k := range keys {
		if _, err := d.x("key", "--delay", "40", k); err != nil {
			d.t.Fatal(err)
		}
		d.rest(150 * time.Millisecond)
	}
}

// write types text.
func (d *desk) write(text string) {
	d.t.Helper()
	if _, err := d.x("type", "--delay", "25", text); err != nil {
		d.t.Fatal(err)
	}
	d.rest(150 * time.Millisecond)
}

// rest lets the window take what was typed, as hands do between two keys: the only way to see from
// outside that it has is what it does.
func (d *desk) rest(wait time.Duration) { <-time.After(wait) }

// until looks again and again until something holds.
func (d *desk) until(what string, holds func() error) {
	d.t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	end := time.After(patience)
	var err error
	for {
		if err = holds(); err == nil {
			return
		}
		select {
		case <-tick.C:
		case <-end:
			d.shot(filepath.Join(os.TempDir(), "postern-e2e-failed.png"))
			d.t.Fatalf("waited in vain until %s: %v\n%s", what, err, d.log.String())
		}
	}
}

// run runs a command line on the workspace of the desk.
func (d *desk) run(args ...string) string {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, d.bin, append([]string{"--workspace", d.db}, args...)...)
	cmd.Env = d.env()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		d.t.Fatalf("postern %s: %v: %s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

// shot takes a picture of the screen.
func (d *desk) shot(path string) {
	cmd := exec.Command("import", "-window", "root", path)
	cmd.Env = d.env()
	if out, err := cmd.CombinedOutput(); err != nil {
		d.t.Logf("no picture %s: %v: %s", path, err, out)
	}
}

// get asks the mock for a path, for the example of a name where one is given.
func get(url, example string) (status int, served, body string, err error) {
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		return 0, "", "", err
	}
	if example != "" {
		req.Header.Set("x-mock-response-name", example)
	}
	client := &http.Client{Timeout: 5 * time.Second}
	resp, err := client.Do(req)
	if err != nil {
		return 0, "", "", err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	return resp.StatusCode, resp.Header.Get("X-Mock-Example"), string(data), err
}
