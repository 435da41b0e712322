package model

import "fmt"

// Places that are no entities but have children.
const (
	// RootID is the parent of collections.
	RootID ID = "collections"
	// EnvironmentsID is the parent of environments.
	EnvironmentsID ID = "environments"
)

// Change is one named step of editing a workspace. It happens whole or not at all, and every edit of a
// workspace is one: applying it gives the change that undoes it.
type Change struct {
	// Name tells people what happened: "rename folder", "import Store API".
	Name  string
	Edits []Edit
	// Typing says that a person goes on with one thing, letter by letter. A change that puts one entity
	// (or the settings) within two seconds of the first of the same name that put the same is undone
	// together with it.
	Typing bool
}

// Edit is one operation of a [Change]: [Put], [Place], [Trash], [Remove] or [PutSettings]. They are
// carried out in order.
type Edit interface{ edit() }

// Put stores an entity, new or changed. A new one belongs nowhere until a [Place] follows.
type Put struct{ Entity Entity }

// Place moves an entity, with all that is below it, to a place among the children of Parent: also
// from nowhere (it is new) and out of the trash. Index counts after the entity has left its old place;
// one that is negative or too large means the end.
type Place struct {
	ID, Parent ID
	Index      int
}

// Trash takes an entity, with all that is below it, out of the tree. The trash remembers where it was.
type Trash struct{ ID ID }

// Remove deletes an entity for good. What is below it must have been removed before.
type Remove struct{ ID ID }

// PutSettings stores the workspace's settings.
type PutSettings struct{ Settings Settings }

func (Put) edit()         {}
func (Place) edit()       {}
func (Trash) edit()       {}
func (Remove) edit()      {}
func (PutSettings) edit() {}

// CanContain tells whether an entity of kind child may be placed under a parent of that kind. The
// parent kind of the roots is 0.
func CanContain(parentID ID, parent, child Kind) bool {
	switch child {
	case KindCollection:
		return parentID == RootID
	case KindEnvironment:
		return parentID == EnvironmentsID
	case KindFolder, KindRequest:
		return parent == KindCollection || parent == KindFolder
	case KindExample:
		return parent == KindRequest
	}
	return false
}

func errPlace(h Head, parent ID) error {
	return fmt.Errorf("a %s cannot be placed under %q: %w", h.Kind, parent, ErrInvalid)
}
