//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"postern/model"
	"postern/store"
)

// large makes JSON of about a size, indented, a record in a line.
func large(size int) []byte {
	var b bytes.Buffer
	b.WriteString("[\n")
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "  {\"id\": %d, \"name\": \"thing %d\", \"price\": %d.5},\n", i, i, i%1000)
	}
	b.WriteString("  {\"id\": -1}\n]\n")
	return b.Bytes()
}

// TestLargeTexts types fast into a body of 10 MB and loses nothing, cuts, pastes and undoes there, and
// reads an answer of 100 MB from a server while Page Down is held.
func TestLargeTexts(t *testing.T) {
	d := newDesk(t)
	answer := large(100 << 20)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write(answer)
	})}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })

	body := string(large(10 << 20))
	d.fill(&model.Request{ID: "big", Name: "big body", Method: "POST", URL: "http://" + listener.Addr().String() + "/", Body: model.Body{Mode: model.BodyJSON, Text: body}})
	d.open()
	d.openRequest("big body")
	d.palette("show request body")
	d.click(500, 300) // into the text
	d.key("ctrl+Home")
	typed := strings.Repeat("abcdefghij klmnopqrs", 100)
	d.fast(typed)
	d.shot(filepath.Join(d.shots(), "typed.png"))
	d.key("ctrl+s")
	want := typed + body
	d.until("all that was typed is saved", func() error { return d.body("big", want) })

	d.key("ctrl+Home", "shift+Right", "shift+Right", "shift+Right", "ctrl+x", "ctrl+s")
	d.until("what was selected is cut", func() error { return d.body("big", want[3:]) })
	d.key("ctrl+v", "ctrl+s")
	d.until("it is pasted", func() error { return d.body("big", want) })
	d.key("ctrl+z", "ctrl+z", "ctrl+s")
	d.until("both are undone", func() error { return d.body("big", want) })

	d.key("ctrl+Return")
	d.rest(3 * time.Second)
	d.click(1000, 400) // into the answer
	d.key("ctrl+Home")
	d.shot(filepath.Join(d.shots(), "answer-top.png"))
	if _, err := d.x("keydown", "Next"); err != nil {
		t.Fatal(err)
	}
	d.rest(3 * time.Second)
	if _, err := d.x("keyup", "Next"); err != nil {
		t.Fatal(err)
	}
	d.shot(filepath.Join(d.shots(), "answer-paged.png"))
	d.key("ctrl+End")
	d.rest(time.Second)
	d.shot(filepath.Join(d.shots(), "answer-end.png"))
}

// shots is where the pictures go: POSTERN_SHOTS, or nowhere that stays.
func (d *desk) shots() string {
	if dir := os.Getenv("POSTERN_SHOTS"); dir != "" {
		return dir
	}
	return d.t.TempDir()
}

// fill makes the workspace before the window opens it, with one request.
func (d *desk) fill(r *model.Request) {
	d.t.Helper()
	s, err := store.Open(d.db, store.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	c := &model.Collection{ID: "c", Name: "Large"}
	_, err = s.Apply(model.Change{Name: "fill", Edits: []model.Edit{model.Put{Entity: c}, model.Place{ID: c.ID, Parent: model.RootID, Index: -1},
		model.Put{Entity: r}, model.Place{ID: r.ID, Parent: c.ID, Index: -1}}})
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// body compares the saved body of a request, as an export has it while the window is open.
func (d *desk) body(id model.ID, want string) error {
	out := d.run("export", "Large", "--format", "postman")
	var got struct {
		Item []struct {
			Request struct {
				Body struct{ Raw string }
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		return err
	}
	if len(got.Item) != 1 {
		return fmt.Errorf("%d requests", len(got.Item))
	}
	if raw := got.Item[0].Request.Body.Raw; raw != want {
		at := 0
		for at < min(len(raw), len(want)) && raw[at] == want[at] {
			at++
		}
		return fmt.Errorf("the saved body of %d bytes differs at %d from the wanted %d: %.60q", len(raw), at, len(want), raw[min(at, len(raw)):])
	}
	return nil
}

// fast types as fast as the keyboard of the virtual screen does.
func (d *desk) fast(text string) {
	d.t.Helper()
	if _, err := d.x("type", "--delay", "3", text); err != nil {
		d.t.Fatal(err)
	}
	d.rest(500 * time.Millisecond)
}
