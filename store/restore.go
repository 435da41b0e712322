package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"postern/model"
)

// LookInto opens a backup, checks all of it, and tells what it holds and how that differs from the
// workspace as it is now. Neither is changed. The globals are among what may have Changed.
func (s *Store) LookInto(path string) (c model.BackupContent, err error) {
	err = s.compare(path, func(d *difference) error {
		c.Tree, c.Count, c.Backup = d.theirs.tree, d.theirs.count(), d.backup
		c.Added, c.Missing, c.Changed = d.added, d.missing, d.changed
		return nil
	})
	if err != nil {
		return model.BackupContent{}, fmt.Errorf("look into the backup %s: %w", path, err)
	}
	return c, nil
}

// RestoreChange returns the change that brings the workspace to the state of a backup, or where
// collections or environments are named, only those and what is in them: what the backup does not have
// goes to the trash. Nothing is changed before the change is applied, and undoing it works as for any
// other. Drafts, history and the trash are no part of it, and neither are the settings where only some
// is restored. ErrNotFound for a name that the backup does not have.
func (s *Store) RestoreChange(path string, only ...model.ID) (c model.Change, err error) {
	err = s.compare(path, func(d *difference) error {
		c, err = d.change(only)
		return err
	})
	if err != nil {
		return model.Change{}, fmt.Errorf("restore the backup %s: %w", path, err)
	}
	return c, nil
}

// side is one of two workspaces that are compared.
type side struct {
	*Store
	tree  *model.Tree
	heads []model.Head // in the order of the tree
	in    map[model.ID]bool
}

func newSide(s *Store) (side, error) {
	tree, err := s.Tree()
	if err != nil {
		return side{}, err
	}
	out := side{Store: s, tree: tree, in: map[model.ID]bool{}}
	for _, root := range []model.ID{model.RootID, model.EnvironmentsID} {
		for h := range tree.Walk(root) {
			out.heads, out.in[h.ID] = append(out.heads, h), true
		}
	}
	return out, nil
}

// has tells whether something is in the tree; what is in the trash is not.
func (s side) has(id model.ID) bool { return s.in[id] }

func (s side) count() (n model.Counts) {
	for _, h := range s.heads {
		switch h.Kind {
		case model.KindFolder:
			n.Folders++
		case model.KindRequest:
			n.Requests++
		case model.KindExample:
			n.Examples++
		case model.KindEnvironment:
			n.Environments++
		}
	}
	return n
}

// entity reads an entity as its readers get it.
func (s side) entity(h model.Head) (e model.Entity, err error) {
	switch h.Kind {
	case model.KindCollection:
		x, err := s.Collection(h.ID)
		return &x, err
	case model.KindFolder:
		x, err := s.Folder(h.ID)
		return &x, err
	case model.KindRequest:
		x, err := s.Request(h.ID)
		return &x, err
	case model.KindExample:
		x, err := s.Example(h.ID)
		return &x, err
	}
	x, err := s.Environment(h.ID)
	return &x, err
}

// difference is how a backup differs from the workspace.
type difference struct {
	ours, theirs            side
	backup                  model.Backup
	added, missing, changed []model.Head
}

// compare opens a backup and calls f with how it differs.
func (s *Store) compare(path string, f func(*difference) error) (err error) {
	other, done, err := s.openBackup(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	d := &difference{}
	d.backup, _ = backupName(filepath.Base(path))
	d.backup.Path = path
	if info, err := os.Stat(path); err == nil {
		d.backup.Size = info.Size()
	}
	if d.ours, err = newSide(s); err != nil {
		return err
	}
	if d.theirs, err = newSide(other); err != nil {
		return err
	}
	if err := d.find(); err != nil {
		return err
	}
	return f(d)
}

// find fills in what was added, is missing and has changed.
func (d *difference) find() error {
	for _, h := range d.ours.heads {
		if !d.theirs.has(h.ID) {
			d.missing = append(d.missing, h)
		}
	}
	globals := model.Head{ID: model.GlobalsID, Kind: model.KindEnvironment, Name: "Globals"}
	for _, h := range append(slices.Clone(d.theirs.heads), globals) {
		if h.ID != model.GlobalsID && !d.ours.has(h.ID) {
			d.added = append(d.added, h)
			continue
		}
		same, err := d.same(h)
		if err != nil {
			return err
		}
		if !same {
			d.changed = append(d.changed, h)
		}
	}
	return nil
}

// same tells whether an entity is the same, in the same place, on both sides.
func (d *difference) same(h model.Head) (bool, error) {
	if d.ours.tree.Parent(h.ID) != d.theirs.tree.Parent(h.ID) {
		return false, nil
	}
	a, err := d.ours.entity(h)
	if err != nil {
		return false, err
	}
	b, err := d.theirs.entity(h)
	if err != nil {
		return false, err
	}
	x, err := encode(a)
	if err != nil {
		return false, err
	}
	y, err := encode(b)
	return bytes.Equal(x, y), err
}
