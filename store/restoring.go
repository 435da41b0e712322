package store

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"postern/model"
)

// change returns what brings the workspace to the state of the backup, see [Store.RestoreChange].
func (d *difference) change(only []model.ID) (c model.Change, err error) {
	c.Name = "restore a backup"
	if !d.backup.Time.IsZero() {
		c.Name += " of " + d.backup.Time.Local().Format("2006-01-02 15:04")
	}
	for _, id := range only {
		if !d.theirs.has(id) && id != model.GlobalsID {
			return c, notFound("in the backup,", id)
		}
	}
	r := &restoring{difference: d, only: only, c: &c, tree: d.ours.tree}
	for _, part := range []func() error{r.puts, r.places, r.trash, r.settings} {
		if err := part(); err != nil {
			return c, err
		}
	}
	return c, nil
}

// restoring collects the edits of a restore, and follows in a tree what they do.
type restoring struct {
	*difference
	only []model.ID
	tree *model.Tree // of the workspace as the edits so far leave it
	c    *model.Change
}

// wanted tells whether an entity of a tree is to be restored.
func (r *restoring) wanted(in *model.Tree, id model.ID) bool {
	if len(r.only) == 0 || slices.Contains(r.only, id) {
		return true
	}
	path := in.Path(id)
	return len(path) > 0 && slices.Contains(r.only, path[0])
}

func (r *restoring) edit(e model.Edit) error {
	r.c.Edits = append(r.c.Edits, e)
	return r.tree.Apply(model.Change{Edits: []model.Edit{e}}, time.Time{})
}

// puts stores what is new or differs.
func (r *restoring) puts() error {
	for _, h := range slices.Concat(r.added, r.changed) {
		if !r.wanted(r.theirs.tree, h.ID) {
			continue
		}
		if old, there := r.tree.Head(h.ID); there && old.Kind != h.Kind {
			return fmt.Errorf("%q is a %s in the backup and a %s now: %w", h.ID, h.Kind, old.Kind, model.ErrInvalid)
		}
		e, err := r.theirs.entity(h)
		if err == nil {
			err = r.bringBody(e)
		}
		if err != nil {
			return err
		}
		if err := r.edit(model.Put{Entity: e}); err != nil {
			return err
		}
	}
	return nil
}

// bringBody gives an example of the backup the bytes of its body, where the workspace does not have them.
func (r *restoring) bringBody(e model.Entity) error {
	ex, ok := e.(*model.Example)
	if !ok || !ex.Body.Stored() {
		return nil
	}
	_, err := r.ours.Body(ex.Body.Hash)
	if errors.Is(err, model.ErrNotFound) || errors.Is(err, model.ErrDamaged) {
		ex.Body.Data, err = r.theirs.Body(ex.Body.Hash)
	}
	return err
}

// places brings what is wanted to where it stands in the backup, from the top down, so that nothing is
// moved into itself.
func (r *restoring) places() error {
	for _, root := range []model.ID{model.RootID, model.EnvironmentsID} {
		if err := r.placeBelow(root); err != nil {
			return err
		}
	}
	return nil
}

func (r *restoring) placeBelow(parent model.ID) error {
	for i, id := range r.theirs.tree.Children(parent) {
		if !r.wanted(r.theirs.tree, id) {
			continue
		}
		now := r.tree.Children(parent)
		there := i < len(now) && now[i] == id
		if len(r.only) > 0 && slices.Contains(r.only, id) {
			there = r.tree.Parent(id) == parent // among others that are not restored it stays where it is
		}
		if !there {
			if err := r.edit(model.Place{ID: id, Parent: parent, Index: i}); err != nil {
				return err
			}
		}
		if err := r.placeBelow(id); err != nil {
			return err
		}
	}
	return nil
}

// trash puts away what the backup does not have, with what is below it: also what came back with
// something that was in the trash.
func (r *restoring) trash() error {
	var gone []model.ID
	for _, root := range []model.ID{model.RootID, model.EnvironmentsID} {
		for h := range r.tree.Walk(root) {
			if !r.theirs.has(h.ID) && r.wanted(r.tree, h.ID) {
				gone = append(gone, h.ID)
			}
		}
	}
	for _, id := range gone {
		if len(r.tree.Path(id)) == 0 {
			continue // it went along with what it stands under
		}
		if err := r.edit(model.Trash{ID: id}); err != nil {
			return err
		}
	}
	return nil
}

// settings restores the settings with a whole backup.
func (r *restoring) settings() error {
	if len(r.only) > 0 {
		return nil
	}
	now, err := r.ours.Settings()
	if err != nil {
		return err
	}
	then, err := r.theirs.Settings()
	if err == nil && then != now {
		err = r.edit(model.PutSettings{Settings: then})
	}
	return err
}
