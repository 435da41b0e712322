package workbench

import (
	"slices"

	"postern/model"
)

// Apply carries out a change, which can be undone from then on, and returns the one that undoes it.
// Before it returns, every running mock whose collection the change touches serves what is now stored:
// the very next request gets it. A mock whose collection no longer compiles goes on with what it served
// before and says so in its status; one whose collection went to the trash is stopped.
func (b *Bench) Apply(c model.Change) (inverse model.Change, err error) {
	b.edits.Lock()
	defer b.edits.Unlock()
	return b.apply(c)
}

// ApplyWith carries out the change that build makes and returns it. build reads what it needs of the
// workspace: nobody else changes that before the change is applied. One without edits does nothing.
func (b *Bench) ApplyWith(build func() (model.Change, error)) (applied model.Change, err error) {
	b.edits.Lock()
	defer b.edits.Unlock()
	if applied, err = build(); err != nil || len(applied.Edits) == 0 {
		return applied, err
	}
	_, err = b.apply(applied)
	return applied, err
}

// apply is Apply for those who hold the lock of edits.
func (b *Bench) apply(c model.Change) (inverse model.Change, err error) {
	b.beforeImport(c)
	err = b.changing(func() (model.Change, error) {
		var err error
		inverse, err = b.store.Apply(c)
		return c, err
	})
	return inverse, err
}

// Undo takes back the newest change of the workspace that was not undone yet, whoever made it, and
// returns what it applied for that. Mocks follow as with [Bench.Apply]. model.ErrNotFound where nothing
// is left to undo; see store.Store.Undo.
func (b *Bench) Undo() (applied model.Change, err error) {
	b.edits.Lock()
	defer b.edits.Unlock()
	err = b.changing(func() (model.Change, error) {
		applied, err = b.store.Undo()
		return applied, err
	})
	return applied, err
}

// Redo carries out again what was undone last, as [Bench.Undo] takes it back.
func (b *Bench) Redo() (applied model.Change, err error) {
	b.edits.Lock()
	defer b.edits.Unlock()
	err = b.changing(func() (model.Change, error) {
		applied, err = b.store.Redo()
		return applied, err
	})
	return applied, err
}

// Steps returns the names of the changes that can be undone and of those that can be done again, each
// list in the order in which that happens.
func (b *Bench) Steps() (undo, redo []string, err error) { return b.store.Steps() }

// changing lets do change the workspace and puts what that touched into service. A change touches the
// collections that its entities were in before it, and those that they are in after it.
func (b *Bench) changing(do func() (model.Change, error)) error {
	running := b.running()
	var before *model.Tree
	if len(running) > 0 {
		before = b.treeForMocks()
	}
	c, err := do()
	if err != nil {
		return err
	}
	b.forgetTree()
	if len(running) == 0 {
		return nil
	}
	touched := append(touched(before, c, running), touched(b.treeForMocks(), c, running)...)
	slices.Sort(touched)
	for _, id := range slices.Compact(touched) {
		b.refresh(id)
	}
	return nil
}

func (b *Bench) treeForMocks() *model.Tree {
	tree, err := b.sharedTree()
	if err != nil {
		b.logger.Warn("read the tree to refresh mocks", "err", err)
		return nil
	}
	return tree
}

// touched returns those of the running mocks that a change concerns as the workspace is in a tree. All
// of them where that cannot be told.
func touched(tree *model.Tree, c model.Change, running []model.ID) []model.ID {
	if tree == nil {
		return slices.Clone(running)
	}
	var out []model.ID
	for _, e := range c.Edits {
		id := edited(e)
		if h, _ := tree.Head(id); id == model.GlobalsID || h.Kind == model.KindEnvironment {
			return slices.Clone(running) // all may use its variables
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
