package mocks

import (
	"slices"
	"strconv"
	"strings"

	"postern/model"
	"postern/ui/kit"
)

// numbered lists the things of one kind in the settings of a mock; the selected one is edited beside the list. The
// ID of a row is its place in the settings.
type numbered[T any] struct {
	p    *presenter
	list *kit.Outline
	now  []T // as they are shown
	// of finds the things in the settings.
	of func(*model.MockSettings) *[]T
	// edits and removes name the changes.
	edits, removes string
}

// Children implements kit.OutlineSource.
func (n *numbered[T]) Children(id string) []string {
	if id != "" {
		return nil
	}
	out := make([]string, len(n.now))
	for i := range n.now {
		out[i] = strconv.Itoa(i)
	}
	return out
}

// at returns the thing of a row and its place.
func (n *numbered[T]) at(id string) (thing T, i int, ok bool) {
	i, err := strconv.Atoi(id)
	if err != nil || i < 0 || i >= len(n.now) {
		return thing, 0, false
	}
	return n.now[i], i, true
}

// chosen returns the selected thing, or one with nothing in it.
func (n *numbered[T]) chosen() T {
	thing, _, _ := n.at(n.list.Selected())
	return thing
}

// some tells whether a thing is selected.
func (n *numbered[T]) some() bool {
	_, _, ok := n.at(n.list.Selected())
	return ok
}

// change edits the list in the settings, where it still has what is selected.
func (n *numbered[T]) change(name string, edit func(list *[]T, i int)) {
	_, i, ok := n.at(n.list.Selected())
	if !ok {
		return
	}
	n.p.setHere(name, func(m *model.MockSettings) {
		if list := n.of(m); i < len(*list) {
			edit(list, i)
		}
	})
}

// edit changes the selected thing.
func (n *numbered[T]) edit(edit func(*T)) {
	n.change(n.edits, func(list *[]T, i int) { edit(&(*list)[i]) })
}

// remove takes the selected thing away.
func (n *numbered[T]) remove() {
	n.change(n.removes, func(list *[]T, i int) { *list = slices.Delete(*list, i, i+1) })
}

// text adds a field of the selected thing to a form.
func (n *numbered[T]) text(f *form, label, hint string, of func(*T) *string) {
	f.text(label, hint, func() string { thing := n.chosen(); return *of(&thing) }, func(text string) error {
		n.edit(func(thing *T) { *of(thing) = strings.TrimSpace(text) })
		return nil
	}).when(n.some)
}

// whole adds a field for a whole number of the selected thing, from least up; empty means 0.
func (n *numbered[T]) whole(f *form, label, hint string, least int, of func(*T) *int) {
	f.text(label, hint, func() string { thing := n.chosen(); return wholeText(*of(&thing)) }, func(text string) error {
		number, err := parseWhole(text, least, 1_000_000)
		if err == nil {
			n.edit(func(thing *T) { *of(thing) = number })
		}
		return err
	}).when(n.some)
}
