package postman

import (
	"fmt"
	"io"

	"postern/model"
)

// scopeName is the member that tells environments from globals.
const scopeName = "_postman_variable_scope"

// ReadEnvironment reads an environment or globals, also one that is wrapped in {"environment": ...}.
// Data is JSON in UTF-8. The environment gets a new ID, globals as well: what to do with those that
// are there already is for the caller to say.
func ReadEnvironment(data []byte) (model.Environment, model.Report, error) {
	r := &reader{}
	o, err := r.root(data, "values")
	if err != nil {
		return model.Environment{}, r.report, err
	}
	scope := textOf(o.peek(scopeName))
	e := model.Environment{ID: model.NewID(), Name: r.name(&o, func() string {
		if scope == "globals" {
			return "Globals"
		}
		return "New environment"
	})}
	r.within(e.Name, func() {
		values := o.take("values")
		if kind := kindOfJSON(values); kind != isArray {
			err = r.fail(`"values"`, isArray, values)
			return
		}
		e.Variables = r.variables(values, "default")
		if scope == "environment" {
			o.take(scopeName)
		} else if raw := o.take(scopeName); raw != nil {
			o.spell(scopeName, raw)
		}
		e.Extra = r.rest(&o, "")
	})
	if err != nil {
		return model.Environment{}, r.report, err
	}
	return e, r.report, nil
}

// WriteEnvironment writes an environment, or the globals, as Postman imports them.
func WriteEnvironment(out io.Writer, e model.Environment, options Options) (model.Report, error) {
	w := &writer{options: options, path: []string{e.Name}}
	kept := extraOf(e.Extra)
	o := newOutput()
	if id := kept.take("id"); id != nil {
		o.set("id", id)
	}
	o.text("name", e.Name, &kept)
	rows := make([]any, 0, len(e.Variables))
	for _, v := range e.Variables {
		row, kept := w.writeVariable(v)
		if kind := kept.take("type"); kind != nil {
			row.set("type", kind)
		}
		row.set("type", "default")
		row.set("enabled", !v.Disabled)
		rows = append(rows, row.rest(*kept))
	}
	o.set("values", rows)
	if e.ID == model.GlobalsID {
		o.set(scopeName, "globals")
	} else if scope := kept.take(scopeName); scope != nil {
		o.set(scopeName, scope)
	} else {
		o.set(scopeName, "environment")
	}
	return w.report, w.flush(out, o.rest(kept), fmt.Sprintf("environment %q", e.Name))
}
