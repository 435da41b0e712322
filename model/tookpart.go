package model

import (
	"encoding/base64"
	"strings"
)

// literalLength is the least length, in bytes, of a literal in a header or a cookie that counts as a
// secret wherever it turns up: "en" in a cookie is none.
const literalLength = 8

// secrets returns the secret values that took part, also those that no variable brought: literal
// credentials in headers and authentication, and cookies that were sent or set.
func (e Exchange) secrets() []string {
	out := append([]string(nil), e.Secrets...)
	out = append(out, headerSecrets(e.Request.Headers)...)
	if e.Response != nil {
		for _, c := range e.Response.Cookies {
			out = appendLiteral(out, c.Value)
		}
	}
	if e.Draft != nil {
		out = append(out, headerSecrets(e.Draft.Headers)...)
		for name, v := range e.Draft.Auth.Params {
			if SecretParam(name) && SecretText(v) {
				out = appendLiteral(out, v)
			}
		}
	}
	return out
}

func appendLiteral(list []string, value string) []string {
	if value = strings.TrimSpace(value); len(value) >= literalLength && !strings.Contains(value, "{{") && !strings.Contains(value, Mask) {
		list = append(list, value)
	}
	return list
}

// headerSecrets returns the credentials in headers that carry them by their nature.
func headerSecrets(headers []Field) (out []string) {
	for _, h := range headers {
		switch {
		case !CredentialHeader(h.Key):
		case strings.EqualFold(h.Key, "Cookie"):
			for pair := range strings.SplitSeq(h.Value, ";") {
				_, value, _ := strings.Cut(pair, "=")
				out = appendLiteral(out, value)
			}
		case strings.EqualFold(h.Key, "Set-Cookie"):
			pair, _, _ := strings.Cut(h.Value, ";")
			_, value, _ := strings.Cut(pair, "=")
			out = appendLiteral(out, value)
		default:
			credentials := Credentials(h.Value)
			out = appendLiteral(out, credentials)
			if login, err := base64.StdEncoding.DecodeString(credentials); err == nil {
				_, password, _ := strings.Cut(string(login), ":")
				out = appendLiteral(out, password)
			}
		}
	}
	return out
}
