package mock

import (
	"maps"
	"net"

	"postern/mock/handlebars"
)

// templateHelpers are the functions of templates: those of Mockoon and WireMock that files use most, under
// their own names. Where the two differ, the arguments tell which is meant.
var templateHelpers = joined(requestHelpers, testHelpers, mathHelpers, textHelpers, listHelpers, jsonHelpers, xmlHelpers, dataHelpers, dateHelpers, randomHelpers)

func joined(groups ...handlebars.Helpers) handlebars.Helpers {
	out := handlebars.Helpers{}
	for _, g := range groups {
		maps.Copy(out, g)
	}
	return out
}

// requestHelpers look into the request, by the names of Mockoon.
var requestHelpers = handlebars.Helpers{
	"body":          bodyHelper,
	"bodyRaw":       rawBodyHelper,
	"queryParam":    queryHelper,
	"queryParamRaw": queryHelper,
	"urlParam": func(c *handlebars.Call) (any, error) {
		return firstOr(fillingOf(c).visit.pathParam(c.Text(0)), c.Arg(1)), nil
	},
	"header": func(c *handlebars.Call) (any, error) {
		v, _ := namedData{func(key string) []string { return fillingOf(c).visit.req.Header.Values(key) }}.Member(c.Text(0))
		return orArg(v, c.Arg(1)), nil
	},
	"cookie": func(c *handlebars.Call) (any, error) {
		return firstOr(fillingOf(c).visit.req.cookies(c.Text(0)), c.Arg(1)), nil
	},
	"method": func(c *handlebars.Call) (any, error) { return fillingOf(c).visit.req.Method, nil },
	"path":   func(c *handlebars.Call) (any, error) { return fillingOf(c).visit.req.Path, nil },
	"ip":     func(c *handlebars.Call) (any, error) { return fillingOf(c).visit.req.host(), nil },
	"hostname": func(c *handlebars.Call) (any, error) {
		if host, _, err := net.SplitHostPort(fillingOf(c).visit.req.Host); err == nil {
			return host, nil
		}
		return fillingOf(c).visit.req.Host, nil
	},
	"host": func(c *handlebars.Call) (any, error) { return fillingOf(c).visit.req.Host, nil },
	"setVar": func(c *handlebars.Call) (any, error) {
		keep(c, c.Text(0), c.Arg(1))
		return handlebars.Safe(""), nil
	},
	// getEnvVar is a variable of the environment or the collection: those of the process are nobody's business.
	"getEnvVar": func(c *handlebars.Call) (any, error) {
		v, _ := fillingOf(c).variable(c.Text(0))
		return orArg(v, c.Arg(1)), nil
	},
	"getVar": func(c *handlebars.Call) (any, error) {
		if v, ok := fillingOf(c).seen[c.Text(0)]; ok {
			return v, nil
		}
		v, _ := fillingOf(c).variable(c.Text(0))
		return orArg(v, c.Arg(1)), nil
	},
	"assign": func(c *handlebars.Call) (any, error) {
		text, err := c.Capture()
		keep(c, c.Text(0), text)
		return handlebars.Safe(""), err
	},
}

// keep gives a value a name for the rest of the template: {{name}} and {{@name}}.
func keep(c *handlebars.Call, name string, v any) {
	fillingOf(c).seen[name] = v
	c.Set(name, v)
}

// bodyHelper returns the body, or what a path selects in it, or a default.
func bodyHelper(c *handlebars.Call) (any, error) {
	q := fillingOf(c).visit.req
	if c.Text(0) == "" {
		if v := q.bodyValue(); v != nil {
			return v, nil
		}
		return string(q.Body), nil
	}
	v, err := selectJSON(q.bodyJSON(), c.Text(0))
	return orArg(v, c.Arg(1)), err
}

// rawBodyHelper returns the body as it came, or what a path selects in it.
func rawBodyHelper(c *handlebars.Call) (any, error) {
	if c.Text(0) == "" {
		return string(fillingOf(c).visit.req.Body), nil
	}
	return bodyHelper(c)
}

func queryHelper(c *handlebars.Call) (any, error) {
	return firstOr(textsOf(fillingOf(c).visit.req.queryPairs(), c.Text(0)), c.Arg(1)), nil
}

func firstOr(values []string, otherwise any) any {
	if len(values) > 0 {
		return values[0]
	}
	return otherwise
}

func orArg(v, otherwise any) any {
	if v == nil {
		return otherwise
	}
	return v
}
