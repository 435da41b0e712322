package model

import (
	"slices"
	"time"
)

// MockEvents makes an example a stream of server-sent events (text/event-stream, WHATWG HTML 9.2).
type MockEvents struct {
	Events []MockEvent `json:"events,omitempty"`
	// Repeat begins anew after the last event. Otherwise the stream ends, or stays open with KeepOpen.
	Repeat   bool `json:"repeat,omitempty"`
	KeepOpen bool `json:"keepOpen,omitempty"`
	// DropAfter cuts the connection after that many events; 0 never does. The client that comes back with
	// Last-Event-ID goes on after the event of that ID.
	DropAfter int `json:"dropAfter,omitempty"`
	// Retry tells the client how long to wait before it comes back; 0 tells nothing.
	Retry time.Duration `json:"retry,omitempty"`
}

// MockEvent is one event of a stream.
type MockEvent struct {
	ID    string `json:"id,omitempty"`
	Event string `json:"event,omitempty"` // empty means "message"
	Data  string `json:"data,omitempty"`
	// Delay is the time before the event.
	Delay time.Duration `json:"delay,omitempty"`
}

// MockSocket makes an example a WebSocket (RFC 6455): what the mock sends, and what it waits for.
type MockSocket struct {
	Steps []MockSocketStep `json:"steps,omitempty"`
	// Repeat begins anew after the last step. Otherwise the mock closes the connection.
	Repeat bool `json:"repeat,omitempty"`
	// Subprotocol is the one that the mock speaks; empty for none.
	Subprotocol string `json:"subprotocol,omitempty"`
	// Code is the one that the connection is closed with; 0 means 1000.
	Code int `json:"code,omitempty"`
	// Origins are the hosts of pages that may connect beside those on this machine: "*.example.com".
	Origins []string `json:"origins,omitempty"`
}

// MockSocketStep waits for a message where Expect is set, and then sends one where Send is set.
type MockSocketStep struct {
	// Expect is a regular expression (RE2) that a message must hold; messages that do not are passed
	// over. "." takes any message but an empty one.
	Expect string `json:"expect,omitempty"`
	Send   string `json:"send,omitempty"`
	// Base64 says that Send is binary and written in base64.
	Base64 bool `json:"base64,omitempty"`
	// Delay is the time before the message is sent.
	Delay time.Duration `json:"delay,omitempty"`
}

// Clone returns a copy that shares nothing with e; nil stays nil.
func (e *MockEvents) Clone() *MockEvents {
	out := clonePtr(e)
	if out != nil {
		out.Events = slices.Clone(out.Events)
	}
	return out
}

// Clone returns a copy that shares nothing with s; nil stays nil.
func (s *MockSocket) Clone() *MockSocket {
	out := clonePtr(s)
	if out != nil {
		out.Steps, out.Origins = slices.Clone(out.Steps), slices.Clone(out.Origins)
	}
	return out
}
