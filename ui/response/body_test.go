package response

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"postern/model"
	"postern/text"
)

const compact = `{"b":1.50,"a":[true,null]}`

const pretty = "{\n  \"b\": 1.50,\n  \"a\": [\n    true,\n    null\n  ]\n}"

func TestJSONIsPrettyAndRawOnRequest(t *testing.T) {
	path := filepath.Join(t.TempDir(), "body")
	if err := os.WriteFile(path, []byte(compact), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]model.Content{"memory": model.Bytes([]byte(compact)), "file": {Path: path, Size: int64(len(compact))}} {
		r := newRig(t)
		r.answer(ok("application/json", body))
		r.queue.Drain()
		if got := strings.TrimSpace(r.text()); got != pretty || !r.inCode() {
			t.Errorf("%s: pretty shows %q", name, got)
		}
		r.choose(viewRaw)
		if r.text() != compact {
			t.Errorf("%s: raw shows %q", name, r.text())
		}
		r.choose(viewPretty)
		if strings.TrimSpace(r.text()) != pretty {
			t.Errorf("%s: pretty again shows %q", name, r.text())
		}
	}
}

// choose chooses a view as the user does.
func (r *rig) choose(mode int) {
	r.bodyView.mode.SetSelected(mode)
	r.bodyView.mode.OnChanged(mode)
	r.queue.Drain()
}

func TestBodiesThatAreNoText(t *testing.T) {
	r := newRig(t)
	for _, c := range []struct {
		kind string
		body model.Content
		note string
	}{
		{"application/octet-stream", model.Bytes([]byte("\x00\x01\x02")), "3 B of binary data"},
		{"text/plain", model.Content{}, "The answer has no body"},
		{"text/plain", model.Content{Size: 5_000_000}, "5 MB was too large for the history"},
		{"text/plain", model.Content{Path: "/nowhere/at/all", Size: 1}, "open the body"},
		{"image/x-odd", model.Bytes([]byte("odd")), "This kind of image is not previewed"},
		{"image/png", model.Bytes([]byte("\x89PNG\r\n\x1a\n")), "is not previewed"},
	} {
		r.answer(ok("text/plain", model.Bytes([]byte("before"))))
		r.queue.Drain()
		r.answer(ok(c.kind, c.body))
		r.queue.Drain()
		if r.inCode() || !strings.Contains(r.bodyView.note.Text, c.note) || r.text() != "" {
			t.Errorf("%s: note %q, the view holds %q", c.kind, r.bodyView.note.Text, r.text())
		}
	}
	r.answer(ok("application/json", model.Bytes([]byte(`{"cut": `))))
	r.queue.Drain()
	if !strings.Contains(r.text(), `"cut"`) {
		t.Errorf("invalid JSON shows %q", r.text())
	}
}

func TestImagesArePreviewed(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 3, 2))
	img.Set(1, 1, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	r := newRig(t)
	r.answer(ok("image/png", model.Bytes(b.Bytes())))
	r.queue.Drain()
	shown, isImage := r.place().(*canvas.Image)
	if !isImage || shown.Image.Bounds().Dx() != 3 || r.bodyView.mode.Selected() != viewPreview {
		t.Fatalf("shown: %T, mode %d", r.place(), r.bodyView.mode.Selected())
	}
	r.choose(viewRaw)
	if !strings.Contains(r.bodyView.note.Text, "binary") {
		t.Errorf("raw says %q", r.bodyView.note.Text)
	}
	r.answer(ok("image/svg+xml", model.Bytes([]byte("<svg/>"))))
	r.queue.Drain()
	if r.text() != "<svg/>" || r.bodyView.mode.Selected() != viewPretty {
		t.Errorf("SVG shows %q", r.text())
	}
	// A small file that says it is huge must not be decoded.
	huge := bytes.Clone(b.Bytes())
	copy(huge[16:24], []byte{0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff})
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	if _, err := picture(model.Bytes(huge)); !errors.Is(err, model.ErrTooLarge) {
		t.Errorf("an image of 65535 x 65535 pixels: %v", err)
	}
	if _, err := picture(model.Content{Size: pictureLimit + 1, Path: "/nowhere"}); !errors.Is(err, model.ErrTooLarge) {
		t.Errorf("an image of 32 MB: %v", err)
	}
}

func TestLateBodyIsDropped(t *testing.T) {
	r := newRig(t)
	path := filepath.Join(t.TempDir(), "old")
	if err := os.WriteFile(path, []byte("old body"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.answer(ok("text/plain", model.Content{Path: path, Size: 8}))
	r.answer(ok("text/plain", model.Bytes([]byte("new body"))))
	if r.queue.Waiting() != 2 {
		t.Fatalf("%d jobs wait", r.queue.Waiting())
	}
	r.queue.Step()
	if r.text() != "" {
		t.Errorf("the old body is shown: %q", r.text())
	}
	r.queue.Step()
	if r.text() != "new body" {
		t.Errorf("shown %q", r.text())
	}
	r.answer(ok("text/plain", model.Bytes([]byte("of a closed tab"))))
	r.session.CloseTab("a")
	r.queue.Drain()
	if r.text() != "" {
		t.Errorf("the body of a closed tab is shown: %q", r.text())
	}
}

func TestNewStatusNeverStandsAboveTheOldBody(t *testing.T) {
	r := newRig(t)
	r.answer(ok("text/plain", model.Bytes([]byte("old"))))
	r.queue.Drain()
	r.answer(ok("text/plain", model.Bytes([]byte("new"))))
	if r.text() != "" || !r.inCode() {
		t.Errorf("while the new one is prepared %q is shown", r.text())
	}
	r.queue.Drain()
	if r.text() != "new" {
		t.Errorf("shown %q", r.text())
	}
}

func TestFileBodyOutlivesItsFile(t *testing.T) {
	r := newRig(t)
	path := filepath.Join(t.TempDir(), "large")
	var b strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&b, "line %d\n", i)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	e := r.answer(ok("text/plain", model.Content{Path: path, Size: int64(b.Len())}))
	r.queue.Drain()
	tab := r.session.Active()
	tab.Sending = true // the next send discards the file of this answer
	r.session.Changed(tab)
	if err := os.Remove(e.Response.Body.Path); err != nil {
		t.Fatal(err)
	}
	if got := string(text.Line(r.bodyView.code.Document(), 49_999)); got != "line 49999" {
		t.Errorf("last line %q", got)
	}
	if _, err := prepare(t.Context(), e, viewRaw); err == nil {
		t.Error("a file that is gone was prepared")
	}
}

func TestCopyTheBody(t *testing.T) {
	r := newRig(t)
	r.bodyView.copyAll() // nothing there
	r.answer(ok("application/json", model.Bytes([]byte(compact))))
	r.queue.Drain()
	r.bodyView.copyAll()
	if got := fyne.CurrentApp().Clipboard().Content(); got != compact {
		t.Errorf("copied %q", got)
	}
	r.answer(ok("text/plain", model.Content{Size: 5}))
	r.queue.Drain()
	r.bodyView.copyAll()
	if !strings.Contains(r.dialogs.Said(), "too large for the history") || fyne.CurrentApp().Clipboard().Content() != compact {
		t.Errorf("said %q", r.dialogs.Said())
	}
}

func TestFind(t *testing.T) {
	r := newRig(t)
	r.answer(ok("text/plain", model.Bytes([]byte("one two one"))))
	r.queue.Drain()
	r.ShowSection("headers")
	r.Find()
	code := r.bodyView.code
	if r.sections.Selected() != "body" || !code.FindShown() || r.window.Canvas().Focused() == nil || r.window.Canvas().Focused() == fyne.Focusable(code) {
		t.Error("the search field is not shown")
	}
	hits := func(want int) {
		t.Helper()
		r.queue.Drain()
		if _, n, known := code.Hits(); n != want || !known {
			t.Errorf("%d hits, known %v, want %d", n, known, want)
		}
	}
	for _, c := range "one" {
		r.window.Canvas().Focused().TypedRune(c)
	}
	hits(2)
	r.answer(ok("text/plain", model.Bytes([]byte("none here but one"))))
	hits(2) // nONE
	r.answer(ok("text/plain", model.Content{}))
	hits(0)
	r.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if code.FindShown() {
		t.Error("Esc does not leave")
	}
}

func TestPlaceInTheBodyComesBackWithTheTab(t *testing.T) {
	r := newRig(t)
	long := model.Bytes([]byte("[" + strings.Repeat("1,\n", 500) + "1]"))
	r.answer(ok("application/json", long))
	r.queue.Drain()
	r.bodyView.mode.SetSelected(viewRaw)
	r.bodyView.load()
	r.queue.Drain()
	r.bodyView.code.ScrollToLine(300)
	r.open("b")
	r.answer(ok("application/json", long))
	r.queue.Drain()
	if line, _ := r.bodyView.code.Top(); line != 0 || r.bodyView.mode.Selected() != viewPretty {
		t.Fatalf("a new answer begins at line %d", line)
	}
	r.session.Show("a")
	r.session.Show("b") // before the body is there
	r.session.Show("a")
	r.queue.Drain()
	if line, _ := r.bodyView.code.Top(); line != 300 || r.bodyView.mode.Selected() != viewRaw {
		t.Errorf("the tab comes back at line %d in view %d", line, r.bodyView.mode.Selected())
	}
	r.session.CloseTab("b")
	r.answer(ok("application/json", long))
	r.queue.Drain()
	if n := len(r.bodyView.seats); n != 0 {
		t.Errorf("%d places are kept of answers that no tab shows", n)
	}
}

// TestLargeBodiesAreShownAtOnce opens a body of which nothing but the beginning can be ready.
func TestLargeBodiesAreShownAtOnce(t *testing.T) {
	r := newRig(t)
	path := filepath.Join(t.TempDir(), "large")
	body := "[" + strings.Repeat(`{"a":[1,2,3],"b":"text"},`, 1<<20) + "0]"
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	r.answer(ok("application/json", model.Content{Path: path, Size: int64(len(body))}))
	r.queue.Step()
	code := r.bodyView.code
	if got := string(text.Line(code.Document(), 2)); got != `    "a": [` {
		t.Errorf("the third line is %q", got)
	}
	r.queue.Drain()
	lines, _ := code.Document().Lines()
	if got := string(text.Line(code.Document(), lines-2)); !code.Complete() || got != "  0" {
		t.Errorf("complete %v, %d lines, the last but one is %q", code.Complete(), lines, got)
	}
	r.choose(viewRaw)
	if n, _ := code.Document().Lines(); n != 1 || code.Document().Len() != int64(len(body)) {
		t.Errorf("raw has %d lines", n)
	}
}
