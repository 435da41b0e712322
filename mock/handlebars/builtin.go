package handlebars

// builtins are the helpers of Handlebars itself. They are set when the program starts, since they refer to
// each other.
var builtins Helpers

func init() {
	builtins = Helpers{"if": ifHelper, "unless": unless, "each": each, "with": with, "lookup": lookup, "log": logHelper}
}

func ifHelper(c *Call) (any, error) { return choose(c, condition(c)) }

func unless(c *Call) (any, error) { return choose(c, !condition(c)) }

// condition is the first argument; 0 counts as true with includeZero=true.
func condition(c *Call) bool {
	v := c.Arg(0)
	return True(v) || v == 0.0 && True(c.Hash["includeZero"])
}

// choose runs the body or what follows {{else}}; outside of a block it is the second or third argument.
func choose(c *Call, yes bool) (any, error) {
	switch {
	case !c.InBlock() && len(c.Args) < 2:
		return yes, nil
	case !c.InBlock() && yes:
		return c.Arg(1), nil
	case !c.InBlock():
		return c.Arg(2), nil
	case yes:
		return nil, c.Go(nil)
	}
	return nil, c.Else()
}

// Choose is what helpers that test something do with the outcome: in a block they choose between its
// halves, elsewhere they return it.
func Choose(c *Call, yes bool) (any, error) {
	if !c.InBlock() {
		return yes, nil
	}
	return choose(c, yes)
}

func each(c *Call) (any, error) {
	if !c.InBlock() {
		return nil, nil
	}
	switch v := c.Arg(0).(type) {
	case []any:
		if len(v) == 0 {
			break
		}
		for i, item := range v {
			data := map[string]any{"index": float64(i), "key": float64(i), "first": i == 0, "last": i == len(v)-1}
			if err := c.Body(item, data, item, float64(i)); err != nil {
				return nil, err
			}
		}
		return nil, nil
	case map[string]any:
		if len(v) == 0 {
			break
		}
		names := keys(v)
		for i, name := range names {
			data := map[string]any{"index": float64(i), "key": name, "first": i == 0, "last": i == len(names)-1}
			if err := c.Body(v[name], data, v[name], name); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}
	return nil, c.Else()
}

func with(c *Call) (any, error) {
	switch v := c.Arg(0); {
	case !c.InBlock():
		return nil, nil
	case !True(v):
		return nil, c.Else()
	case v == true:
		return nil, c.Go(nil)
	default:
		return nil, c.Body(c.Args[0], nil, c.Args[0])
	}
}

func lookup(c *Call) (any, error) {
	if len(c.Args) < 2 {
		return nil, nil
	}
	v, _ := member(c.Args[0], c.Text(1))
	return v, nil
}

// logHelper writes nothing: a template has no log.
func logHelper(*Call) (any, error) { return Safe(""), nil }
