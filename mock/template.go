package mock

import (
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"postern/mock/handlebars"
	"postern/model"
	"postern/vars"
)

// maxHeaderValue is the longest value that a template of a header may have, in bytes.
const maxHeaderValue = 16 << 10

// template is an example whose status, headers and body are templates.
type template struct {
	status  *handlebars.Template // nil where the example has its own
	headers []headerTemplate
	body    *handlebars.Template // nil for streams and WebSockets, which hold their templates themselves
	form    bodyForm
	vars    variables
	fault   string // why it cannot be filled in; empty where it can
}

type headerTemplate struct {
	name  string
	value *handlebars.Template
}

// newTemplate compiles an example. A fault names the part, line and column, and is what requests are then
// answered with.
func newTemplate(e *example, in *model.Example, vars variables) *template {
	t := &template{vars: vars}
	if err := t.compile(e, in); err != nil {
		t.fault = err.Error()
	}
	return t
}

func (t *template) compile(e *example, in *model.Example) error {
	compile := func(part, text string) (*handlebars.Template, error) {
		out, err := handlebars.Compile(text, templateHelpers)
		if err != nil {
			return nil, fmt.Errorf("the template of its %s is not valid: %w", part, err)
		}
		return out, nil
	}
	var err error
	if status := strings.TrimSpace(in.Mock.Status); status != "" {
		if t.status, err = compile("status", status); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e.header)) {
		for _, value := range e.header[name] {
			if !strings.Contains(value, "{{") || strings.HasPrefix(name, "X-Mock-") {
				continue
			}
			h, err := compile("header "+name, value)
			if err != nil {
				return err
			}
			t.headers = append(t.headers, headerTemplate{name, h})
		}
	}
	if e.script != "" {
		return compileScript(e, compile)
	}
	t.form = formOf(e.header.Get("Content-Type"), e.body)
	t.body, err = compile("body", string(e.body))
	return err
}

// fill makes the answer of an example that is a template. It returns true where a refusal takes its place:
// there is never half an answer.
func (v *visit) fill(e *example) bool {
	t, d := e.template, &v.d
	f := newFilling(v, t, "")
	status, header, body, err := t.run(f, e)
	if err != nil {
		v.note(model.Verdict{Step: 8, What: "template", Example: e.id, Text: err.Error()})
		return v.refuse(NoTemplate, http.StatusInternalServerError, "the template of the example "+quote(e.name)+" failed: "+err.Error())
	}
	v.note(model.Verdict{Step: 8, What: "template", OK: true, Example: e.id, Text: "filled in, with what is random from " + f.origin})
	d.Status, d.Header, d.Body = status, header, []byte(body)
	if e.script != "" {
		d.expose = exposed(header)
		return false
	}
	if !bodyAllowed(status) {
		d.Body = nil
		delete(header, "Content-Length")
	} else {
		header["Content-Length"] = []string{strconv.Itoa(len(d.Body))}
		if len(header["Content-Type"]) == 0 && len(d.Body) > 0 {
			header["Content-Type"] = []string{contentType(d.Body)}
		}
	}
	d.expose = exposed(header)
	return false
}

// run fills all parts in. Errors say which part is at fault.
func (t *template) run(f *filling, e *example) (status int, header http.Header, body string, err error) {
	if t.fault != "" {
		return 0, nil, "", errors.New(t.fault)
	}
	status, header = e.status, maps.Clone(e.header)
	if t.status != nil {
		text, err := t.status.Run(f.options(plainForm))
		if err != nil {
			return 0, nil, "", fmt.Errorf("status, %w", err)
		}
		if status, err = strconv.Atoi(strings.TrimSpace(text)); err != nil || status < 200 || status > 599 {
			return 0, nil, "", fmt.Errorf("status: %s is not between 200 and 599", quote(text))
		}
	}
	for _, h := range t.headers {
		delete(header, h.name)
	}
	for _, h := range t.headers {
		o := f.options(plainForm)
		o.MaxOutput = maxHeaderValue
		text, err := h.value.Run(o)
		if err != nil {
			return 0, nil, "", fmt.Errorf("header %s, %w", h.name, err)
		}
		header[h.name] = append(header[h.name], oneLine(text))
	}
	if t.body == nil {
		return status, header, "", nil
	}
	if body, err = t.body.Run(f.options(t.form)); err != nil {
		return 0, nil, "", fmt.Errorf("body, %w", err)
	}
	return status, header, body, nil
}

// oneLine takes control characters out of a header value, so that no value of a request can split headers.
func oneLine(text string) string {
	return strings.TrimSpace(strings.Map(func(c rune) rune {
		if c < ' ' && c != '\t' || c == 0x7f {
			return -1
		}
		return c
	}, text))
}

// filling is what the templates of one answer work on.
type filling struct {
	visit  *visit
	vars   variables
	random *rand.Rand
	source rand.Source
	now    time.Time
	origin string // of what is random, in words
	values *vars.Set
	seen   map[string]any // of setVar
	own    map[string]any // what only a stream or a WebSocket has
}

// newFilling seeds what is random with the mock's seed, the method, the path and the query: the same address
// has the same fake data until the seed is another. place tells the parts of an answer apart that are filled in
// one by one.
func newFilling(v *visit, t *template, place string) *filling {
	h := fnv.New64a()
	fmt.Fprintf(h, "%q %q %q%s", strings.ToUpper(v.req.Method), v.req.Path, v.req.Query, place)
	f := &filling{visit: v, vars: t.vars, now: v.memory().now(), source: rand.NewPCG(v.table.seed, h.Sum64()), seen: map[string]any{},
		origin: "the seed " + strconv.FormatUint(v.table.seed, 10) + " and the address"}
	f.random = rand.New(f.source)
	f.values = (*vars.Set)(nil).WithSource(f.source, func() time.Time { return f.now })
	return f
}

func (f *filling) options(form bodyForm) handlebars.Options {
	return handlebars.Options{Root: f, Lookup: f.variable, Escape: form.escaper()}
}

// variable resolves the names that a template has in common with requests: variables of the collection and
// environment, and dynamic values.
func (f *filling) variable(name string) (any, bool) {
	if value, ok := f.vars.value(name); ok {
		return f.vars.expand(value), true
	}
	if value, ok := f.values.Lookup(name); ok {
		return value.Text, true
	}
	return nil, false
}

// Member is what a template finds at its top.
func (f *filling) Member(name string) (any, bool) {
	if name == "request" {
		return requestData{f.visit}, true
	}
	if v, ok := f.seen[name]; ok {
		return v, true
	}
	v, ok := f.own[name]
	return v, ok
}

// Whole has nothing to show.
func (f *filling) Whole() any { return nil }

// fillingOf is what a helper works on.
func fillingOf(c *handlebars.Call) *filling { return c.Root().(*filling) }

var errArguments = errors.New("it takes other arguments")
