package workbench

import (
	"slices"

	"postern/model"
)

// Apply carries out a change and returns the one that undoes it. Before it returns, every running mock
// whose collection the change touches serves what is now stored: the very next request gets it. A
// mock whose collection no longer compiles goes on with what it served before and says so in its
// status; one whose collection went to the trash is stopped.
func (b *Bench) Apply(c model.Change) (inverse model.Change, err error) {
	b.edits.Lock()
	defer b.edits.Unlock()
	return b.apply(c)
}

// apply is Apply for those who hold the lock of edits.
func (b *Bench) apply(c model.Change) (inverse model.Change, err error) {
	b.beforeImport(c)
	running := b.running()
	var touched []model.ID
	if len(running) > 0 && moves(c) {
		touched = b.touched(c, running)
	}
	if inverse, err = b.store.Apply(c); err != nil {
		return inverse, err
	}
	b.forgetTree()
	if len(running) == 0 {
		return inverse, nil
	}
	touched = append(touched, b.touched(c, running)...)
	slices.Sort(touched)
	for _, id := range slices.Compact(touched) {
		b.refresh(id)
	}
	return inverse, nil
}

// moves tells whether a change takes entities from where they are, so that it touches collections
// that they are no longer in afterwards.
func moves(c model.Change) bool {
	return slices.ContainsFunc(c.Edits, func(e model.Edit) bool {
		switch e.(type) {
		case model.Place, model.Trash, model.Remove:
			return true
		}
		return false
	})
}

// touched returns those of the running mocks that a change concerns as the workspace is now. All of
// them where that cannot be told.
func (b *Bench) touched(c model.Change, running []model.ID) []model.ID {
	tree, err := b.sharedTree()
	if err != nil {
		b.logger.Warn("read the tree to refresh mocks", "err", err)
		return running
	}
	var out []model.ID
	for _, e := range c.Edits {
		id := edited(e)
		if h, _ := tree.Head(id); id == model.GlobalsID || h.Kind == model.KindEnvironment {
			return running // all may use its variables
		}
		if in := tree.Collection(id); in != "" {
			id = in
		}
		if slices.Contains(running, id) {
			out = append(out, id)
		}
	}
	return out
}

func edited(e model.Edit) model.ID {
	switch e := e.(type) {
	case model.Put:
		return e.Entity.Head().ID
	case model.Place:
		return e.ID
	case model.Trash:
		return e.ID
	case model.Remove:
		return e.ID
	}
	return ""
}
