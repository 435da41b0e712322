package workbench

import (
	"slices"
	"strings"

	"postern/model"
	"postern/vars"
)

// The first words of the names of scopes, highest precedence first; the name of the environment or
// collection follows.
const (
	ScopeLocal       = "local"
	ScopeEnvironment = "environment"
	ScopeCollection  = "collection"
	ScopeGlobal      = "globals"
)

// Variables puts scopes together in the order of precedence: local values, the environment, the
// collection, the globals. The name of a scope says whose it is: "environment staging".
func Variables(local []model.Variable, e model.Environment, c model.Collection, globals []model.Variable) *vars.Set {
	return vars.New(
		vars.Scope{Name: ScopeLocal, Variables: local},
		vars.Scope{Name: strings.TrimSpace(ScopeEnvironment + " " + e.Name), Variables: e.Variables},
		vars.Scope{Name: strings.TrimSpace(ScopeCollection + " " + c.Name), Variables: c.Variables},
		vars.Scope{Name: ScopeGlobal, Variables: globals},
	)
}

// BundleAuth returns the chain of authentication of a request in a bundle, from the request outwards
// to the collection, see model.EffectiveAuth. A request that is not there gives nil.
func BundleAuth(b *model.Bundle, request model.ID) (chain []model.Auth) {
	b.Walk(func(above []*model.Folder, it *model.Item) {
		if it.Request == nil || it.Request.ID != request {
			return
		}
		chain = []model.Auth{it.Request.Auth}
		for _, f := range slices.Backward(above) {
			chain = append(chain, f.Auth)
		}
		chain = append(chain, b.Collection.Auth)
	})
	return chain
}

// surroundings are what a request has from where it stands.
type surroundings struct {
	collection  model.Collection // without ID where it stands nowhere
	environment model.Environment
	globals     []model.Variable
	auth        []model.Auth // of the folders and the collection, innermost first
}

// around reads what surrounds a place: a folder, a collection or a request, or nowhere.
func (b *Bench) around(place, environment model.ID) (s surroundings, err error) {
	globals, err := b.store.Globals()
	if err != nil {
		return s, err
	}
	s.globals = globals.Variables
	if environment != "" && environment != model.GlobalsID {
		if s.environment, err = b.store.Environment(environment); err != nil {
			return s, err
		}
	}
	if place == "" {
		return s, nil
	}
	tree, err := b.sharedTree()
	if err != nil {
		return s, err
	}
	for _, id := range slices.Backward(tree.Path(place)) {
		if err := b.surround(&s, tree, id); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (b *Bench) surround(s *surroundings, tree *model.Tree, id model.ID) error {
	switch h, _ := tree.Head(id); h.Kind {
	case model.KindFolder:
		f, err := b.store.Folder(id)
		if err != nil {
			return err
		}
		s.auth = append(s.auth, f.Auth)
	case model.KindCollection:
		c, err := b.store.Collection(id)
		if err != nil {
			return err
		}
		s.collection = c
		s.auth = append(s.auth, c.Auth)
	}
	return nil
}

func (s surroundings) variables() *vars.Set {
	return Variables(nil, s.environment, s.collection, s.globals)
}

// Variables returns what {{name}} means at a place (a request, folder or collection; may be empty)
// with an environment chosen (may be empty). What cannot be read counts as absent.
func (b *Bench) Variables(parent, environment model.ID) *vars.Set {
	s, err := b.around(parent, environment)
	if err != nil {
		b.logger.Warn("read variables", "err", err)
	}
	return s.variables()
}

// LookupVariable returns the value of one name at a place, the scope that it comes from, and whether
// it is secret; ok is false where nothing defines it.
func (b *Bench) LookupVariable(parent, environment model.ID, name string) (value, scope string, secret, ok bool) {
	v, ok := b.Variables(parent, environment).Lookup(name)
	return v.Text, v.Scope, v.Secret, ok
}
