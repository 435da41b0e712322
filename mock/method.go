package mock

import (
	"slices"
	"strings"

	"postern/model"
)

// anyMethod is the method of routes that take every method.
const anyMethod = "ANY"

// methodMatch says how the method of a route takes that of a request; smaller is better.
type methodMatch uint8

const (
	sameMethod methodMatch = iota
	headByGet
	byAny
	noMethod
)

// matchMethod is step 4: exact, then HEAD by GET, then ANY.
func matchMethod(route, request string) methodMatch {
	switch {
	case route == request:
		return sameMethod
	case route == "GET" && request == "HEAD":
		return headByGet
	case route == anyMethod:
		return byAny
	}
	return noMethod
}

// routeMethod returns the method of a saved request as routes spell it: in upper case, "*" as ANY and
// nothing as GET.
func routeMethod(saved string) string {
	switch m := strings.ToUpper(strings.TrimSpace(saved)); m {
	case "":
		return "GET"
	case "*":
		return anyMethod
	default:
		return m
	}
}

// method is step 4: the route's method takes the request's, or the answer is 405.
func (v *visit) method() bool {
	if v.route == nil {
		return v.missMethod()
	}
	verdict := model.Verdict{Step: 4, What: "method", Want: v.route.method, Got: v.req.Method, OK: true, Text: "the same"}
	switch matchMethod(v.route.method, v.search.method) {
	case headByGet:
		verdict.Text = "HEAD is answered from GET"
	case byAny:
		verdict.Text = "the route takes any method"
	}
	v.note(verdict)
	return false
}

// allowed lists the methods of routes for the Allow header, each once, in alphabetical order.
func allowed(routes []*route) string {
	var methods []string
	for _, r := range routes {
		methods = append(methods, r.method)
		if r.method == "GET" {
			methods = append(methods, "HEAD")
		}
	}
	slices.Sort(methods)
	return strings.Join(slices.Compact(methods), ", ")
}
