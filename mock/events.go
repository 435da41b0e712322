package mock

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"time"

	"postern/mock/handlebars"
	"postern/model"
)

const (
	maxEvents = 10_000           // of a stream
	keepAlive = 15 * time.Second // between comments in a stream that is silent
	maxDelay  = model.MaxMockWait
	maxSought = 1_000 // events of a stream that repeats itself, looked through for an ID
)

// eventStream is a stream of server-sent events that is ready to be sent.
type eventStream struct {
	events           []streamEvent
	repeat, keepOpen bool
	dropAfter        int
	retry            time.Duration
}

// streamEvent is an event with its number in the example, and its templates where it has any.
type streamEvent struct {
	model.MockEvent
	number          int // from 1
	id, event, data *handlebars.Template
}

// newEventStream checks a stream. Faults are texts for the user.
func newEventStream(in *model.MockEvents) (*eventStream, []string) {
	var faults []string
	out := &eventStream{repeat: in.Repeat, keepOpen: in.KeepOpen, dropAfter: max(in.DropAfter, 0), retry: max(in.Retry, 0)}
	pause := time.Duration(0)
	for i, e := range in.Events[:min(len(in.Events), maxEvents)] {
		if strings.ContainsAny(e.ID, "\r\n\x00") || strings.ContainsAny(e.Event, "\r\n") {
			faults = append(faults, "event "+strconv.Itoa(i+1)+" has a line break in its ID or name and is left out")
			continue
		}
		if e.Delay < 0 || e.Delay > maxDelay {
			faults = append(faults, "event "+strconv.Itoa(i+1)+" has a delay that is not between 0 and 4 minutes; it is cut to that")
			e.Delay = max(0, min(e.Delay, maxDelay))
		}
		pause += e.Delay
		out.events = append(out.events, streamEvent{MockEvent: e, number: i + 1})
	}
	if len(in.Events) > maxEvents {
		faults = append(faults, "has more than 10,000 events; the others are left out")
	}
	if out.repeat && (pause == 0 || len(out.events) == 0) {
		faults = append(faults, "repeats its events without a delay between them, and ends after the first round")
		out.repeat = false
	}
	return out, faults
}

// streamed makes the answer of an example with events. A client that has seen all of them and comes back
// gets 204, which tells it to stay away (WHATWG HTML, 9.2.3).
func (v *visit) streamed(e *example) {
	d, p := &v.d, v.planned()
	p.events, p.script = e.events, v.scripted(e)
	verdict := model.Verdict{Step: 8, What: "events", Got: strconv.Itoa(len(e.events.events)), OK: true, Example: e.id, Text: "from the first on"}
	if last := v.req.first("Last-Event-Id"); last != "" {
		p.from = p.after(last)
		verdict.Want, verdict.Text = cut(last), "goes on with event "+strconv.Itoa(p.from+1)
		if e.events.repeat {
			verdict.Text = "goes on with event " + strconv.Itoa(p.from%len(e.events.events)+1)
		}
		if p.from == len(e.events.events) && !e.events.keepOpen && !e.events.repeat {
			verdict.Text = "the client has seen all events"
			d.Status, d.Body, p.events = http.StatusNoContent, nil, nil
		}
	}
	v.note(verdict)
}

// at is the event of a number that counts on over the rounds of a stream.
func (s *eventStream) at(n int) (*streamEvent, streamPlace) {
	return &s.events[n%len(s.events)], streamPlace{n, n / len(s.events)}
}

// after returns the number of the event that follows the one of an ID, 0 where there is none of it.
func (p *plan) after(id string) int {
	e, most, end := p.events, len(p.events.events), time.Now().Add(handlebars.MaxTime)
	if e.repeat && p.script != nil {
		most = max(most, maxSought) // IDs may count on over the rounds
	}
	for n := range most {
		x, at := e.at(n)
		if x.id != nil && time.Now().After(end) {
			return 0
		}
		if own, err := p.script.id(x, at); err == nil && own == id {
			return n + 1
		}
	}
	return 0
}

// stream sends events. It returns true where the connection must be cut.
func (s *Server) stream(w http.ResponseWriter, r *http.Request, d *Decision, now *service) (abort bool) {
	live, end := s.begin(r.Context(), d, now)
	defer end()
	h := w.Header()
	for name, values := range d.Headers() {
		h[name] = values
	}
	w.WriteHeader(d.Status)
	if r.Method == http.MethodHead {
		return false
	}
	out := &eventWriter{server: s, to: s.paced(w, r, d.plan), live: live, control: http.NewResponseController(w)}
	e, sent := d.plan.events, 0
	if e.retry > 0 && !out.write("retry: "+strconv.FormatInt(e.retry.Milliseconds(), 10)+"\n\n") || !out.write(":\n\n") {
		return false
	}
	for n := d.plan.from; e.repeat || n < len(e.events); n++ {
		x, at := e.at(n)
		if !out.pause(x.Delay) {
			return false
		}
		event, err := d.plan.script.event(x, at)
		if err != nil {
			out.write(": " + oneLine(err.Error()) + "\n\n")
			return true
		}
		if !out.write(eventText(event)) {
			return false
		}
		if sent++; sent == e.dropAfter {
			s.settle(r)
			return true
		}
	}
	for e.keepOpen && out.pause(maxDelay) {
	}
	return false
}

// eventText writes an event as it goes over the wire.
func eventText(e *model.MockEvent) string {
	var b bytes.Buffer
	if e.ID != "" {
		b.WriteString("id: " + e.ID + "\n")
	}
	if e.Event != "" {
		b.WriteString("event: " + e.Event + "\n")
	}
	data := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(e.Data)
	for line := range strings.SplitSeq(data, "\n") {
		b.WriteString("data: " + line + "\n")
	}
	b.WriteString("\n")
	return b.String()
}

// eventWriter sends the parts of a stream as they come.
type eventWriter struct {
	server  *Server
	to      http.ResponseWriter
	live    *live
	control *http.ResponseController
}

// write sends a part, and tells whether the client is still there.
func (w *eventWriter) write(text string) bool {
	w.control.SetWriteDeadline(time.Now().Add(writePatience))
	if _, err := w.to.Write([]byte(text)); err != nil {
		return false
	}
	return w.control.Flush() == nil && w.live.ctx.Err() == nil
}

// pause lets a time pass, with a comment now and then that keeps the connection open. It returns false
// where the stream ends.
func (w *eventWriter) pause(d time.Duration) bool {
	for d > 0 {
		part := min(d, keepAlive)
		if !w.server.wait(w.live.ctx, part) {
			return false
		}
		if d -= part; d > 0 && !w.write(":\n\n") {
			return false
		}
	}
	return w.live.ctx.Err() == nil
}
