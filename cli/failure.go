package cli

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"postern/model"
)

// failure is an error of a command's own work.
type failure struct{ err error }

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// usageError is wrong usage that only the command itself can see.
type usageError string

func (e usageError) Error() string { return string(e) }

// errTold is a failure that was written already.
var errTold = errors.New("failed")

// plainError is a sentence for people that is of a kind without saying so again.
type plainError struct {
	text string
	kind error
}

func (e *plainError) Error() string { return e.text }
func (e *plainError) Unwrap() error { return e.kind }

func notFound(format string, args ...any) error {
	return &plainError{fmt.Sprintf(format, args...), model.ErrNotFound}
}

func invalid(format string, args ...any) error {
	return &plainError{fmt.Sprintf(format, args...), model.ErrInvalid}
}

// tell writes a message to standard error.
func (a *app) tell(format string, args ...any) {
	text := strings.TrimRight(fmt.Sprintf(format, args...), "\n")
	fmt.Fprintf(a.env.Stderr, "postern: %s\n", text)
}

// printable makes a name fit for a line on a terminal: what controls a terminal, breaks the line or
// turns the direction of writing becomes a space.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp) {
			return ' '
		}
		return r
	}, s)
}

// plural writes a number with its noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
