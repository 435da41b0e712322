package mock

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"strings"

	"github.com/antchfx/xmlquery"
)

const (
	maxParts    = 200      // of a multipart body that are looked at
	maxPartText = 64 << 10 // bytes of a part that are looked at
)

// payload is the body of a request as far as it can be read.
type payload struct {
	json   json.RawMessage            // the whole body where it is JSON
	object map[string]json.RawMessage // its members where it is an object
	form   []pair                     // fields of a form, also of a multipart one
	isForm bool

	// What rules look into, read where one does.
	looked   bool
	text     json.RawMessage // the whole body, with every name once
	docFault string
	doc      any                // of text, once it is decoded
	read     map[string]reading // of text, by JSONPath
	xml      *xmlquery.Node
	xmlFault string
}

// payload reads the body once. A body that is neither JSON nor a form gives an empty payload.
func (r *Request) payload() *payload {
	if r.body != nil {
		return r.body
	}
	r.body = &payload{}
	media, params, _ := mime.ParseMediaType(r.first("Content-Type"))
	switch media {
	case "application/x-www-form-urlencoded":
		r.body.form, r.body.isForm = parsePairs(string(r.Body)), true
	case "multipart/form-data":
		r.body.form, r.body.isForm = parseMultipart(r.Body, params["boundary"])
	default:
		r.body.json, r.body.object = parseJSON(r.Body)
	}
	return r.body
}

// parseJSON returns the document, nil where it is none, and its members where it is an object.
func parseJSON(data []byte) (json.RawMessage, map[string]json.RawMessage) {
	data = bytes.TrimSpace(data)
	if len(data) == 0 || !json.Valid(data) {
		return nil, nil
	}
	if data[0] != '{' {
		return data, nil
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(data, &object) != nil {
		return nil, nil
	}
	return data, object
}

// parseMultipart reads the fields of a multipart/form-data body (RFC 7578); the value of a file is its
// name.
func parseMultipart(body []byte, boundary string) ([]pair, bool) {
	if boundary == "" {
		return nil, false
	}
	var out []pair
	reader := multipart.NewReader(bytes.NewReader(body), boundary)
	for range maxParts {
		part, err := reader.NextRawPart()
		if err == io.EOF {
			return out, true
		}
		if err != nil {
			return out, len(out) > 0
		}
		value := part.FileName()
		if value == "" {
			text, _ := io.ReadAll(io.LimitReader(part, maxPartText))
			value = string(text)
		}
		out = append(out, pair{part.FormName(), value})
	}
	return out, true
}

// savedJSON reads the text of a saved body, in which variables may stand where a JSON value belongs:
// those that do not resolve become strings, which then stand for any value.
func savedJSON(text string, vars variables) (json.RawMessage, map[string]json.RawMessage) {
	return parseJSON([]byte(quoteVariables(vars.expand(text))))
}

// quoteVariables puts {{variables}} that stand outside of JSON strings into quotes.
func quoteVariables(text string) string {
	if !strings.Contains(text, "{{") {
		return text
	}
	var b strings.Builder
	inside := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		if !inside && strings.HasPrefix(text[i:], "{{") {
			if name, n := variableAt(text[i:]); n > 0 {
				b.WriteString(`"{{` + name + `}}"`)
				i += n - 1
				continue
			}
		}
		b.WriteByte(c)
		switch {
		case c == '"':
			inside = !inside
		case c == '\\' && inside && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// variableAt reads a {{name}} at the start of text. What holds quotes or braces is no name but the
// start of nested objects.
func variableAt(text string) (name string, n int) {
	_, name, _, ok := cutVariable(text)
	if !ok || strings.ContainsAny(name, "\"{}:,\n\\") {
		return "", 0
	}
	return name, len(name) + 4
}
