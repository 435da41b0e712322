package mock

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"

	"postern/model"
)

// contentType derives the type of a body that was saved without one, or "" for no body.
func contentType(body []byte) string {
	text := bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	if len(body) == 0 {
		return ""
	}
	sniffed := http.DetectContentType(body)
	switch {
	case len(text) > 0 && strings.IndexByte(`{["`, text[0]) >= 0 && json.Valid(text):
		return "application/json"
	case strings.HasPrefix(sniffed, "text/html"):
		return sniffed
	case len(text) > 1 && text[0] == '<' && model.Text(body):
		return "application/xml"
	case model.Text(body):
		return "text/plain; charset=utf-8"
	case strings.HasPrefix(sniffed, "text/"):
		return "application/octet-stream"
	}
	return sniffed
}
