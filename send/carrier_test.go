package send

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"postern/model"
)

// closing is a body that knows whether it was closed.
type closing struct {
	*strings.Reader
	closed bool
}

// Close notes it.
func (c *closing) Close() error { c.closed = true; return nil }

func TestCarrier(t *testing.T) {
	var seen http.Header
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = r.Header
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	}))
	defer server.Close()
	client := New(Options{TempDir: t.TempDir(), Jar: NewJar()})
	defer client.Close()
	settings, fault := model.DefaultSettings(), error(nil)
	settings.Proxy = model.ProxyNone
	c := client.Carrier(func() (model.Settings, error) { return settings, fault })
	for range 2 {
		q, err := http.NewRequestWithContext(t.Context(), "GET", server.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		a, err := c.RoundTrip(q)
		if err != nil {
			t.Fatal(err)
		}
		a.Body.Close()
		if a.StatusCode != http.StatusFound || len(seen["Cookie"]) > 0 {
			t.Errorf("got %d, and the cookies %v were sent", a.StatusCode, seen["Cookie"])
		}
	}
	body := &closing{Reader: strings.NewReader("x")}
	q, err := http.NewRequestWithContext(t.Context(), "POST", server.URL, body)
	if err != nil {
		t.Fatal(err)
	}
	settings.Proxy = "gopher://proxy"
	if _, err := c.RoundTrip(q); !errors.Is(err, model.ErrInvalid) || !body.closed {
		t.Errorf("a proxy that cannot be: %v, body closed: %v", err, body.closed)
	}
	fault = model.ErrDamaged
	if _, err := c.RoundTrip(q); !errors.Is(err, model.ErrDamaged) {
		t.Errorf("settings that cannot be read: %v", err)
	}
}
