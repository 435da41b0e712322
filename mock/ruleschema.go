package mock

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	schemakind "github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// subsetTest holds for documents that have all that want has, and maybe more members.
func subsetTest(want string) (ruleTest, error) {
	text := quoteVariables(want)
	if !json.Valid([]byte(text)) {
		return nil, fmt.Errorf("%q is no JSON", cut(want))
	}
	doc := decode([]byte(text))
	return func(v ruleValue) (bool, string) {
		got, ok := v.document()
		if !ok {
			return false, "is no JSON"
		}
		return agrees(doc, got), ""
	}, nil
}

// schemaName is the address of a rule's schema; it is never fetched.
const schemaName = "rule:///schema.json"

// schemaTest compiles a JSON Schema (2020-12 where it does not say). References to other documents are
// refused: a mock fetches nothing for a rule.
func schemaTest(want string) (ruleTest, error) {
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
	return func(v ruleValue) (bool, string) {
		got, ok := v.document()
		if !ok {
			return false, "is no JSON"
		}
		if err := schema.Validate(got); err != nil {
			return false, "is not valid: " + violation(err)
		}
		return true, ""
	}, nil
}

// violation is one thing that a document does against its schema, with the place of it: of all the first
// in alphabetical order, because the library gives them in any.
func violation(err error) string {
	var root *jsonschema.ValidationError
	if !errors.As(err, &root) {
		return schemaReason(err)
	}
	sortProperties(root)
	var all []string
	for line := range strings.SplitSeq(root.Error(), "\n") {
		if _, text, ok := strings.Cut(line, "- at "); ok && !strings.HasSuffix(text, " failed") {
			all = append(all, "at "+text)
		}
	}
	if len(all) == 0 {
		return "the schema allows nothing here"
	}
	return cut(slices.Min(all))
}

// sortProperties puts the names that one violation is about into order.
func sortProperties(e *jsonschema.ValidationError) {
	if k, ok := e.ErrorKind.(*schemakind.AdditionalProperties); ok {
		slices.Sort(k.Properties)
	}
	for _, cause := range e.Causes {
		sortProperties(cause)
	}
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
