package model

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Finding is something in a plain field that looks like a secret. It never holds the value.
type Finding struct {
	Where string // `query parameter "api_key"`
	What  string // "a GitHub token"
}

// String returns the finding as a line for people.
func (f Finding) String() string { return f.Where + " looks like " + f.What }

// FindSecrets tells what in the plain fields of an entity looks like a secret: what is not a secret
// variable, and no parameter of authentication that is secret anyway. References to variables, masks and
// placeholders are none. Each finding comes once, in the order of the fields.
func FindSecrets(e Entity) []Finding {
	var f finder
	switch e := e.(type) {
	case *Collection:
		f.text("the description", e.Docs)
		f.variables(e.Variables)
		f.auth(e.Auth)
		f.scripts(e.Scripts)
	case *Folder:
		f.text("the description", e.Docs)
		f.auth(e.Auth)
		f.scripts(e.Scripts)
	case *Request:
		f.url(e.URL)
		f.rows("query parameter", e.Query)
		f.rows("path parameter", e.PathParams)
		f.headers(e.Headers)
		f.body(e.Body)
		f.auth(e.Auth)
		f.text("the description", e.Docs)
		f.scripts(e.Scripts)
	case *Example:
		f.url(e.Saved.URL)
		f.rows("query parameter", e.Saved.Query)
		f.rows("path parameter", e.Saved.PathParams)
		f.headers(e.Saved.Headers)
		f.body(e.Saved.Body)
		f.rows("answer header", e.Headers)
		f.long("the body of the answer", string(e.Body.Data))
	case *Environment:
		f.variables(e.Variables)
	}
	return f.found
}

// finder collects findings.
type finder struct{ found []Finding }

func (f *finder) add(where, what string) {
	if x := (Finding{where, what}); !slices.Contains(f.found, x) {
		f.found = append(f.found, x)
	}
}

// text looks for what is a secret by its form.
func (f *finder) text(where, text string) {
	if what := secretForm(text); what != "" {
		f.add(where, what)
	}
}

// named looks at a value and what its name promises.
func (f *finder) named(where, name, value string) {
	if what := secretForm(value); what != "" {
		f.add(where, what)
	} else if secretName(name) && secretValue(value) {
		f.add(where, "a secret by its name")
	}
}

func (f *finder) rows(kind string, rows []Field) {
	for _, r := range rows {
		f.named(fmt.Sprintf("%s %q", kind, r.Key), r.Key, r.Value)
	}
}

func (f *finder) headers(rows []Field) {
	for _, r := range rows {
		where := fmt.Sprintf("header %q", r.Key)
		if CredentialHeader(r.Key) {
			if credentials := Credentials(r.Value); SecretText(credentials) && secretValue(credentials) {
				f.add(where, "literal credentials")
			}
			continue
		}
		f.named(where, r.Key, r.Value)
	}
}

func (f *finder) variables(list []Variable) {
	for _, v := range list {
		if !v.Secret {
			f.named(fmt.Sprintf("variable %q", v.Key), v.Key, v.Value)
		}
	}
}

func (f *finder) auth(a Auth) {
	for _, name := range []string{AuthUsername, AuthKey, AuthPrefix} {
		f.text(fmt.Sprintf("authentication parameter %q", name), a.Params[name])
	}
}

func (f *finder) scripts(list []Script) {
	for _, s := range list {
		f.text("a script", s.Source)
	}
}

func (f *finder) url(text string) {
	if m := urlPassword().FindStringSubmatch(text); m != nil && !strings.Contains(m[2], "{{") {
		f.add("the URL", "a password")
	}
	f.text("the URL", text)
}

func (f *finder) body(b Body) {
	f.long("the body", b.Text)
	f.long("the GraphQL variables", b.Variables)
	f.rows("form field", b.Form)
	for _, p := range b.Parts {
		f.named(fmt.Sprintf("form field %q", p.Key), p.Key, p.Value)
	}
}

// pairs find names with values: in JSON, and in forms and assignments.
var pairs = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{regexp.MustCompile(`"([^"\\]{1,60})"\s*:\s*"((?:[^"\\]|\\.)+)"`),
		regexp.MustCompile(`(?:^|[&?\s])([A-Za-z][\w.-]{0,60})=([^&\s"'<>]+)`)}
})

// searched is how many bytes of a body are looked through.
const searched = 256 << 10

// long looks through a body for forms, and for members and fields with names that promise a secret.
func (f *finder) long(where, text string) {
	text = text[:min(len(text), searched)]
	f.text(where, text)
	for _, pair := range pairs() {
		for _, m := range pair.FindAllStringSubmatch(text, -1) {
			if secretForm(m[2]) == "" && secretName(m[1]) && secretValue(m[2]) {
				f.add(fmt.Sprintf("%q in %s", m[1], where), "a secret by its name")
			}
		}
	}
}
