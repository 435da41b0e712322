package mocks

import (
	"cmp"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"postern/model"
)

// target is what the details are about: a route, and of it an example where one is chosen.
type target struct {
	p       *presenter
	route   string
	example model.ID
	forms   []*form // that hold back what was typed about it
}

// flush stores what is held back.
func (t *target) flush() {
	for _, f := range t.forms {
		f.flush()
	}
}

// choose makes the details be about something else.
func (t *target) choose(route string, example model.ID) {
	if route == t.route && example == t.example {
		t.flush()
		return
	}
	t.leave()
	t.route, t.example = route, example
}

// leave stores what is held back, and lets go of what cannot be stored.
func (t *target) leave() {
	for _, f := range t.forms {
		f.leave()
	}
}

// at returns the chosen route; false where there is none.
func (t *target) at() (model.MockRoute, bool) {
	for _, r := range t.p.now.Routes {
		if r.Key == t.route {
			return r, true
		}
	}
	return model.MockRoute{}, false
}

// choice returns the chosen example as the mock knows it.
func (t *target) choice() (model.MockChoice, bool) {
	r, _ := t.at()
	for _, c := range r.Examples {
		if c.ID == t.example {
			return c, true
		}
	}
	return model.MockChoice{}, false
}

// title names the chosen example, also where the mock has left it out.
func (t *target) title() string {
	if c, ok := t.choice(); ok {
		return strconv.Itoa(c.Status) + "  " + c.Name
	}
	e, err := t.p.deps.Session.Entities().Example(t.example)
	if err != nil {
		return ""
	}
	return strconv.Itoa(e.Status) + "  " + e.Name
}

// request returns the request that the settings of the route are read from: that of the chosen example,
// or the first of the route.
func (t *target) request() model.ID {
	c, _ := t.choice()
	r, _ := t.at()
	return cmp.Or(c.Request, r.Request)
}

// requestMock reads how the mock treats the route.
func (t *target) requestMock() model.RequestMock {
	q, err := t.p.deps.Session.Entities().Request(t.request())
	if err != nil {
		return model.RequestMock{}
	}
	return q.Mock
}

// exampleMock reads when the mock answers with the example.
func (t *target) exampleMock() model.ExampleMock {
	e, err := t.p.deps.Session.Entities().Example(t.example)
	if err != nil {
		return model.ExampleMock{}
	}
	return e.Mock
}

func (t *target) setRequest(edit func(*model.RequestMock)) {
	if id := t.request(); id != "" {
		t.p.setRequest(id, lang.L("mock route"), edit)
	}
}

func (t *target) setExample(edit func(*model.ExampleMock)) {
	if t.example != "" {
		t.p.setExample(t.example, lang.L("mock example"), edit)
	}
}
