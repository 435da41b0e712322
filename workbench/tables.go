package workbench

import (
	"postern/mock"
	"postern/model"
	"postern/vars"
)

// compile makes the table of a collection as it is stored.
func (b *Bench) compile(collection model.ID) (*mock.Table, model.Collection, error) {
	bundle, err := b.Bundle(collection)
	if err != nil {
		return nil, bundle.Collection, err
	}
	globals, err := b.store.Globals()
	if err != nil {
		return nil, bundle.Collection, err
	}
	environments, err := b.store.Environments()
	if err != nil {
		return nil, bundle.Collection, err
	}
	table, err := CompileMock(bundle, environments, globals.Variables)
	return table, bundle.Collection, err
}

// CompileMock makes the table that a mock serves of a collection. The collection's variables and,
// behind them, the globals fill what its examples refer to. A mock has no environment of its own, but
// the variable for the base URL is mostly defined in one: where nothing else defines it, the first
// environment that does is taken. Secret variables are left out, because what a mock answers is no
// place for them, and so are dynamic values, which differ from request to request.
func CompileMock(bundle model.Bundle, environments []model.Environment, globals []model.Variable) (*mock.Table, error) {
	set := Variables(nil, model.Environment{}, bundle.Collection, globals)
	bases := baseValues(&bundle, environments)
	lookup := func(name string) (string, bool) {
		if v, ok := plain(set, name); ok {
			return v, true
		}
		v, ok := bases[name]
		return v, ok
	}
	return mock.Compile(bundle, mock.Options{Settings: bundle.Collection.Mock, Lookup: lookup})
}

// plain looks a name up that is neither secret nor dynamic.
func plain(set *vars.Set, name string) (string, bool) {
	v, ok := set.Lookup(name)
	return v.Text, ok && !v.Secret && v.Scope != vars.DynamicScope
}

// baseValues returns what the environments say of the variables that URLs of the collection start with.
func baseValues(b *model.Bundle, environments []model.Environment) map[string]string {
	values := map[string]string{}
	if len(environments) == 0 {
		return values
	}
	var sets []*vars.Set
	for _, e := range environments {
		sets = append(sets, Variables(nil, e, model.Collection{}, nil))
	}
	find := func(name string) (string, bool) {
		for _, set := range sets {
			if v, ok := plain(set, name); ok {
				values[name] = v
				break
			}
		}
		return "", false
	}
	b.Walk(func(_ []*model.Folder, it *model.Item) {
		if it.Request != nil {
			model.RoutePath(it.Request.URL, find, true)
		}
	})
	return values
}
