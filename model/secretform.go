package model

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// form is what secrets of one issuer look like.
type form struct {
	what string
	expr *regexp.Regexp
}

// secretForms are those of well-known issuers. They are made when they are first needed: the start of the
// program does not wait for them.
var secretForms = sync.OnceValue(func() []form {
	return []form{
		{"a private key", regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----`)},
		{"a JSON Web Token", regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}`)},
		{"an AWS access key", regexp.MustCompile(`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`)},
		{"a GitHub token", regexp.MustCompile(`\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_[A-Za-z0-9_]{50,}`)},
		{"a GitLab token", regexp.MustCompile(`\bglpat-[A-Za-z0-9_-]{20,}`)},
		{"a Slack token", regexp.MustCompile(`\bxox[abeprs]-[A-Za-z0-9-]{10,}`)},
		{"a Slack webhook", regexp.MustCompile(`//hooks\.slack\.com/services/T\w+/B\w+/\w{20,}`)},
		{"a Stripe key", regexp.MustCompile(`\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}`)},
		{"an API key of an AI service", regexp.MustCompile(`\bsk-(?:proj-|ant-|svcacct-)[A-Za-z0-9_-]{20,}|\bsk-[A-Za-z0-9]{32,}\b`)},
		{"a Google API key", regexp.MustCompile(`\bAIza[A-Za-z0-9_-]{35}`)},
		{"an npm token", regexp.MustCompile(`\bnpm_[A-Za-z0-9]{36}\b`)},
		{"a SendGrid key", regexp.MustCompile(`\bSG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{40,46}`)},
	}
})

// urlPassword finds user and password in a URL.
var urlPassword = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z][\w+.-]*://([^/?#@:]*):([^/?#@]+)@`)
})

// secretForm tells as what a part of a text is known by its form, or "".
func secretForm(text string) string {
	for _, f := range secretForms() {
		if found := f.expr.FindString(text); found != "" && !strings.Contains(strings.ToUpper(found), "EXAMPLE") && !monotonous(found) {
			return f.what
		}
	}
	return ""
}

// secretWords are what names of secrets contain, in lower case and without separators; plainEnds are how
// names end that only speak of a secret.
var (
	secretWords = []string{"password", "passwd", "passphrase", "secret", "token", "apikey", "accesskey", "privatekey", "authkey", "credential"}
	plainEnds   = []string{"id", "ids", "type", "url", "uri", "name", "expires", "expiresin", "expiry", "expiration", "hint", "endpoint",
		"count", "counts", "usage", "limit", "length", "policy", "status", "field", "header", "prefix", "tokens", "created", "updated", "at"}
)

// secretName tells whether a name promises a secret.
func secretName(name string) bool {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	if plain == "pwd" || plain == "pass" {
		return true
	}
	return slices.ContainsFunc(secretWords, func(w string) bool { return strings.Contains(plain, w) }) &&
		!slices.ContainsFunc(plainEnds, func(end string) bool { return strings.HasSuffix(plain, end) })
}

// secretLength is the least length of a value that can be a secret, in bytes.
const secretLength = 8

// placeholders are what people write in place of a secret, or begin it with.
var placeholders = []string{"string", "your", "my-", "my_", "changeme", "change-me", "change_me", "placeholder", "example", "sample", "dummy",
	"insert", "enter", "replace", "todo", "password", "secret", "token", "undefined", "redacted", "hidden", "bearer"}

// secretValue tells whether a value may be a secret: long enough, one word, no placeholder, and no
// reference.
func secretValue(v string) bool {
	v = strings.TrimSpace(v)
	switch {
	case len(v) < secretLength, strings.Contains(v, "{{"), strings.Contains(v, Mask), strings.ContainsAny(v, " \t\n<>"), monotonous(v):
		return false
	}
	low := strings.ToLower(v)
	if slices.ContainsFunc(placeholders, func(p string) bool { return strings.HasPrefix(low, p) }) {
		return false
	}
	return !strings.HasPrefix(v, "${") && !strings.HasPrefix(v, "$") && !strings.HasPrefix(v, "http://") && !strings.HasPrefix(v, "https://") && !strings.HasPrefix(v, "masked")
}

// monotonous tells whether a text has too few different characters in its second half to be random:
// "xxxxxxxx", "AKIA0000000000000000".
func monotonous(text string) bool {
	seen := map[rune]bool{}
	for _, r := range text[len(text)/2:] {
		seen[r] = true
	}
	return len(seen) <= 3
}
