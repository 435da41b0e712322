package postman

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func TestEnvironment(t *testing.T) {
	text := `{"id":"i","name":"Local","values":[
		{"key":"a","value":"1","type":"default","enabled":true},
		{"key":"b","value":"2","type":"text","enabled":false},
		{"key":"c","value":"3","type":"secret","enabled":null},
		{"key":"d","value":4,"type":"any"},{"key":"e","value":"5","disabled":true}],
		"_postman_variable_scope":"environment","_postman_exported_using":"Postman/11"}`
	e, report, err := ReadEnvironment([]byte(text))
	if err != nil || len(report.Items) > 0 {
		t.Fatal(err, report)
	}
	want := model.Environment{Name: "Local", Extra: extra(`{"_postman_exported_using":"Postman/11","id":"i"}`), Variables: []model.Variable{
		{Key: "a", Value: "1"},
		{Key: "b", Value: "2", Disabled: true, Extra: extra(`{"type":"text"}`)},
		{Key: "c", Value: "3", Secret: true},
		{Key: "d", Value: "4", Extra: extra(`{"type":"any","value":4}`)},
		{Key: "e", Value: "5", Disabled: true},
	}}
	if diff := cmp.Diff(want, e, exact); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

const wantEnvironment = `{
	"name": "Local",
	"values": [
		{
			"key": "a",
			"value": "<1>",
			"type": "default",
			"enabled": true
		},
		{
			"key": "b",
			"value": "",
			"type": "secret",
			"enabled": false
		}
	],
	"_postman_variable_scope": "environment"
}
`

func TestWriteEnvironment(t *testing.T) {
	e := model.Environment{ID: "x", Name: "Local", Variables: []model.Variable{{Key: "a", Value: "<1>"}, {Key: "b", Value: "2", Secret: true, Disabled: true}}}
	var out bytes.Buffer
	report, err := WriteEnvironment(&out, e, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wantEnvironment, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := linesOf(report); len(got) != 1 || !strings.Contains(got[0], `secret variable "b"`) {
		t.Errorf("got the report %q", got)
	}
}

func TestGlobals(t *testing.T) {
	e, _, err := ReadEnvironment([]byte(`{"values":[{"key":"a","value":"1"}],"_postman_variable_scope":"globals"}`))
	if err != nil || e.Name != "Globals" || e.ID == model.GlobalsID || len(e.Variables) != 1 {
		t.Errorf("got %+v and %v", e, err)
	}
	for _, e := range []model.Environment{e, {ID: model.GlobalsID, Name: "Globals"}} {
		var out bytes.Buffer
		if _, err := WriteEnvironment(&out, e, Options{}); err != nil || !strings.Contains(out.String(), `"_postman_variable_scope": "globals"`) {
			t.Errorf("got %v and %s", err, out.String())
		}
	}
}

func TestEnvironmentWithoutList(t *testing.T) {
	_, _, err := ReadEnvironment([]byte(`{"name":"E","values":{}}`))
	if !errors.Is(err, model.ErrInvalid) || !strings.Contains(err.Error(), `E: "values" is an object`) {
		t.Errorf("got %v", err)
	}
}
