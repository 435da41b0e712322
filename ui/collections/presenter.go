package collections

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/session"
)

// presenter turns what the user does to the tree into changes of the workspace.
type presenter struct {
	deps Deps
	// moved hears of an entity that the user moved: it should stay in view.
	moved func(model.ID)
}

func (p *presenter) tree() *model.Tree { return p.deps.Session.Tree() }

func (p *presenter) do(name string, done func(), edits ...model.Edit) {
	p.deps.Session.Do(model.Change{Name: name, Edits: edits}, func(err error) {
		if err != nil {
			p.deps.Dialogs.Note("", err)
		} else if done != nil {
			done()
		}
	})
}

func (p *presenter) open(id model.ID) {
	if err := p.deps.Session.Open(id); err != nil {
		p.deps.Dialogs.Note("", err)
	} else if p.deps.Opened != nil {
		p.deps.Opened()
	}
}

// entity reads an entity of the tree.
func (p *presenter) entity(id model.ID) (model.Entity, error) {
	h, ok := p.tree().Head(id)
	if !ok {
		return nil, fmt.Errorf("%q: %w", id, model.ErrNotFound)
	}
	return entity(p.deps.Session.Entities(), h.Kind, id)
}

// entity reads an entity of a kind.
func entity(from session.Entities, kind model.Kind, id model.ID) (model.Entity, error) {
	switch kind {
	case model.KindCollection:
		e, err := from.Collection(id)
		return &e, err
	case model.KindFolder:
		e, err := from.Folder(id)
		return &e, err
	case model.KindExample:
		e, err := from.Example(id)
		return &e, err
	}
	e, err := from.Request(id)
	return &e, err
}

func (p *presenter) rename(id model.ID, name string) {
	name = strings.TrimSpace(name)
	h, ok := p.tree().Head(id)
	if !ok || name == "" || name == h.Name {
		return
	}
	if t := p.deps.Session.Tab(id); t != nil && t.Request != nil {
		p.deps.Session.Edit(t, func(r *model.Request) { r.Name = name })
	}
	p.deps.Session.DoWith(fmt.Sprintf("rename %s %s", h.Kind, name), func(from session.Entities) (model.Change, error) {
		e, err := entity(from, h.Kind, id)
		setName(e, name)
		return model.Change{Edits: []model.Edit{model.Put{Entity: e}}}, err
	}, func(err error) {
		if err != nil {
			p.deps.Dialogs.Note("", err)
		}
	})
}

func setName(e model.Entity, name string) {
	switch e := e.(type) {
	case *model.Collection:
		e.Name = name
	case *model.Folder:
		e.Name = name
	case *model.Request:
		e.Name = name
	case *model.Example:
		e.Name = name
	}
}

func setID(e model.Entity, id model.ID) {
	switch e := e.(type) {
	case *model.Collection:
		e.ID = id
	case *model.Folder:
		e.ID = id
	case *model.Request:
		e.ID = id
	case *model.Example:
		e.ID = id
	}
}

// trash moves an entity to the trash, from where it and all below can be brought back.
func (p *presenter) trash(id model.ID) {
	h, ok := p.tree().Head(id)
	if !ok {
		return
	}
	p.do(fmt.Sprintf("delete %s %s", h.Kind, h.Name), func() {
		p.deps.Dialogs.Note(fmt.Sprintf(lang.L("%q is in the trash"), h.Name), nil)
	}, model.Trash{ID: id})
}

func (p *presenter) canMove(id, parent model.ID) bool {
	h, ok := p.tree().Head(id)
	if !ok || p.tree().Below(parent, id) {
		return false
	}
	to, _ := p.tree().Head(parent)
	return model.CanContain(parent, to.Kind, h.Kind)
}

func (p *presenter) move(id, parent model.ID, index int) {
	h, _ := p.tree().Head(id)
	if !p.canMove(id, parent) || p.tree().Parent(id) == parent && p.tree().Index(id) == index {
		return
	}
	p.do(fmt.Sprintf("move %s %s", h.Kind, h.Name), func() { p.moved(id) }, model.Place{ID: id, Parent: parent, Index: index})
}

// moveBy moves an entity among its siblings.
func (p *presenter) moveBy(id model.ID, by int) {
	at := p.tree().Index(id) + by
	if parent := p.tree().Parent(id); at >= 0 && at < len(p.tree().Children(parent)) {
		p.move(id, parent, at)
	}
}

// duplicate copies an entity with all below it to the place after it.
func (p *presenter) duplicate(id model.ID) {
	h, ok := p.tree().Head(id)
	if !ok {
		return
	}
	edits, copied, err := p.copyOf(id, p.tree().Parent(id), p.tree().Index(id)+1, h.Name+" "+lang.L("copy"), map[model.ID]model.ID{})
	if err != nil {
		p.deps.Dialogs.Note("", err)
		return
	}
	p.do(fmt.Sprintf("duplicate %s %s", h.Kind, h.Name), func() { p.open(copied) }, edits...)
}

// copyOf makes the edits that copy an entity with all below it. ids gets the ID of each copy.
func (p *presenter) copyOf(id, parent model.ID, index int, name string, ids map[model.ID]model.ID) (edits []model.Edit, copied model.ID, err error) {
	e, err := p.entity(id)
	if err != nil {
		return nil, "", err
	}
	copied = model.NewID()
	ids[id] = copied
	setID(e, copied)
	if name != "" {
		setName(e, name)
	}
	edits = append(edits, model.Put{Entity: e}, model.Place{ID: copied, Parent: parent, Index: index})
	for _, kid := range p.tree().Children(id) {
		below, _, err := p.copyOf(kid, copied, -1, "", ids)
		if err != nil {
			return nil, "", err
		}
		edits = append(edits, below...)
	}
	if c, ok := e.(*model.Collection); ok {
		c.Mock = c.Mock.Copied(ids)
	}
	return edits, copied, nil
}

// container returns where a new folder or request goes when id is selected: into it, or beside it.
func (p *presenter) container(id model.ID) model.ID {
	for ; id != "" && id != model.RootID; id = p.tree().Parent(id) {
		if h, _ := p.tree().Head(id); h.Kind == model.KindCollection || h.Kind == model.KindFolder {
			return id
		}
	}
	if top := p.tree().Children(model.RootID); len(top) > 0 {
		return top[len(top)-1]
	}
	return ""
}

func (p *presenter) add(e model.Entity, parent model.ID, done func()) {
	h := e.Head()
	p.do(fmt.Sprintf("new %s", h.Kind), done, model.Put{Entity: e}, model.Place{ID: h.ID, Parent: parent, Index: -1})
}
