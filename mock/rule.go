package mock

import (
	"fmt"
	"slices"
	"strings"

	"postern/model"
)

// rule is a compiled condition on a request, or a group of them.
type rule interface {
	// check tells whether the rule holds and appends what it compared to log. Unless full is set, a
	// group stops where its outcome is known.
	check(v *visit, log []model.Verdict, full bool) ([]model.Verdict, bool)
	// signature names what is asked: rules of the same signature hold for the same requests.
	signature() string
}

// group joins rules.
type group struct {
	join  model.MockGroup
	rules []rule
}

func (g *group) signature() string {
	var b strings.Builder
	b.WriteString(string(g.join))
	for _, r := range g.rules {
		fmt.Fprintf(&b, "%q", r.signature())
	}
	return b.String()
}

func (g *group) check(v *visit, log []model.Verdict, full bool) ([]model.Verdict, bool) {
	holding := 0
	for _, r := range g.rules {
		var ok bool
		if log, ok = r.check(v, log, full); ok {
			holding++
		}
		if !full && ok != (g.join == model.MockAll) {
			break // the others cannot change what the group says
		}
	}
	return g.conclude(log, holding)
}

// conclude says what the group makes of its rules. A group that joins by "and" is nothing but its rules.
func (g *group) conclude(log []model.Verdict, holding int) ([]model.Verdict, bool) {
	verdict := model.Verdict{Step: 6, What: "rule group", Want: "one of them holds"}
	switch g.join {
	case model.MockAll:
		return log, holding == len(g.rules)
	case model.MockAny:
		verdict.OK, verdict.Text = holding > 0, "one of the rules above holds"
		if !verdict.OK {
			verdict.Text = "none of the rules above holds"
		}
	default:
		verdict.Want, verdict.OK, verdict.Text = "none of them holds", holding == 0, "none of the rules above holds"
		if !verdict.OK {
			verdict.Text = "a rule above holds that must not"
		}
	}
	return append(log, verdict), verdict.OK
}

// ruleCompiler compiles the rules of one example.
type ruleCompiler struct {
	vars variables
	// names are those of the route's path parameters, as the route and as the example's own request
	// call them.
	names [2][]string
	left  int
}

// newRules compiles the rules of an example to one that holds where all do; nil means that there are none.
func newRules(in []model.MockRule, names [2][]string, vars variables) (rule, error) {
	c := &ruleCompiler{vars: vars, names: names, left: model.MaxMockRules}
	all, err := c.all(in, 0)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &group{model.MockAll, all}, nil
}

func (c *ruleCompiler) all(in []model.MockRule, depth int) ([]rule, error) {
	if depth > model.MaxMockRuleDepth {
		return nil, fmt.Errorf("groups of rules are more than %d deep", model.MaxMockRuleDepth)
	}
	var out []rule
	for i := range in {
		if in[i].Disabled {
			continue
		}
		if c.left--; c.left < 0 {
			return nil, fmt.Errorf("there are more than %d rules", model.MaxMockRules)
		}
		r, err := c.rule(&in[i], depth)
		if err != nil {
			return nil, err
		}
		if r != nil {
			out = append(out, r)
		}
	}
	return out, nil
}

// rule compiles one rule; nil stands for a group that has no rules in force.
func (c *ruleCompiler) rule(in *model.MockRule, depth int) (rule, error) {
	switch in.Group {
	case "":
		return c.condition(in)
	case model.MockAll, model.MockAny, model.MockNone:
		rules, err := c.all(in.Rules, depth+1)
		if err != nil || len(rules) == 0 {
			return nil, err
		}
		return &group{in.Group, rules}, nil
	}
	return nil, fmt.Errorf("the group %q is none of %s, %s and %s", in.Group, model.MockAll, model.MockAny, model.MockNone)
}

// condition compiles a rule that compares a value.
func (c *ruleCompiler) condition(in *model.MockRule) (rule, error) {
	if len(in.Key) > model.MaxMockRuleText || len(in.Value) > model.MaxMockRuleText {
		return nil, fmt.Errorf("a rule for %s has a text of more than %d KiB", in.Source, model.MaxMockRuleText>>10)
	}
	key, want := strings.TrimSpace(c.vars.expand(in.Key)), c.vars.expand(in.Value)
	out := &condition{source: in.Source, key: key, operator: in.Operator, want: want,
		what: strings.TrimSpace("rule " + string(in.Source) + " " + key)}
	out.secret = in.Source == model.MockCookie || in.Source == model.MockHeader && model.CredentialHeader(key)
	var err error
	if out.read, err = c.reader(in.Source, key); err != nil {
		return nil, err
	}
	if out.test, err = newTest(in.Operator, want); err != nil {
		return nil, fmt.Errorf("the rule for %s: %w", strings.TrimPrefix(out.what, "rule "), err)
	}
	return out, nil
}

// param finds a path parameter by either of its names.
func (c *ruleCompiler) param(name string) (int, error) {
	for _, names := range c.names {
		if at := slices.Index(names, name); at >= 0 {
			return at, nil
		}
	}
	if len(c.names[0]) == 0 {
		return 0, fmt.Errorf("a rule asks for the path parameter %q, and the route has none", name)
	}
	return 0, fmt.Errorf("a rule asks for the path parameter %q, and the route has %s", name, strings.Join(c.names[0], ", "))
}
