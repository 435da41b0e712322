package mock

import (
	"slices"
	"strings"

	"postern/mock/handlebars"
)

// maxRepeats bounds the rounds of a loop, and the length of a list that a helper makes.
const maxRepeats = 100_000

// listHelpers work on lists.
var listHelpers = handlebars.Helpers{
	"array":  func(c *handlebars.Call) (any, error) { return arguments(c, 0), nil },
	"repeat": repeatHelper,
	"range": func(c *handlebars.Call) (any, error) {
		low, high := span(c, 0, 0)
		if high < low || high-low > maxRepeats || low < -1<<52 || high > 1<<52 { // beyond, n+1 is n
			return nil, errArguments
		}
		var out []any
		for n := low; n <= high; n++ {
			out = append(out, n)
		}
		return out, nil
	},
	"len":  size,
	"size": size,
	"join": func(c *handlebars.Call) (any, error) {
		list, separator := arguments(c, 0), ", "
		if first, ok := c.Arg(0).([]any); ok {
			list = first
			if len(c.Args) > 1 {
				separator = c.Text(1)
			}
		} else if len(c.Args) > 0 { // {{join 'a' 'b' ', '}}
			separator, list = handlebars.String(list[len(list)-1]), list[:len(list)-1]
		}
		texts := make([]string, len(list))
		for i, v := range list {
			texts[i] = handlebars.String(v)
		}
		return strings.Join(texts, separator), nil
	},
	"slice": func(c *handlebars.Call) (any, error) {
		list, ok := c.Arg(0).([]any)
		from, _ := handlebars.Number(c.Arg(1))
		to, given := handlebars.Number(c.Arg(2))
		if !ok {
			return nil, errArguments
		}
		if !given {
			to = float64(len(list))
		}
		start := max(0, min(int(from), len(list)))
		return slices.Clone(list[start:max(start, min(int(to), len(list)))]), nil
	},
	"sort": sortHelper,
	"reverse": func(c *handlebars.Call) (any, error) {
		list, ok := c.Arg(0).([]any)
		if !ok {
			return nil, errArguments
		}
		out := slices.Clone(list)
		slices.Reverse(out)
		return out, nil
	},
	"oneOf":      pickOne,
	"pickRandom": pickOne,
	"someOf": func(c *handlebars.Call) (any, error) {
		list, ok := c.Arg(0).([]any)
		low, _ := handlebars.Number(c.Arg(1))
		high, given := handlebars.Number(c.Arg(2))
		if !ok {
			return nil, errArguments
		}
		if !given {
			high = low
		}
		f, out := fillingOf(c), slices.Clone(list)
		f.random.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		n := int(max(0, low))
		if high > low {
			n += f.random.IntN(int(min(high-low, maxRepeats)) + 1)
		}
		return out[:min(n, len(out))], nil
	},
	"object": func(c *handlebars.Call) (any, error) {
		out := map[string]any{}
		for key, v := range c.Hash {
			out[key] = handlebars.Plain(v)
		}
		return out, nil
	},
}

func arguments(c *handlebars.Call, from int) []any {
	out := make([]any, 0, len(c.Args))
	for i := from; i < len(c.Args); i++ {
		out = append(out, c.Arg(i))
	}
	return out
}

func size(c *handlebars.Call) (any, error) {
	switch v := c.Arg(0).(type) {
	case []any:
		return float64(len(v)), nil
	case map[string]any:
		return float64(len(v)), nil
	}
	return float64(len([]rune(c.Text(0)))), nil
}

// sortHelper sorts numbers and texts; {{sort list 'desc'}} the other way round.
func sortHelper(c *handlebars.Call) (any, error) {
	list, ok := c.Arg(0).([]any)
	if !ok {
		return nil, errArguments
	}
	sign := 1
	if c.Text(1) == "desc" {
		sign = -1
	}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b any) int { return sign * order(&handlebars.Call{Args: []any{a, b}}) })
	return out, nil
}

// repeatHelper runs its body n times, or as often as is drawn from n to m, with commas between the rounds
// unless comma=false.
func repeatHelper(c *handlebars.Call) (any, error) {
	n, ok := handlebars.Number(c.Arg(0))
	if !c.InBlock() || !ok || n < 0 || n > maxRepeats {
		return nil, errArguments
	}
	rounds := int(n)
	if m, ok := handlebars.Number(c.Arg(1)); ok && m > n && m <= maxRepeats {
		rounds += fillingOf(c).random.IntN(int(m) - rounds + 1)
	}
	comma, given := c.Hash["comma"]
	for i := range rounds {
		if i > 0 && (!given || handlebars.True(comma)) {
			if err := c.Written(","); err != nil {
				return nil, err
			}
		}
		data := map[string]any{"index": float64(i), "first": i == 0, "last": i == rounds-1, "total": float64(rounds)}
		if err := c.Go(data); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// pickOne draws one of a list, or of the arguments.
func pickOne(c *handlebars.Call) (any, error) {
	list, ok := c.Arg(0).([]any)
	if !ok {
		list = arguments(c, 0)
	}
	if len(list) == 0 {
		return nil, nil
	}
	return list[fillingOf(c).random.IntN(len(list))], nil
}
