package mock

import (
	"slices"
	"strings"

	"postern/model"
)

// The weights of what is found between a saved request and an incoming one. As a contradiction another
// value weighs twice as much as a key that is missing; as an agreement the same value weighs twice as much
// as a saved value that stands for any. Keys that the saved request does not have weigh nothing.
const (
	weightMissing = 1
	weightOther   = 2
	weightAny     = 1
	weightSame    = 2
)

// expectation is one thing that a saved request says about the requests that its example answers.
type expectation interface {
	judge(v *visit) judgement
	// signature names what is expected: examples of the same signatures cannot be told apart.
	signature() string
}

// judgement is what an expectation finds. One without a What has nothing to say.
type judgement struct {
	model.Verdict
	against, pro int
}

// compared returns the judgement of a value of step 6. what is shown; any says that the saved value
// stands for every value.
func compared(what, want, got string, present, equal, any bool) judgement {
	j := judgement{Verdict: model.Verdict{Step: 6, What: what, Want: want, Got: got}}
	switch {
	case !present:
		j.Text, j.against = "missing from the request", weightMissing
	case any && want != got:
		j.OK, j.Text, j.pro = true, "the saved value stands for any value", weightAny
	case equal:
		j.OK, j.Text, j.pro = true, "the same", weightSame
	default:
		j.Text, j.against = "another value", weightOther
	}
	return j
}

// pathValue expects a value of a path parameter.
type pathValue struct {
	at         int // among the values of the route
	what, want string
	any        bool
}

func (x pathValue) signature() string { return x.what + "=" + x.want }

// ignored tells whether the parameter is one that does not count, by the name that the route or the
// example's own request gives it.
func (x pathValue) ignored(keys, names []string) bool {
	return slices.Contains(keys, strings.TrimPrefix(x.what, "path ")) ||
		x.at < len(names) && slices.Contains(keys, names[x.at])
}

func (x pathValue) judge(v *visit) judgement {
	if x.at >= len(v.values) {
		return judgement{}
	}
	got := v.values[x.at]
	return compared(x.what, x.want, cut(got), true, got == x.want || got == unescape(x.want), x.any)
}

// queryValue expects a query parameter.
type queryValue struct {
	key, what, want string
	any             bool
}

func (x queryValue) signature() string { return x.what + "=" + x.want }

func (x queryValue) judge(v *visit) judgement {
	got, present := find(v.req.queryPairs(), x.key, x.want)
	return compared(x.what, x.want, cut(got), present, got == x.want, x.any)
}

// formValue expects a field of a form, of a file only that it is there.
type formValue struct {
	key, what, want string
	any             bool
}

func (x formValue) signature() string { return x.what + "=" + x.want }

func (x formValue) judge(v *visit) judgement {
	p := v.req.payload()
	if !p.isForm {
		return judgement{}
	}
	got, present := find(p.form, x.key, x.want)
	return compared(x.what, x.want, cut(got), present, got == x.want, x.any)
}
