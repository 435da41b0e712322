package ui

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"postern/model"
)

// copies are the backups of the stories: one, which holds nothing.
type copies struct{}

func (copies) Backups() ([]model.Backup, error) {
	return []model.Backup{{Path: "good", Kind: model.BackupDaily, Time: time.Now()}}, nil
}
func (copies) BackupNow() (model.Backup, error) { return model.Backup{}, errors.New("disk full") }
func (copies) BackupContent(path string) (model.BackupContent, error) {
	return model.BackupContent{Tree: model.NewTree()}, nil
}
func (copies) RestoreChange(string, ...model.ID) (c model.Change, err error) { return c, nil }

func TestRecoveryComesFirstAndCanBeSeenAgain(t *testing.T) {
	r := newRig(t, func(s *Services) {
		s.Copies = copies{}
		s.Recovery = func() *model.Recovery {
			return &model.Recovery{Damage: "page 7", Aside: "/tmp/damaged", Backup: &model.Backup{Path: "good"}}
		}
	})
	if r.room() != roomRecovery || !r.says("The workspace file was damaged") {
		t.Fatalf("the window begins with %q", r.room())
	}
	r.command("collections")
	if r.room() != roomCollections {
		t.Fatal("the report cannot be left")
	}
	r.command("recovery")
	if r.room() != roomRecovery {
		t.Fatal("the report cannot be seen again")
	}
	r.window.Canvas().FocusNext()
	r.key(fyne.KeySpace) // look at the backup
	if r.room() != roomBackups {
		t.Fatalf("looking at the backup shows %q", r.room())
	}
	r.key(fyne.KeyEscape)
	if r.room() != roomCollections {
		t.Fatalf("escape shows %q", r.room())
	}
}

func TestAllIsWell(t *testing.T) {
	r := newRig(t, func(s *Services) { s.Recovery = func() *model.Recovery { return nil } })
	r.command("recovery")
	if r.room() != "" || !r.says("nothing to report") {
		t.Fatalf("shows %q", r.room())
	}
	r.command("backups")
	if !r.says("Backups are not available") {
		t.Error("a window without backups does not say so")
	}
	r.command("search")
	if !r.says("search is not available") {
		t.Error("a window without a search does not say so")
	}
}

func TestFailedBackupSaysSo(t *testing.T) {
	r := newRig(t, func(s *Services) { s.Copies = copies{} })
	r.command("backup-now")
	if r.room() != roomBackups || !r.says("Disk full") {
		t.Fatalf("shows %q", r.room())
	}
}

func TestOpeningFromTheTreeLeavesThePage(t *testing.T) {
	r := newRig(t)
	r.command("trash")
	r.command("collections") // the keys go to the tree
	r.command("trash")
	r.collections.Focus()
	r.key(fyne.KeyHome)
	r.key(fyne.KeyReturn)
	if r.room() != roomCollections || r.session.Active() == nil {
		t.Fatalf("shows %q", r.room())
	}
}

func TestSearchOpensWhatIsFound(t *testing.T) {
	places := map[string]model.Match{
		"list": {ID: "list", Kind: model.KindRequest, Name: "List", Field: model.MatchHeader}, "ok": {ID: "ok", Kind: model.KindExample, Name: "OK", Field: model.MatchName},
		"local": {ID: "local", Kind: model.KindEnvironment, Name: "Local", Field: model.MatchName}, "past": {ID: "past", Name: "GET past", Field: model.MatchURL}, "gone": {ID: "gone", Kind: model.KindRequest, Field: model.MatchName}}
	r := newRig(t, func(s *Services) {
		s.Search = func(_ context.Context, query string, _ int) ([]model.Match, error) {
			return []model.Match{places[query]}, nil
		}
	})
	for query, want := range map[string]string{"list": "collections list", "ok": "collections list", "local": "environments local"} {
		r.command("search")
		r.write(query)
		r.key(fyne.KeyReturn)
		if got := fmt.Sprint(r.room(), " ", r.session.Active().ID); got != want {
			t.Errorf("%s opens %s", query, got)
		}
	}
	r.command("search")
	r.write("past")
	r.key(fyne.KeyReturn)
	if a := r.session.Active(); a.Saved != nil || a.Exchange == nil || a.Exchange.ID != "past" {
		t.Errorf("the history opens %+v", a)
	}
	r.command("search")
	r.write("gone")
	r.key(fyne.KeyReturn)
	if !r.says("not found") {
		t.Error("what is gone cannot be opened, and nothing says so")
	}
}

func TestRevertShowsTheDifferencesFirst(t *testing.T) {
	r := newRig(t)
	if err := r.session.Open("list"); err != nil {
		t.Fatal(err)
	}
	tab := r.session.Active()
	r.session.Edit(tab, func(q *model.Request) {
		q.URL = "http://other"
		q.Headers = append(q.Headers, model.Field{Key: "Authorization", Value: "Bearer s3cret"})
	})
	r.command("revert")
	if !r.says("2 differences from what is saved") || tab.Request.URL != "http://other" {
		t.Fatal("the differences are not shown first")
	}
	d := newDifferences(r.queue, model.DiffRequests(*tab.Saved, *tab.Request))
	if got := d.Row("0"); got.Label != "URL" || got.Detail != "changed" {
		t.Errorf("first %+v", got)
	}
	if got := d.Row("1"); got.Label != "Header Authorization" || got.Detail != "secret" {
		t.Errorf("second %+v", got)
	}
	d.show("1")
	d.after.SelectAll()
	if text := d.after.SelectedText(); text != model.Mask {
		t.Errorf("a secret is shown: %q", text)
	}
	r.key(fyne.KeyEscape)
	if tab.Request.URL != "http://other" || !tab.Dirty {
		t.Fatal("escape reverts")
	}
	r.command("revert")
	r.key(fyne.KeyDown)
	r.key(fyne.KeyReturn)
	if tab.Request.URL != "http://list" || tab.Dirty || r.window.Canvas().Overlays().Top() != nil {
		t.Fatalf("after reverting: %q", tab.Request.URL)
	}
}

func TestMenuTellsWhatWouldBeUndone(t *testing.T) {
	r := newRig(t)
	if got := r.menu("Edit"); got[:10] != "Undo, Redo" {
		t.Fatalf("the menu says %q", got)
	}
	r.session.Do(model.Change{Name: "delete folder products", Edits: []model.Edit{model.Trash{ID: "products"}}}, nil)
	r.settle()
	if got, want := r.menu("Edit"), "Undo delete folder products, Redo, "; got[:len(want)] != want {
		t.Fatalf("the menu says %q", got)
	}
	r.command("undo")
	if got, want := r.menu("Edit"), "Undo, Redo delete folder products, "; got[:len(want)] != want {
		t.Fatalf("the menu says %q", got)
	}
}

func TestSecretsAreHintedAtOnce(t *testing.T) {
	asked := 0
	r := newRig(t, func(s *Services) {
		s.LooksSecret = func(q model.Request) []string {
			asked++
			if q.URL == "http://list" {
				return nil
			}
			return []string{"the header X-Key looks like a key"}
		}
	})
	if err := r.session.Open("cart"); err != nil {
		t.Fatal(err)
	}
	r.command("save")
	if !r.says("The header X-Key looks like a key") {
		t.Fatal("saving gives no hint")
	}
	for r.dialogs.toasts.Dismiss() {
	}
	r.command("save")
	if asked != 2 || r.says("looks like a key") {
		t.Fatalf("asked %d times, and hints again", asked)
	}
	r.command("export")
	if !r.says("Cart: the header X-Key looks like a key") {
		t.Fatal("the export gives no hint")
	}
}

func TestDamageFoundLaterIsTold(t *testing.T) {
	var found []model.Loss
	r := newRig(t, func(s *Services) { s.Damage = func() []model.Loss { return found } })
	r.queue.Advance(damageFirst)
	if texts := r.dialogs.toasts.Texts(); len(texts) != 0 {
		t.Fatalf("says %q of a whole file", texts)
	}
	found = []model.Loss{{What: "request", Name: "List", Text: "its checksum does not match"}, {What: "page", Text: "unread"}}
	r.queue.Advance(damageEvery)
	if !r.says(`found 2 faults, the first: request "List": its checksum does not match. A backup`) {
		t.Fatalf("says %q", r.dialogs.toasts.Texts())
	}
	for r.dialogs.toasts.Dismiss() {
	}
	r.queue.Advance(10 * damageEvery)
	if texts := r.dialogs.toasts.Texts(); len(texts) != 0 {
		t.Errorf("says it again: %q", texts)
	}
}

func TestNoticeGivesWayToTheReport(t *testing.T) {
	r := newRig(t)
	r.options.Notice = "set aside"
	r.prepare()
	if !r.says("set aside") {
		t.Error("the notice is not shown")
	}
	for r.dialogs.toasts.Dismiss() {
	}
	r.services.Recovery = func() *model.Recovery { return &model.Recovery{} }
	r.buildKeeping()
	r.prepare()
	if r.says("set aside") {
		t.Error("the notice stands over the report that says the same")
	}
}
