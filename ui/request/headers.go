package request

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
)

// headers edits the request's headers.
type headers struct{ table *kit.KeyValueTable }

// The header names and values that are suggested while typing: the request headers of RFC 9110 and
// what APIs ask for most.
var (
	headerNames = []string{"Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization", "Cache-Control",
		"Content-Disposition", "Content-Encoding", "Content-Language", "Content-Type", "Cookie", "Date", "ETag", "Expect",
		"Forwarded", "From", "Host", "Idempotency-Key", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range",
		"If-Unmodified-Since", "Origin", "Pragma", "Prefer", "Range", "Referer", "Traceparent", "User-Agent", "Via",
		"X-API-Key", "X-Correlation-ID", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Request-ID",
		"x-mock-response-code", "x-mock-response-id", "x-mock-response-name"}
	headerValues = map[string][]string{
		"accept":          {"*/*", "application/json", "application/xml", "text/html", "text/plain"},
		"accept-encoding": {"gzip", "br", "zstd", "identity"},
		"cache-control":   {"no-cache", "no-store", "max-age=0"},
		"content-type": {"application/json", "application/xml", "application/x-www-form-urlencoded", "application/octet-stream",
			"application/problem+json", "text/plain", "text/csv", "text/html"},
		"prefer": {"code=404", "return=minimal", "return=representation", "respond-async"},
	}
)

func newHeaders(p *presenter, edit func(func(*model.Request))) *headers {
	h := &headers{}
	h.table = kit.NewKeyValueTable(kit.KeyValueOptions{KeyLabel: lang.L("Header"), ValueLabel: lang.L("Value"), Description: true,
		Suggest: func(row int, column, text string) []string { return h.suggest(row, column, text) }})
	h.table.Variables = func(name string) (kit.VarState, string) { return fields.State(p.variables(), name) }
	h.table.Names = p.names
	h.table.OnChanged = func(rows []kit.KeyValue) {
		edit(func(r *model.Request) { r.Headers = fields.Fields(rows) })
	}
	return h
}

func (h *headers) show(q *model.Request) { h.table.SetRows(fields.Rows(q.Headers, false)) }

func (h *headers) suggest(row int, column, text string) []string {
	words := headerNames
	if column == "value" {
		rows := h.table.Rows()
		if row >= len(rows) {
			return nil
		}
		words = headerValues[strings.ToLower(rows[row].Key)]
	}
	return matching(words, text)
}

// matching returns the words that contain text, those that begin with it first; none when a word is
// already whole.
func matching(words []string, text string) []string {
	text = strings.ToLower(text)
	var first, rest []string
	for _, w := range words {
		low := strings.ToLower(w)
		switch {
		case low == text:
			return nil
		case strings.HasPrefix(low, text):
			first = append(first, w)
		case strings.Contains(low, text):
			rest = append(rest, w)
		}
	}
	return slices.Concat(first, rest)
}
