package model

import "time"

// Match is one place where a search found its words.
type Match struct {
	// ID of the entity, or of the exchange for one in the history.
	ID   ID
	Kind Kind // 0 for an exchange in the history
	// Name of the entity, Method of a request or exchange; Path are the names of what it stands in,
	// outermost first.
	Name, Method string
	Path         []string
	// Field says where the words stand, Text is the line around them, and From and To are the bytes of
	// Text that match first.
	Field    MatchField
	Text     string
	From, To int
	Time     time.Time // of an exchange
}

// MatchField is a part of an entity in which words are searched.
type MatchField string

// The fields that are searched, best first.
const (
	MatchName     MatchField = "name"
	MatchURL      MatchField = "url"
	MatchHeader   MatchField = "header"
	MatchParam    MatchField = "parameter"
	MatchVariable MatchField = "variable" // never the value of a secret one
	MatchDocs     MatchField = "docs"
	MatchBody     MatchField = "body"
	MatchScript   MatchField = "script"
)
