package handlebars

import (
	"encoding/json"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// Safe is text that goes out as it is.
type Safe string

// Object is a value whose members are worked out when they are asked for.
type Object interface {
	// Member returns a member; ok is false where there is none of the name.
	Member(name string) (v any, ok bool)
	// Whole is the value itself: nil, a bool, a float64, a string, []any or map[string]any.
	Whole() any
}

// member returns a part of a value: of a map by its key, of a list by its place.
func member(v any, name string) (any, bool) {
	switch v := v.(type) {
	case map[string]any:
		x, ok := v[name]
		return x, ok
	case []any:
		if name == "length" {
			return float64(len(v)), true
		}
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(v) {
			return v[i], true
		}
		if name == "first" && len(v) > 0 {
			return v[0], true
		}
		if name == "last" && len(v) > 0 {
			return v[len(v)-1], true
		}
	case string:
		if name == "length" {
			return float64(len([]rune(v))), true
		}
	case Object:
		if x, ok := v.Member(name); ok {
			return x, true
		}
		return member(v.Whole(), name)
	}
	return nil, false
}

func follow(v any, parts []string) any {
	for _, p := range parts {
		var ok bool
		if v, ok = member(v, p); !ok {
			return nil
		}
	}
	return v
}

// Member returns what is found in a value by a path of names, nil where there is nothing.
func Member(v any, parts ...string) any { return follow(v, parts) }

// Plain returns a value without what is worked out.
func Plain(v any) any {
	switch v := v.(type) {
	case Object:
		return Plain(v.Whole())
	case Safe:
		return string(v)
	case int:
		return float64(v)
	case json.Number:
		if f, err := v.Float64(); err == nil {
			return f
		}
		return v.String()
	}
	return v
}

// String writes a value as text: nothing for nil, numbers as JavaScript does, lists and maps as JSON.
func String(v any) string {
	switch v := Plain(v).(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return number(v)
	default:
		return JSON(v)
	}
}

func number(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "NaN"
	}
	if a := math.Abs(f); a == 0 || a >= 1e-6 && a < 1e21 {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// JSON writes a value as JSON; members of maps are sorted by name.
func JSON(v any) string { return indented(v, "") }

func indented(v any, indent string) string {
	v = Plain(v)
	if f, ok := v.(float64); ok && (math.IsNaN(f) || math.IsInf(f, 0)) {
		return "null"
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if e.Encode(v) != nil {
		return "null"
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// weigh estimates the size of a value, in bytes, and stops beyond a limit: values that hold each other many times
// over are small in memory and without end in writing.
func weigh(v any, limit int) int {
	n := 16
	switch v := v.(type) {
	case string:
		n += len(v)
	case Safe:
		n += len(v)
	case []any:
		for i := 0; i < len(v) && n <= limit; i++ {
			n += weigh(v[i], limit-n)
		}
	case map[string]any:
		for key, x := range v {
			if n += len(key) + weigh(x, limit-n); n > limit {
				break
			}
		}
	}
	return n
}

// Number reads a value as a number; ok is false where it is none, and for what is not finite.
func Number(v any) (float64, bool) {
	switch v := Plain(v).(type) {
	case float64:
		return v, !math.IsNaN(v) && !math.IsInf(v, 0)
	case bool:
		if v {
			return 1, true
		}
		return 0, true
	case string:
		f, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
		return f, err == nil && !math.IsNaN(f) && !math.IsInf(f, 0)
	}
	return 0, false
}

// True tells whether a value counts as true: not nil, false, 0, NaN, "", nor an empty list.
func True(v any) bool {
	switch v := Plain(v).(type) {
	case nil:
		return false
	case bool:
		return v
	case float64:
		return v != 0 && !math.IsNaN(v)
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	}
	return true
}

// Same tells whether two values are the same; a number and a text are where they read the same.
func Same(a, b any) bool {
	a, b = Plain(a), Plain(b)
	if reflect.DeepEqual(a, b) {
		return true
	}
	if a == nil || b == nil {
		return false
	}
	switch a.(type) {
	case []any, map[string]any:
		return false
	}
	return String(a) == String(b)
}
