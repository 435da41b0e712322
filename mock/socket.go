package mock

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/coder/websocket"

	"postern/mock/handlebars"
	"postern/model"
)

const (
	maxSteps      = 10_000          // of a script
	maxMessage    = 1 << 20         // bytes of a message that is taken
	maxWaiting    = 64              // messages that wait for the script
	socketIdle    = 5 * time.Minute // without the message that the script waits for
	defaultClosed = int(websocket.StatusNormalClosure)
)

// socketScript is a WebSocket that is ready to be played.
type socketScript struct {
	steps       []socketStep
	repeat      bool
	subprotocol string
	code        int
	origins     []string
}

type socketStep struct {
	expect *regexp.Regexp // nil for none
	number int            // in the example, from 1
	send   []byte
	text   *handlebars.Template  // of send; nil where it is sent as it is
	kind   websocket.MessageType // 0 sends nothing
	delay  time.Duration
}

// newSocketScript checks a script. Faults are texts for the user.
func newSocketScript(in *model.MockSocket) (*socketScript, []string) {
	var faults []string
	out := &socketScript{repeat: in.Repeat, subprotocol: strings.TrimSpace(in.Subprotocol), code: in.Code, origins: in.Origins}
	waits := false
	for i, step := range in.Steps[:min(len(in.Steps), maxSteps)] {
		s, err := newSocketStep(step)
		if err != nil {
			faults = append(faults, "step "+strconv.Itoa(i+1)+" "+err.Error()+" and is left out")
			continue
		}
		s.number = i + 1
		waits = waits || s.expect != nil || s.delay > 0
		out.steps = append(out.steps, s)
	}
	if len(in.Steps) > maxSteps {
		faults = append(faults, "has more than 10,000 steps; the others are left out")
	}
	if out.repeat && !waits {
		faults = append(faults, "repeats its steps, none of which waits, and ends after the first round")
		out.repeat = false
	}
	if c := out.code; c == 0 {
		out.code = defaultClosed
	} else if c < 1000 || c > 4999 || c == 1004 || c == 1005 || c == 1006 || c == 1015 || c > 1014 && c < 3000 {
		faults = append(faults, "has the code "+strconv.Itoa(c)+", which cannot be sent, and is closed with 1000")
		out.code = defaultClosed
	}
	return out, faults
}

func newSocketStep(in model.MockSocketStep) (socketStep, error) {
	out := socketStep{delay: max(0, min(in.Delay, maxDelay))}
	if in.Expect != "" {
		re, err := regexp.Compile(in.Expect)
		if err != nil {
			return out, errors.New("has the invalid regular expression " + quote(in.Expect))
		}
		out.expect = re
	}
	if in.Send == "" {
		return out, nil
	}
	out.send, out.kind = []byte(in.Send), websocket.MessageText
	if in.Base64 {
		data, err := base64.StdEncoding.DecodeString(in.Send)
		if err != nil {
			return out, errors.New("is not in base64")
		}
		out.send, out.kind = data, websocket.MessageBinary
	}
	return out, nil
}

// socketed makes the answer of an example that is a WebSocket. Requests that open none get 426, and those
// of pages that may not connect 403.
func (v *visit) socketed(e *example) bool {
	p := v.planned()
	if !hasToken(v.req.Header["Connection"], "upgrade") || !hasToken(v.req.Header["Upgrade"], "websocket") {
		v.note(model.Verdict{Step: 8, What: "WebSocket", Want: "Upgrade: websocket", Got: cut(v.req.first("Upgrade")), Example: e.id, Text: "the request opens no WebSocket"})
		p.extra = append(p.extra, pair{"Upgrade", "websocket"}, pair{"Connection", "Upgrade"})
		return v.refuse(Unmet, http.StatusUpgradeRequired, "the example is a WebSocket, and the request opens none")
	}
	ok := e.socket.welcomes(v.d.origin)
	v.note(model.Verdict{Step: 8, What: "WebSocket", Want: "origin", Got: cut(v.d.origin), OK: ok, Example: e.id, Text: "pages of this machine, and of the origins that the example names, may connect"})
	if !ok {
		return v.refuse(Unmet, http.StatusForbidden, "pages of "+cut(v.d.origin)+" may not connect to the WebSocket; name the host in the origins of the example")
	}
	p.socket, p.script, v.d.Status = e.socket, v.scripted(e), http.StatusSwitchingProtocols
	return false
}

func hasToken(lines []string, want string) bool {
	for _, line := range lines {
		for token := range strings.SplitSeq(line, ",") {
			if strings.EqualFold(strings.TrimSpace(token), want) {
				return true
			}
		}
	}
	return false
}

// welcomes tells whether a page may connect. Programs send no origin.
func (s *socketScript) welcomes(origin string) bool {
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" {
		return false
	}
	host := strings.ToLower(u.Hostname())
	if host == "localhost" || host == "127.0.0.1" || host == "::1" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	return slices.ContainsFunc(s.origins, func(pattern string) bool {
		ok, err := path.Match(strings.ToLower(strings.TrimSpace(pattern)), host)
		return ok && err == nil
	})
}

// talk plays the script of a WebSocket.
func (s *Server) talk(w http.ResponseWriter, r *http.Request, d *Decision, now *service) {
	live, end := s.begin(r.Context(), d, now)
	defer end()
	h := w.Header()
	for name, values := range d.Headers() {
		if name != "Content-Length" && name != "Content-Type" {
			h[name] = values
		}
	}
	script := d.plan.socket
	options := &websocket.AcceptOptions{OriginPatterns: []string{"*"}} // the origin has been looked at
	if script.subprotocol != "" {
		options.Subprotocols = []string{script.subprotocol}
	}
	c, err := websocket.Accept(w, r, options)
	if err != nil {
		return // it has been answered, with what is wrong
	}
	defer c.CloseNow()
	c.SetReadLimit(maxMessage)
	t := &talker{server: s, conn: c, live: live, in: make(chan []byte, maxWaiting), script: d.plan.script}
	s.streams.Go(t.listen)
	code, why := t.play(script)
	c.Close(code, why) // waits for the other side, at most 5 s
}

// talker is one conversation.
type talker struct {
	server *Server
	conn   *websocket.Conn
	live   *live
	in     chan []byte // messages that the script has not looked at
	script *script     // nil where the example is no template
	sent   int         // messages
	heard  lastMessage
	fault  error // of a template
}

// listen takes messages until the connection ends.
func (t *talker) listen() {
	defer close(t.in)
	for {
		_, message, err := t.conn.Read(context.Background()) // the end of a context would cut the connection
		if err != nil {
			t.live.cancel(nil)
			return
		}
		select {
		case t.in <- message:
		case <-t.live.ctx.Done():
			return
		}
	}
}

// play goes through the script and says what the connection is closed with.
func (t *talker) play(s *socketScript) (websocket.StatusCode, string) {
	for round := 0; ; round++ {
		for i := range s.steps {
			step := &s.steps[i]
			if step.expect != nil && !t.hear(step.expect) || !t.server.wait(t.live.ctx, step.delay) || !t.say(step, round) {
				return t.ended()
			}
		}
		if !s.repeat || t.live.ctx.Err() != nil {
			return websocket.StatusCode(s.code), ""
		}
	}
}

// hear waits for a message that the expression is found in.
func (t *talker) hear(want *regexp.Regexp) bool {
	idle := time.NewTimer(socketIdle)
	defer idle.Stop()
	for {
		select {
		case message, ok := <-t.in:
			if !ok {
				return false
			}
			if found := want.FindSubmatch(message); found != nil {
				t.heard = lastMessage{string(message), stringsOf(found)}
				return true
			}
		case <-t.live.ctx.Done():
			return false
		case <-idle.C:
			t.live.cancel(context.DeadlineExceeded)
			return false
		}
	}
}

func (t *talker) say(step *socketStep, round int) bool {
	if step.kind == 0 {
		return true
	}
	message, err := t.script.message(step, streamPlace{t.sent, round}, t.heard)
	t.sent++
	if err != nil {
		t.fault = err
		return false
	}
	ctx, cancel := context.WithTimeout(t.live.ctx, writePatience)
	defer cancel()
	return t.conn.Write(ctx, step.kind, message) == nil
}

// ended says what a conversation that was cut short is closed with.
func (t *talker) ended() (websocket.StatusCode, string) {
	switch cause := context.Cause(t.live.ctx); {
	case t.fault != nil:
		return websocket.StatusInternalError, closeReason(oneLine(t.fault.Error()))
	case errors.Is(cause, errChanged):
		return websocket.StatusServiceRestart, errChanged.Error()
	case errors.Is(cause, context.DeadlineExceeded):
		return websocket.StatusPolicyViolation, "the message that the mock waits for did not come"
	}
	return websocket.StatusGoingAway, errStopped.Error()
}

func stringsOf(parts [][]byte) []string {
	out := make([]string, len(parts))
	for i, part := range parts {
		out[i] = string(part)
	}
	return out
}

// closeReason cuts a text to what a closing frame has room for (RFC 6455, 5.5).
func closeReason(text string) string {
	const most = 123
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}
