// Package postman reads Postman collections of the formats v2.0 and v2.1, environments and globals,
// and writes collections of v2.1 and environments.
//
// What Postern does not understand is kept under the key [Key] of the nouns' Extra maps and written
// back, so that reading, writing and reading again gives the same collection. Two things are kept:
// members with unknown names, and members with a known name whose spelling says more than the value
// (a description with a type, a variable whose value is a number). A kept spelling is written back
// only while it still means the value that the noun has.
//
// The format is published at https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html.
package postman

import (
	"encoding/json"
	"fmt"
	"regexp"

	"postern/model"
)

// Key is the name under which Extra maps hold what only Postman understands.
const Key = "postman"

// Schema is the address of the schema that written collections follow.
const Schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"

// MaxDepth is how deep folders may be nested in each other.
const MaxDepth = 500

// Options say how to write.
type Options struct {
	// IncludeSecrets writes the values of secret variables and of secret authentication parameters,
	// which are otherwise left empty.
	IncludeSecrets bool
}

// The kinds of file that [Kind] tells apart. Collections of v1 cannot be read.
const (
	KindCollection   = "postman" // v2.0 or v2.1
	KindEnvironment  = "postman-environment"
	KindGlobals      = "postman-globals"
	KindCollectionV1 = "postman-v1"
)

// Kind tells which kind of Postman file a JSON object is, or "" where it is none. An object that holds
// nothing but a collection or environment counts as what it holds.
func Kind(root map[string]json.RawMessage) string {
	if kind := kindOf(root); kind != "" {
		return kind
	}
	for _, name := range wrappers {
		var inner map[string]json.RawMessage
		if json.Unmarshal(root[name], &inner) == nil && inner != nil {
			return kindOf(inner)
		}
	}
	return ""
}

// wrappers are the names under which Postman's own service sends a file.
var wrappers = []string{"collection", "environment", "globals"}

func kindOf(root map[string]json.RawMessage) string {
	_, named := root["name"]
	info := kindOfJSON(root["info"]) == isObject
	list := kindOfJSON(root["item"]) == isArray
	switch {
	case list && (info || named), info && namesSchema(root["info"]):
		return KindCollection
	case kindOfJSON(root["requests"]) == isArray && (root["order"] != nil || root["folders"] != nil):
		return KindCollectionV1
	case kindOfJSON(root["values"]) != isArray:
		return ""
	}
	if scope := textOf(root[scopeName]); scope == "globals" {
		return KindGlobals
	} else if scope != "" || variableList(root["values"], named) {
		return KindEnvironment
	}
	return ""
}

func namesSchema(info json.RawMessage) bool {
	o, _ := parseObject(info)
	schema := o.peek("schema")
	return collectionVersion.MatchString(textOf(schema))
}

// variableList tells whether the first row is a variable; an empty list needs a name beside it.
func variableList(values json.RawMessage, named bool) bool {
	for row := range elements(values) {
		o, ok := parseObject(row)
		return ok && o.has("key")
	}
	return named
}

var collectionVersion = regexp.MustCompile(`/collection/(v(\d+)[\w.]*)`)

// checkSchema refuses the versions of the format that are not read.
func checkSchema(schema string) error {
	m := collectionVersion.FindStringSubmatch(schema)
	switch {
	case m == nil || m[2] == "2":
		return nil
	case m[2] == "1":
		return ErrV1()
	}
	return &model.InputError{Text: fmt.Sprintf("the collection says that it has format %s; v2.0 and v2.1 can be imported", m[1])}
}

// ErrV1 returns the error for a collection of format v1.
func ErrV1() error {
	return &model.InputError{Text: "this is a Postman collection of the old format v1; export it from Postman as Collection v2.1 and import that"}
}
