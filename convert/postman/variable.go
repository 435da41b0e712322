package postman

import (
	"encoding/json"

	"postern/model"
)

// secretType is the type of variables whose values Postman masks.
const secretType = "secret"

// variables reads the variables of a collection or environment. plain is the type that says nothing.
func (r *reader) variables(raw json.RawMessage, plain string) []model.Variable {
	var out []model.Variable
	r.rows(raw, "variables", nil, func(o *object) { out = append(out, r.variable(o, plain)) })
	return out
}

func (r *reader) variable(o *object, plain string) model.Variable {
	kind := o.peek("type")
	v := model.Variable{Secret: textOf(kind) == secretType}
	if v.Secret || textOf(kind) == plain {
		o.take("type")
	}
	f := r.partOf(o)
	v.Key, v.Value, v.Description, v.Disabled = f.Key, f.Value, f.Description, f.Disabled
	v.Extra = r.rest(o, "variables.")
	return v
}

// writeVariable makes the row of a variable, with its type and its mark for disabled rows still to set.
func (w *writer) writeVariable(v model.Variable) (*output, *object) {
	kept := extraOf(v.Extra)
	o := newOutput()
	o.text("key", v.Key, &kept)
	if v.Secret && v.Value != "" && !w.options.IncludeSecrets {
		w.say(model.ReportLeftOut, "The value of the secret variable %q is left empty", v.Key)
		o.set("value", "")
		kept = withoutText(kept, v.Value)
	} else {
		o.text("value", v.Value, &kept)
	}
	if v.Secret {
		o.set("type", secretType)
	}
	o.docs(v.Description, &kept)
	return o, &kept
}

// withoutText drops the members that repeat a secret.
func withoutText(o object, secret string) object {
	var out object
	for _, m := range o.members {
		if textOf(m.raw) != secret {
			out.members = append(out.members, m)
		}
	}
	return out
}

func (w *writer) writeVariables(o *output, variables []model.Variable) {
	if len(variables) == 0 {
		return
	}
	rows := make([]any, 0, len(variables))
	for _, v := range variables {
		row, kept := w.writeVariable(v)
		row.flag("disabled", v.Disabled, kept)
		rows = append(rows, row.rest(*kept))
	}
	o.set("variable", rows)
}
