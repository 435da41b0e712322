package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
)

// hintSecrets tells once what looks like a secret in a plain field of a saved request.
func (w *Window) hintSecrets(r model.Request) {
	if w.services.LooksSecret == nil {
		return
	}
	lines := w.services.LooksSecret(r)
	text := strings.Join(lines, "\n")
	if text == "" || w.hinted[r.ID] == text {
		return
	}
	if w.hinted == nil {
		w.hinted = map[model.ID]string{}
	}
	w.hinted[r.ID] = text
	w.dialogs.Hint(secretsText(lines))
}

// findSecrets looks through a collection in the background; found hears only of what there is.
func (w *Window) findSecrets(collection model.ID, found func(lines []string)) {
	if w.services.LooksSecret == nil {
		return
	}
	var requests []model.Head
	for h := range w.session.Tree().Walk(collection) {
		if h.Kind == model.KindRequest {
			requests = append(requests, h)
		}
	}
	var lines []string
	w.options.Runner.Start(context.Background(), func(context.Context) {
		for _, h := range requests {
			r, err := w.services.Workspace.Request(h.ID)
			if err != nil {
				continue // the export itself will say what is wrong with it
			}
			for _, line := range w.services.LooksSecret(r) {
				lines = append(lines, h.Name+": "+line)
			}
		}
	}, func() {
		if len(lines) > 0 {
			found(lines)
		}
	})
}

// secretsText is the advice about what looks like a secret.
func secretsText(lines []string) string {
	const most = 5 // lines: a hint, not a report
	text := kit.Sentence(strings.Join(lines[:min(most, len(lines))], "\n"))
	if more := len(lines) - most; more > 0 {
		text += "\n" + fmt.Sprintf(lang.L("and %d more"), more)
	}
	return text + "\n" + lang.L("Kept in a secret variable it stays out of exports and history.")
}
