package send

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/http/httpproxy"

	"postern/model"
)

// maxTransports bounds how many combinations of settings keep connections open.
const maxTransports = 8

// transportKey is what two sends must agree in to share connections.
type transportKey struct {
	verifyTLS bool
	proxy     string // model.ProxyNone, model.ProxyEnvironment or a URL
	mocks     string // the certificate of the trusted authority of mocks (DER), or ""
}

func (c *Client) keyOf(s model.Settings) transportKey {
	proxy := strings.TrimSpace(s.Proxy)
	if proxy == "" {
		proxy = model.ProxyEnvironment
	}
	return transportKey{s.VerifyTLS, proxy, c.mocksTrusted(s)}
}

// transport returns the transport for the given settings, a new one where there is none yet.
func (c *Client) transport(key transportKey) (*http.Transport, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t := c.transports[key]; t != nil {
		return t, nil
	}
	t, err := c.build(key)
	if err != nil {
		return nil, err
	}
	if len(c.transports) >= maxTransports {
		c.closeIdle()
		clear(c.transports)
	}
	c.transports[key] = t
	return t, nil
}

// build is the one place where a way out of the process is made. It sets no time limits of its own: the
// context of an exchange limits it as a whole.
func (c *Client) build(key transportKey) (*http.Transport, error) {
	proxy, err := proxyFunc(key.proxy)
	if err != nil {
		return nil, err
	}
	dialer := &net.Dialer{KeepAlive: 30 * time.Second, Resolver: c.resolver}
	return &http.Transport{
		Proxy:       proxy,
		DialContext: dialer.DialContext,
		TLSClientConfig: &tls.Config{
			MinVersion:         tls.VersionTLS12,
			RootCAs:            c.rootsWith(key.mocks),
			InsecureSkipVerify: !key.verifyTLS, // the user's own choice, shown in the answer
		},
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // decoded here, so that the bytes on the wire can be counted
		MaxIdleConns:           100,
		MaxIdleConnsPerHost:    8,
		IdleConnTimeout:        90 * time.Second,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: 4 << 20,
	}, nil
}

// proxyFunc returns how a proxy is chosen.
func proxyFunc(proxy string) (func(*http.Request) (*url.URL, error), error) {
	switch proxy {
	case model.ProxyNone:
		return nil, nil
	case model.ProxyEnvironment:
		choose := httpproxy.FromEnvironment().ProxyFunc()
		return func(r *http.Request) (*url.URL, error) { return choose(r.URL) }, nil
	}
	if !strings.Contains(proxy, "://") {
		proxy = "http://" + proxy
	}
	u, err := url.Parse(proxy)
	if err != nil {
		return nil, fmt.Errorf("read the proxy's address: %w", model.ErrInvalid) // err would show its password
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
	default:
		return nil, fmt.Errorf("a proxy with scheme %q: %w", u.Scheme, model.ErrInvalid)
	}
	if u.Hostname() == "" {
		return nil, fmt.Errorf("a proxy without host: %w", model.ErrInvalid)
	}
	return http.ProxyURL(u), nil
}

// Close drops the connections that are open for the next send. The client can still be used.
func (c *Client) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closeIdle()
	return nil
}

func (c *Client) closeIdle() {
	for _, t := range c.transports {
		t.CloseIdleConnections()
	}
}
