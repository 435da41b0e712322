package model

import (
	"slices"
	"strings"
)

// Loosen changes an example such that what a verdict held against it counts no more: a key of its saved
// request is ignored, a rule is disabled. It returns false where the verdict is about something else, or
// about a rule that is no longer there.
func (e *ExampleMock) Loosen(v Verdict) bool {
	if !strings.HasPrefix(v.What, "rule ") {
		return e.Ignored.Ignore(v)
	}
	if r := findRule(e.Rules, v, true); r != nil {
		r.Disabled = true
		return true
	}
	if r := findRule(e.Rules, v, false); r != nil { // its value has variables, or was cut
		r.Disabled = true
		return true
	}
	return false
}

// Loosens tells whether Loosen can do something about a verdict, as far as the verdict tells.
func Loosens(v Verdict) bool {
	if strings.HasPrefix(v.What, "rule ") {
		return v.What != "rule group"
	}
	return new(MockKeys).Ignore(v)
}

// findRule finds the enabled rule that a verdict is about.
func findRule(rules []MockRule, v Verdict, exactly bool) *MockRule {
	for i := range rules {
		r := &rules[i]
		switch {
		case r.Disabled:
		case r.Group != "":
			if found := findRule(r.Rules, v, exactly); found != nil {
				return found
			}
		case r.is(v, exactly):
			return r
		}
	}
	return nil
}

// is tells whether a verdict is about the rule: by source, key and operator, and exactly by the value too.
func (r *MockRule) is(v Verdict, exactly bool) bool {
	if strings.TrimSpace("rule "+string(r.Source)+" "+r.Key) != v.What {
		return false
	}
	operator := string(r.Operator)
	if r.Operator == MockExists || r.Operator == MockNotExists {
		return v.Want == operator
	}
	if exactly {
		return v.Want == operator+" "+r.Value
	}
	rest, ok := strings.CutPrefix(v.Want, operator+" ")
	return ok && !slices.ContainsFunc(MockOperators, func(o MockOperator) bool {
		return len(o) > len(operator) && strings.HasPrefix(operator+" "+rest, string(o)+" ")
	})
}
