package cli

import (
	"errors"

	"postern/model"
)

// environment returns what -e stands for: an environment file, an environment in the file of the
// collection, or one in the workspace. Without -e it is the only one in the file, if there is one.
func (a *app) environment(arg string, src source) (e model.Environment, err error) {
	switch {
	case arg == "" && !src.stored && len(src.environments) == 1:
		return src.environments[0], nil
	case arg == "":
		return e, nil
	case isFile(arg):
		return a.environmentFile(arg)
	}
	list := src.environments
	at, err := pick("environment", arg, environmentNames(list))
	if err != nil && !src.stored {
		if list, err = a.storedEnvironments(list); err == nil {
			at, err = pick("environment", arg, environmentNames(list))
		}
	}
	if err != nil {
		return e, noSuch(arg, err)
	}
	return list[at], nil
}

// storedEnvironments adds those of the workspace, if there is one, to a list.
func (a *app) storedEnvironments(list []model.Environment) ([]model.Environment, error) {
	st, err := a.reading(a.ctx)
	if errors.Is(err, model.ErrNotFound) && len(list) > 0 {
		return list, nil
	}
	if err != nil {
		return nil, err
	}
	defer st.Close()
	all, err := st.Environments()
	return append(all, list...), err
}

func (a *app) environmentFile(file string) (e model.Environment, err error) {
	im, err := a.read(file)
	if err != nil {
		return e, err
	}
	if len(im.Environments) != 1 {
		return e, invalid("%s has %s in it, not one", file, plural(len(im.Environments), "environment"))
	}
	return im.Environments[0], nil
}

func environmentNames(list []model.Environment) []string {
	names := make([]string, len(list))
	for i, e := range list {
		names[i] = e.Name
	}
	return names
}
