package workbench

import (
	"context"
	"fmt"
	"strings"

	"postern/model"
)

// Replay sends a request of a mock's journal again: to the mock, or to the upstream that the collection
// names. Headers that carry credentials were masked in the journal and are left out. The exchange is in the
// history, as every other.
func (b *Bench) Replay(ctx context.Context, collection model.ID, e model.MockEntry, upstream bool) (model.Exchange, error) {
	c, err := b.store.Collection(collection)
	if err != nil {
		return model.Exchange{}, fmt.Errorf("send again: %w", err)
	}
	base := strings.TrimSuffix(c.Mock.Upstream.URL, "/")
	if run := b.run(collection); !upstream && run != nil {
		base = run.server.URL()
	} else if !upstream {
		return model.Exchange{}, fmt.Errorf("send again: the mock %w", errNotRunning)
	}
	switch {
	case base == "":
		return model.Exchange{}, fmt.Errorf("send to the real server: the mock has no upstream; name one under \"Upstream\": %w", model.ErrInvalid)
	case e.Truncated:
		return model.Exchange{}, fmt.Errorf("send again: the body was too large to be kept whole: %w", model.ErrTooLarge)
	case !model.Text(e.Body):
		return model.Exchange{}, fmt.Errorf("send again: the body is no text: %w", model.ErrInvalid)
	}
	return b.Send(ctx, SendOptions{Request: replayed(e, base), Parent: collection}), nil
}

// braces keeps what came in a path from being taken for a variable.
var braces = strings.NewReplacer("{", "%7B", "}", "%7D")

// unsentAgain are the headers that the client writes itself.
var unsentAgain = map[string]bool{"host": true, "content-length": true, "accept-encoding": true}

func replayed(e model.MockEntry, base string) model.Request {
	path, query, _ := strings.Cut(braces.Replace(e.Path), "?")
	q := model.Request{ID: model.NewID(), Name: e.Method + " " + path, Method: e.Method, URL: base + path, Auth: model.Auth{Type: model.AuthNone}}
	if query != "" {
		q.Query = model.ParseQuery(query)
	}
	for _, h := range e.Headers {
		if name := strings.ToLower(h.Key); !unsentAgain[name] && !connectionHeaders[name] && h.Value != model.Mask {
			q.Headers = append(q.Headers, model.Field{Key: h.Key, Value: h.Value})
		}
	}
	if len(e.Body) > 0 {
		q.Body = model.Body{Mode: model.BodyText, Text: string(e.Body)}
	}
	return q
}
