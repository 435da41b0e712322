package crash

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"postern/model"
	"postern/workbench"
)

// listing writes down all that a workspace holds, in one order: two workspaces with the same listing
// are equal, what can be undone included. Times of the trash are left out.
func listing(b *workbench.Bench) (string, error) {
	tree, err := b.Tree()
	if err != nil {
		return "", err
	}
	var out strings.Builder
	add := func(id model.ID, depth int) error {
		line, err := describe(b, tree, id)
		fmt.Fprintf(&out, "%s%s\n", strings.Repeat(" ", depth), line)
		return err
	}
	below := func(root model.ID, depth int) error {
		for h, d := range tree.Walk(root) {
			if err := add(h.ID, depth+d); err != nil {
				return err
			}
		}
		return nil
	}
	for _, root := range []model.ID{model.RootID, model.EnvironmentsID} {
		if err := below(root, 0); err != nil {
			return "", err
		}
	}
	in := tree.Trash()
	slices.SortFunc(in, func(a, b model.Trashed) int { return compare(a.Head.ID, b.Head.ID) })
	for _, x := range in {
		fmt.Fprintf(&out, "trash from %s %d\n", x.Parent, x.Index)
		if err := add(x.Head.ID, 1); err != nil {
			return "", err
		}
		if err := below(x.Head.ID, 2); err != nil {
			return "", err
		}
	}
	settings, err := b.Settings()
	if err != nil {
		return "", err
	}
	undo, redo, err := b.Steps()
	fmt.Fprintf(&out, "settings %v\nundo %q\nredo %q\n", settings, undo, redo)
	return out.String(), err
}

// describe writes down one entity, with the bytes of its body by their hash.
func describe(b *workbench.Bench, tree *model.Tree, id model.ID) (string, error) {
	h, _ := tree.Head(id)
	e, err := entity(b, h)
	if err != nil {
		return "", fmt.Errorf("%s %q: %w", h.Kind, id, err)
	}
	text, err := json.Marshal(e)
	if err != nil {
		return "", err
	}
	body := ""
	if ex, ok := e.(model.Example); ok && ex.Body.Size > 0 {
		data, err := b.Body(ex.Body.Hash)
		if err != nil {
			return "", fmt.Errorf("body of %q: %w", id, err)
		}
		body = fmt.Sprintf(" %x", sha256.Sum256(data))
	}
	return fmt.Sprintf("%s %s%s", h.Kind, text, body), nil
}

func entity(b *workbench.Bench, h model.Head) (any, error) {
	switch h.Kind {
	case model.KindCollection:
		return b.Collection(h.ID)
	case model.KindFolder:
		return b.Folder(h.ID)
	case model.KindRequest:
		return b.Request(h.ID)
	case model.KindExample:
		return b.Example(h.ID)
	default:
		return b.Environment(h.ID)
	}
}
