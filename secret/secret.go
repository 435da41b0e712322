// Package secret seals texts for storing: with a key that is in the keyring of the system, or in a file
// that only its owner can read where there is no keyring. It knows nothing of workspaces.
//
// A sealed text is "sealed:v1:", the ID of the key, a colon and base64 (AES-256-GCM, RFC 5116). It is
// bound to the place that it was sealed for: moved elsewhere it cannot be opened. Neither the keyring nor
// the file is looked at before there is something to seal or to open.
package secret

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// Prefix begins every sealed text.
const Prefix = "sealed:v1:"

// idSize is the length of a key's ID, in characters.
const idSize = 8

var (
	// ErrMissing says that the key which sealed a text is not here; see [MissingError].
	ErrMissing = errors.New("the key is not here")
	// ErrBroken says that a text was changed, or was sealed for another place.
	ErrBroken = errors.New("the sealed text was changed or belongs elsewhere")
	// ErrNoKey is what a [Keyring] without a key answers.
	ErrNoKey = errors.New("no key in the keyring")
)

// MissingError names the key that would open a text. It wraps [ErrMissing].
type MissingError struct{ ID string }

// Error says which key is missing.
func (e *MissingError) Error() string {
	return fmt.Sprintf("cannot be opened: the key %s is not here", e.ID)
}

// Unwrap makes errors.Is(err, ErrMissing) hold.
func (e *MissingError) Unwrap() error { return ErrMissing }

// Sealed tells whether a text has the form of a sealed one.
func Sealed(text string) bool {
	_, _, ok := parse(text)
	return ok
}

// parse splits a sealed text into the ID of its key and its nonce with what was encrypted.
func parse(text string) (id string, data []byte, ok bool) {
	rest, ok := strings.CutPrefix(text, Prefix)
	if !ok {
		return "", nil, false
	}
	id, rest, ok = strings.Cut(rest, ":")
	if !ok || len(id) != idSize || strings.Trim(id, "0123456789abcdef") != "" {
		return "", nil, false
	}
	data, err := base64.RawStdEncoding.DecodeString(rest)
	return id, data, err == nil && len(data) >= nonceSize+tagSize
}
