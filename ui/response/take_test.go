package response

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func TestExtractToVariable(t *testing.T) {
	r := showing(t, model.Bytes([]byte(shop)), viewTree)
	r.file.Add(model.EnvironmentsID, &model.Environment{ID: "e", Name: "local", Variables: []model.Variable{{Key: "id", Value: "old", Disabled: true}, {Key: "id", Value: "1", Secret: true}}})
	r.session.Reload()
	r.queue.Drain()
	extract := func(name string, path ...int64) string {
		t.Helper()
		r.bodyView.values.tree.tree.Reveal(path)
		r.Extract()
		if len(r.dialogs.Questions) == 0 {
			return r.dialogs.Said()
		}
		q := r.dialogs.Questions[0]
		r.dialogs.Answer(name)
		r.queue.Drain()
		return q.Text + ": " + q.Value
	}
	if got := extract("id", 1, 0, 0); got != "Name in C: id" {
		t.Errorf("asked %q", got)
	}
	if c, _ := r.file.Collection("c"); !cmp.Equal(c.Variables, []model.Variable{{Key: "id", Value: "789"}}) {
		t.Errorf("the collection has %v", c.Variables)
	}
	r.session.ChooseEnvironment("e")
	if got := extract("id", 1, 1, 0); got != "Name in local: id" {
		t.Errorf("asked %q", got)
	}
	extract("jwt", 2)
	extract("title", 1, 0, 1)
	want := []model.Variable{{Key: "id", Value: "old", Disabled: true}, {Key: "id", Value: "790", Secret: true}, {Key: "jwt", Value: "eyJh.bcd.efg", Secret: true}, {Key: "title", Value: "Tea pot"}}
	if e, _ := r.file.Environment("e"); !cmp.Equal(e.Variables, want) {
		t.Errorf("the environment has %+v", e.Variables)
	}
	if strings.Contains(r.dialogs.Said(), "eyJh") || !strings.Contains(r.dialogs.Said(), "{{jwt}} in local has the value now, as a secret") {
		t.Errorf("said %q", r.dialogs.Said())
	}
	extract("a{b", 1)
	if !strings.Contains(r.dialogs.Said(), "braces are not allowed") {
		t.Errorf("a bad name says %q", r.dialogs.Said())
	}
	r.session.Undo(func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	r.queue.Drain()
	if e, _ := r.file.Environment("e"); len(e.Variables) != 3 {
		t.Errorf("after undo: %v", e.Variables)
	}
}

func TestExtractRefuses(t *testing.T) {
	r := showing(t, model.Bytes([]byte(`{"long":"`+strings.Repeat("x", variableLimit)+`"}`)), viewTree)
	r.keys(fyne.KeyDown)
	r.Extract()
	if got := r.dialogs.Said(); !strings.Contains(got, "extract to a variable: the value has 1 MB, more than 1 MB") || len(r.dialogs.Questions) > 0 {
		t.Errorf("a long value says %q", got)
	}
	r.session.OpenNew(model.Request{ID: "new", URL: "http://n"})
	r.answer(ok("application/json", model.Bytes([]byte(shop))))
	r.queue.Drain()
	r.Extract()
	if got := r.dialogs.Said(); !strings.Contains(got, "choose an environment (Ctrl+E), or save the request") {
		t.Errorf("without a place it says %q", got)
	}
}

func TestSecretLooking(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"access_token", "abc", true}, {"X-Api-Key", "abc", true}, {"Password", "", true}, {"sessionId", "1", true},
		{"value", "eyJhbGciOi.J9.sig", true}, {"value", "Bearer abc", true}, {"value", "-----BEGIN KEY-----", true},
		{"value", "has t0p-secret inside", true}, {"id", "789", false}, {"name", "eyJ no token", false}, {"total", "", false},
	} {
		if got := secretLooking(c.name, c.text, []string{"", "t0p-secret"}); got != c.want {
			t.Errorf("%s %q: %v", c.name, c.text, got)
		}
	}
}

func TestUseAsExample(t *testing.T) {
	r := showing(t, inFile(t, shop), viewTree)
	r.bodyView.values.tree.tree.Reveal([]int64{1, 0, 2})
	r.UseAsExample()
	if len(r.dialogs.Questions) != 1 || r.dialogs.Questions[0].Value != "200 OK price" {
		t.Fatalf("asked %v", r.dialogs.Questions)
	}
	r.answer(ok("application/json", model.Bytes([]byte("{}")))) // another answer while the question is open
	r.dialogs.Answer("the price")
	r.queue.Drain()
	x, err := r.file.Example("x")
	if err != nil || x.Name != "the price" || r.file.Text("x") != `{"amount":24.50}` {
		t.Errorf("the example is %+v with %q, %v", x, r.file.Text("x"), err)
	}
}
