package mock

import (
	"encoding/json"
	"strings"

	"postern/mock/handlebars"
)

// jsonHelpers read and write JSON.
var jsonHelpers = handlebars.Helpers{
	"json":      writeJSON,
	"stringify": writeJSON,
	"toJson":    writeJSON,
	"jsonParse": parseHelper,
	"parseJson": parseHelper,
	"jsonPath":  pathHelper,
}

// writeJSON writes a value as JSON, ready for a place where a value belongs.
func writeJSON(c *handlebars.Call) (any, error) {
	return handlebars.Safe(handlebars.JSON(c.Arg(0))), nil
}

func parseHelper(c *handlebars.Call) (any, error) {
	text := c.Text(0)
	if c.InBlock() {
		var err error
		if text, err = c.Capture(); err != nil {
			return nil, err
		}
	}
	var v any
	if deeper([]byte(text), maxRuleDepth) || json.Unmarshal([]byte(text), &v) != nil {
		return nil, errArguments
	}
	if c.InBlock() { // {{#parseJson 'name'}}...{{/parseJson}} keeps it
		keep(c, c.Text(0), v)
		return handlebars.Safe(""), nil
	}
	return v, nil
}

// pathHelper selects in a value, or in text that is JSON.
func pathHelper(c *handlebars.Call) (any, error) {
	v := c.Arg(0)
	if text, ok := v.(string); ok {
		v = jsonText(text)
	}
	found, err := selectJSON(v, c.Text(1))
	return orArg(found, c.Hash["default"]), err
}

// jsonText returns text that is JSON and not nested too deep as a json.RawMessage, other text as nil.
func jsonText(text string) any {
	raw := json.RawMessage(text)
	if !json.Valid(raw) || deeper(raw, maxRuleDepth) {
		return nil
	}
	return namedOnce(raw)
}

// selectJSON returns what a JSONPath, or a path of names with dots, selects in a value or a json.RawMessage: nil
// for nothing, the value for one, a list for several.
func selectJSON(v any, text string) (any, error) {
	raw, isText := v.(json.RawMessage)
	if strings.HasPrefix(text, "$") && text != "$" {
		if !isText {
			raw = json.RawMessage(handlebars.JSON(v))
		}
		return selectText(raw, text)
	}
	if isText {
		v = plainJSON(raw)
	}
	if text == "" || text == "$" {
		return v, nil
	}
	return handlebars.Member(v, strings.Split(text, ".")...), nil
}

func selectText(raw json.RawMessage, text string) (any, error) {
	path, err := newPath(text)
	if err != nil {
		return nil, err
	}
	found, err := selected(path, raw)
	switch {
	case err != nil || len(found) == 0:
		return nil, err
	case len(found) == 1 && !strings.ContainsAny(text, "*?"):
		return plainJSON(found[0]), nil
	}
	out := make([]any, len(found))
	for i, x := range found {
		out[i] = plainJSON(x)
	}
	return out, nil
}

// plainJSON decodes JSON to the values of templates, whose numbers are those of JavaScript.
func plainJSON(raw []byte) (v any) {
	if json.Unmarshal(raw, &v) != nil {
		return nil
	}
	return v
}
