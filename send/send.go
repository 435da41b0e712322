// Package send carries out requests: it turns a [model.Request] into a [model.Exchange].
//
// A send that fails is no error of the program: the exchange then has a Failure in words, and what came
// of the answer before it broke off. All that leaves the process goes through the one transport builder
// of this package, with the same proxy, TLS and connection rules.
package send

import (
	"crypto/x509"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"

	"postern/model"
	"postern/vars"
)

// DefaultUserAgent is sent where neither the request nor the [Options] name another.
const DefaultUserAgent = "Postern/0.1"

const (
	// inMemory is the largest body of an answer that is kept in memory, in bytes.
	inMemory = 1 << 20
	// maxDecoded bounds the decoded body of an answer: a small compressed one can be endless.
	maxDecoded = 4 << 30
)

// Options say how a client works. The zero value is usable.
type Options struct {
	// TempDir takes the bodies of large answers; empty means the system's folder. Who gets an
	// exchange removes its file.
	TempDir string
	// Jar keeps cookies between sends; nil means that there are none.
	Jar       *Jar
	Logger    *slog.Logger
	UserAgent string // DefaultUserAgent if empty
	// MockAuthority returns the certificate of the authority that signs for the mocks of this machine, nil
	// where there is none. It is trusted only where the settings say so. May be nil.
	MockAuthority func() (*x509.Certificate, error)
}

// Client sends requests and keeps connections open for the next. It is safe for use by several
// goroutines at once.
type Client struct {
	jar       *Jar
	log       *slog.Logger
	tempDir   string
	userAgent string

	mockAuthority func() (*x509.Certificate, error)

	roots    *x509.CertPool // nil: the system's
	resolver *net.Resolver  // nil: the system's
	limit    int64          // of a decoded body

	mu         sync.Mutex
	transports map[transportKey]*http.Transport
}

// New returns a client.
func New(o Options) *Client {
	c := &Client{jar: o.Jar, log: o.Logger, tempDir: o.TempDir, userAgent: o.UserAgent, limit: maxDecoded,
		mockAuthority: o.MockAuthority, transports: map[transportKey]*http.Transport{}}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	if c.tempDir == "" {
		c.tempDir = os.TempDir()
	}
	if c.userAgent == "" {
		c.userAgent = DefaultUserAgent
	}
	return c
}

// Job is one request to send.
type Job struct {
	Request model.Request
	// Auth is the authentication of the request, its folders and its collection, from the request
	// outwards, for [model.EffectiveAuth]. Empty means that of the request alone.
	Auth []model.Auth
	Vars *vars.Set
	// Settings of the workspace; the request's own go over them.
	Settings model.Settings
	// Mock sends to a running mock instead, whatever host the URL names.
	Mock *MockTarget
	// Progress is told how many bytes of the answer's body came over the wire, and how many there will
	// be, -1 if unknown. It is called on the goroutine of Send, at most every 50 ms and once at the end.
	Progress func(received, total int64)
}

// MockTarget is a running mock.
type MockTarget struct {
	URL string // "http://127.0.0.1:4010"
	// KeepBasePath keeps the path inside the base URL, as in [model.MockSettings].
	KeepBasePath bool
}
