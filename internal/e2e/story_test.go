//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"
)

const product = "http://127.0.0.1:4010/v1/products/789"

// TestStory is the first day with Postern, by keys only: choose the local environment, open a request,
// start the mock, send, save the answer as an example, and find everything again after a crash.
func TestStory(t *testing.T) {
	d := newDesk(t)
	d.open()

	d.key("ctrl+e")
	d.write("local mock")
	d.key("Return")
	d.key("ctrl+p")
	d.write("get product")
	d.key("Return")

	d.key("ctrl+k")
	d.write("start or stop mock")
	d.key("Return")
	d.until("the mock answers", func() error {
		status, example, _, err := get(product, "")
		if err == nil && (status != 200 || example == "") {
			err = fmt.Errorf("status %d, example %q", status, example)
		}
		return err
	})

	d.key("ctrl+Return")
	// The answer can only be saved once it is there: the dialog asks for a name, and typing the name of
	// the new example and Enter stores it.
	d.until("the answer is saved and served by the very next request", func() error {
		d.key("ctrl+shift+e")
		d.key("ctrl+a")
		d.write("from the window")
		d.key("Return")
		status, example, body, err := get(product, "from the window")
		if err == nil && (status != 200 || !strings.Contains(body, "Trail lantern")) {
			err = fmt.Errorf("status %d, example %q, body %s", status, example, body)
			d.key("Escape")
		}
		return err
	})

	d.kill() // SIGKILL: no time to say goodbye
	if list := d.run("list", "Store API"); !strings.Contains(list, "get product") {
		t.Fatalf("list after the crash:\n%s", list)
	}
	if export := d.run("export", "Store API", "--format", "postman"); !strings.Contains(export, `"from the window"`) {
		t.Fatal("the export lacks the example")
	}

	d.open()
	d.key("ctrl+m")
	d.until("the mock answers at the same address after the restart", func() error {
		status, _, body, err := get(product, "from the window")
		if err == nil && (status != 200 || !strings.Contains(body, "Trail lantern")) {
			err = fmt.Errorf("status %d, body %s", status, body)
		}
		return err
	})
}

// TestDraftSurvivesACrash types into the address, kills the window, and finds the typing again: what
// is sent after the restart is what was typed before it.
func TestDraftSurvivesACrash(t *testing.T) {
	d := newDesk(t)
	d.open()
	d.key("ctrl+p")
	d.write("say hello")
	d.key("Return", "ctrl+l", "End")
	d.write("?draft=1")
	d.rest(1200e6) // a draft is on the disk within a second
	d.kill()

	d.open()
	d.key("ctrl+m") // the mock of the tab that is open again
	hello := "http://127.0.0.1:4011/api/hello"
	d.until("the mock runs", func() error { _, _, _, err := get(hello, ""); return err })
	d.key("ctrl+Return")
	d.until("the draft was sent", func() error {
		if out := d.historyText(); !strings.Contains(out, "draft=1") {
			return fmt.Errorf("the history has %q", out)
		}
		return nil
	})
}

// TestNothingIsLost deletes by keys and gets everything back: by undo, out of the trash, and out of a
// backup. What is there is seen by the command line, which reads while the window is open.
func TestNothingIsLost(t *testing.T) {
	d := newDesk(t)
	d.open()
	d.openRequest("get product")
	d.palette("delete to trash")
	d.has("get product", false)
	d.key("ctrl+z")
	d.has("get product", true)

	d.openRequest("get product")
	d.palette("delete to trash")
	d.palette("trash")
	d.has("get product", false)
	d.key("Return") // restores what is selected
	d.has("get product", true)

	d.key("ctrl+1", "ctrl+shift+p")
	d.write("products")
	d.key("Return") // the folder is the first that is found
	d.palette("delete to trash")
	d.has("list products", false)
	d.key("ctrl+z")
	d.has("list products", true)

	d.palette("back up now")
	d.until("there is a backup", func() error {
		if out := d.run("backups"); !strings.Contains(out, "manual") {
			return fmt.Errorf("the backups are %q", out)
		}
		return nil
	})
	d.key("ctrl+1")
	d.openRequest("get product")
	d.palette("delete to trash")
	d.has("get product", false)
	d.until("the backup is restored", func() error {
		d.palette("restore backup")
		d.rest(time.Second) // the first time it shows what it holds, then it asks
		d.key("Return")
		return d.lists("get product", true)
	})
	d.kill()
	d.has("get product", true)
}

// lists tells whether the Store API has a request, as the command line sees it.
func (d *desk) lists(name string, want bool) error {
	if list := d.run("list", "Store API"); strings.Contains(list, name) != want {
		return fmt.Errorf("the list is\n%s", list)
	}
	return nil
}

func (d *desk) has(name string, want bool) {
	d.t.Helper()
	d.until(fmt.Sprintf("%q is there: %v", name, want), func() error { return d.lists(name, want) })
}

// TestTheProcessEndsWithItsWindow ends the program the way a session does, again and again: the file must be free for the
// next start.
func TestTheProcessEndsWithItsWindow(t *testing.T) {
	d := newDesk(t)
	for range 4 {
		d.open()
		d.key("ctrl+p", "Escape")
		if err := d.window.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- d.window.Wait() }()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("the window ended with %v: %s", err, d.log.String())
			}
		case <-time.After(patience):
			t.Fatalf("the process is still there: %s", d.log.String())
		}
		d.window = nil
	}
}
