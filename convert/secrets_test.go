package convert

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

// guarded is a collection with literal credentials in plain places.
func guarded() model.Bundle {
	locked := "sealed:v1:0123abcd:" + strings.Repeat("A", 40)
	r := &model.Request{ID: "r", Name: "req", URL: "https://ann:plant-url-1@api.example/x",
		Query:   []model.Field{{Key: "k", Value: "plant-query-2"}, {Key: "page", Value: "2"}},
		Headers: []model.Field{{Key: "Authorization", Value: "Bearer plant-header-3"}, {Key: "Cookie", Value: "{{session}}"}, {Key: "X-Api-Key", Value: locked}},
		Extra:   model.Extra{"postman": json.RawMessage(`{"request":{"url":{"auth":"plant-kept-4"}}}`)},
		Body:    model.Body{Mode: model.BodyJSON, Text: `{"password": "q7Zr4Tn9Wk"}`}}
	e := model.Example{ID: "e", Name: "ex", Status: 200, Saved: model.SavedRequest{URL: "https://ann:plant-url-1@api.example/x", Headers: []model.Field{{Key: "X-Auth-Token", Value: "plant-saved-5"}}}}
	return model.Bundle{Items: []model.Item{{Request: r, Examples: []model.Example{e}}}, Collection: model.Collection{ID: "c", Name: "col",
		Auth:      model.Auth{Type: model.AuthAPIKey, Params: map[string]string{"key": "k", "value": "plant-value-6", "in": "query"}},
		Variables: []model.Variable{{Key: "lost", Value: locked, Secret: true}}}}
}

func TestExportLeavesCredentialsOut(t *testing.T) {
	b := guarded()
	var out bytes.Buffer
	report, err := Write(&out, b, "postman", WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, leak := range []string{"plant-", "sealed:v1"} {
		if strings.Contains(out.String(), leak) {
			t.Errorf("%q in %s", leak, out.String())
		}
	}
	for _, stays := range []string{`"Bearer"`, "{{session}}", "ann@api.example", `"2"`} {
		if !strings.Contains(out.String(), stays) {
			t.Errorf("%q is gone from %s", stays, out.String())
		}
	}
	if diff := cmp.Diff(guarded(), b); diff != "" {
		t.Errorf("the collection was changed: %s", diff)
	}
	var told []string
	for _, item := range report.Items {
		told = append(told, string(item.Kind)+": "+item.Path+": "+item.Text)
	}
	all := strings.Join(told, "\n")
	for _, want := range []string{"left out: col/req: The password in the URL", `The API key in the query parameter "k"`, `header "Authorization"`,
		"left out: col/req/ex: ", model.LockedText, `looks secret: col/req: "password" in the body looks like a secret by its name`} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not told in\n%s", want, all)
		}
	}
	if strings.Contains(all, "plant-") || strings.Contains(all, "q7Zr4Tn9Wk") {
		t.Errorf("the report holds a secret:\n%s", all)
	}
}

func TestExportWithSecrets(t *testing.T) {
	var out bytes.Buffer
	report, err := Write(&out, guarded(), "postman", WriteOptions{IncludeSecrets: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"plant-query-2", "plant-header-3", "plant-saved-5", "plant-value-6"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in %s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "sealed:v1") {
		t.Error("a value that cannot be opened was written")
	}
	for _, item := range report.Items {
		if item.Kind == model.ReportExposed {
			t.Errorf("told of what was asked for: %+v", item)
		}
	}
}
