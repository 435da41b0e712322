package mock

import (
	"net/http"
	"strings"

	"postern/model"
)

// unsecret returns the headers and the target of a request as the journal keeps them: without the value
// of an API key. Headers that carry credentials by their nature are masked by the journal itself.
func unsecret(r *http.Request, p *plan) (http.Header, string) {
	header, target := r.Header, r.RequestURI
	if p == nil || p.secretHeader == "" && p.secretQuery == "" {
		return header, target
	}
	if _, ok := header[p.secretHeader]; ok {
		header = header.Clone()
		header[p.secretHeader] = []string{model.Mask}
	}
	path, query, ok := strings.Cut(target, "?")
	if !ok || p.secretQuery == "" {
		return header, target
	}
	rows := strings.Split(query, "&")
	for i, row := range rows {
		if key, _, _ := strings.Cut(row, "="); queryUnescape(key) == p.secretQuery {
			rows[i] = key + "=" + model.Mask
		}
	}
	return header, path + "?" + strings.Join(rows, "&")
}
