package mock

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/coder/websocket"

	"postern/mock/handlebars"
	"postern/model"
)

// compileScript compiles the templates of a stream of events or a WebSocket.
func compileScript(e *example, compile func(part, text string) (*handlebars.Template, error)) (err error) {
	part := func(to **handlebars.Template, name, text string) {
		if err == nil && strings.Contains(text, "{{") {
			*to, err = compile(name, text)
		}
	}
	if e.events != nil {
		for i := range e.events.events {
			x := &e.events.events[i]
			name := "event " + strconv.Itoa(x.number)
			part(&x.id, name+" (ID)", x.ID)
			part(&x.event, name+" (name)", x.Event)
			part(&x.data, name+" (data)", x.Data)
		}
		return err
	}
	for i := range e.socket.steps {
		if x := &e.socket.steps[i]; x.kind == websocket.MessageText {
			part(&x.text, "step "+strconv.Itoa(x.number), string(x.send))
		}
	}
	return err
}

// script fills the events of a stream, or the messages of a WebSocket, in as they are sent. A nil one leaves them
// as they are. It works on a copy of the request, since a stream outlives the visit that decided for it.
type script struct {
	visit    *visit
	template *template
}

// scripted returns the script of an example that is a template.
func (v *visit) scripted(e *example) *script {
	if e.template == nil {
		return nil
	}
	q := v.req
	return &script{template: e.template, visit: &visit{table: v.table, state: v.memory(), route: v.route,
		segs: slices.Clone(v.segs), values: slices.Clone(v.values),
		req: &Request{Method: q.Method, Path: q.Path, Query: q.Query, Header: q.Header.Clone(), Body: slices.Clone(q.Body),
			Client: q.Client, Host: q.Host}}}
}

// streamPlace is "stream" in templates: how many events or messages were before this one, and how many rounds.
type streamPlace struct{ index, round int }

// Whole has nothing to show.
func (p streamPlace) Whole() any { return nil }

// Member returns one of the counts.
func (p streamPlace) Member(name string) (any, bool) {
	switch name {
	case "index":
		return float64(p.index), true
	case "round":
		return float64(p.round), true
	}
	return nil, false
}

// filling seeds what is random with the place too, so that each event and message has fake data of its own.
func (s *script) filling(at streamPlace) *filling {
	f := newFilling(s.visit, s.template, fmt.Sprintf(" %d", at.index))
	f.own = map[string]any{"stream": at}
	return f
}

// id is the ID of an event.
func (s *script) id(e *streamEvent, at streamPlace) (string, error) {
	if s == nil {
		return e.ID, nil
	}
	return s.line(e.id, e.ID, e.number, "ID", at)
}

// event is an event as it is sent.
func (s *script) event(e *streamEvent, at streamPlace) (*model.MockEvent, error) {
	if s == nil {
		return &e.MockEvent, nil
	}
	out := e.MockEvent
	var err error
	if out.ID, err = s.id(e, at); err != nil {
		return nil, err
	}
	if out.Event, err = s.line(e.event, e.Event, e.number, "name", at); err != nil {
		return nil, err
	}
	if e.data != nil {
		if out.Data, err = e.data.Run(s.filling(at).options(formOf("", []byte(e.Data)))); err != nil {
			return nil, fmt.Errorf("event %d (data), %w", e.number, err)
		}
	}
	return &out, nil
}

// line fills in a part of an event that has one line; a nil template leaves text as it is.
func (s *script) line(t *handlebars.Template, text string, number int, part string, at streamPlace) (string, error) {
	if t == nil {
		return text, nil
	}
	o := s.filling(at).options(plainForm)
	o.MaxOutput = maxHeaderValue
	text, err := t.Run(o)
	if err != nil {
		return "", fmt.Errorf("event %d (%s), %w", number, part, err)
	}
	return oneLine(text), nil
}

// message is what a step of a WebSocket sends.
func (s *script) message(step *socketStep, at streamPlace, last lastMessage) ([]byte, error) {
	if s == nil || step.text == nil {
		return step.send, nil
	}
	f := s.filling(at)
	if last.match != nil {
		f.own["message"], f.own["match"] = messageData(last.message), listOf(last.match)
	}
	text, err := step.text.Run(f.options(formOf("", step.send)))
	if err != nil {
		return nil, fmt.Errorf("step %d, %w", step.number, err)
	}
	return []byte(strings.ToValidUTF8(text, "\ufffd")), nil
}

// lastMessage is the last message that a WebSocket waited for, with what the regular expression found in it.
type lastMessage struct {
	message string
	match   []string
}

// messageData is "message" in templates: as text, and where it is JSON by its members.
type messageData string

// Whole is the message as text.
func (m messageData) Whole() any { return string(m) }

// Member returns a member of a message that is JSON.
func (m messageData) Member(name string) (any, bool) {
	raw, ok := jsonText(string(m)).(json.RawMessage)
	if !ok {
		return nil, false
	}
	v := handlebars.Member(plainJSON(raw), name)
	return v, v != nil
}
