// Package model holds the nouns of Postern: workspaces, collections, folders, requests, examples,
// environments, exchanges and mocks, with their validation and the errors that all packages share.
//
// The package is pure data: it imports only the standard library, does no input or output beyond
// opening a [Content], and starts no goroutine.
package model

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/json"
	"errors"
	"maps"
)

// The kinds of failure that callers tell apart with errors.Is. Packages wrap them once at their
// border with what was being done and to what.
var (
	// ErrNotFound means that no entity has the given ID or name.
	ErrNotFound = errors.New("not found")
	// ErrInvalid means that the input itself is wrong; trying again with the same input is no use.
	ErrInvalid = errors.New("invalid")
	// ErrExists means that the name or place is taken.
	ErrExists = errors.New("already exists")
	// ErrLocked means that another process holds the workspace file.
	ErrLocked = errors.New("in use by another process")
	// ErrDamaged means that a file is not what it should be: truncated, foreign or corrupted.
	ErrDamaged = errors.New("damaged")
	// ErrGone means that a file was moved, deleted or replaced while it was open.
	ErrGone = errors.New("gone")
	// ErrTooLarge means that input is over a documented limit.
	ErrTooLarge = errors.New("too large")
)

// ID names an entity for its whole life. It is opaque, unique in a workspace, and safe in URLs and
// file names.
type ID string

// GlobalsID is the ID of the environment that holds the workspace's global variables.
const GlobalsID ID = "globals"

var idEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// NewID returns a new random ID of 16 characters (80 bits).
func NewID() ID {
	var b [10]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	return ID(idEncoding.EncodeToString(b[:]))
}

// Kind tells what an entity is.
type Kind uint8

// The kinds of entity. Their numbers are stored in workspace files: never change one.
const (
	KindCollection  Kind = 1
	KindFolder      Kind = 2
	KindRequest     Kind = 3
	KindExample     Kind = 4
	KindEnvironment Kind = 5
)

// String returns the word for people: "collection", "folder", "request", "example" or "environment".
func (k Kind) String() string {
	switch k {
	case KindCollection:
		return "collection"
	case KindFolder:
		return "folder"
	case KindRequest:
		return "request"
	case KindExample:
		return "example"
	case KindEnvironment:
		return "environment"
	}
	return "item"
}

// Extra keeps what an imported file said beyond what Postern understands, by format name
// ("postman"): the value is a JSON object of unknown members that an export to the same format
// writes back.
type Extra map[string]json.RawMessage

// Clone returns a copy that shares nothing with e.
func (e Extra) Clone() Extra { return maps.Clone(e) }

// Field is one row of a key/value list: a query parameter, a path parameter, a header, a form field.
type Field struct {
	Key         string `json:"key"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	// Disabled rows are kept and shown but not sent.
	Disabled bool `json:"disabled,omitempty"`
	// Bare marks a query parameter that was written without "=": "?flag".
	Bare  bool  `json:"bare,omitempty"`
	Extra Extra `json:"extra,omitempty"`
}

// Enabled returns the rows that are not disabled and have a key or a value, in order.
func Enabled(rows []Field) []Field {
	var out []Field
	for _, f := range rows {
		if !f.Disabled && (f.Key != "" || f.Value != "") {
			out = append(out, f)
		}
	}
	return out
}

// Script is the source of one event handler. Postern keeps it exactly as it was imported.
type Script struct {
	// Event is "prerequest" or "test"; other words are kept.
	Event    string `json:"event"`
	Source   string `json:"source"`
	Disabled bool   `json:"disabled,omitempty"`
	Extra    Extra  `json:"extra,omitempty"`
}

// Entity is what a workspace stores under an ID: *[Collection], *[Folder], *[Request], *[Example] or
// *[Environment].
type Entity interface {
	// Head returns what the tree shows of the entity.
	Head() Head
	// Validate reports what makes the entity unfit to be stored, wrapping ErrInvalid.
	Validate() error
}

// Head is the part of an entity that the tree needs: reading the heads of a workspace never reads a
// URL, a header or a body.
type Head struct {
	ID   ID
	Kind Kind
	Name string
	// Method is the request's method in upper case; empty for other kinds.
	Method string
	// Status is an example's status code; 0 for other kinds.
	Status int
}
