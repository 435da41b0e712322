package mock

import (
	"math"
	"strconv"

	"postern/mock/handlebars"
)

// mathHelpers calculate.
var mathHelpers = handlebars.Helpers{
	"add":      fold(func(a, b float64) float64 { return a + b }),
	"subtract": fold(func(a, b float64) float64 { return a - b }),
	"multiply": fold(func(a, b float64) float64 { return a * b }),
	"divide":   fold(func(a, b float64) float64 { return a / b }),
	"modulo":   fold(math.Mod),
	"min":      fold(math.Min),
	"max":      fold(math.Max),
	"ceil":     one(math.Ceil),
	"floor":    one(math.Floor),
	"round":    one(func(n float64) float64 { return math.Floor(n + 0.5) }),
	"abs":      one(math.Abs),
	"int":      intHelper,
	"float":    floatHelper,
	"toFixed":  toFixed,
	"math":     mathHelper,
	"parseInt": one(math.Trunc),
}

// numbers reads all arguments.
func numbers(c *handlebars.Call) ([]float64, error) {
	out := make([]float64, len(c.Args))
	for i := range c.Args {
		n, ok := handlebars.Number(c.Arg(i))
		if !ok {
			return nil, errArguments
		}
		out[i] = n
	}
	if len(out) == 0 {
		return nil, errArguments
	}
	return out, nil
}

func fold(step func(a, b float64) float64) handlebars.Helper {
	return func(c *handlebars.Call) (any, error) {
		all, err := numbers(c)
		if err != nil {
			return nil, err
		}
		out := all[0]
		for _, n := range all[1:] {
			out = step(out, n)
		}
		return out, nil
	}
}

func one(f func(float64) float64) handlebars.Helper {
	return func(c *handlebars.Call) (any, error) {
		all, err := numbers(c)
		if err != nil {
			return nil, err
		}
		return f(all[0]), nil
	}
}

func toFixed(c *handlebars.Call) (any, error) {
	all, err := numbers(c)
	if err != nil || len(all) > 1 && (all[1] < 0 || all[1] > 20) {
		return nil, errArguments
	}
	digits := 0
	if len(all) > 1 {
		digits = int(all[1])
	}
	return strconv.FormatFloat(all[0], 'f', digits, 64), nil
}

// mathHelper is that of WireMock: {{math 1 '+' 2}}.
func mathHelper(c *handlebars.Call) (any, error) {
	a, okA := handlebars.Number(c.Arg(0))
	b, okB := handlebars.Number(c.Arg(2))
	if !okA || !okB {
		return nil, errArguments
	}
	switch c.Text(1) {
	case "+":
		return a + b, nil
	case "-":
		return a - b, nil
	case "*", "x":
		return a * b, nil
	case "/":
		return a / b, nil
	case "%":
		return math.Mod(a, b), nil
	}
	return nil, errArguments
}

// intHelper draws a whole number from the first argument to the second, both included.
func intHelper(c *handlebars.Call) (any, error) {
	low, high := span(c, 0, 1000)
	if high < low || high-low > 1<<52 {
		return nil, errArguments
	}
	return math.Floor(low) + float64(fillingOf(c).random.Int64N(int64(high-low)+1)), nil
}

func floatHelper(c *handlebars.Call) (any, error) {
	low, high := span(c, 0, 1)
	return math.Round((low+fillingOf(c).random.Float64()*(high-low))*100) / 100, nil
}

// span reads two bounds: in order, or as lower= and upper= of WireMock, or min= and max=.
func span(c *handlebars.Call, low, high float64) (float64, float64) {
	for i, at := range []*float64{&low, &high} {
		if n, ok := handlebars.Number(c.Arg(i)); ok {
			*at = n
		}
		for _, name := range [][2]string{{"lower", "upper"}, {"min", "max"}} {
			if n, ok := handlebars.Number(c.Hash[name[i]]); ok {
				*at = n
			}
		}
	}
	return low, high
}
