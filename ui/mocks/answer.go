package mocks

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
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
	d.script(lang.L("Events"), func() any { return t.exampleMock().Events }, func(text string) error {
		return script(text, func(e *model.MockEvents) { t.setExample(func(m *model.ExampleMock) { m.Events = e }) })
	}, func() bool { return chosen() && kind() == answerEvents })
	f.note(func() string {
		return lang.L("An event has id, event, data and delay; the stream has repeat, keepOpen, dropAfter and retry. Times are in nanoseconds: 1500000000 is 1.5 s.")
	}).when(func() bool { return chosen() && kind() == answerEvents })
	d.script(lang.L("Script"), func() any { return t.exampleMock().Socket }, func(text string) error {
		return script(text, func(s *model.MockSocket) { t.setExample(func(m *model.ExampleMock) { m.Socket = s }) })
	}, func() bool { return chosen() && kind() == answerSocket })
	f.note(func() string {
		return lang.L("A step waits for a message that holds expect, a regular expression, and then sends send after delay; the script has repeat, subprotocol, code and origins. Times are in nanoseconds: 1500000000 is 1.5 s.")
	}).when(func() bool { return chosen() && kind() == answerSocket })
}

// scriptHeight is the height of the field for a script.
const scriptHeight = 180

// script adds a field for a script as JSON. Delays in it are in nanoseconds, as in the file.
func (d *detail) script(label string, get func() any, set func(string) error, visible func() bool) {
	d.form.code(label, "json", scriptHeight, func() string {
		if !visible() {
			return ""
		}
		data, err := json.MarshalIndent(get(), "", "  ")
		if err != nil {
			return ""
		}
		return string(data)
	}, set).when(visible)
}

// maxScript is the longest script that is edited here, in bytes; longer ones come by import.
const maxScript = 64 << 10

// script reads a script and hands it on.
func script[T any](text string, set func(*T)) error {
	if len(text) > maxScript {
		return errors.New(lang.L("a script has at most 64 KiB here"))
	}
	var out T
	decoder := json.NewDecoder(bytes.NewBufferString(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&out); err != nil {
		return fmt.Errorf(lang.L("this is not the JSON of a script: %w"), err)
	}
	set(&out)
	return nil
}
