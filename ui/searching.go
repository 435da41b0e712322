package ui

import (
	"errors"

	"postern/model"
	"postern/ui/search"
)

// search opens the search of the whole workspace.
func (w *Window) search() {
	if w.services.Search == nil {
		w.dialogs.Note("", errors.New("the search is not available for this workspace"))
		return
	}
	search.Show(search.Deps{Runner: w.options.Runner, Canvas: w.options.Window.Canvas(), Search: w.services.Search, Open: w.openMatch})
}

// openMatch shows what was found, and of a request the part in which the words stand.
func (w *Window) openMatch(m model.Match) {
	if m.Kind == 0 {
		w.goTo(roomCollections)
		w.history.Get().Open(m.ID)
		return
	}
	room := roomCollections
	if m.Kind == model.KindEnvironment {
		room = roomEnvironments
	}
	w.goTo(room)
	if err := w.session.Open(m.ID); err != nil {
		w.dialogs.Note("", err)
		return
	}
	sections := map[model.MatchField]string{model.MatchHeader: "headers", model.MatchParam: "params", model.MatchDocs: "docs", model.MatchBody: "body"}
	if section, ok := sections[m.Field]; ok && m.Kind == model.KindRequest {
		w.request.ShowSection(section)
	}
}
