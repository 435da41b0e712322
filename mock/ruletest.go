package mock

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"postern/model"
)

// ruleTest tells whether a value passes, and where the operator has more to say than that it does not, why.
type ruleTest func(ruleValue) (ok bool, why string)

func plainTest(holds func(ruleValue) bool) ruleTest {
	return func(v ruleValue) (bool, string) { return holds(v), "" }
}

// newTest compiles an operator with what it compares with. Negative operators get the test of their
// opposite.
func newTest(o model.MockOperator, want string) (ruleTest, error) {
	switch o {
	case model.MockExists, model.MockNotExists:
		return plainTest(func(ruleValue) bool { return true }), nil
	case model.MockEquals, model.MockNotEquals:
		return plainTest(equalTest(want)), nil
	case model.MockContains, model.MockNotContains:
		return plainTest(containsTest(want)), nil
	case model.MockMatches:
		re, err := regexp.Compile(want)
		if err != nil {
			return nil, fmt.Errorf("%q is no regular expression (%w)", cut(want), err)
		}
		return plainTest(func(v ruleValue) bool { return re.MatchString(v.text()) }), nil
	case model.MockLess, model.MockLessEqual, model.MockGreater, model.MockGreaterEq:
		return numberTest(o, want)
	case model.MockBefore, model.MockAfter:
		return dateTest(o, want)
	case model.MockSubset:
		return subsetTest(want)
	case model.MockSchema:
		return schemaTest(want)
	}
	return nil, fmt.Errorf("the operator %q is not known", o)
}

// equalTest compares texts as they are and JSON values by what they mean: 1 and 1.0 are the same.
func equalTest(want string) func(ruleValue) bool {
	var doc any
	isJSON := json.Valid([]byte(want))
	if isJSON {
		doc = decode([]byte(want))
	}
	return func(v ruleValue) bool {
		if !v.isJSON {
			return v.plain == want
		}
		if _, text := v.doc.(string); text {
			return v.plain == want
		}
		return isJSON && sameJSON(v.doc, doc)
	}
}

// sameJSON compares two documents member by member; numbers compare by value.
func sameJSON(a, b any) bool {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for key, value := range x {
			if other, ok := y[key]; !ok || !sameJSON(value, other) {
				return false
			}
		}
		return true
	case []any:
		y, ok := b.([]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !sameJSON(x[i], y[i]) {
				return false
			}
		}
		return true
	case json.Number:
		y, ok := b.(json.Number)
		return ok && sameNumber(x, y)
	}
	return reflect.DeepEqual(a, b)
}

// containsTest looks for a part of a text, for an element of a JSON array, and for a member of a JSON
// object by its name.
func containsTest(want string) func(ruleValue) bool {
	equal := equalTest(want)
	return func(v ruleValue) bool {
		switch doc := v.doc.(type) {
		case []any:
			for _, element := range doc {
				if equal(jsonValue(element)) {
					return true
				}
			}
			return false
		case map[string]any:
			_, ok := doc[want]
			return ok
		}
		return strings.Contains(v.plain, want)
	}
}

// number reads a decimal number as JSON writes it, a sign in front allowed.
func number(text string) (float64, bool) {
	text = strings.TrimSpace(text)
	if text == "" || strings.Trim(text, "0123456789+-.eE") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil
}

func numberTest(o model.MockOperator, want string) (ruleTest, error) {
	limit, ok := number(want)
	if !ok {
		return nil, fmt.Errorf("%q is no number", cut(want))
	}
	return func(v ruleValue) (bool, string) {
		got, ok := number(v.plain)
		if !ok {
			return false, "is no number"
		}
		switch o {
		case model.MockLess:
			return got < limit, ""
		case model.MockLessEqual:
			return got <= limit, ""
		case model.MockGreater:
			return got > limit, ""
		}
		return got >= limit, ""
	}, nil
}
