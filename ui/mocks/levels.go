package mocks

import (
	"fmt"

	"fyne.io/fyne/v2/lang"

	"postern/model"
)

// level is a place where a behaviour can be set: the mock, a folder, a request, an example, a scenario.
type level struct {
	kind model.Kind // 0 for a scenario
	id   model.ID
	name string // as the user reads it
	own  *model.MockBehaviour
}

// levels lists the places that the chosen route or example inherits from, from the mock down to itself,
// and then the scenarios.
func (p *presenter) levels() []level {
	from := p.deps.Session.Entities()
	c, err := from.Collection(p.chosen)
	if err != nil {
		return nil
	}
	out := []level{{model.KindCollection, c.ID, lang.L("the whole mock"), c.Mock.Behaviour}}
	if id := p.target.request(); id != "" {
		for _, at := range p.deps.Session.Tree().Path(id) {
			h, _ := p.deps.Session.Tree().Head(at)
			switch h.Kind {
			case model.KindFolder:
				if f, err := from.Folder(h.ID); err == nil {
					out = append(out, level{h.Kind, h.ID, fmt.Sprintf(lang.L("folder %s"), h.Name), f.Mock.Behaviour})
				}
			case model.KindRequest:
				if q, err := from.Request(h.ID); err == nil {
					out = append(out, level{h.Kind, h.ID, fmt.Sprintf(lang.L("request %s"), h.Name), q.Mock.Behaviour})
				}
			}
		}
		if e, err := from.Example(p.target.example); err == nil && p.target.example != "" {
			out = append(out, level{model.KindExample, e.ID, fmt.Sprintf(lang.L("example %s"), e.Name), e.Mock.Behaviour})
		}
	}
	for _, s := range c.Mock.Scenarios {
		out = append(out, level{0, model.ID(s.Name), fmt.Sprintf(lang.L("scenario %s"), s.Name), s.Behaviour})
	}
	return out
}

// behave changes the behaviour at a place.
func (p *presenter) behave(at level, edit func(*model.MockBehaviour)) {
	apply := func(b **model.MockBehaviour) {
		next := &model.MockBehaviour{}
		if *b != nil {
			next = (*b).Clone()
		}
		edit(next)
		if next.IsZero() {
			next = nil
		}
		*b = next
	}
	name := lang.L("mock behaviour")
	switch at.kind {
	case model.KindCollection:
		p.set(at.id, name, func(m *model.MockSettings) { apply(&m.Behaviour) })
	case model.KindFolder:
		p.setFolder(at.id, name, func(m *model.FolderMock) { apply(&m.Behaviour) })
	case model.KindRequest:
		p.setRequest(at.id, name, func(m *model.RequestMock) { apply(&m.Behaviour) })
	case model.KindExample:
		p.setExample(at.id, name, func(m *model.ExampleMock) { apply(&m.Behaviour) })
	default:
		p.setHere(name, func(m *model.MockSettings) {
			for i := range m.Scenarios {
				if m.Scenarios[i].Name == string(at.id) {
					apply(&m.Scenarios[i].Behaviour)
				}
			}
		})
	}
}

// inherited returns what is set for a part of the behaviour above a place, and where: the nearest counts.
func inherited[T any](above []level, part func(*model.MockBehaviour) *T) (value *T, from string) {
	for i := len(above) - 1; i >= 0; i-- {
		if b := above[i].own; b != nil {
			if v := part((&model.MockBehaviour{}).Over(b)); v != nil {
				return v, above[i].name
			}
		}
	}
	return nil, ""
}
