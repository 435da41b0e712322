package crash

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

// outline is what a tree shows, with what is in the trash; the places that the trash remembers and its
// times are left out.
func outline(tree *model.Tree) (out []string) {
	below := func(id model.ID, depth int) {
		for h, d := range tree.Walk(id) {
			out = append(out, fmt.Sprintf("%*s%v", depth+d, "", h))
		}
	}
	below(model.RootID, 0)
	below(model.EnvironmentsID, 0)
	trash := map[model.ID]bool{}
	for _, x := range tree.Trash() {
		trash[x.Head.ID] = true
	}
	for id := range trash {
		if !tree.InTrash(id) {
			out = append(out, fmt.Sprintf("%q is and is not in the trash", id))
		}
	}
	return append(out, fmt.Sprint(trash))
}

// Ensure that a session shows after every step, undoing and redoing included, what the file holds.
func TestSessionFollowsTheFile(t *testing.T) {
	const steps = 300
	ref, err := newReference(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer ref.bench.Close()
	ref.Report = func(err error) { t.Errorf("reported: %v", err) }
	from := seed()
	t.Logf("seed %d", from)
	for n := range uint64(steps) {
		if id := ref.pick(numbers(from, 1, n), model.KindRequest); id != "" && n%3 == 0 {
			if err := ref.Open(id); err != nil {
				t.Fatal(err)
			}
		}
		ref.advance(from, 0, n+1)
		if err := ref.mirrors(); err != "" {
			t.Fatalf("after step %d: %s", n+1, err)
		}
	}
}

// mirrors tells where the session shows something else than the file holds.
func (r *reference) mirrors() string {
	tree, err := r.bench.Tree()
	if err != nil {
		return err.Error()
	}
	if d := cmp.Diff(outline(tree), outline(r.Tree())); d != "" {
		return "(-file +session):\n" + d
	}
	undo, redo, err := r.bench.Steps()
	if err != nil {
		return err.Error()
	}
	can := func(name string, ok bool) string { return fmt.Sprint(name, ok) }
	next := func(names []string) string {
		if len(names) == 0 {
			return can("", false)
		}
		return can(names[0], true)
	}
	if got := can(r.CanUndo()) + can(r.CanRedo()); got != next(undo)+next(redo) {
		return fmt.Sprintf("the session can undo and redo %s, the file %s", got, next(undo)+next(redo))
	}
	settings, err := r.bench.Settings()
	if err != nil || settings != r.Settings() {
		return fmt.Sprintf("settings %+v, %v", r.Settings(), err)
	}
	for _, tab := range r.Tabs() {
		if tab.Saved == nil {
			continue
		}
		if saved, err := r.bench.Request(tab.ID); err != nil || !model.SameRequest(saved, *tab.Saved) {
			return fmt.Sprintf("the tab of %q shows %+v, %v", tab.ID, tab.Saved, err)
		}
	}
	return ""
}
