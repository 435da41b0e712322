package send

import (
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"postern/model"
	"postern/vars"
)

func secretVars(name, value string) *vars.Set {
	return vars.New(vars.Scope{Variables: []model.Variable{{Key: name, Value: value, Secret: true}}})
}

func TestExchange(t *testing.T) {
	base := server(t, func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		h["X-B"], h["X-A"] = []string{"2"}, []string{"1", "3"}
		h.Add("Set-Cookie", "sid=1; Max-Age=60; Secure; HttpOnly; SameSite=Lax; Domain=example.com")
		w.WriteHeader(http.StatusTeapot)
		io.WriteString(w, "short")
	})
	r := model.Request{ID: "id1", Name: "Tea", URL: base + "/{{x}}"}
	x := newClient(t, Options{}).Send(t.Context(), job(r, "x", "pot"))
	w := x.Response
	if x.Failure != nil || w.Status != 418 || w.Reason != "I'm a teapot" || w.Proto != "HTTP/1.1" || string(w.Body.Data) != "short" || w.WireSize != 5 {
		t.Fatalf("failure %v, response %+v", x.Failure, w)
	}
	if x.ID == "" || x.RequestID != "id1" || x.RequestName != "Tea" || x.Draft.URL != r.URL || x.Request.URL != base+"/pot" || x.Time.IsZero() {
		t.Errorf("exchange %+v", x)
	}
	var a []string
	for _, h := range w.Headers {
		if h.Key == "X-A" {
			a = append(a, h.Value)
		}
	}
	if len(a) != 2 || w.Header("x-b") != "2" || len(w.Cookies) != 1 || !w.Cookies[0].HTTPOnly || w.Cookies[0].SameSite != "Lax" || w.Cookies[0].Expires.IsZero() {
		t.Errorf("headers %v, cookies %+v", w.Headers, w.Cookies)
	}
	if u, _ := url.Parse(base); w.RemoteAddr != u.Host || w.LocalAddr == "" {
		t.Errorf("addresses %q and %q", w.RemoteAddr, w.LocalAddr)
	}
	tm := x.Timings
	if tm.Total <= 0 || tm.Connect <= 0 || tm.Reused || tm.Blocked+tm.DNS+tm.Connect+tm.Send+tm.Wait+tm.Download > tm.Total {
		t.Errorf("timings %+v", tm)
	}
	if tm.TLS != 0 || w.TLS != nil {
		t.Errorf("TLS %v %v without TLS", tm.TLS, w.TLS)
	}
}

func TestConnectionsAreReused(t *testing.T) {
	base := server(t, echo)
	c := newClient(t, Options{})
	for i := range 3 {
		x := c.Send(t.Context(), job(model.Request{URL: base}))
		if mustEcho(t, x); x.Timings.Reused != (i > 0) {
			t.Errorf("send %d: reused %v", i, x.Timings.Reused)
		}
	}
	c.Close()
	if x := c.Send(t.Context(), job(model.Request{URL: base})); x.Timings.Reused {
		t.Error("a connection outlived Close")
	}
}

func TestNoBody(t *testing.T) {
	base := server(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		switch r.URL.Path {
		case "/204":
			w.WriteHeader(204)
		case "/304":
			w.WriteHeader(304)
		case "/empty":
			w.Header().Set("Content-Length", "0")
		default:
			w.Header().Set("Content-Length", "1000")
		}
	})
	for path, method := range map[string]string{"/204": "GET", "/304": "GET", "/empty": "GET", "/head": "HEAD"} {
		x := sendTo(t, model.Request{Method: method, URL: base + path})
		if x.Failure != nil || x.Response.Body.Size != 0 || x.Response.Encoding != "" {
			t.Errorf("%s: failure %v, response %+v", path, x.Failure, x.Response)
		}
	}
}

func tlsServer(t *testing.T, edit func(*httptest.Server)) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(echo))
	s.EnableHTTP2 = true
	s.Config.ErrorLog = nopLogger
	if edit != nil {
		edit(s)
	}
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func TestTLSAndHTTP2(t *testing.T) {
	s := tlsServer(t, nil)
	j := job(model.Request{Method: "POST", URL: s.URL, Headers: rows("X-Own", "1", "Host", "h.example"), Body: model.Body{Mode: model.BodyText, Text: "hi"}})
	c := newClient(t, Options{})
	wantFailure(t, c.Send(t.Context(), j), model.FailTLS, "is self-signed")

	j.Settings.VerifyTLS = false
	x := c.Send(t.Context(), j)
	got := mustEcho(t, x)
	if got.Body != "hi" || got.Host != "h.example" || x.Response.Proto != "HTTP/2.0" || x.Request.Proto != "HTTP/2.0" {
		t.Errorf("got %+v over %s", got, x.Response.Proto)
	}
	info := x.Response.TLS
	if info == nil || info.Verified || info.Version != "TLS 1.3" || info.Cipher == "" || info.NotAfter.IsZero() || x.Timings.TLS <= 0 {
		t.Errorf("TLS %+v, timings %+v", info, x.Timings)
	}
	if model.HeaderValue(x.Request.Headers, "Host") != "h.example" || model.HeaderValue(x.Request.Headers, "X-Own") != "1" {
		t.Errorf("recorded headers %v", x.Request.Headers)
	}

	upgrade := j
	upgrade.Request.Headers = rows("upgrade", "sesame")
	x = c.Send(t.Context(), upgrade)
	wantFailure(t, x, model.FailInvalid, "the header Upgrade cannot be sent over HTTP/2")

	j.Settings.VerifyTLS = true
	verified := newClient(t, Options{})
	verified.roots = certPool(s.Certificate())
	x = verified.Send(t.Context(), j)
	if mustEcho(t, x); !x.Response.TLS.Verified {
		t.Error("the certificate does not count as verified")
	}
}

func TestTLSFailures(t *testing.T) {
	old := tlsServer(t, func(s *httptest.Server) {
		s.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	})
	j := job(model.Request{URL: old.URL})
	j.Settings.VerifyTLS = false
	wantFailure(t, newClient(t, Options{}).Send(t.Context(), j), model.FailTLS, "no secure connection to 127.0.0.1")

	plain := server(t, echo)
	wantFailure(t, sendTo(t, model.Request{URL: "https" + plain[4:]}), model.FailTLS, "does not speak TLS")

	expired, cert := certificate(t, "127.0.0.1", -48, -24)
	s := tlsServer(t, func(s *httptest.Server) { s.TLS = &tls.Config{Certificates: []tls.Certificate{expired}} })
	c := newClient(t, Options{})
	c.roots = certPool(cert)
	wantFailure(t, c.Send(t.Context(), job(model.Request{URL: s.URL})), model.FailTLS, "expired on")

	other, cert := certificate(t, "other.example", -1, 24)
	s = tlsServer(t, func(s *httptest.Server) { s.TLS = &tls.Config{Certificates: []tls.Certificate{other}} })
	c = newClient(t, Options{})
	c.roots = certPool(cert)
	wantFailure(t, c.Send(t.Context(), job(model.Request{URL: s.URL})), model.FailTLS, "is for another host: other.example")
}
