package mocks

import (
	"postern/model"
	"postern/ui/session"
)

// change stores what build makes of what is in the file when its turn comes; it can be undone. Until then
// no field is shown anew, since the file would bring back what it was.
func (p *presenter) change(name string, build func(session.Entities) ([]model.Edit, error)) {
	p.pending++
	p.deps.Session.DoWith(name, func(from session.Entities) (model.Change, error) {
		edits, err := build(from)
		return model.Change{Name: name, Edits: edits}, err
	}, func(err error) {
		p.pending--
		if err != nil {
			p.deps.Dialogs.Note("", err)
		}
		p.status()
		p.render()
	})
}

// set changes the settings of a mock in its collection.
func (p *presenter) set(collection model.ID, name string, edit func(*model.MockSettings)) {
	p.change(name, func(from session.Entities) ([]model.Edit, error) {
		c, err := from.Collection(collection)
		edit(&c.Mock)
		return put(&c, err)
	})
}

func (p *presenter) setRequest(id model.ID, name string, edit func(*model.RequestMock)) {
	p.change(name, func(from session.Entities) ([]model.Edit, error) {
		q, err := from.Request(id)
		edit(&q.Mock)
		return put(&q, err)
	})
}

func (p *presenter) setExample(id model.ID, name string, edit func(*model.ExampleMock)) {
	p.change(name, func(from session.Entities) ([]model.Edit, error) {
		e, err := from.Example(id)
		edit(&e.Mock)
		return put(&e, err)
	})
}

func (p *presenter) setFolder(id model.ID, name string, edit func(*model.FolderMock)) {
	p.change(name, func(from session.Entities) ([]model.Edit, error) {
		f, err := from.Folder(id)
		edit(&f.Mock)
		return put(&f, err)
	})
}

func put(e model.Entity, err error) ([]model.Edit, error) {
	if err != nil {
		return nil, err
	}
	return []model.Edit{model.Put{Entity: e}}, nil
}

// settings reads the settings of the chosen mock.
func (p *presenter) settings() model.MockSettings {
	c, err := p.deps.Session.Entities().Collection(p.chosen)
	if err != nil {
		return model.MockSettings{} // it is gone, and so is the page in a moment
	}
	return c.Mock
}

// setHere changes the settings of the chosen mock.
func (p *presenter) setHere(name string, edit func(*model.MockSettings)) { p.set(p.chosen, name, edit) }

// pin forces an example for a route, or takes the pin off where it is set already.
func (p *presenter) pin(route string, example model.ID) {
	p.setHere("pin example", func(m *model.MockSettings) {
		if m.Pins == nil {
			m.Pins = map[string]model.ID{}
		}
		if m.Pins[route] == example {
			delete(m.Pins, route)
			return
		}
		m.Pins[route] = example
	})
}
