package mock

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// subsetTest holds for documents that have all that want has, and maybe more members.
func subsetTest(want string) (func(ruleValue) bool, error) {
	text := quoteVariables(want)
	if !json.Valid([]byte(text)) {
		return nil, fmt.Errorf("%q is no JSON", cut(want))
	}
	doc := decode([]byte(text))
	return func(v ruleValue) bool {
		got, ok := v.document()
		return ok && agrees(doc, got)
	}, nil
}

// schemaName is the address of a rule's schema; it is never fetched.
const schemaName = "rule:///schema.json"

// schemaTest compiles a JSON Schema (2020-12 where it does not say). References to other documents are
// refused: a mock fetches nothing for a rule.
func schemaTest(want string) (func(ruleValue) bool, error) {
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(want))
	if err != nil {
		return nil, fmt.Errorf("the JSON Schema is no JSON (%w)", err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	c.UseLoader(noLoader{})
	if err := c.AddResource(schemaName, doc); err != nil {
		return nil, fmt.Errorf("the JSON Schema is not valid (%s)", schemaReason(err))
	}
	schema, err := c.Compile(schemaName)
	if err != nil {
		return nil, fmt.Errorf("the JSON Schema is not valid (%s)", schemaReason(err))
	}
	return func(v ruleValue) bool {
		got, ok := v.document()
		return ok && schema.Validate(got) == nil
	}, nil
}

// schemaReason is one line of what the library says.
func schemaReason(err error) string {
	if strings.Contains(err.Error(), errForeign.Error()) {
		return errForeign.Error()
	}
	return cut(strings.Join(strings.Fields(strings.ReplaceAll(err.Error(), schemaName, "")), " "))
}

var errForeign = errors.New("it refers to another document, which a mock does not fetch")

// noLoader refuses every reference out of the schema.
type noLoader struct{}

// Load always fails.
func (noLoader) Load(string) (any, error) { return nil, errForeign }
