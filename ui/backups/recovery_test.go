package backups

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"postern/model"
	"postern/ui/task"
	"postern/ui/theme"
)

func TestRecovery(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Dark))
	report := &model.Recovery{Damage: "page 7 is not what it should be", Aside: "/home/me/workspace.damaged", Kept: model.Counts{Requests: 12, Folders: 1},
		Lost:   []model.Loss{{What: "request", Name: "List", Text: "the checksum does not match"}, {What: "body", ID: "abc", Text: "cut short"}},
		Backup: &model.Backup{Path: "good", Time: time.Date(2026, 1, 2, 3, 4, 0, 0, time.Local)}}
	left, restored, copied := 0, "", ""
	r := NewRecovery(RecoveryDeps{Recovery: report, Runner: &task.Queue{}, Copy: func(s string) { copied = s }, Restore: func(p string) { restored = p }, Leave: func() { left++ }})
	w := test.NewTempWindow(t, r.Content())
	w.Resize(fyne.NewSize(800, 500))
	for _, want := range []string{report.Damage, report.Aside, "1 folder, 12 requests", `request "List": the checksum does not match`, `body "abc": cut short`} {
		if !strings.Contains(r.Report(), want) {
			t.Errorf("the report does not say %q:\n%s", want, r.Report())
		}
	}
	r.lost.SelectAll()
	if got := r.lost.SelectedText(); !strings.Contains(got, "cut short") {
		t.Errorf("the list shows %q", got)
	}
	test.Tap(r.restore)
	test.Tap(r.goOn)
	test.Tap(r.copy)
	if restored != "good" || left != 1 || copied != r.Report() {
		t.Errorf("restored %q, left %d times, copied %q", restored, left, copied)
	}
	if !strings.Contains(r.restore.Text, "2 Jan 2026 03:04") {
		t.Errorf("the button says %q", r.restore.Text)
	}
	report.Backup, report.Lost = nil, nil
	if r := NewRecovery(RecoveryDeps{Recovery: report, Runner: &task.Queue{}}); r.restore != nil {
		t.Error("a backup is offered where there is none")
	}
}
