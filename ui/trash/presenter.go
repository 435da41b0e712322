package trash

import (
	"errors"
	"fmt"
	"slices"

	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
)

// presenter decides what is shown of the trash and carries out what the user asks for.
type presenter struct {
	deps    Deps
	at      model.ID // the selected item
	checked map[model.ID]bool
}

func newPresenter(d Deps) *presenter { return &presenter{deps: d, checked: map[model.ID]bool{}} }

func (p *presenter) tree() *model.Tree { return p.deps.Session.Tree() }

// days tells after how many days an item goes by itself; 0 means never.
func (p *presenter) days() int { return p.deps.Session.Settings().TrashDays }

// items lists what is in the trash, newest first.
func (p *presenter) items() []model.Trashed { return p.tree().Trash() }

func (p *presenter) item(id model.ID) (model.Trashed, bool) {
	all := p.items()
	i := slices.IndexFunc(all, func(t model.Trashed) bool { return t.Head.ID == id })
	if i < 0 {
		return model.Trashed{}, false
	}
	return all[i], true
}

// follow drops selection and checks of what has left the trash.
func (p *presenter) follow() {
	for id := range p.checked {
		if !p.tree().InTrash(id) {
			delete(p.checked, id)
		}
	}
	if all := p.items(); !p.tree().InTrash(p.at) {
		p.at = ""
		if len(all) > 0 {
			p.at = all[0].Head.ID
		}
	}
}

func (p *presenter) toggle(id model.ID) {
	if p.checked[id] {
		delete(p.checked, id)
	} else {
		p.checked[id] = true
	}
}

// chosen returns the checked items, or else the selected one.
func (p *presenter) chosen() []model.ID {
	var ids []model.ID
	for _, t := range p.items() {
		if p.checked[t.Head.ID] {
			ids = append(ids, t.Head.ID)
		}
	}
	if len(ids) == 0 && p.at != "" {
		ids = append(ids, p.at)
	}
	return ids
}

// restore puts items back where they were. What they stood in may be in the trash too, or gone.
func (p *presenter) restore(ids ...model.ID) {
	if len(ids) == 0 {
		return
	}
	for _, id := range ids {
		t, ok := p.item(id)
		if !ok {
			return
		}
		holder, gone := p.holder(t)
		switch {
		case gone:
			p.restoreElsewhere(t, ids)
			return
		case holder != "" && !slices.Contains(ids, holder):
			h, _ := p.tree().Head(holder)
			p.deps.Dialogs.Confirm(lang.L("Restore"), fmt.Sprintf(lang.L("%q stood in %q, which is in the trash too."), fields.Name(t.Head), fields.Name(h)),
				lang.L("Restore both"), func() { p.restore(append(slices.Clone(ids), holder)...) })
			return
		}
	}
	p.place(ids, "")
}

// holder returns the item of the trash that an item stood in or below, or "". gone tells that what it
// stood in was deleted for good.
func (p *presenter) holder(t model.Trashed) (holder model.ID, gone bool) {
	for id := t.Parent; id != model.RootID && id != model.EnvironmentsID; id = p.tree().Parent(id) {
		if _, known := p.tree().Head(id); !known {
			return "", true
		}
		if p.tree().InTrash(id) {
			return id, false
		}
	}
	return "", false
}

var errNoPlace = errors.New("the request that the example belongs to was deleted for good: an example has no place without it")

func (p *presenter) restoreElsewhere(t model.Trashed, ids []model.ID) {
	if t.Head.Kind == model.KindExample {
		p.deps.Dialogs.Note("", fmt.Errorf("restore %q: %w", fields.Name(t.Head), errNoPlace))
		return
	}
	p.deps.Dialogs.ChooseParent(fmt.Sprintf(lang.L("What %q stood in is gone. Restore to"), fields.Name(t.Head)), func(parent model.ID) {
		if len(ids) == 1 {
			p.place(ids, parent)
			return
		}
		p.place([]model.ID{t.Head.ID}, parent)
	})
}

// place brings items back in one step that can be undone: the newest first, so that every one finds its
// place among its siblings again, and what it stands in before it.
func (p *presenter) place(ids []model.ID, elsewhere model.ID) {
	c := model.Change{}
	for _, t := range p.items() {
		if !slices.Contains(ids, t.Head.ID) {
			continue
		}
		edit := model.Place{ID: t.Head.ID, Parent: t.Parent, Index: t.Index}
		if elsewhere != "" {
			edit.Parent, edit.Index = elsewhere, -1
		}
		c.Edits = append(c.Edits, edit)
		c.Name = "restore " + fields.Name(t.Head)
	}
	said := fmt.Sprintf(lang.L("Restored %s"), c.Name[len("restore "):])
	if n := len(c.Edits); n > 1 {
		c.Name = fmt.Sprintf("restore %d items", n)
		said = kit.CountText(n, "Restored %d item", "Restored %d items")
	}
	p.deps.Session.Do(c, func(err error) { p.deps.Dialogs.Note(said, err) })
}

// remove deletes items for good after asking, or all without ids.
func (p *presenter) remove(ids ...model.ID) {
	all := p.items()
	title, action := lang.L("Delete for good"), lang.L("Delete for good")
	if len(ids) == 0 {
		title = lang.L("Empty trash")
		for _, t := range all {
			ids = append(ids, t.Head.ID)
		}
	}
	what := kit.CountText(len(ids), "%d item", "%d items")
	if len(ids) == 1 {
		t, _ := p.item(ids[0])
		what = fmt.Sprintf("%q", fields.Name(t.Head))
	}
	below := ""
	if n := p.below(ids); n > 0 {
		below = " " + kit.CountText(n, "and the %d thing in it", "and the %d things in it")
	}
	text := fmt.Sprintf(lang.L("This deletes %s%s. It cannot be undone."), what, below)
	p.deps.Dialogs.Confirm(title, text, action, func() {
		p.deps.Session.EmptyTrash(func(...model.ID) error { return p.deps.EmptyTrash(ids...) }, func(err error) {
			p.deps.Dialogs.Note(lang.L("Deleted for good"), err)
		})
	})
}

// below counts what is in items.
func (p *presenter) below(ids []model.ID) int {
	n := 0
	for _, id := range ids {
		for range p.tree().Walk(id) {
			n++
		}
	}
	return n
}
