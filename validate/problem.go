// Package validate finds what is wrong in a JSON or XML text and says so in words, with the place. It never
// changes a text, never recurses, and finds nothing in a text that is right.
package validate

import (
	"bytes"
	"context"
	"unicode/utf8"
)

// Severity tells a fault from advice.
type Severity uint8

// The severities.
const (
	Fault Severity = iota // the text is not what it should be
	Hint                  // it is, but may not mean the same to every reader
)

// Problem is something to show at a place of the text.
type Problem struct {
	Offset int // in bytes
	Line   int // from 1
	Column int // in characters, from 1
	Length int // in bytes; at least 1, but for a problem at the end of the text
	Text   string
	Severity
}

// maxProblems bounds what is reported about one text.
const maxProblems = 100

// checkEvery is how many bytes are looked at between two looks at the context.
const checkEvery = 64 << 10

// Faulty tells whether one of the problems is a fault.
func Faulty(problems []Problem) bool {
	for _, p := range problems {
		if p.Severity == Fault {
			return true
		}
	}
	return false
}

// report collects problems in the order of the text.
type report struct {
	ctx      context.Context
	text     []byte
	problems []Problem
	line     int // of the problem before
	lineAt   int
	counted  int // how far lines were counted
	checked  int
}

// add notes a problem. The places have to come in order, or lines are counted anew.
func (r *report) add(s Severity, at, length int, text string) {
	if len(r.problems) >= maxProblems && s == Hint {
		return
	}
	at = min(at, len(r.text))
	if at < r.counted {
		r.counted, r.line, r.lineAt = 0, 0, 0
	}
	passed := r.text[r.counted:at]
	r.line += bytes.Count(passed, []byte{'\n'})
	if i := bytes.LastIndexByte(passed, '\n'); i >= 0 {
		r.lineAt = r.counted + i + 1
	}
	r.counted = at
	r.problems = append(r.problems, Problem{
		Offset: at, Line: r.line + 1, Column: utf8.RuneCount(r.text[r.lineAt:at]) + 1,
		Length: min(max(length, 1), len(r.text)-at), Text: text, Severity: s,
	})
}

// alive tells whether to go on. It looks at the context now and then.
func (r *report) alive(at int) bool {
	if at-r.checked < checkEvery {
		return true
	}
	r.checked = at
	return r.ctx.Err() == nil
}
