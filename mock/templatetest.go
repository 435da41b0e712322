package mock

import (
	"regexp"
	"strings"

	"postern/mock/handlebars"
)

// testHelpers compare. In a block they choose between its halves; elsewhere they return true or false.
var testHelpers = handlebars.Helpers{
	"eq":         test(func(c *handlebars.Call) bool { return handlebars.Same(c.Arg(0), c.Arg(1)) }),
	"ne":         test(func(c *handlebars.Call) bool { return !handlebars.Same(c.Arg(0), c.Arg(1)) }),
	"neq":        test(func(c *handlebars.Call) bool { return !handlebars.Same(c.Arg(0), c.Arg(1)) }),
	"gt":         test(func(c *handlebars.Call) bool { return order(c) > 0 }),
	"gte":        test(func(c *handlebars.Call) bool { o := order(c); return o == 0 || o > 0 }),
	"lt":         test(func(c *handlebars.Call) bool { return order(c) == -1 }),
	"lte":        test(func(c *handlebars.Call) bool { o := order(c); return o == 0 || o == -1 }),
	"not":        test(func(c *handlebars.Call) bool { return !handlebars.True(c.Arg(0)) }),
	"and":        test(func(c *handlebars.Call) bool { return truths(c) == len(c.Args) }),
	"or":         test(func(c *handlebars.Call) bool { return truths(c) > 0 }),
	"contains":   test(contains),
	"includes":   test(contains),
	"startsWith": test(func(c *handlebars.Call) bool { return strings.HasPrefix(c.Text(0), c.Text(1)) }),
	"endsWith":   test(func(c *handlebars.Call) bool { return strings.HasSuffix(c.Text(0), c.Text(1)) }),
	"isOdd":      test(func(c *handlebars.Call) bool { n, _ := handlebars.Number(c.Arg(0)); return int64(n)%2 != 0 }),
	"isEven":     test(func(c *handlebars.Call) bool { n, ok := handlebars.Number(c.Arg(0)); return ok && int64(n)%2 == 0 }),
	"matches":    matchesHelper,
	"switch":     switchHelper,
	"case":       caseHelper,
	"default":    defaultHelper,
}

func test(holds func(*handlebars.Call) bool) handlebars.Helper {
	return func(c *handlebars.Call) (any, error) { return handlebars.Choose(c, holds(c)) }
}

// order compares two arguments as numbers, or else as texts: -1, 0 or 1.
func order(c *handlebars.Call) int {
	a, okA := handlebars.Number(c.Arg(0))
	b, okB := handlebars.Number(c.Arg(1))
	switch {
	case !okA || !okB:
		return strings.Compare(c.Text(0), c.Text(1))
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func truths(c *handlebars.Call) (n int) {
	for i := range c.Args {
		if handlebars.True(c.Arg(i)) {
			n++
		}
	}
	return n
}

func contains(c *handlebars.Call) bool {
	if list, ok := c.Arg(0).([]any); ok {
		for _, v := range list {
			if handlebars.Same(v, c.Arg(1)) {
				return true
			}
		}
		return false
	}
	return strings.Contains(c.Text(0), c.Text(1))
}

func matchesHelper(c *handlebars.Call) (any, error) {
	re, err := regexp.Compile(c.Text(1))
	if err != nil {
		return nil, err
	}
	return handlebars.Choose(c, re.MatchString(c.Text(0)))
}

// switched is what a switch remembers while its cases are looked at.
type switched struct {
	value any
	done  bool
}

func switchHelper(c *handlebars.Call) (any, error) {
	if !c.InBlock() {
		return nil, errArguments
	}
	return nil, c.Go(map[string]any{"switch": &switched{value: c.Arg(0)}})
}

func caseHelper(c *handlebars.Call) (any, error) {
	v, _ := c.Data("switch")
	s, ok := v.(*switched)
	if !ok || !c.InBlock() {
		return nil, errArguments
	}
	for i := range c.Args {
		if !s.done && handlebars.Same(s.value, c.Arg(i)) {
			s.done = true
			return nil, c.Go(nil)
		}
	}
	return nil, nil
}

// defaultHelper is the last case of a switch.
func defaultHelper(c *handlebars.Call) (any, error) {
	v, _ := c.Data("switch")
	s, ok := v.(*switched)
	switch {
	case !ok || !c.InBlock():
		return nil, errArguments
	case s.done:
		return nil, nil
	}
	s.done = true
	return nil, c.Go(nil)
}
