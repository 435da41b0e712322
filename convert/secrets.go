package convert

import (
	"strings"

	"postern/model"
)

// cleaner makes the copy of a collection that may leave the workspace: without literal credentials where
// no format says that they are secret, and without values that cannot be opened.
type cleaner struct {
	secrets bool // keep those that can be read
	report  model.Report
	path    []string
}

// cleaned returns a collection as it is to be written, and what was left out of it. The collection itself
// stays as it is.
func cleaned(b model.Bundle, o WriteOptions) (model.Bundle, model.Report) {
	c := &cleaner{secrets: o.IncludeSecrets, path: []string{b.Collection.Name}}
	b.Collection = b.Collection.Clone()
	c.auth(&b.Collection.Auth)
	c.variables(b.Collection.Variables)
	c.extra(b.Collection.Extra)
	b.Items = c.items(b.Items, []model.Auth{b.Collection.Auth})
	return b, c.report
}

func (c *cleaner) say(format string, args ...any) {
	c.report.Add(strings.Join(c.path, "/"), model.ReportLeftOut, format, args...)
}

// items copies items; chain is the authentication above them, innermost first.
func (c *cleaner) items(items []model.Item, chain []model.Auth) []model.Item {
	out := make([]model.Item, len(items))
	for i, it := range items {
		if it.Folder != nil {
			f := it.Folder.Clone()
			c.path = append(c.path, f.Name)
			c.auth(&f.Auth)
			c.extra(f.Extra)
			out[i] = model.Item{Folder: &f, Items: c.items(it.Items, append([]model.Auth{f.Auth}, chain...))}
		} else {
			c.path = append(c.path, it.Request.Name)
			out[i] = c.request(it, chain)
		}
		c.path = c.path[:len(c.path)-1]
	}
	return out
}

func (c *cleaner) request(it model.Item, chain []model.Auth) model.Item {
	r := it.Request.Clone()
	c.auth(&r.Auth)
	effective := model.EffectiveAuth(append([]model.Auth{r.Auth}, chain...)...)
	c.address(&r.URL, r.Query, effective, &r.Extra)
	c.headers(r.Headers)
	c.extra(r.Extra)
	out := model.Item{Request: &r}
	for _, e := range it.Examples {
		e = e.Clone()
		c.path = append(c.path, e.Name)
		c.address(&e.Saved.URL, e.Saved.Query, effective, &e.Saved.Extra)
		c.headers(e.Saved.Headers)
		c.extra(e.Saved.Extra)
		c.extra(e.Extra)
		c.path = c.path[:len(c.path)-1]
		out.Examples = append(out.Examples, e)
	}
	return out
}

// address takes the password out of a URL, and the key that authentication would put into the query.
func (c *cleaner) address(url *string, query []model.Field, a model.Auth, kept *model.Extra) {
	if c.secrets {
		return
	}
	if without, ok := model.WithoutPassword(*url); ok {
		c.say("The password in the URL is left out")
		*url, *kept = without, nil // what was kept of it spells it again
	}
	if a.Type != model.AuthAPIKey || a.Get(model.AuthIn) != "query" {
		return
	}
	for i := range query {
		if query[i].Key == a.Get(model.AuthKey) && model.SecretText(query[i].Value) {
			c.say("The API key in the query parameter %q is left empty", query[i].Key)
			query[i].Value, query[i].Extra = "", nil
		}
	}
}

// headers empties literal credentials and leaves the scheme word.
func (c *cleaner) headers(rows []model.Field) {
	for i := range rows {
		row := &rows[i]
		if !model.Locked(row.Value) && (c.secrets || !model.SecretHeader(*row)) {
			continue
		}
		c.say("The credentials in the header %q are left empty", row.Key)
		scheme := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(row.Value), model.Credentials(row.Value)))
		row.Value, row.Extra = scheme, nil
	}
}

func (c *cleaner) variables(list []model.Variable) {
	for i := range list {
		if v := &list[i]; model.Locked(v.Value) {
			c.say("The value of the variable %q %s", v.Key, model.LockedText)
			v.Value, v.Extra = "", nil
		}
	}
}

func (c *cleaner) auth(a *model.Auth) {
	for name, value := range a.Params {
		if model.Locked(value) {
			c.say("The authentication parameter %q %s", name, model.LockedText)
			a.Params[name] = ""
		}
	}
	c.extra(a.Extra)
}

// extra drops kept parts that cannot be opened: they are a JSON string then.
func (c *cleaner) extra(x model.Extra) {
	for format, raw := range x {
		if text := strings.Trim(string(raw), `"`); model.Locked(text) {
			c.say("Kept authentication %s", model.LockedText)
			delete(x, format)
		}
	}
}

// exposed tells what of a cleaned collection looks like a secret and is written all the same.
func exposed(b model.Bundle) (report model.Report) {
	tell := func(path []string, e model.Entity) {
		for _, f := range model.FindSecrets(e) {
			report.Add(strings.Join(path, "/"), model.ReportExposed, "%s", f)
		}
	}
	tell([]string{b.Collection.Name}, &b.Collection)
	b.Walk(func(above []*model.Folder, it *model.Item) {
		path := []string{b.Collection.Name}
		for _, f := range above {
			path = append(path, f.Name)
		}
		if it.Folder != nil {
			tell(append(path, it.Folder.Name), it.Folder)
			return
		}
		path = append(path, it.Request.Name)
		tell(path, it.Request)
		for i := range it.Examples {
			tell(append(path, it.Examples[i].Name), &it.Examples[i])
		}
	})
	return report
}
