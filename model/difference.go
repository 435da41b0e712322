package model

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Difference is one thing in which a draft differs from what is saved, in the words of the editor.
type Difference struct {
	// What differs: "URL", "header Accept", "body".
	What string
	// Before is what is saved, After what the draft says; "" where there is none. Both are whole texts
	// of any length.
	Before, After string
	// Secret values are masked in Before and After; they differ all the same.
	Secret bool
}

// DiffRequests lists in which ways a draft differs from the saved request, in the order of the editor:
// nothing where it differs in no way that means something.
func DiffRequests(saved, draft Request) []Difference {
	var d differences
	d.text("name", saved.Name, draft.Name)
	d.text("method", saved.Method, draft.Method)
	d.text("URL", saved.URL, draft.URL)
	d.rows("query parameter", saved.Query, draft.Query)
	d.rows("path parameter", saved.PathParams, draft.PathParams)
	d.rows("header", saved.Headers, draft.Headers)
	d.auth(saved.Auth, draft.Auth)
	d.body(saved.Body, draft.Body)
	d.settings(saved.Settings, draft.Settings)
	d.text("docs", saved.Docs, draft.Docs)
	d.scripts(saved.Scripts, draft.Scripts)
	if len(d) == 0 && !SameRequest(saved, draft) {
		d = append(d, Difference{What: "details kept from an import"})
	}
	return d
}

// SameRequest compares all there is in two requests, but for the difference of nil and empty lists.
func SameRequest(a, b Request) bool { return reflect.DeepEqual(a.normal(), b.normal()) }

// normal evens out differences that mean nothing.
func (r Request) normal() Request {
	for _, rows := range []*[]Field{&r.Query, &r.PathParams, &r.Headers, &r.Body.Form} {
		if len(*rows) == 0 {
			*rows = nil
		}
	}
	if len(r.Body.Parts) == 0 {
		r.Body.Parts = nil
	}
	if len(r.Auth.Params) == 0 {
		r.Auth.Params = nil
	}
	return r
}

type differences []Difference

func (d *differences) text(what, before, after string) {
	if before != after {
		*d = append(*d, Difference{What: what, Before: before, After: after})
	}
}

// secret is text of a value that is masked.
func (d *differences) secret(what, before, after string) {
	if before != after {
		*d = append(*d, Difference{What: what, Before: masked(before), After: masked(after), Secret: true})
	}
}

// masked hides a value, but not that it is empty or only a reference to a variable.
func masked(value string) string {
	if value == "" || Reference(Credentials(value)) {
		return value
	}
	return Mask
}

// rows compares lists of fields. A row is known by its key, and among those of one key by their order.
func (d *differences) rows(what string, before, after []Field) {
	was, now := rowsByKey(before), rowsByKey(after)
	for _, key := range mergedKeys(was, now) {
		label := strings.TrimSpace(what + " " + key.name)
		old, hadOld := was.rows[key]
		row, hasNew := now.rows[key]
		if hadOld && hasNew && sameRow(old, row) {
			continue
		}
		// Behind a mask, or in what is not shown, both may look the same.
		*d = append(*d, Difference{What: label, Before: rowText(old, hadOld), After: rowText(row, hasNew),
			Secret: hidden(old) || hidden(row)})
	}
	if a, b := was.order(), now.order(); a != b && sameKeys(was, now) {
		d.text("order of "+what+"s", a, b)
	}
}

// rowKey is the nth row of a name.
type rowKey struct {
	name string
	n    int
}

type keyedRows struct {
	keys []rowKey
	rows map[rowKey]Field
}

func rowsByKey(rows []Field) keyedRows {
	out := keyedRows{rows: map[rowKey]Field{}}
	count := map[string]int{}
	for _, f := range rows {
		key := rowKey{f.Key, count[f.Key]}
		count[f.Key]++
		out.keys = append(out.keys, key)
		out.rows[key] = f
	}
	return out
}

func (k keyedRows) order() string {
	names := make([]string, len(k.keys))
	for i, key := range k.keys {
		names[i] = key.name
	}
	return strings.Join(names, ", ")
}

func mergedKeys(was, now keyedRows) []rowKey {
	keys := slices.Clone(was.keys)
	for _, key := range now.keys {
		if _, known := was.rows[key]; !known {
			keys = append(keys, key)
		}
	}
	return keys
}

func sameKeys(a, b keyedRows) bool {
	return len(a.keys) == len(b.keys) && len(mergedKeys(a, b)) == len(a.keys)
}

func sameRow(a, b Field) bool {
	a.Extra, b.Extra = nil, nil
	return reflect.DeepEqual(a, b)
}

// hidden tells whether the value of a row is a credential.
func hidden(f Field) bool {
	return CredentialHeader(f.Key) && f.Value != "" && !Reference(Credentials(f.Value))
}

// rowText is a row as a line: its value, what was said about it, and whether it is off.
func rowText(f Field, there bool) string {
	if !there {
		return ""
	}
	text := f.Value
	if hidden(f) {
		text = Mask
	}
	if f.Description != "" {
		text += " (" + f.Description + ")"
	}
	if f.Disabled {
		text += " [off]"
	}
	if text == "" && !f.Bare {
		text = "(empty)"
	}
	return text
}

func (d *differences) auth(before, after Auth) {
	d.text("authentication", authWord(before.Type), authWord(after.Type))
	for _, name := range mergedNames(before.Params, after.Params) {
		compare := d.text
		if SecretParam(name) {
			compare = d.secret
		}
		compare("authentication "+name, before.Params[name], after.Params[name])
	}
}

func authWord(t AuthType) string {
	if t == AuthInherit {
		return "inherit"
	}
	return string(t)
}

func mergedNames(a, b map[string]string) []string {
	names := maps.Clone(a)
	if names == nil {
		names = map[string]string{}
	}
	maps.Copy(names, b)
	return slices.Sorted(maps.Keys(names))
}

func (d *differences) body(before, after Body) {
	d.text("kind of body", bodyWord(before.Mode), bodyWord(after.Mode))
	d.text("body", before.Text, after.Text)
	d.text("GraphQL variables", before.Variables, after.Variables)
	d.text("language of the body", before.Language, after.Language)
	d.rows("form field", before.Form, after.Form)
	d.rows("part", partRows(before.Parts), partRows(after.Parts))
	d.text("file of the body", before.File, after.File)
	d.text("body switched off", yesNo(before.Disabled), yesNo(after.Disabled))
}

func bodyWord(m BodyMode) string {
	if m == BodyNone {
		return "none"
	}
	return string(m)
}

// partRows are parts as rows whose values tell all that is said of the part.
func partRows(parts []Part) []Field {
	var rows []Field
	for _, p := range parts {
		row := p.Field
		if p.IsFile {
			row.Value = "file " + strings.Join(p.Files, ", ")
		}
		for _, more := range []string{p.ContentType, p.FileName} {
			if more != "" {
				row.Value += "; " + more
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func (d *differences) settings(before, after RequestSettings) {
	d.text("timeout", settingText(before.Timeout), settingText(after.Timeout))
	d.text("follow redirects", settingText(before.FollowRedirects), settingText(after.FollowRedirects))
	d.text("most redirects", settingText(before.MaxRedirects), settingText(after.MaxRedirects))
	d.text("verify TLS", settingText(before.VerifyTLS), settingText(after.VerifyTLS))
	d.text("trust the mocks of this machine", settingText(before.TrustMocks), settingText(after.TrustMocks))
	d.text("body of GET and HEAD requests", yesNo(before.BodyOnGet), yesNo(after.BodyOnGet))
}

func settingText[T any](v *T) string {
	if v == nil {
		return "as the workspace"
	}
	if on, ok := any(*v).(bool); ok {
		return yesNo(on)
	}
	return fmt.Sprint(*v)
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func (d *differences) scripts(before, after []Script) {
	sources := func(list []Script) []Field {
		var rows []Field
		for _, s := range list {
			rows = append(rows, Field{Key: s.Event, Value: s.Source, Disabled: s.Disabled})
		}
		return rows
	}
	d.rows("script", sources(before), sources(after))
}
