package model

import (
	"fmt"
	"slices"
)

// MockAssertion says how many requests a mock must have got: those of a method and a path for which all
// rules hold.
type MockAssertion struct {
	// Name tells people what is meant; empty leaves it to what is asked for.
	Name string `json:"name,omitempty"`
	// Method is "" for any.
	Method string `json:"method,omitempty"`
	// Path is a template as a saved request has it ("/users/:id"), without a query; "" for any.
	Path string `json:"path,omitempty"`
	// Route is the MockRoute.Key of the route that answered; "" for any, or none.
	Route string     `json:"route,omitempty"`
	Rules []MockRule `json:"rules,omitempty"`
	// Min and Max bound the number of requests; without Max there is no upper bound.
	Min int  `json:"min,omitempty"`
	Max *int `json:"max,omitempty"`
}

// Check tells what is wrong with an assertion, whatever the requests are. The error wraps ErrInvalid.
func (a MockAssertion) Check() error {
	switch {
	case a.Min < 0 || a.Max != nil && *a.Max < a.Min:
		return fmt.Errorf("%s: at least %s cannot be: %w", a.Title(), a.Wanted(), ErrInvalid)
	case a.Min == 0 && a.Max == nil:
		return fmt.Errorf("%s: it asks for no number of requests, so it always holds; give min or max: %w", a.Title(), ErrInvalid)
	}
	return nil
}

// Title is the name, or else what is asked for.
func (a MockAssertion) Title() string {
	if a.Name != "" {
		return a.Name
	}
	what := "a request"
	switch {
	case a.Route != "":
		what = a.Route
	case a.Path != "" && a.Method != "":
		what = a.Method + " " + a.Path
	case a.Path+a.Method != "":
		what = a.Path + a.Method
	}
	switch n := len(a.Rules); n {
	case 0:
		return what
	case 1:
		return what + " with a rule"
	default:
		return fmt.Sprintf("%s with %d rules", what, n)
	}
}

// Wanted says the bounds in words: "2 times", "at least 1 time", "never", "1 to 3 times".
func (a MockAssertion) Wanted() string {
	times := func(n int) string {
		if n == 1 {
			return "1 time"
		}
		return fmt.Sprintf("%d times", n)
	}
	switch {
	case a.Max == nil:
		return "at least " + times(a.Min)
	case *a.Max == 0:
		return "never"
	case *a.Max == a.Min:
		return times(a.Min)
	case a.Min == 0:
		return "at most " + times(*a.Max)
	}
	return fmt.Sprintf("%d to %d times", a.Min, *a.Max)
}

// Clone returns a copy that shares nothing with a.
func (a MockAssertion) Clone() MockAssertion {
	a.Rules = CloneMockRules(a.Rules)
	if a.Max != nil {
		a.Max = new(*a.Max)
	}
	return a
}

func cloneAssertions(in []MockAssertion) []MockAssertion {
	out := slices.Clone(in)
	for i := range out {
		out[i] = out[i].Clone()
	}
	return out
}

// MockVerified is the outcome of an assertion.
type MockVerified struct {
	Assertion MockAssertion
	// Count is the number of requests that fit, among those that the journal still has.
	Count int
	Met   bool
	// Unsure says that the outcome might be another one, had the journal everything: entries made room
	// for newer ones, or bodies were cut. An assertion that is unsure is not met.
	Unsure bool
	// Text is the outcome in words.
	Text string
}
