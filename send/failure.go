package send

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"postern/model"
)

// failure says why a hop got no answer. What the user did goes before what the network says: a canceled
// request has all kinds of errors.
func (s *sending) failure(ctx context.Context, p *plan, err error) *model.Failure {
	if fault := s.sent.fault(); fault != nil {
		return failFile(fault.path, fault.err)
	}
	if ctx.Err() != nil {
		return s.ended(0)
	}
	return translate(err, place{host: p.url.Host, phase: s.trace.doing(), mocked: s.mocked(p), unknown: s.client.hintUnknown})
}

// ended returns the failure of an exchange whose context is over, after received bytes of the answer.
func (s *sending) ended(received int64) *model.Failure {
	if s.outer.Err() != nil && !errors.Is(s.outer.Err(), context.DeadlineExceeded) {
		return failCanceled(s.trace.doing())
	}
	after := s.settings.Timeout
	if s.outer.Err() != nil {
		after = time.Since(s.begun)
	}
	return failTimeout(after, s.trace.doing(), received)
}

// place is where a hop failed.
type place struct {
	host   string // with its port, as in the URL
	phase  string
	mocked bool
	// unknown says what to do about a certificate whose authority is unknown.
	unknown func(*x509.Certificate) string
}

// translate puts an error of net/http into words.
func translate(err error, at place) *model.Failure {
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return failDNS(dns)
	}
	if failure := translateTLS(err, at); failure != nil {
		return failure
	}
	if op, ok := errors.AsType[*net.OpError](err); ok {
		switch op.Op {
		case "dial", "proxyconnect", "socks connect":
			return failConnect(op, at)
		case "remote error", "local error":
			return failHandshake(at.host, op.Err)
		}
	}
	switch at.phase {
	case whileShaking:
		return failHandshake(at.host, err)
	case whileQueued, whileResolving, whileConnecting:
		return failConnection(at.host, err)
	}
	if rest, ok := strings.CutPrefix(err.Error(), "http2: invalid "); ok { // no type tells it, and it shows the value
		if name, _, ok := strings.Cut(rest, " request header"); ok {
			return failHTTP2Header(name)
		}
	}
	if noAnswer(err) {
		return failNoAnswer(at.host, err)
	}
	return failProtocol(at.host, err)
}

func translateTLS(err error, at place) *model.Failure {
	if unknown, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return failAuthority(at.host, unknown.Cert, at.unknown(unknown.Cert))
	}
	if wrong, ok := errors.AsType[x509.HostnameError](err); ok {
		return failCertificateHost(at.host, wrong)
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok {
		return failCertificate(at.host, invalid)
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok || errors.Is(err, http.ErrSchemeMismatch) {
		return failNoTLS(at.host)
	}
	if verification, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return failHandshake(at.host, verification.Err)
	}
	return nil
}

// noAnswer tells whether the connection ended before an answer was whole enough to judge.
func noAnswer(err error) bool {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) {
		return true
	}
	_, ok := errors.AsType[*net.OpError](err)
	return ok || err.Error() == "http: server closed idle connection" // has no variable
}

// refused tells whether nothing listened. Windows has a number of its own for it.
func refused(err error) bool {
	const wsaConnRefused = syscall.Errno(10061)
	return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, wsaConnRefused)
}
