package send

import (
	"fmt"
	"net/http"

	"postern/model"
)

// carrier sends requests as they are, under the settings of the moment.
type carrier struct {
	client   *Client
	settings func() (model.Settings, error)
}

// Carrier returns what carries requests that others have made: over the connections of the client, with the
// proxy and the checks of certificates that the settings say when a request comes. It follows no redirect,
// keeps no cookie and adds no header.
func (c *Client) Carrier(settings func() (model.Settings, error)) http.RoundTripper {
	return carrier{c, settings}
}

// RoundTrip sends a request (net/http).
func (c carrier) RoundTrip(r *http.Request) (*http.Response, error) {
	settings, err := c.settings()
	if err != nil {
		return nil, refuse(r, fmt.Errorf("read the settings: %w", err))
	}
	t, err := c.client.transport(c.client.keyOf(settings))
	if err != nil {
		return nil, refuse(r, err)
	}
	return t.RoundTrip(r)
}

// refuse closes the body of a request that is not sent, as net/http asks for.
func refuse(r *http.Request, err error) error {
	if r.Body != nil {
		r.Body.Close()
	}
	return err
}
