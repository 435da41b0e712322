package model

import (
	"regexp"
	"strings"
	"unicode"
)

// lockedForm is how a sealed text looks that could not be opened: the form is that of package secret.
var lockedForm = regexp.MustCompile(`^sealed:v1:[0-9a-f]{8}:[A-Za-z0-9+/]{38,}$`)

// LockedText is what is shown in place of a value that is [Locked].
const LockedText = "cannot be opened: the key is not here"

// Locked tells whether a secret value could not be opened, because the key that sealed it is not here.
// Such a value is the sealed text itself: it is stored again as it is, must not be sent or exported, and
// is shown as [LockedText]. A person can only put another value in its place.
func Locked(value string) bool { return lockedForm.MatchString(value) }

// Reference tells whether a text is nothing but {{variables}}, with punctuation between them:
// "{{token}}", "{{user}}:{{password}}". Such a text is no secret itself.
func Reference(text string) bool {
	rest := strings.TrimSpace(text)
	if !strings.HasPrefix(rest, "{{") {
		return false
	}
	for {
		before, after, open := strings.Cut(rest, "{{")
		if strings.ContainsFunc(before, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) {
			return false
		}
		if !open {
			return true
		}
		var closed bool
		if _, rest, closed = strings.Cut(after, "}}"); !closed {
			return false
		}
	}
}

// schemeWord is what may stand before the credentials in a header: "Bearer", "Basic", "Token".
var schemeWord = regexp.MustCompile(`^[A-Za-z][A-Za-z-]{0,15}$`)

// Credentials returns the part of a header's value that is secret: without the scheme word in front.
func Credentials(value string) string {
	value = strings.TrimSpace(value)
	if scheme, rest, ok := strings.Cut(value, " "); ok && schemeWord.MatchString(scheme) {
		return strings.TrimSpace(rest)
	}
	return value
}

// SecretText tells whether the text of a secret field is a secret itself: it is not empty, not masked,
// and no reference to variables.
func SecretText(text string) bool { return text != "" && text != Mask && !Reference(text) }

// SecretHeader tells whether a row is a header that carries literal credentials.
func SecretHeader(f Field) bool { return CredentialHeader(f.Key) && SecretText(Credentials(f.Value)) }

// WithoutPassword returns a URL without the password before its host, and tells whether there was one
// that is no reference.
func WithoutPassword(url string) (without string, found bool) {
	scheme, rest, ok := strings.Cut(url, "://")
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	at := strings.LastIndexByte(rest[:end], '@')
	if !ok || at < 0 {
		return url, false
	}
	user, password, _ := strings.Cut(rest[:at], ":")
	if !SecretText(password) {
		return url, false
	}
	return scheme + "://" + user + rest[at:], true
}
