package mocks

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2/lang"

	"postern/model"
)

// scriptHeight is the height of the field for a script.
const scriptHeight = 180

// script adds a field for a script as JSON.
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

// readScript reads a script and hands it on.
func readScript[T any](text string, set func(T)) error {
	if len(text) > maxScript {
		return errors.New(lang.L("a script has at most 64 KiB here"))
	}
	var out T
	decoder := json.NewDecoder(bytes.NewBufferString(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&out); err != nil {
		return fmt.Errorf(lang.L("this is not the JSON of a script: %w"), err)
	}
	set(out)
	return nil
}

// scriptTime is a time as a script shows it: a text as in all other fields, "1.5 s". A number is one of
// nanoseconds, as in the file.
type scriptTime time.Duration

// MarshalJSON implements json.Marshaler.
func (t scriptTime) MarshalJSON() ([]byte, error) {
	return json.Marshal(durationText(time.Duration(t)))
}

// UnmarshalJSON implements json.Unmarshaler.
func (t *scriptTime) UnmarshalJSON(data []byte) error {
	var written string
	if json.Unmarshal(data, &written) != nil {
		return json.Unmarshal(data, (*time.Duration)(t))
	}
	d, err := parseDuration(written)
	*t = scriptTime(d)
	return err
}

// The scripts below are what they embed, with times that people can read in place of those of the file.

type eventsScript struct {
	Events []eventScript `json:"events,omitempty"`
	model.MockEvents
	Retry scriptTime `json:"retry,omitempty"`
}

type eventScript struct {
	model.MockEvent
	Delay scriptTime `json:"delay,omitempty"`
}

func newEventsScript(of *model.MockEvents) eventsScript {
	s := eventsScript{MockEvents: kept(of)}
	s.Retry = scriptTime(s.MockEvents.Retry)
	for _, e := range s.MockEvents.Events {
		s.Events = append(s.Events, eventScript{e, scriptTime(e.Delay)})
	}
	return s
}

func (s eventsScript) model() *model.MockEvents {
	out := s.MockEvents
	out.Retry, out.Events = time.Duration(s.Retry), nil
	for _, e := range s.Events {
		e.MockEvent.Delay = time.Duration(e.Delay)
		out.Events = append(out.Events, e.MockEvent)
	}
	return &out
}

type socketScript struct {
	Steps []socketStepScript `json:"steps,omitempty"`
	model.MockSocket
}

type socketStepScript struct {
	model.MockSocketStep
	Delay scriptTime `json:"delay,omitempty"`
}

func newSocketScript(of *model.MockSocket) socketScript {
	s := socketScript{MockSocket: kept(of)}
	for _, step := range s.MockSocket.Steps {
		s.Steps = append(s.Steps, socketStepScript{step, scriptTime(step.Delay)})
	}
	return s
}

func (s socketScript) model() *model.MockSocket {
	out := s.MockSocket
	out.Steps = nil
	for _, step := range s.Steps {
		step.MockSocketStep.Delay = time.Duration(step.Delay)
		out.Steps = append(out.Steps, step.MockSocketStep)
	}
	return &out
}
