package kit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"postern/internal/corpus"
	"postern/text"
	"postern/ui/task"
	"postern/ui/theme"
)

// FuzzCodeView throws bytes and gestures at a view: it must neither panic nor lose its place.
func FuzzCodeView(f *testing.F) {
	f.Add([]byte("{\"a\": 1}\n\xff\t\r\nx"), uint8(0), []byte("udpPreEs"))
	f.Add([]byte(strings.Repeat("ab\t日\u0301", 5000)), uint8(1), []byte("eEwufFds"))
	f.Add([]byte("{\n [\n  1\n ]\n}"), uint8(10), []byte("oOtnbktzcgOu"))
	test.NewApp()
	languages := []string{"", "json", "html", "javascript"}
	f.Fuzz(func(t *testing.T, body []byte, mode uint8, gestures []byte) {
		queue := &task.Queue{}
		r := &codeRig{CodeView: NewCodeView(queue), t: t, queue: queue}
		r.Resize(fyne.NewSize(200, 90))
		r.SetWrap(mode&1 != 0)
		r.SetText(string(body), languages[int(mode>>1)%len(languages)])
		r.SetEditable(mode&8 != 0, "")
		r.focused = true
		for _, g := range gestures[:min(len(gestures), 40)] {
			r.shift = g&0x80 != 0
			r.gesture(g & 0x7f)
			queue.Advance(growthPace)
			r.draw(200, 90)
			c, lines := r.Caret(), r.colour.lines.Count()
			if c.Off < 0 || c.Off > r.doc.Len() || r.top.off < 0 || r.top.off > r.doc.Len() || r.top.frac < 0 || r.top.frac > 1 || lines < 1 {
				t.Fatalf("after %q: caret %+v, top %+v, left %v", g, c, r.top, r.left)
			}
			if text.Snap(r.doc, c.Off) != c.Off {
				t.Fatalf("after %q the caret %d is inside of a character", g, c.Off)
			}
		}
	})
}

// gesture does what a byte stands for.
func (r *codeRig) gesture(g byte) {
	keys := map[byte]fyne.KeyName{'u': fyne.KeyUp, 'd': fyne.KeyDown, 'p': fyne.KeyPageDown, 'P': fyne.KeyPageUp, 'r': fyne.KeyRight,
		'e': fyne.KeyEnd, 'n': fyne.KeyReturn, 'b': fyne.KeyBackspace, 'k': fyne.KeyDelete, 't': fyne.KeyTab, 'F': fyne.KeyF3}
	if k, ok := keys[g]; ok {
		r.TypedKey(&fyne.KeyEvent{Name: k})
		return
	}
	switch g {
	case 'E':
		r.move(text.DocumentEnd, r.shift)
	case 'w':
		r.SetWrap(!r.Wrap())
	case 'f':
		r.Find(text.Query{Text: "a"})
	case 's':
		r.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(-7, -33)})
	case 'm':
		r.press(fyne.NewPos(float32(g), float32(g)), 0)
	case 'x':
		r.scrollRows(-2.5)
	case 'o':
		r.FoldAll()
	case 'O':
		r.UnfoldAll()
	case 'g':
		r.ToggleFoldHere()
	case 'z':
		r.Undo()
	case 'c':
		r.TypedRune('{')
	}
}

// TestCorpusComesBack opens every text of the corpus, looks through it, and copies it back byte by byte.
func TestCorpusComesBack(t *testing.T) {
	r := newCode(t, theme.Dark, 600, 300)
	clip := test.NewClipboard()
	files := 0
	for _, kind := range []string{"json", "text"} {
		err := filepath.WalkDir(corpus.Dir(t, kind), func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil || len(data) > MaxCopy {
				return err
			}
			files++
			r.SetText(string(data), strings.TrimPrefix(filepath.Ext(path), "."))
			r.SetEditable(files%2 == 0, "")
			r.capture()
			for range 5 {
				r.key(fyne.KeyPageDown)
				r.draw(600, 300)
			}
			r.ctrl(fyne.KeyEnd, 0)
			r.draw(600, 300)
			r.queue.Advance(checkRest)
			r.SelectAll()
			clip.SetContent("")
			if err := r.Copy(clip); err != nil || clip.Content() != string(data) {
				t.Errorf("%s: %d bytes came back as %d, error %v", path, len(data), len(clip.Content()), err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	if files == 0 {
		t.Error("the corpus is empty")
	}
}
