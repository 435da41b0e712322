package fields

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"postern/model"
	"postern/ui/kit"
	"postern/vars"
)

func TestNamesTellValueAndOriginAndMaskSecrets(t *testing.T) {
	test.NewTempApp(t)
	set := vars.New(vars.Scope{Name: "environment local", Variables: []model.Variable{{Key: "url", Value: "{{host}}/v1"}, {Key: "s", Value: "hunter2", Secret: true}, {Key: "off", Disabled: true}}},
		vars.Scope{Name: "globals", Variables: []model.Variable{{Key: "host", Value: "http://h"}, {Key: "long", Value: strings.Repeat("x", 10_000)}, {Key: "$guid", Value: "mine"}}})
	got := map[string]kit.Suggestion{}
	var order []string
	for _, s := range Names(set) {
		got[s.Text] = s
		order = append(order, s.Text)
		if strings.Contains(s.Detail, "hunter2") || len(s.Detail) > 200 {
			t.Errorf("%s: %q", s.Text, s.Detail)
		}
	}
	if !slices.Equal(order[:5], []string{"$guid", "host", "long", "s", "url"}) {
		t.Errorf("order %v", order)
	}
	for name, want := range map[string]kit.Suggestion{
		"url":   {Text: "url", Detail: "http://h/v1 · environment local", Kind: kit.SuggestVariable},
		"s":     {Text: "s", Detail: model.Mask + " · environment local", Kind: kit.SuggestSecret},
		"$guid": {Text: "$guid", Detail: "mine · globals", Kind: kit.SuggestVariable},
	} {
		if got[name] != want {
			t.Errorf("%+v, want %+v", got[name], want)
		}
	}
	if s := got["$randomInt"]; s.Kind != kit.SuggestDynamic || !strings.HasPrefix(s.Detail, "random number") {
		t.Errorf("a dynamic value: %+v", s)
	}
	for _, name := range vars.DynamicNames() {
		if dynamicWords(name) == dynamicWords("") {
			t.Errorf("nothing is said about %s", name)
		}
	}
	if _, ok := got["off"]; ok {
		t.Error("a disabled variable is offered")
	}
	if len(Names(nil)) != len(vars.DynamicNames()) {
		t.Error("without variables there are the dynamic ones")
	}
}

func TestStateTellsWhereToDefineAndWhatIsMissingInside(t *testing.T) {
	test.NewTempApp(t)
	set := vars.New(vars.Scope{Name: "globals", Variables: []model.Variable{{Key: "url", Value: "{{host}}/v1"}}})
	for name, want := range map[string]string{"nope": "nope is not defined\nDefine it", "url": "from globals\nhost in it is not defined", "$guid": "random UUID, anew each time"} {
		if _, hover := State(set, name); !strings.Contains(hover, want) {
			t.Errorf("%s: %q, want %q", name, hover, want)
		}
	}
}

func TestHeaders(t *testing.T) {
	test.NewTempApp(t)
	known := map[string]bool{}
	for _, h := range HeaderNames() {
		low := strings.ToLower(h.Text)
		if known[low] || h.Detail == "" || h.Kind != kit.SuggestName || strings.ContainsAny(h.Text, " :") {
			t.Errorf("%+v", h)
		}
		known[low] = true
	}
	for name, same := range headerLike {
		if !known[name] || headerValues[same] == nil || len(HeaderValues(name)) == 0 {
			t.Errorf("%s like %s", name, same)
		}
	}
	for name := range headerValues {
		if !known[name] {
			t.Errorf("values for %s, which is not offered", name)
		}
		seen := map[string]bool{}
		for _, v := range HeaderValues(strings.ToUpper(name)) {
			if v.Text == "" || strings.Contains(v.Text+v.Detail, "|") || seen[v.Text] {
				t.Errorf("%s: %+v", name, v)
			}
			seen[v.Text] = true
		}
	}
	if HeaderValues("X-Nothing") != nil {
		t.Error("values for an unknown header")
	}
}
