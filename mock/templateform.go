package mock

import (
	"encoding/json"
	"html"
	"mime"
	"strings"

	"postern/mock/handlebars"
)

// bodyForm is the form of a body, which decides what values look like in it.
type bodyForm uint8

const (
	plainForm  bodyForm = iota
	jsonForm            // values cannot break out of strings, and are JSON outside of them
	markupForm          // < > & and quotes are written as entities
)

// formOf tells the form by the media type, or else by how the body begins.
func formOf(contentType string, body []byte) bodyForm {
	media, _, err := mime.ParseMediaType(contentType)
	text := strings.TrimSpace(string(body[:min(len(body), 4<<10)]))
	switch {
	case err == nil && (media == "application/json" || strings.HasSuffix(media, "+json")):
		return jsonForm
	case err == nil && (media == "text/html" || media == "text/xml" || media == "application/xml" || strings.HasSuffix(media, "+xml")):
		return markupForm
	case contentType != "":
		return plainForm
	case strings.HasPrefix(text, "["), strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "{{"):
		return jsonForm
	case strings.HasPrefix(text, "<"):
		return markupForm
	}
	return plainForm
}

// escaper returns a new escaper of the form, nil where values are written as they are.
func (f bodyForm) escaper() handlebars.Escaper {
	switch f {
	case jsonForm:
		return &jsonEscaper{}
	case markupForm:
		return markupEscaper{}
	}
	return nil
}

// jsonEscaper follows the output to know whether it stands in a string.
type jsonEscaper struct{ inside, escaped bool }

// Wrote follows the strings of the output.
func (j *jsonEscaper) Wrote(text string) {
	for i := range len(text) {
		switch c := text[i]; {
		case j.escaped:
			j.escaped = false
		case j.inside && c == '\\':
			j.escaped = true
		case c == '"':
			j.inside = !j.inside
		}
	}
}

// Value writes a value such that the output stays JSON: in a string without what would end it; outside as
// JSON, where text that is JSON by itself ("12", "true") stays as it is.
func (j *jsonEscaper) Value(v any) string {
	v = handlebars.Plain(v)
	if j.inside {
		quoted := handlebars.JSON(handlebars.String(v))
		return quoted[1 : len(quoted)-1]
	}
	if text, ok := v.(string); ok && strings.TrimSpace(text) != "" && json.Valid([]byte(text)) {
		return text
	}
	return handlebars.JSON(v)
}

// markupEscaper writes values for HTML and XML.
type markupEscaper struct{}

// Wrote needs to know nothing.
func (markupEscaper) Wrote(string) {}

// Value writes entities for what markup is made of.
func (markupEscaper) Value(v any) string { return html.EscapeString(handlebars.String(v)) }
