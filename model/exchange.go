package model

import (
	"strings"
	"time"
)

// Exchange is one request and its answer as they went over the wire. A send that failed is an
// exchange too: it has a Failure and, where the answer broke off, the part of the Response that came.
type Exchange struct {
	ID   ID        `json:"id"`
	Time time.Time `json:"time"`
	// RequestID is the saved request that was sent; empty for a request from the command line.
	RequestID   ID            `json:"requestId,omitempty"`
	RequestName string        `json:"requestName,omitempty"`
	Request     WireRequest   `json:"request"`
	Response    *WireResponse `json:"response,omitempty"`
	Failure     *Failure      `json:"failure,omitempty"`
	Timings     Timings       `json:"timings"`
	Redirects   []Redirect    `json:"redirects,omitempty"`
	// Mocked says that the request went to the running mock instead of the address of its URL.
	Mocked bool `json:"mocked,omitempty"`
	// Draft is the request that was sent, so that history can open it again. Its secrets are
	// references ({{name}}) or masked.
	Draft *Request `json:"draft,omitempty"`
	// Secrets are the secret values that took part; [Exchange.Redacted] masks them. Never stored.
	Secrets []string `json:"-"`
}

// WireRequest is a request as it was written to the connection.
type WireRequest struct {
	Method  string  `json:"method"`
	URL     string  `json:"url"`
	Proto   string  `json:"proto,omitempty"` // "HTTP/1.1", "HTTP/2.0"
	Headers []Field `json:"headers,omitempty"`
	Body    Content `json:"body,omitzero"`
}

// WireResponse is an answer as it came from the connection. Body is decoded (gzip, br, zstd, deflate).
type WireResponse struct {
	Status  int     `json:"status"`
	Reason  string  `json:"reason,omitempty"`
	Proto   string  `json:"proto"`
	Headers []Field `json:"headers,omitempty"`
	Body    Content `json:"body,omitzero"`
	// WireSize counts the body's bytes as they came, before decoding.
	WireSize   int64    `json:"wireSize,omitempty"`
	Encoding   string   `json:"encoding,omitempty"` // Content-Encoding that was decoded
	Cookies    []Cookie `json:"cookies,omitempty"`
	RemoteAddr string   `json:"remoteAddr,omitempty"`
	LocalAddr  string   `json:"localAddr,omitempty"`
	TLS        *TLSInfo `json:"tls,omitempty"`
}

// Header returns the first value of a header, whatever its case.
func (w *WireResponse) Header(name string) string { return HeaderValue(w.Headers, name) }

// HeaderValue returns the first enabled value of a header, whatever its case, or "".
func HeaderValue(headers []Field, name string) string {
	for _, h := range headers {
		if !h.Disabled && strings.EqualFold(h.Key, name) {
			return h.Value
		}
	}
	return ""
}

// TLSInfo describes the connection's TLS session.
type TLSInfo struct {
	Version  string    `json:"version"`
	Cipher   string    `json:"cipher"`
	Subject  string    `json:"subject,omitempty"`
	Issuer   string    `json:"issuer,omitempty"`
	NotAfter time.Time `json:"notAfter,omitzero"`
	Verified bool      `json:"verified"`
}

// Redirect is one answer that was followed on the way to the last one.
type Redirect struct {
	Status   int    `json:"status"`
	URL      string `json:"url"`
	Location string `json:"location"`
	// CredentialsDropped says that the next request went to another host without the credentials.
	CredentialsDropped bool `json:"credentialsDropped,omitempty"`
}

// Cookie is one cookie that an answer set or the jar holds (RFC 6265).
type Cookie struct {
	Name     string    `json:"name"`
	Value    string    `json:"value"`
	Domain   string    `json:"domain,omitempty"`
	Path     string    `json:"path,omitempty"`
	Expires  time.Time `json:"expires,omitzero"`
	Secure   bool      `json:"secure,omitempty"`
	HTTPOnly bool      `json:"httpOnly,omitempty"`
	SameSite string    `json:"sameSite,omitempty"`
	// HostOnly cookies go back only to the very host that set them.
	HostOnly bool `json:"hostOnly,omitempty"`
}

// Timings are the phases of one exchange, in order; a phase that did not happen is 0.
type Timings struct {
	Blocked  time.Duration `json:"blocked,omitempty"` // waiting before the first phase: earlier redirects, queue
	DNS      time.Duration `json:"dns,omitempty"`
	Connect  time.Duration `json:"connect,omitempty"`
	TLS      time.Duration `json:"tls,omitempty"`
	Send     time.Duration `json:"send,omitempty"`     // writing the request
	Wait     time.Duration `json:"wait,omitempty"`     // until the first byte of the answer
	Download time.Duration `json:"download,omitempty"` // until its last byte
	Total    time.Duration `json:"total"`
	// Reused says that the connection was open already.
	Reused bool `json:"reused,omitempty"`
}

// FailureKind classifies why an exchange failed.
type FailureKind string

// The kinds of failure.
const (
	FailInvalid  FailureKind = "invalid"  // the request cannot be sent as it is
	FailVariable FailureKind = "variable" // an unresolved {{variable}} stands where it matters
	FailFile     FailureKind = "file"     // a body file cannot be read
	FailDNS      FailureKind = "dns"
	FailConnect  FailureKind = "connect"
	FailTLS      FailureKind = "tls"
	FailTimeout  FailureKind = "timeout"
	FailCanceled FailureKind = "canceled"
	FailRedirect FailureKind = "redirect" // too many, or to an unusable address
	FailRead     FailureKind = "read"     // the answer broke off or lied about its length
	FailProtocol FailureKind = "protocol" // the answer is no HTTP
	FailDisk     FailureKind = "disk"     // the answer could not be written to its temporary file
)

// Failure says in words why an exchange failed: Text what happened to what, Hint what to do.
type Failure struct {
	Kind FailureKind `json:"kind"`
	Text string      `json:"text"`
	Hint string      `json:"hint,omitempty"`
}

// Error makes a Failure usable as an error.
func (f *Failure) Error() string { return f.Text }

// Mask stands where a secret was.
const Mask = "••••••"

var credentialHeaders = map[string]bool{"authorization": true, "proxy-authorization": true, "cookie": true,
	"set-cookie": true, "x-api-key": true, "x-auth-token": true}

// CredentialHeader tells whether a header of that name carries credentials by its nature.
func CredentialHeader(name string) bool { return credentialHeaders[strings.ToLower(name)] }
