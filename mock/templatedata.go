package mock

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"postern/mock/handlebars"
)

// dataHelpers remember values from one request to the next, by the names of Mockoon. What a name stands for at first
// is the variable of that name, read as JSON where it is JSON.
var dataHelpers = handlebars.Helpers{
	"data":         func(c *handlebars.Call) (any, error) { return keptOf(c, "data ") },
	"dataRaw":      func(c *handlebars.Call) (any, error) { return keptOf(c, "data ") },
	"getGlobalVar": func(c *handlebars.Call) (any, error) { return keptOf(c, "var ") },
	"setData":      setData,
	"setGlobalVar": func(c *handlebars.Call) (any, error) {
		v := plainArgument(c, 1)
		return handlebars.Safe(""), keepOf(c, "var ", c.Text(0), func(any) (any, error) { return v, nil })
	},
}

// keptOf returns a remembered value, or a part of it.
func keptOf(c *handlebars.Call, kind string) (any, error) {
	f := fillingOf(c)
	v, err := selectJSON(f.visit.memory().kept(kind+c.Text(0), f.first(c.Text(0))), c.Text(1))
	return orArg(v, c.Hash["default"]), err
}

func keepOf(c *handlebars.Call, kind, name string, change func(any) (any, error)) error {
	f := fillingOf(c)
	return f.visit.memory().keep(kind+name, f.first(name), change)
}

// first is what a name stands for before it is changed, as JSON.
func (f *filling) first(name string) json.RawMessage {
	v, ok := f.variable(name)
	if !ok {
		return json.RawMessage("null")
	}
	text := handlebars.String(v)
	if raw, ok := jsonText(text).(json.RawMessage); ok {
		return raw
	}
	return quoted(text)
}

// setData changes a value: {{setData 'push' 'orders' 'a.b' value}}.
func setData(c *handlebars.Call) (any, error) {
	change, err := dataChange(c)
	if err != nil {
		return nil, err
	}
	path := strings.Split(c.Text(2), ".")
	if c.Text(2) == "" {
		path = nil
	}
	last := ""
	if c.Text(0) == "del" && len(path) > 0 {
		path, last = path[:len(path)-1], path[len(path)-1]
		change = func(v any) (any, error) { return without(v, last) }
	}
	return handlebars.Safe(""), keepOf(c, "data ", c.Text(1), func(v any) (any, error) { return changedAt(v, path, change) })
}

// dataChange is what the first argument of setData does to a value.
func dataChange(c *handlebars.Call) (func(any) (any, error), error) {
	arg := plainArgument(c, 3)
	switch c.Text(0) {
	case "set":
		return func(any) (any, error) { return arg, nil }, nil
	case "del":
		return func(any) (any, error) { return nil, nil }, nil
	case "push":
		return func(v any) (any, error) {
			list, ok := v.([]any)
			if !ok && v != nil {
				return nil, errors.New("it can only push to a list")
			}
			return append(list, arg), nil
		}, nil
	case "inc":
		return adding(arg, 1), nil
	case "dec":
		return adding(arg, -1), nil
	case "invert":
		return func(v any) (any, error) { return !handlebars.True(v), nil }, nil
	}
	return nil, errors.New("it knows set, push, inc, dec, invert and del")
}

func adding(by any, sign float64) func(any) (any, error) {
	n, ok := handlebars.Number(by)
	if !ok {
		n = 1
	}
	return func(v any) (any, error) {
		old, ok := handlebars.Number(v)
		if !ok && v != nil {
			return nil, errors.New("it can only count with a number")
		}
		return old + sign*n, nil
	}
}

// changedAt changes the part of a value that a path leads to. Objects on the way are made where there is nothing.
func changedAt(v any, path []string, change func(any) (any, error)) (any, error) {
	if len(path) == 0 {
		return change(v)
	}
	switch x := v.(type) {
	case nil:
		return changedAt(map[string]any{}, path, change)
	case map[string]any:
		part, err := changedAt(x[path[0]], path[1:], change)
		x[path[0]] = part
		return x, err
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil || i < 0 || i >= len(x) {
			break
		}
		x[i], err = changedAt(x[i], path[1:], change)
		return x, err
	}
	return nil, errors.New("its path leads nowhere")
}

// without is a value without a member or element.
func without(v any, name string) (any, error) {
	switch x := v.(type) {
	case map[string]any:
		delete(x, name)
	case []any:
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(x) {
			return slices.Delete(x, i, i+1), nil
		}
	}
	return v, nil
}

// plainArgument is an argument as JSON has it.
func plainArgument(c *handlebars.Call, i int) any {
	return plainJSON([]byte(handlebars.JSON(c.Arg(i))))
}
