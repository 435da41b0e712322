package postman

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// kindJSON is the kind of a JSON value, told by its first character.
type kindJSON byte

const (
	isMissing kindJSON = 0
	isNull    kindJSON = 'n'
	isBool    kindJSON = 'b'
	isNumber  kindJSON = '0'
	isString  kindJSON = '"'
	isArray   kindJSON = '['
	isObject  kindJSON = '{'
)

func kindOfJSON(raw json.RawMessage) kindJSON {
	i := skipSpace(raw, 0)
	if i >= len(raw) {
		return isMissing
	}
	switch c := raw[i]; c {
	case 'n', '"', '[', '{':
		return kindJSON(c)
	case 't', 'f':
		return isBool
	}
	return isNumber
}

// words names the kinds of values in messages.
func (k kindJSON) String() string {
	switch k {
	case isNull:
		return "null"
	case isBool:
		return "true or false"
	case isNumber:
		return "a number"
	case isString:
		return "a text"
	case isArray:
		return "a list"
	case isObject:
		return "an object"
	}
	return "missing"
}

// textOf returns what a value is as text: strings decoded, null and missing values empty, numbers and
// booleans as written, lists and objects as compact JSON.
func textOf(raw json.RawMessage) string {
	switch kindOfJSON(raw) {
	case isMissing, isNull:
		return ""
	case isString:
		return unquote(raw)
	}
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return ""
	}
	return b.String()
}

// docsOf returns the text of a description, which may be an object with content and type.
func docsOf(raw json.RawMessage) string {
	if o, ok := parseObject(raw); ok {
		content := o.peek("content")
		return textOf(content)
	}
	return textOf(raw)
}

// boolOf returns the truth of a value and whether it has one.
func boolOf(raw json.RawMessage) (value, ok bool) {
	switch strings.ToLower(textOf(raw)) {
	case "true", "1":
		return true, true
	case "false", "0":
		return false, true
	}
	return false, false
}

// empty tells whether a value says nothing: null, "", false, [] or {}.
func empty(raw json.RawMessage) bool {
	switch textOf(raw) {
	case "", "false", "[]", "{}":
		return true
	}
	return false
}

// unquote decodes a JSON string. Halves of surrogate pairs become U+FFFD, as in encoding/json.
func unquote(raw json.RawMessage) string {
	raw = bytes.TrimSpace(raw)
	if n := len(raw); n >= 2 && bytes.IndexByte(raw, '\\') < 0 && utf8.Valid(raw) {
		return string(raw[1 : n-1])
	}
	var s string
	_ = json.Unmarshal(raw, &s) // raw is a JSON string already checked
	return s
}

// quote encodes a JSON string without escaping HTML.
func quote(s string) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always encodes
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
