package send

import (
	"bytes"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"strings"
	"time"

	"postern/model"
	"postern/send/auth"
)

// All words for people are in this file: what happened to what, and what to do. None shows a header
// value, a query or a body.

const (
	hintAddress = "Type an address such as https://api.example.com/products."
	hintTLS     = "If you trust this server, switch off the verification of TLS certificates in the Settings of this request."
	hintMocks   = "This is the certificate of a mock of this machine: switch on \"Trust the certificates of this machine's mocks\" in the Settings of the workspace or of this request. On the command line, add --trust-mocks."
	hintTimeout = "Raise the timeout in the Settings of this request, or set it to 0 for no limit."
	hintCurious = "Ask whoever runs the server, or look at the address and the port."
)

func fail(kind model.FailureKind, hint, format string, args ...any) *model.Failure {
	return &model.Failure{Kind: kind, Text: fmt.Sprintf(format, args...), Hint: hint}
}

// Before anything is sent.

func failMethod(method string) *model.Failure {
	return fail(model.FailInvalid, "Use letters, digits and hyphens only, such as GET or PURGE.",
		"the method %s is not one that HTTP allows", short(method))
}

func failNoHost(address string) *model.Failure {
	return fail(model.FailInvalid, hintAddress, "the address %s has no host", short(bare(address)))
}

func failScheme(address, scheme string) *model.Failure {
	return fail(model.FailInvalid, "Begin the address with http:// or https://.",
		"the address %s uses %q, and only http and https can be sent", short(bare(address)), scheme)
}

func failHost(host string) *model.Failure {
	return fail(model.FailInvalid, hintAddress, "the host %s has characters that a host name cannot have", short(host))
}

func failAddress(address string, err error) *model.Failure {
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	return fail(model.FailInvalid, hintAddress, "the address %s cannot be read: %v", short(bare(address)), err)
}

func failVariables(left []missing) *model.Failure {
	var names []string
	for _, m := range left {
		names = append(names, fmt.Sprintf("%s (in %s)", m.name, m.place))
	}
	text := "the variable %s has no value"
	if len(names) > 1 {
		text = "the variables %s have no value"
	}
	return fail(model.FailVariable, "Choose an environment that has a value for it, or add it to the collection's variables.",
		text, strings.Join(names, ", "))
}

func failHeaderName(name string) *model.Failure {
	if name == "" {
		return fail(model.FailInvalid, "Type a name, or switch the row off.", "a header has a value but no name")
	}
	return fail(model.FailInvalid, "Use letters, digits and hyphens only, without spaces, colons or line breaks.",
		"the header name %s is not one that HTTP allows", short(name))
}

func failHeaderValue(name string) *model.Failure {
	return fail(model.FailInvalid, "Remove line breaks and other control characters from the value; look at the variables in it too.",
		"the value of the header %s holds a line break or another control character", name)
}

func failHTTP2Header(name string) *model.Failure {
	return fail(model.FailInvalid, "Switch the row off: HTTP/2 manages connections in another way.",
		"the header %s cannot be sent over HTTP/2 with this value", name)
}

func failAuth(err error) *model.Failure {
	what := err.Error()
	if e, ok := errors.AsType[*auth.UnsupportedError](err); ok {
		what = fmt.Sprintf("authentication type %s is not supported yet", e.Type)
		if e.In != "" {
			what = fmt.Sprintf("an API key in %q is not supported yet", e.In)
		}
	}
	return fail(model.FailInvalid, "Choose another type, or add the header yourself and set the authentication to none.",
		"%s; nothing was sent", what)
}

func failProxy(err error) *model.Failure {
	return fail(model.FailInvalid, `Set the proxy in the Settings to "environment", "none" or an address such as http://127.0.0.1:8080.`,
		"the proxy cannot be used: %v", err)
}

func failBodyMode(mode model.BodyMode) *model.Failure {
	return fail(model.FailInvalid, "Choose another kind of body.", "a body of the kind %q cannot be sent", string(mode))
}

func failGraphQL(variables string, err error) *model.Failure {
	where := ""
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		before := variables[:min(max(int(e.Offset)-1, 0), len(variables))]
		where = fmt.Sprintf(" in line %d", 1+strings.Count(before, "\n"))
	}
	return fail(model.FailInvalid, "Correct the JSON under Variables, or leave it empty.",
		"the GraphQL variables are no valid JSON%s: %v", where, err)
}

func failPartType(name string) *model.Failure {
	return fail(model.FailInvalid, "Remove the line break.", "the content type of the form part %s holds a line break", short(name))
}

func failNoFile(what string) *model.Failure {
	return fail(model.FailFile, "Choose a file, or switch it off.", "no file is chosen for %s", what)
}

func failFile(path string, err error) *model.Failure {
	why := err.Error()
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		why = e.Err.Error()
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		why = "it does not exist"
	case errors.Is(err, fs.ErrPermission):
		why = "you may not read it"
	}
	return fail(model.FailFile, "Choose the file again in the body of the request.", "the file %s cannot be sent: %s", path, why)
}

// On the way to the server.

func failDNS(e *net.DNSError) *model.Failure {
	switch {
	case e.IsNotFound:
		return fail(model.FailDNS, "Look for a typing error in the host, and whether you are connected to its network.",
			"unknown host %s", e.Name)
	case e.IsTimeout:
		return fail(model.FailDNS, "Look whether you are connected to the network.", "looking up the host %s took too long", e.Name)
	}
	return fail(model.FailDNS, "Look whether you are connected to the network.", "the host %s could not be looked up: %s", e.Name, e.Err)
}

func failConnect(op *net.OpError, at place) *model.Failure {
	where, hint := at.host, "Start the server, or look at the port in the address."
	dial := op
	if inner, ok := errors.AsType[*net.OpError](op.Err); ok {
		dial = inner // the way to a proxy wraps the dialing
	}
	if dial.Addr != nil {
		where = dial.Addr.String()
	}
	switch {
	case op.Op != "dial":
		where, hint = "the proxy "+where, "Look at the proxy in the Settings, or whether it is running."
	case at.mocked:
		hint = "Start the mock server of this collection."
	}
	switch {
	case refused(op):
		return fail(model.FailConnect, hint, "nothing listens on %s", where)
	case op.Timeout():
		return fail(model.FailConnect, "Look at the host, and whether a firewall is in between.", "%s did not answer in time", where)
	}
	return fail(model.FailConnect, hint, "no connection to %s: %v", where, dial.Err)
}

func failConnection(host string, err error) *model.Failure {
	return fail(model.FailConnect, "Look at the address and at the proxy in the Settings.", "no connection to %s: %v", host, err)
}

func failAuthority(host string, cert *x509.Certificate, hint string) *model.Failure {
	if cert == nil {
		return fail(model.FailTLS, hint, "the certificate of %s comes from an unknown authority", host)
	}
	if bytes.Equal(cert.RawIssuer, cert.RawSubject) {
		return fail(model.FailTLS, hint, "the certificate of %s is self-signed (%s)", host, cert.Subject)
	}
	return fail(model.FailTLS, hint, "the certificate of %s comes from an unknown authority (%s)", host, cert.Issuer)
}

func failCertificateHost(host string, e x509.HostnameError) *model.Failure {
	names := append([]string{}, e.Certificate.DNSNames...)
	for _, ip := range e.Certificate.IPAddresses {
		names = append(names, ip.String())
	}
	const most = 5
	if len(names) > most {
		names = append(names[:most], "...")
	}
	if len(names) == 0 {
		names = []string{"no host"}
	}
	return fail(model.FailTLS, "Use the host that the certificate is for. "+hintTLS,
		"the certificate of %s is for another host: %s", host, strings.Join(names, ", "))
}

func failCertificate(host string, e x509.CertificateInvalidError) *model.Failure {
	if e.Reason == x509.Expired && e.Cert != nil {
		if time.Now().Before(e.Cert.NotBefore) {
			return fail(model.FailTLS, "Look at the clock of this computer. "+hintTLS,
				"the certificate of %s is not valid before %s", host, e.Cert.NotBefore.Format(time.DateOnly))
		}
		return fail(model.FailTLS, hintTLS, "the certificate of %s expired on %s", host, e.Cert.NotAfter.Format(time.DateOnly))
	}
	return fail(model.FailTLS, hintTLS, "the certificate of %s is not valid: %v", host, e)
}

func failNoTLS(host string) *model.Failure {
	return fail(model.FailTLS, "Begin the address with http:// instead of https://, or look at the port.", "%s does not speak TLS", host)
}

func failHandshake(host string, err error) *model.Failure {
	return fail(model.FailTLS, "The server may want TLS 1.2 or newer with other ciphers, or a client certificate.",
		"no secure connection to %s: %v", host, err)
}

func failTimeout(after time.Duration, phase string, received int64) *model.Failure {
	text := fmt.Sprintf("timed out after %s while %s", seconds(after), phase)
	if phase == whileShaking {
		text = fmt.Sprintf("timed out after %s %s", seconds(after), phase)
	}
	if received > 0 {
		text += ", of which " + size(received) + " came"
	}
	return fail(model.FailTimeout, hintTimeout, "%s", text)
}

func failCanceled(phase string) *model.Failure {
	if phase == whileShaking {
		return fail(model.FailCanceled, "", "canceled %s", phase)
	}
	return fail(model.FailCanceled, "", "canceled while %s", phase)
}

// In the answer.

func failManyRedirects(most int, location string) *model.Failure {
	return fail(model.FailRedirect, "Raise the number of redirects in the Settings, or switch following off to see each answer.",
		"more than %d redirects; the next would go to %s", most, short(bare(location)))
}

func failRedirect(location string) *model.Failure {
	return fail(model.FailRedirect, "Switch following redirects off in the Settings to see this answer alone.",
		"the answer redirects to %s, which is no http or https address", short(bare(location)))
}

func failNoAnswer(host string, err error) *model.Failure {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fail(model.FailRead, hintCurious, "%s closed the connection in the middle of the answer's headers", host)
	}
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return fail(model.FailRead, "Send again; if it stays so, look at the server's log.", "%s broke the connection off without an answer: %v", host, op.Err)
	}
	return fail(model.FailRead, "Send again; if it stays so, look at the server's log.", "%s closed the connection without an answer", host)
}

func failBrokeOff(got, announced int64, err error) *model.Failure {
	if announced > got {
		return fail(model.FailRead, "The reply lies about its length, or the server gave up while it was sending.",
			"the answer broke off after %d of %d bytes", got, announced)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fail(model.FailRead, "The server gave up while it was sending.", "the answer broke off after %d bytes", got)
	}
	return fail(model.FailRead, "The server gave up while it was sending, or sent what is no HTTP.",
		"the answer broke off after %d bytes: %v", got, err)
}

func failEncoding(codings string, err error) *model.Failure {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("it ends too early")
	}
	return fail(model.FailRead, `Send the header "Accept-Encoding: identity" to get the answer uncompressed.`,
		"the answer says that it is compressed with %s, but cannot be decoded: %v", codings, err)
}

func failTooLarge(limit int64) *model.Failure {
	return fail(model.FailRead, "What came so far is kept.", "the answer is larger than %s, the most that is received", size(limit))
}

func failProtocol(host string, err error) *model.Failure {
	why := strings.TrimPrefix(err.Error(), "net/http: HTTP/1.x transport connection broken: ")
	return fail(model.FailProtocol, hintCurious, "the answer of %s is no valid HTTP: %s", host, clip(why))
}

func failDisk(dir string, err error) *model.Failure {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	return fail(model.FailDisk, "Make room on the disk, and look whether the folder can be written to.",
		"the answer cannot be written to the folder %s: %v", dir, err)
}

// bare leaves out what may be secret in an address: user, password and query.
func bare(address string) string {
	address, _, _ = strings.Cut(address, "?")
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	host, path, slash := strings.Cut(rest, "/")
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	if slash {
		host += "/"
	}
	return scheme + "://" + host + path
}

// short quotes text that the user or the server gave, cut at a length that fits a line.
func short(s string) string { return fmt.Sprintf("%q", clip(s)) }

func clip(s string) string {
	const most = 120
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}

func seconds(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", d.Seconds()), ".0") + " s"
}

// size returns a number of bytes in words.
func size(n int64) string {
	const unit = 1 << 10
	if n < unit {
		return fmt.Sprintf("%d bytes", n)
	}
	value, names := float64(n), []string{"KiB", "MiB", "GiB"}
	i := -1
	for value >= unit && i < len(names)-1 {
		value /= unit
		i++
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", value), ".0") + " " + names[i]
}
