package ui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
)

// damageFirst and damageEvery are when it is looked whether the check of the file, which may go on long
// after the start, has found something.
const (
	damageFirst = 10 * time.Second
	damageEvery = time.Minute
)

// watchDamage says once, and until it is closed, that the check of the file has found something.
func (w *Window) watchDamage(wait time.Duration) {
	if w.services.Damage == nil {
		return
	}
	w.options.Runner.After(wait, func() {
		found := w.services.Damage()
		if len(found) == 0 {
			w.watchDamage(damageEvery)
			return
		}
		w.dialogs.toasts.Show(kit.ToastError, damageText(found), &kit.ToastAction{Label: lang.L("Backups…"), Run: w.showBackups})
	})
}

func damageText(found []model.Loss) string {
	first := found[0]
	what := first.What
	if first.Name != "" {
		what += fmt.Sprintf(" %q", first.Name)
	}
	count := kit.CountText(len(found), "The check of the workspace file found %d fault:", "The check of the workspace file found %d faults, the first:")
	return fmt.Sprintf("%s %s: %s. %s", count, what, first.Text, lang.L("A backup from before may hold it whole."))
}
