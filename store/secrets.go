package store

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"postern/model"
)

// secretField is one text of an entity that may be secret.
type secretField struct {
	name   string // where it stands: "variable", "auth/token"
	secret bool   // by what is said of it now; one that is sealed was secret when it was stored
}

// visitor gets every such text and returns what stands there instead.
type visitor func(f secretField, text string) string

// visitSecrets calls f with all texts of an entity that may be secret, and puts what it returns in their
// place. Entities whose texts change must belong to the caller.
//
// The names say of which sort a text is, and no more: a variable that is renamed or moved up while its
// value cannot be opened must still open when the key is back.
func visitSecrets(e model.Entity, f visitor) {
	switch e := e.(type) {
	case *model.Collection:
		f.auth(&e.Auth)
		f.variables(e.Variables)
		f.behaviour("mock", e.Mock.Behaviour)
		for i := range e.Mock.Scenarios {
			f.behaviour("mock/scenario", e.Mock.Scenarios[i].Behaviour)
		}
		f.extra("extra", e.Extra)
	case *model.Folder:
		f.auth(&e.Auth)
		f.behaviour("mock", e.Mock.Behaviour)
		f.extra("extra", e.Extra)
	case *model.Request:
		f.auth(&e.Auth)
		f.behaviour("mock", e.Mock.Behaviour)
		f.headers(e.Headers)
		f.extra("extra", e.Extra)
	case *model.Example:
		f.behaviour("mock", e.Mock.Behaviour)
		f.headers(e.Saved.Headers)
		f.extra("saved/extra", e.Saved.Extra)
		f.extra("extra", e.Extra)
	case *model.Environment:
		f.variables(e.Variables)
		f.extra("extra", e.Extra)
	}
}

func (f visitor) auth(a *model.Auth) {
	for _, name := range slices.Sorted(maps.Keys(a.Params)) {
		was := a.Params[name]
		if text := f(secretField{"auth/" + name, model.SecretParam(name) && model.SecretText(was)}, was); text != was {
			a.Params[name] = text
		}
	}
	f.kept("auth/extra", a.Extra, true)
}

// behaviour visits what a mock asks callers for.
func (f visitor) behaviour(name string, b *model.MockBehaviour) {
	if b == nil || b.Auth == nil {
		return
	}
	was := b.Auth.Secret
	if text := f(secretField{name + "/auth", model.SecretText(was)}, was); text != was {
		b.Auth.Secret = text
	}
}

func (f visitor) variables(list []model.Variable) {
	for i := range list {
		v := &list[i]
		if text := f(secretField{"variable", v.Secret && model.SecretText(v.Value)}, v.Value); text != v.Value {
			v.Value = text
		}
		f.kept("variable/extra", v.Extra, v.Secret)
	}
}

func (f visitor) headers(rows []model.Field) {
	for i := range rows {
		row := &rows[i]
		secret := model.SecretHeader(*row)
		if text := f(secretField{"header", secret}, row.Value); text != row.Value {
			row.Value = text
		}
		f.kept("header/extra", row.Extra, secret)
	}
}

// extra visits kept parts of imported files, which are secret as a whole where they hold authentication
// that was not taken apart.
func (f visitor) extra(name string, x model.Extra) {
	for format, raw := range x {
		f.keptPart(name, x, format, bytes.Contains(raw, []byte(`"auth"`)))
	}
}

func (f visitor) kept(name string, x model.Extra, secret bool) {
	for format := range x {
		f.keptPart(name, x, format, secret)
	}
}

// keptPart visits the JSON of one format; sealed, it is a JSON string.
func (f visitor) keptPart(name string, x model.Extra, format string, secret bool) {
	raw := x[format]
	text, wasSealed := string(raw), false
	var s string
	if bytes.HasPrefix(raw, []byte(`"sealed:`)) && json.Unmarshal(raw, &s) == nil && model.Locked(s) {
		text, wasSealed = s, true
	}
	got := f(secretField{name + "/" + format, secret && len(raw) > 0}, text)
	switch {
	case got == text:
	case wasSealed:
		x[format] = json.RawMessage(got)
	default:
		x[format] = json.RawMessage(`"` + got + `"`) // has no character that JSON escapes
	}
}

// clone returns a copy that may be changed.
func clone(e model.Entity) model.Entity {
	switch e := e.(type) {
	case *model.Collection:
		c := e.Clone()
		return &c
	case *model.Folder:
		c := e.Clone()
		return &c
	case *model.Request:
		c := e.Clone()
		return &c
	case *model.Example:
		c := e.Clone()
		return &c
	case *model.Environment:
		c := e.Clone()
		return &c
	}
	return e
}
