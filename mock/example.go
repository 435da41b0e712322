package mock

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"postern/model"
)

// maxExampleBody is the largest body of an example that a mock serves, in bytes.
const maxExampleBody = 64 << 20

// maxWeight is the largest weight of an example in the mode random.
const maxWeight = 1e9

// example is an answer that is ready to be sent.
type example struct {
	index      int // among all examples of the table
	id         model.ID
	request    model.ID
	name       string
	status     int
	statusText string
	header     http.Header
	expose     string
	body       []byte
	expects    []expectation
	rules      rule // nil for none
	weight     float64
	when, then string
	behaviour  *behaviour // nil for none
	packed     packed
	events     *eventStream  // nil for none
	socket     *socketScript // nil for none
	template   *template     // nil for none
	script     string        // of events or socket: a change of it ends what is open
}

// newExample prepares the answer of a route. Faults are texts for the user; an error means that the
// example cannot be served.
func newExample(e *model.Example, request model.ID, key string) (*example, []string, error) {
	body, err := e.Body.ReadAll(maxExampleBody)
	switch {
	case errors.Is(err, model.ErrTooLarge):
		return nil, nil, fmt.Errorf("is left out: its body is over the limit of %d MiB", maxExampleBody>>20)
	case err != nil:
		return nil, nil, fmt.Errorf("is left out: its body cannot be read (%v)", err)
	}
	h, faults := answerHeader(e.Headers)
	out := &example{id: e.ID, request: request, name: e.Name, status: e.Status, header: h, body: body}
	switch {
	case e.Status == 0:
		faults = append(faults, "has no status and is served as 200")
		out.status = http.StatusOK
	case e.Status < 200 || e.Status > 999:
		faults = append(faults, fmt.Sprintf("has status %d, which cannot end an exchange, and is served as 200", e.Status))
		out.status = http.StatusOK
	}
	out.statusText = strconv.Itoa(out.status)
	out.when, out.then = strings.TrimSpace(e.Mock.When), strings.TrimSpace(e.Mock.Then)
	switch out.weight = e.Mock.Weight; {
	case out.weight == 0:
		out.weight = 1
	case !(out.weight > 0 && out.weight <= maxWeight):
		faults = append(faults, fmt.Sprintf("has the weight %g, which is not between 0 and %g, and counts as 0", out.weight, maxWeight))
		out.weight = 0
	}
	faults = append(faults, out.live(&e.Mock)...)
	if e.Mock.Status != "" && !e.Mock.Template {
		faults = append(faults, "has a template of its status and is not marked as a template; "+out.statusText+" is served")
	}
	out.finishHeader(key, e.Mock.Template)
	if n := headLength(e, key); n != "" && len(out.body) == 0 && bodyAllowed(out.status) {
		out.header["Content-Length"] = []string{n}
	}
	return out, faults, nil
}

// headLength is the length that a saved answer to HEAD tells of; "" where it tells none. Such an answer has no body
// that the mock could measure.
func headLength(e *model.Example, key string) string {
	if !strings.HasPrefix(key, "HEAD ") {
		return ""
	}
	for _, f := range model.Enabled(e.Headers) {
		if strings.EqualFold(strings.TrimSpace(f.Key), "Content-Length") {
			if n, err := strconv.ParseUint(strings.TrimSpace(f.Value), 10, 63); err == nil {
				return strconv.FormatUint(n, 10)
			}
		}
	}
	return ""
}

// live makes the example a stream of events or a WebSocket where it is one.
func (e *example) live(in *model.ExampleMock) (faults []string) {
	switch {
	case in.Events != nil && in.Socket != nil:
		faults = []string{"is a stream of events and a WebSocket at once, and is served as the stream"}
		fallthrough
	case in.Events != nil:
		var more []string
		e.events, more = newEventStream(in.Events)
		faults = append(faults, more...)
		e.header["Content-Type"] = []string{"text/event-stream"}
		if len(e.header["Cache-Control"]) == 0 {
			e.header["Cache-Control"] = []string{"no-store"}
		}
	case in.Socket != nil:
		e.socket, faults = newSocketScript(in.Socket)
	default:
		return nil
	}
	e.body = nil
	text, _ := json.Marshal([]any{in.Events, in.Socket, in.Template}) // of strings and numbers
	e.script = string(text)
	return faults
}

// finishHeader adds what the mock says of the answer itself. The type of a template that has none is told
// by what it is filled in to.
func (e *example) finishHeader(key string, template bool) {
	h := e.header
	if !bodyAllowed(e.status) {
		e.body = nil
	} else if e.script == "" {
		h["Content-Length"] = []string{strconv.Itoa(len(e.body))}
	}
	if len(h["Content-Type"]) == 0 && len(e.body) > 0 && !template {
		h["Content-Type"] = []string{contentType(e.body)}
	}
	name := e.name
	if name == "" {
		name = string(e.id)
	}
	h["X-Mock-Example"] = []string{headerText(name)}
	h["X-Mock-Route"] = []string{headerText(key)}
	varyByOrigin(h)
	e.expose = exposed(h)
}

// wantedType is the expectation of the example's media type, where it has one.
func (e *example) wantedType() (typeWanted, bool) {
	said := e.header.Get("Content-Type")
	if said == "" {
		said = contentType(e.body)
	}
	media, _, err := mime.ParseMediaType(said)
	kind, sub, ok := strings.Cut(media, "/")
	return typeWanted{kind: kind, sub: sub, text: media}, err == nil && ok
}

// signature names what tells the example from the others of its route: its rules, or else its saved
// request, and its state.
func (e *example) signature() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q", e.when)
	if e.rules != nil {
		return b.String() + e.rules.signature()
	}
	for _, x := range e.expects {
		fmt.Fprintf(&b, "%q", x.signature())
	}
	return b.String()
}
