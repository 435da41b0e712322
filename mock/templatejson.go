package mock

import (
	"encoding/json"

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
		v = nil
		if !deeper([]byte(text), maxRuleDepth) {
			if err := json.Unmarshal([]byte(text), &v); err != nil {
				v = nil
			}
		}
	}
	found, err := selectJSON(v, c.Text(1))
	return orArg(found, c.Hash["default"]), err
}
