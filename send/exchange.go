package send

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"time"

	"postern/model"
)

// Send carries out a job. It always returns an exchange; one that went wrong has a Failure. It ends when
// the answer is whole, when ctx is canceled, or when the timeout of the settings is over.
func (c *Client) Send(ctx context.Context, j Job) model.Exchange {
	draft := j.Request.Clone()
	s := &sending{client: c, job: j, settings: j.Settings.For(j.Request.Settings), outer: ctx, begun: time.Now()}
	s.x = model.Exchange{ID: model.NewID(), Time: s.begun, RequestID: j.Request.ID, RequestName: j.Request.Name,
		Mocked: j.Mock != nil, Draft: &draft,
		Request: model.WireRequest{Method: j.Request.MethodOrGet(), URL: j.Request.Address()}}
	p, secrets, failure := c.plan(j)
	s.x.Secrets = spellings(append(secrets, j.Vars.Secrets()...))
	if failure == nil {
		failure = locked(p, s.x.Secrets)
	}
	if failure == nil {
		failure = s.follow(p)
	}
	s.x.Failure = failure
	s.x.Timings.Total = time.Since(s.begun)
	s.log(ctx, p)
	return s.x
}

// sending is one exchange under way.
type sending struct {
	client   *Client
	job      Job
	settings model.Settings
	outer    context.Context // the caller's: tells a cancel from a timeout
	begun    time.Time
	trace    *trace    // of the current hop
	sent     *sentBody // of the current hop; nil without a body
	x        model.Exchange
}

// follow makes one hop after the other until an answer is no redirect that is followed.
func (s *sending) follow(p *plan) *model.Failure {
	ctx := s.outer
	if s.settings.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, s.settings.Timeout)
		defer cancel()
	}
	for {
		resp, failure := s.hop(ctx, p)
		if failure != nil {
			s.x.Timings = s.trace.timings(s.begun)
			return failure
		}
		next, failure := s.redirect(p, resp)
		if next != nil {
			skip(resp)
			p = next
			continue
		}
		if f := s.read(ctx, resp); f != nil && failure == nil {
			failure = f
		}
		return failure
	}
}

// read takes the answer into the exchange.
func (s *sending) read(ctx context.Context, resp *http.Response) *model.Failure {
	defer resp.Body.Close() // nothing is left to be told by its error
	w := answer(resp, s.trace)
	s.x.Response = w
	var failure *model.Failure
	if resp.StatusCode != http.StatusSwitchingProtocols { // what follows a switch is no body
		failure = s.client.receive(resp, w, s.job.Progress)
	}
	s.x.Timings = s.trace.timings(s.begun)
	if failure != nil && failure.Kind == model.FailRead && ctx.Err() != nil {
		failure = s.ended(w.WireSize)
	}
	return failure
}

// spellings returns the secrets and the forms in which they stand in URLs, forms and JSON, each once
// and the longest first, so that masking one never leaves a part of another.
func spellings(secrets []string) []string {
	var out []string
	for _, s := range secrets {
		for _, form := range []string{s, encodeValue(s), encodeSegment(s), url.QueryEscape(s), inJSON(s)} {
			if form != "" && !slices.Contains(out, form) {
				out = append(out, form)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return out
}

// inJSON returns a text as it stands between the quotes of a JSON string that [payload] writes.
func inJSON(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil {
		return ""
	}
	return b.String()[1 : b.Len()-2] // without quotes and line break
}

// log tells what happened without anything that could be a secret: no path, query, header or body.
func (s *sending) log(ctx context.Context, p *plan) {
	attrs := []slog.Attr{slog.String("method", s.x.Request.Method), slog.Duration("took", s.x.Timings.Total)}
	if p != nil && p.url != nil {
		attrs = append(attrs, slog.String("host", p.url.Host))
	}
	if s.x.Response != nil {
		attrs = append(attrs, slog.Int("status", s.x.Response.Status))
	}
	if s.x.Failure != nil {
		attrs = append(attrs, slog.String("failure", string(s.x.Failure.Kind)))
	}
	s.client.log.LogAttrs(ctx, slog.LevelDebug, "request sent", attrs...)
}
