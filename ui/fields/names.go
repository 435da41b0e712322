package fields

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
	"postern/vars"
)

// State colours a variable and says what it stands for and where that comes from, in lines; secrets stay
// masked.
func State(set *vars.Set, name string) (kit.VarState, string) {
	v, ok := set.Lookup(name)
	switch {
	case !ok:
		return kit.VarMissing, name + " " + lang.L("is not defined") + "\n" +
			lang.L("Define it in the chosen environment, in the variables of the collection or in the globals.")
	case v.Secret:
		return kit.VarSecret, name + " = " + model.Mask + "\n" + lang.L("secret, from") + " " + v.Scope
	case v.Scope == vars.DynamicScope:
		return kit.VarOK, name + " = " + v.Text + "\n" + dynamicWords(name) + ", " + lang.L("anew each time")
	}
	return kit.VarOK, name + " = " + v.Text + "\n" + lang.L("from") + " " + v.Scope + unresolved(v.Text)
}

// unresolved tells which variables in a value have none themselves.
func unresolved(value string) string {
	spans := vars.Find(value)
	if len(spans) == 0 {
		return ""
	}
	return "\n" + spans[0].Name + " " + lang.L("in it is not defined")
}

// Names offers the variables of a set with their values and origins, and the dynamic values with a sample.
func Names(set *vars.Set) []kit.Suggestion {
	var out []kit.Suggestion
	for _, name := range set.Names() {
		v, _ := set.Lookup(name)
		s := kit.Suggestion{Text: name, Detail: oneLine(v.Text) + " · " + v.Scope, Kind: kit.SuggestVariable}
		if v.Secret {
			s.Detail, s.Kind = model.Mask+" · "+v.Scope, kit.SuggestSecret
		}
		out = append(out, s)
	}
	for _, name := range vars.DynamicNames() {
		v, _ := set.Lookup(name)
		if v.Scope == vars.DynamicScope {
			out = append(out, kit.Suggestion{Text: name, Detail: dynamicWords(name) + " · " + v.Text, Kind: kit.SuggestDynamic})
		}
	}
	return out
}

// oneLine is as much of a value as a list shows.
func oneLine(value string) string {
	const most = 60
	runes := []rune(value[:min(len(value), 4*most)])
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return strings.ToValidUTF8(string(runes), "")
}

// dynamicWords says what a dynamic value is.
func dynamicWords(name string) string {
	switch name {
	case "$guid", "$randomUUID":
		return lang.L("random UUID")
	case "$timestamp":
		return lang.L("seconds since 1970")
	case "$isoTimestamp":
		return lang.L("time now in UTC")
	case "$randomInt":
		return lang.L("random number up to 1000")
	}
	return lang.L("made by Postern")
}
