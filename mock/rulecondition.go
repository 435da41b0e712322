package mock

import (
	"cmp"
	"strings"

	"postern/model"
)

// condition is a rule that compares the values of one source.
type condition struct {
	source   model.MockSource
	key      string
	operator model.MockOperator
	want     string
	what     string
	secret   bool // its values carry credentials and are not shown
	read     func(v *visit) reading
	test     ruleTest
}

// reading is what a source has to say about a request.
type reading struct {
	values []ruleValue
	fault  string // why there is nothing to read, if that is not plain absence
}

func (c *condition) signature() string {
	return string(c.source) + " " + c.key + " " + string(c.operator) + " " + c.want
}

// negative operators pass where no value does what their opposite asks for.
func negative(o model.MockOperator) bool {
	return o == model.MockNotEquals || o == model.MockNotContains || o == model.MockNotExists
}

func (c *condition) check(v *visit, log []model.Verdict, _ bool) ([]model.Verdict, bool) {
	r := c.read(v)
	passing, why := -1, ""
	for i, value := range r.values {
		ok, text := c.test(value)
		if ok {
			passing = i
			break
		}
		why = cmp.Or(why, text)
	}
	verdict := model.Verdict{Step: 6, What: c.what, Want: c.wanted(), OK: (passing >= 0) != negative(c.operator)}
	verdict.Got = c.shown(r, passing)
	verdict.Text = c.words(r, verdict.OK, why)
	return append(log, verdict), verdict.OK
}

// words is the outcome in words; why is what the operator says of the first value that did not pass.
func (c *condition) words(r reading, ok bool, why string) string {
	switch {
	case r.fault != "":
		return r.fault
	case ok:
		return "holds"
	case len(r.values) == 0:
		return "missing from the request"
	case why != "" && !c.secret:
		return why
	case len(r.values) > 1 && !negative(c.operator):
		return "holds for none of the values"
	}
	return "does not hold"
}

// wanted is the operator with what it compares with.
func (c *condition) wanted() string {
	switch {
	case c.operator == model.MockExists || c.operator == model.MockNotExists:
		return string(c.operator)
	case c.secret:
		return string(c.operator) + " " + model.Mask
	}
	return string(c.operator) + " " + cut(c.want)
}

// maxShownValues bounds the values of one source that a verdict shows.
const maxShownValues = 5

// shown is the value that passed, or else the first few.
func (c *condition) shown(r reading, passing int) string {
	values := r.values[:min(len(r.values), maxShownValues)]
	if passing >= 0 {
		values = r.values[passing : passing+1]
	}
	if c.secret && len(values) > 0 {
		return model.Mask
	}
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = cut(v.text())
	}
	return cut(strings.Join(texts, ", "))
}
