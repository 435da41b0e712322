package workbench

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"postern/model"
)

// exampleLimit is the largest body, in bytes, that is kept as an example.
const exampleLimit = 64 << 20

// scrubLength is the least length of a secret value that is looked for in bodies and headers: shorter
// ones would be found where they mean something else, and the example would be spoilt.
const scrubLength = 8

// SaveExample keeps an answer as the last example of a saved request and returns the example's ID. An
// empty name becomes the status ("200 OK"). The example remembers the request as it was sent, with
// secrets left as references; headers that belong to the connection or to the encoding are left out,
// and the values of credentials in headers and of cookies are masked, as are secret variables of at
// least 8 bytes in the body.
func (b *Bench) SaveExample(x model.Exchange, request model.ID, name string) (model.ID, error) {
	saved, err := b.store.Request(request)
	if err != nil {
		return "", fmt.Errorf("save example: the request must be saved first: %w", err)
	}
	e, err := b.MakeExample(x, saved, name)
	if err != nil {
		return "", err
	}
	if _, err = b.Apply(model.Change{Name: "save example", Edits: []model.Edit{
		model.Put{Entity: &e}, model.Place{ID: e.ID, Parent: request, Index: -1}}}); err != nil {
		return "", err
	}
	return e.ID, nil
}

// MakeExample makes the example that [Bench.SaveExample] keeps, of an answer to request, without
// storing it.
func (b *Bench) MakeExample(x model.Exchange, request model.Request, name string) (model.Example, error) {
	if x.Response == nil {
		return model.Example{}, fmt.Errorf("save example: there is no answer to keep: %w", model.ErrInvalid)
	}
	body, err := b.exampleBody(x)
	if err != nil {
		return model.Example{}, fmt.Errorf("save example: %w", err)
	}
	w := x.Response
	return model.Example{ID: model.NewID(), Name: exampleName(name, w), Status: w.Status, Reason: w.Reason,
		Headers: exampleHeaders(x), Body: model.Bytes(body), Created: time.Now(), Saved: sentRequest(x, request)}, nil
}

func exampleName(name string, w *model.WireResponse) string {
	if name = strings.TrimSpace(name); name != "" {
		return name
	}
	reason := w.Reason
	if reason == "" {
		reason = http.StatusText(w.Status)
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", w.Status, reason))
}

// exampleBody reads the body of an answer from wherever it is and masks the secrets in it.
func (b *Bench) exampleBody(x model.Exchange) ([]byte, error) {
	c := x.Response.Body
	if c.Size > exampleLimit {
		return nil, fmt.Errorf("a body of %d bytes is over the limit of %d: %w", c.Size, exampleLimit, model.ErrTooLarge)
	}
	var data []byte
	var err error
	if c.Stored() {
		data, err = b.store.Body(c.Hash)
	} else {
		data, err = c.ReadAll(exampleLimit)
	}
	if err != nil {
		return nil, err
	}
	return []byte(x.Scrubbed(scrubLength, string(data))[0]), nil
}

// connectionHeaders belong to one connection (RFC 9110, section 7.6.1) or to how the body was
// written on it; the mock writes its own.
var connectionHeaders = map[string]bool{"connection": true, "keep-alive": true, "proxy-connection": true,
	"proxy-authenticate": true, "proxy-authorization": true, "te": true, "trailer": true,
	"transfer-encoding": true, "upgrade": true, "content-length": true, "content-encoding": true}

// mockHeaders are what a mock says of itself.
var mockHeaders = map[string]bool{"x-mock-example": true, "x-mock-route": true, "x-mock-reason": true}

func exampleHeaders(x model.Exchange) []model.Field {
	named := map[string]bool{}
	for _, h := range x.Response.Headers {
		if strings.EqualFold(h.Key, "Connection") {
			for name := range strings.SplitSeq(h.Value, ",") {
				named[strings.ToLower(strings.TrimSpace(name))] = true
			}
		}
	}
	var out []model.Field
	values := make([]string, len(x.Response.Headers))
	for _, h := range x.Response.Headers {
		key := strings.ToLower(h.Key)
		if connectionHeaders[key] || named[key] || x.Mocked && mockHeaders[key] {
			continue
		}
		values[len(out)] = maskHeader(h)
		out = append(out, model.Field{Key: h.Key})
	}
	for i, value := range x.Scrubbed(scrubLength, values[:len(out)]...) {
		out[i].Value = value
	}
	return out
}

// maskedCookie stands for the value of a cookie: characters that a cookie may have, so that clients
// take what the mock sets.
const maskedCookie = "masked"

// maskHeader returns the value of a header without credentials that it carries by its nature.
func maskHeader(h model.Field) string {
	if strings.EqualFold(h.Key, "Set-Cookie") {
		pair, attributes, found := strings.Cut(h.Value, ";")
		if name, _, ok := strings.Cut(pair, "="); ok {
			pair = name + "=" + maskedCookie
		}
		if found {
			return pair + ";" + attributes
		}
		return pair
	}
	if model.CredentialHeader(h.Key) {
		return model.Mask
	}
	return h.Value
}
