package environments

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/vars"
)

// editDelay is how long typing rests before variables are stored.
const editDelay = 300 * time.Millisecond

// Editor edits the variables of the active environment. Edits are changes of the workspace at once.
type Editor struct {
	deps     Deps
	title    *widget.Label
	use      *widget.Button
	table    *kit.KeyValueTable
	content  fyne.CanvasObject
	shown    *session.Tab
	revision int
	current  model.Environment
	keep     func()
	globals  []model.Variable // as they were when the environment was loaded
	set      *vars.Set        // of both, nil when they have changed
	flights  fields.Flights[model.Environment]
}

// NewEditor builds the editor.
func NewEditor(d Deps) *Editor {
	e := &Editor{deps: d, title: widget.NewLabel("")}
	e.title.TextStyle.Bold = true
	e.title.Truncation = fyne.TextTruncateEllipsis
	e.use = widget.NewButton(lang.L("Use this environment"), func() { d.Session.ChooseEnvironment(e.current.ID) })
	e.table = kit.NewKeyValueTable(kit.KeyValueOptions{KeyLabel: lang.L("Variable"), ValueLabel: lang.L("Value"), Description: true, Secrets: true})
	e.table.OnChanged = func(rows []kit.KeyValue) { e.edit(fields.Variables(rows)) }
	e.table.Variables, e.table.Names = e.state, e.names
	hint := widget.NewLabel(lang.L("Write {{.Name}} in addresses, headers and bodies. Values marked with the lock are secret: they are masked and left out of exports and history.", map[string]string{"Name": "{{name}}"}))
	hint.Wrapping = fyne.TextWrapWord
	hint.Importance = widget.LowImportance
	e.content = container.NewBorder(container.NewBorder(nil, nil, nil, e.use, e.title), hint, nil, nil, e.table)
	d.Session.OnClose(e.flush)
	d.Session.Listen(func(ev session.Event) {
		if ev&session.TreeChanged != 0 && e.shown != nil && e.shown.ID == model.GlobalsID {
			e.revision = -1 // undoing the first edit of the globals removes them: no tab hears of it
		}
		if ev&(session.ActiveChanged|session.EnvironmentsChanged|session.TreeChanged) != 0 {
			e.Render()
		}
	})
	return e
}

// Content returns the editor.
func (e *Editor) Content() fyne.CanvasObject { return e.content }

// Render shows the active environment.
func (e *Editor) Render() {
	t := e.deps.Session.Active()
	if t == nil || t.Kind != model.KindEnvironment {
		e.flush()
		e.shown = nil
		return
	}
	_, flying := e.flights.Newest(t.ID)
	if t != e.shown || t.Revision != e.revision && e.keep == nil && !flying {
		e.flush()
		e.load(t)
	}
	e.showUse()
}

func (e *Editor) showUse() {
	e.title.SetText(e.current.Name)
	switch {
	case e.shown == nil, e.current.ID == model.GlobalsID:
		e.use.Hide()
	case e.deps.Session.Environment() == e.current.ID:
		e.use.Show()
		e.use.SetText(lang.L("In use"))
		e.use.Disable()
	default:
		e.use.Show()
		e.use.SetText(lang.L("Use this environment"))
		e.use.Enable()
	}
}

func (e *Editor) load(t *session.Tab) {
	read := func() (model.Environment, error) { return e.deps.Session.Entities().Environment(t.ID) }
	if t.ID == model.GlobalsID {
		read = e.deps.Globals
	}
	env, flying := e.flights.Newest(t.ID)
	if flying {
		env = env.Clone()
	} else {
		var err error
		if env, err = read(); err != nil {
			e.shown, e.current = nil, model.Environment{}
			e.table.SetRows(nil)
			e.deps.Dialogs.Note("", err)
			return
		}
	}
	if t.ID == model.GlobalsID {
		env.ID, env.Name = model.GlobalsID, lang.L("Globals")
	}
	e.shown, e.revision, e.current = t, t.Revision, env
	e.globals, e.set = nil, nil
	if globals, err := e.deps.Globals(); err == nil && t.ID != model.GlobalsID {
		e.globals = globals.Variables
	}
	e.table.SetRows(fields.VariableRows(env.Variables))
}

// variables are what values of the environment can refer to for certain: its own variables and the globals.
func (e *Editor) variables() *vars.Set {
	if e.set != nil {
		return e.set
	}
	own := vars.Scope{Name: lang.L("environment") + " " + e.current.Name, Variables: e.current.Variables}
	if e.current.ID == model.GlobalsID {
		own.Name = lang.L("globals")
	}
	e.set = vars.New(own, vars.Scope{Name: lang.L("globals"), Variables: e.globals})
	return e.set
}

// state tells about a variable. Others may come from the collection of a request.
func (e *Editor) state(name string) (kit.VarState, string) {
	state, hover := fields.State(e.variables(), name)
	if state == kit.VarMissing {
		hover = name + " " + lang.L("is not defined here or in the globals") + "\n" + lang.L("It resolves for requests of a collection that defines it.")
	}
	return state, hover
}

func (e *Editor) names() []kit.Suggestion { return fields.Names(e.variables()) }

func (e *Editor) edit(variables []model.Variable) {
	if e.shown == nil {
		return
	}
	e.current.Variables, e.set = variables, nil
	if e.keep == nil {
		e.keep = e.deps.Session.Runner().After(editDelay, e.flush)
	}
}

func (e *Editor) flush() {
	if e.keep == nil {
		return
	}
	e.keep()
	e.keep = nil
	env := e.current.Clone()
	h, ok := e.deps.Session.Tree().Head(env.ID)
	switch {
	case ok:
		env.Name = h.Name // renamed meanwhile
	case env.ID != model.GlobalsID:
		return // it went for good while the edit waited
	}
	e.flights.Leave(env.ID, env.Clone())
	e.deps.Session.DoWith("edit variables of "+env.Name, func(from session.Entities) (model.Change, error) {
		now, err := from.Environment(env.ID)
		if errors.Is(err, model.ErrNotFound) {
			return model.Change{}, nil // it went for good while the edit was on its way
		}
		if env.ID == model.GlobalsID {
			now.Name = env.Name
		}
		now.Variables = env.Variables
		return model.Change{Typing: true, Edits: []model.Edit{model.Put{Entity: &now}}}, err
	}, func(err error) { e.arrived(env.ID, err) })
}

// arrived shows what the file holds now: it may be more than what this editor stored.
func (e *Editor) arrived(id model.ID, err error) {
	e.flights.Arrive(id)
	if err != nil {
		e.deps.Dialogs.Note("", err)
		return
	}
	if _, flying := e.flights.Newest(id); !flying && e.keep == nil && e.shown != nil && e.shown.ID == id {
		e.load(e.shown)
		e.showUse()
	}
}
