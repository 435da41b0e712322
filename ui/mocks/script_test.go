package mocks

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"postern/model"
)

// TestScriptsShowEverything fails where a script leaves out what the file has, or changes it.
func TestScriptsShowEverything(t *testing.T) {
	events := &model.MockEvents{Events: []model.MockEvent{{ID: "1", Event: "e", Data: "d", Delay: 2345 * time.Millisecond}, {Data: "x", Delay: 1500}},
		Repeat: true, KeepOpen: true, DropAfter: 2, Retry: 3 * time.Second}
	socket := &model.MockSocket{Steps: []model.MockSocketStep{{Expect: ".", Send: "aGk=", Base64: true, Delay: time.Minute}},
		Repeat: true, Subprotocol: "p", Code: 4000, Origins: []string{"*.example.com"}}
	text, err := json.Marshal(newEventsScript(events))
	if err != nil || !strings.Contains(string(text), `"delay":"2.345 s"`) || !strings.Contains(string(text), `"retry":"3 s"`) {
		t.Errorf("written %s, %v", text, err)
	}
	if err := readScript(string(text), func(s eventsScript) {
		if got := s.model(); !reflect.DeepEqual(got, events) {
			t.Errorf("%s is read as %+v", text, got)
		}
	}); err != nil {
		t.Error(err)
	}
	if got := newEventsScript(events).model(); !reflect.DeepEqual(got, events) {
		t.Errorf("events %+v", got)
	}
	text, err = json.Marshal(newSocketScript(socket))
	if err != nil || !strings.Contains(string(text), `"delay":"1 min"`) {
		t.Errorf("written %s, %v", text, err)
	}
	if err := readScript(string(text), func(s socketScript) {
		if got := s.model(); !reflect.DeepEqual(got, socket) {
			t.Errorf("%s is read as %+v", text, got)
		}
	}); err != nil {
		t.Error(err)
	}
}

func TestTimesOfScripts(t *testing.T) {
	for written, want := range map[string]time.Duration{`"500ms"`: 500 * time.Millisecond, `"1.5 s"`: 1500 * time.Millisecond, `2000000000`: 2 * time.Second, `""`: 0} {
		err := readScript(`{"steps": [{"send": "x", "delay": `+written+`}]}`, func(s socketScript) {
			if got := s.model().Steps[0].Delay; got != want {
				t.Errorf("%s is read as %v", written, got)
			}
		})
		if err != nil {
			t.Errorf("%s: %v", written, err)
		}
	}
	for _, wrong := range []string{`"soon"`, `true`, `"-1 s"`} {
		err := readScript(`{"events": [{"delay": `+wrong+`}]}`, func(s eventsScript) { t.Errorf("%s is read as %+v", wrong, s) })
		if err == nil || !strings.Contains(err.Error(), "not the JSON of a script") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}
