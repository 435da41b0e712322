package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"postern/model"
)

// nearest returns up to five of the names that are closest to what was asked for: those that contain
// it or differ in few letters.
func nearest(want string, names []string) []string {
	type candidate struct {
		name     string
		distance int
	}
	low := strings.ToLower(want)
	var found []candidate
	for _, name := range names {
		n := strings.ToLower(name)
		d := model.Distance(low, n)
		switch {
		case low != "" && n != "" && (strings.Contains(n, low) || strings.Contains(low, n)):
			found = append(found, candidate{name, min(d, 1)})
		case d <= max(2, len(low)/3):
			found = append(found, candidate{name, d})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var out []string
	for _, c := range found[:min(len(found), 5)] {
		out = append(out, c.name)
	}
	return out
}

// suggest ends a sentence about a name that does not exist: with the near names, else with all where
// they are few.
func suggest(want string, names []string) string {
	near := nearest(want, names)
	label := "Did you mean"
	if len(near) == 0 {
		if len(names) == 0 || len(names) > 10 {
			return ""
		}
		near, label = names, "There are"
	}
	quoted := make([]string, len(near))
	for i, n := range near {
		quoted[i] = fmt.Sprintf("%q", n)
	}
	if label == "Did you mean" {
		return fmt.Sprintf(". %s %s?", label, strings.Join(quoted, ", "))
	}
	return fmt.Sprintf(". %s: %s", label, strings.Join(quoted, ", "))
}

// pick returns the index of the one name that is meant: the very same, else the same but for case.
// Not exactly one is an error that says what there is.
func pick(kind, want string, names []string) (int, error) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		var found []int
		for i, name := range names {
			if same(name, want) {
				found = append(found, i)
			}
		}
		if len(found) == 1 {
			return found[0], nil
		}
		if len(found) > 1 {
			return 0, invalid("there are %d %ss named %q: rename one, or use its file", len(found), kind, want)
		}
	}
	return 0, notFound("there is no %s named %q%s", kind, want, suggest(want, names))
}
