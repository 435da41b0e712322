package request

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

// exampleRig has the examples "x" and "y" of request "a", and "z" of "b".
func exampleRig(t *testing.T) *rig {
	t.Helper()
	r := newRig(t)
	add := func(request, id model.ID, text string) {
		r.session.Do(model.Change{Name: "setup", Edits: []model.Edit{
			model.Put{Entity: &model.Example{ID: id, Name: "Example " + string(id), Status: 200, Reason: "OK", Body: model.Bytes([]byte(text)),
				Headers: []model.Field{{Key: "Content-Type", Value: "application/json"}}, Saved: model.SavedRequest{URL: "http://saved"}}},
			model.Place{ID: id, Parent: request, Index: -1}}}, nil)
		r.queue.Drain()
	}
	add("a", "x", "body of x")
	add("a", "y", "body of y")
	add("b", "z", "body of z")
	r.section("examples")
	r.file.Log = nil
	return r
}

func (r *rig) shown() string { return r.examples.name.Text + ": " + r.examples.text.Text() }

// pause lets the delay of an edit pass.
func (r *rig) pause() { r.queue.Advance(exampleDelay) }

func TestExamplesAreListedAndChosen(t *testing.T) {
	r := exampleRig(t)
	if r.shown() != "Example x: body of x" || r.examples.status.Text != "200" {
		t.Errorf("shown %q", r.shown())
	}
	r.examples.list.OnSelect("y")
	if r.shown() != "Example y: body of y" {
		t.Errorf("shown %q", r.shown())
	}
	r.open("z") // opens its request
	if r.shown() != "Example z: body of z" || r.sections.Selected() != "examples" {
		t.Errorf("shown %q in %s", r.shown(), r.sections.Selected())
	}
	r.pause()
	if len(r.file.Log) != 0 {
		t.Errorf("looking at examples changed something: %v", r.file.Log)
	}
}

func TestExampleEditIsOneChangeAndCanBeUndone(t *testing.T) {
	r := exampleRig(t)
	before, _ := r.file.Example("x")
	r.typing(r.examples.name, "Renamed")
	r.typing(r.examples.status, "404")
	r.typing(r.examples.text.Code, "{}")
	r.cell(r.examples.headers, 1, "X-New", "1")
	if len(r.file.Log) != 0 {
		t.Errorf("stored before the pause: %v", r.file.Log)
	}
	r.pause()
	if len(r.file.Log) != 1 {
		t.Errorf("changes: %v", r.file.Log)
	}
	x, _ := r.file.Example("x")
	want := before.Clone()
	want.Name, want.Status, want.Reason, want.Body = "Renamed", 404, "", x.Body
	want.Headers = append(want.Headers, model.Field{Key: "X-New", Value: "1"})
	if diff := cmp.Diff(want, x); diff != "" || r.file.Text("x") != "{}" {
		t.Errorf("stored %s, body %q", diff, r.file.Text("x"))
	}
	r.undo()
	if r.shown() != "Example x: body of x" || r.examples.status.Text != "200" || len(r.examples.headers.Rows()) != 1 {
		t.Errorf("after undo %q, %s", r.shown(), r.examples.status.Text)
	}
	x, _ = r.file.Example("x")
	if diff := cmp.Diff(before, x); diff != "" {
		t.Errorf("undone: %s", diff)
	}
}

func TestUndoOfABodyIsShownAndNotWrittenBack(t *testing.T) {
	r := exampleRig(t)
	r.typing(r.examples.text.Code, "new")
	r.pause()
	r.undo()
	if r.shown() != "Example x: body of x" {
		t.Errorf("after undo %q", r.shown())
	}
	r.typing(r.examples.name, "N")
	r.pause()
	if got := r.file.Text("x"); got != "body of x" {
		t.Errorf("the next edit wrote the body %q", got)
	}
}

func TestExampleEditsStayWithTheirExample(t *testing.T) {
	r := exampleRig(t)
	r.typing(r.examples.text.Code, "edited x")
	r.examples.list.OnSelect("y") // before the pause, and before anything has arrived
	if r.shown() != "Example y: body of y" {
		t.Errorf("shown %q", r.shown())
	}
	r.typing(r.examples.text.Code, "edited y")
	r.examples.list.OnSelect("x") // the file still has the old one
	if r.shown() != "Example x: edited x" {
		t.Errorf("back too early %q", r.shown())
	}
	r.open("z")
	if r.shown() != "Example z: body of z" {
		t.Errorf("shown %q", r.shown())
	}
	r.queue.Drain()
	r.pause()
	for id, want := range map[model.ID]string{"x": "edited x", "y": "edited y", "z": "body of z"} {
		if got := r.file.Text(id); got != want {
			t.Errorf("%s holds %q", id, got)
		}
	}
	if len(r.file.Log) != 2 {
		t.Errorf("changes: %v", r.file.Log)
	}
}

func TestExampleStatusOnBadInput(t *testing.T) {
	r := exampleRig(t)
	for _, bad := range []string{"", "20", "abc", "1000", "-200"} {
		r.examples.status.SetText(bad)
	}
	r.examples.status.SetText("200")
	r.pause()
	if x, _ := r.file.Example("x"); x.Status != 200 || x.Reason != "OK" || len(r.file.Log) != 0 {
		t.Errorf("status %d %q, changes %v", x.Status, x.Reason, r.file.Log)
	}
}

func TestAddDuplicateRenameDeleteExamples(t *testing.T) {
	r := exampleRig(t)
	ids := func() string {
		var out []string
		for _, h := range r.presenter.examples() {
			out = append(out, h.Name)
		}
		return strings.Join(out, ", ")
	}
	r.typing(r.bar.address, "http://a/draft?q=1")
	r.typing(r.examples.text.Code, "edited x")
	r.examples.add()
	r.queue.Drain()
	if ids() != "Example x, Example y, New example" || r.shown() != "New example: {}" || len(r.dialogs.Errors) != 0 {
		t.Errorf("after add: %s; shown %q; %s", ids(), r.shown(), r.dialogs.Said())
	}
	added := r.examples.chosen
	if x, _ := r.file.Example(added); x.Saved.URL != "http://a/draft" || len(x.Saved.Query) != 1 || x.Created.IsZero() {
		t.Errorf("added %+v", x)
	}
	if r.file.Text("x") != "edited x" {
		t.Errorf("the edit before was lost: %q", r.file.Text("x"))
	}
	r.examples.list.OnSelect("x")
	r.typing(r.examples.text.Code, "again x")
	r.examples.duplicate("x") // with what is not stored yet
	r.examples.rename("x", "First")
	r.queue.Drain()
	if ids() != "First, Example x copy, Example y, New example" || r.shown() != "First: again x" {
		t.Errorf("after duplicate and rename: %s; shown %q", ids(), r.shown())
	}
	if twin := r.session.Tree().Children("a")[1]; r.file.Text(twin) != "again x" || r.file.Text("x") != "again x" {
		t.Errorf("bodies %q and %q", r.file.Text(twin), r.file.Text("x"))
	}
	r.examples.list.OnSelect("y")
	r.typing(r.examples.text.Code, "edited y")
	r.examples.trash("y")
	r.queue.Drain()
	if ids() != "First, Example x copy, New example" || r.shown() != "New example: {}" {
		t.Errorf("after delete: %s; shown %q", ids(), r.shown())
	}
	r.undo()
	r.examples.list.OnSelect("y")
	if r.shown() != "Example y: edited y" {
		t.Errorf("after undo of the delete: %q", r.shown())
	}
	for range 3 {
		r.examples.trash(r.presenter.examples()[0].ID)
		r.queue.Drain()
	}
	r.examples.trash(r.presenter.examples()[0].ID)
	r.queue.Drain()
	if ids() != "" || r.examples.content.Objects[0] != r.examples.empty {
		t.Errorf("after deleting all: %s", ids())
	}
	r.pause()
}

func TestExampleThatIsUndoneWhileItIsEdited(t *testing.T) {
	r := exampleRig(t)
	r.examples.add()
	r.queue.Drain()
	added := r.examples.chosen
	r.session.Undo(nil) // still on its way while the user types
	r.typing(r.examples.name, "half")
	r.pause()
	if _, err := r.file.Example(added); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("the example came back out of the editor: %v", err)
	}
	if r.shown() != "Example y: body of y" && r.shown() != "Example x: body of x" {
		t.Errorf("shown %q", r.shown())
	}
}

func TestExamplesOfAnUnsavedRequest(t *testing.T) {
	r := exampleRig(t)
	r.session.OpenNew(model.Request{URL: "http://n"})
	r.examples.add()
	if !strings.Contains(r.dialogs.Said(), "save the request first") || len(r.presenter.examples()) != 0 {
		t.Errorf("said %q", r.dialogs.Said())
	}
}

func TestBinaryExamplesAreNotEdited(t *testing.T) {
	r := exampleRig(t)
	for id, body := range map[model.ID]string{"binary": "\x00\xff"} {
		r.session.Do(model.Change{Edits: []model.Edit{model.Put{Entity: &model.Example{ID: id, Name: "old", Status: 200, Body: model.Bytes([]byte(body))}},
			model.Place{ID: id, Parent: "a", Index: -1}}}, nil)
		r.queue.Drain()
	}
	for _, id := range []model.ID{"binary"} {
		r.examples.choose(id)
		if r.examples.text.Editable() {
			t.Errorf("%s can be edited: %q", id, r.examples.text.Text())
		}
		r.typing(r.examples.name, "new name")
		body := r.file.Text(id)
		r.pause()
		if x, _ := r.file.Example(id); r.file.Text(id) != body || body == "" || x.Name != "new name" {
			t.Errorf("%s: name %q, %d bytes of body", id, x.Name, len(r.file.Text(id)))
		}
	}
}

func TestFailedExampleEditIsSaid(t *testing.T) {
	r := exampleRig(t)
	r.typing(r.examples.name, "N")
	r.file.Fail = errors.New("disk full")
	r.pause()
	if !strings.Contains(r.dialogs.Said(), "disk full") || r.examples.name.Text != "N" {
		t.Errorf("said %q, shown %q", r.dialogs.Said(), r.shown())
	}
}
