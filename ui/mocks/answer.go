package mocks

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"postern/model"
)

// The kinds of answer that an example can be.
const (
	answerBody = iota
	answerEvents
	answerSocket
)

// answer adds what the example answers with beside its body: a template, a stream of events, a WebSocket.
func (d *detail) answer() {
	t, f := &d.p.target, d.form
	chosen := func() bool { return t.example != "" }
	kind := func() int {
		switch m := t.exampleMock(); {
		case m.Events != nil:
			return answerEvents
		case m.Socket != nil:
			return answerSocket
		}
		return answerBody
	}
	f.choice(lang.L("The answer is"), []string{lang.L("its body"), lang.L("a stream of events"), lang.L("a WebSocket")}, kind, func(i int) {
		t.setExample(func(m *model.ExampleMock) {
			m.Events, m.Socket = nil, nil
			switch i {
			case answerEvents:
				m.Events = &model.MockEvents{Events: []model.MockEvent{{Data: "hello"}}}
			case answerSocket:
				m.Socket = &model.MockSocket{Steps: []model.MockSocketStep{{Expect: ".", Send: "hello"}}}
			}
		})
	}).when(chosen)
	f.check(lang.L("The answer is a template"), func() bool { return t.exampleMock().Template }, func(on bool) {
		t.setExample(func(m *model.ExampleMock) { m.Template = on })
	}).when(chosen)
	f.text(lang.L("Status by template"), lang.L("that of the example"), func() string { return t.exampleMock().Status }, func(text string) error {
		t.setExample(func(m *model.ExampleMock) { m.Status = strings.TrimSpace(text) })
		return nil
	}).when(func() bool { return chosen() && t.exampleMock().Template })
	d.script(lang.L("Events"), func() any { return newEventsScript(t.exampleMock().Events) }, func(text string) error {
		return readScript(text, func(s eventsScript) { t.setExample(func(m *model.ExampleMock) { m.Events = s.model() }) })
	}, func() bool { return chosen() && kind() == answerEvents })
	f.note(func() string {
		return lang.L("An event has id, event, data and delay; the stream has repeat, keepOpen, dropAfter and retry. A time is a text such as \"1.5 s\", or a number of nanoseconds.")
	}).when(func() bool { return chosen() && kind() == answerEvents })
	d.script(lang.L("Script"), func() any { return newSocketScript(t.exampleMock().Socket) }, func(text string) error {
		return readScript(text, func(s socketScript) { t.setExample(func(m *model.ExampleMock) { m.Socket = s.model() }) })
	}, func() bool { return chosen() && kind() == answerSocket })
	f.note(func() string {
		return lang.L("A step waits for a message that holds expect, a regular expression, and then sends send after delay; the script has repeat, subprotocol, code and origins. A time is a text such as \"1.5 s\", or a number of nanoseconds.")
	}).when(func() bool { return chosen() && kind() == answerSocket })
}
