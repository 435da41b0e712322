package authority

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"postern/model"
)

const (
	leafValidity = 90 * 24 * time.Hour
	leafRenewed  = 30 * 24 * time.Hour // before its end
	maxLeaves    = 100                 // that are kept in memory
)

// leaf is the certificate of one host.
type leaf struct {
	certificate *tls.Certificate
	ends        time.Time
}

// Config returns a configuration for a server that speaks TLS 1.2 and later, HTTP/2 and HTTP/1.1, with a
// certificate for every host that the authority may sign for. Other hosts are refused.
func (a *Authority) Config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"},
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			host := hello.ServerName
			if host == "" { // clients name no addresses (RFC 6066, 3)
				host = localAddress(hello.Conn)
			}
			return a.Certificate(host)
		}}
}

// localAddress is the address that the client has reached.
func localAddress(conn net.Conn) string {
	if conn != nil {
		if tcp, ok := conn.LocalAddr().(*net.TCPAddr); ok {
			return tcp.IP.String()
		}
	}
	return "localhost"
}

// Certificate returns the certificate of a name or address. It is made where there is none yet, and made
// anew 30 days before it ends. A host that the authority may not sign for is an error that wraps
// [model.ErrInvalid].
func (a *Authority) Certificate(host string) (*tls.Certificate, error) {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	a.mu.Lock()
	defer a.mu.Unlock()
	if l := a.leaves[host]; l != nil && a.now().Before(l.ends.Add(-leafRenewed)) {
		return l.certificate, nil
	}
	l, err := a.sign(host)
	if err != nil {
		return nil, err
	}
	if len(a.leaves) >= maxLeaves {
		clear(a.leaves)
	}
	a.leaves[host] = l
	return l.certificate, nil
}

// sign makes the certificate of a host. All that lead to this machine share their names, and so do addresses: that
// of a container is reached as 127.0.0.1 from outside.
func (a *Authority) sign(host string) (*leaf, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a certificate: %w", err)
	}
	c := &x509.Certificate{SerialNumber: serial(), Subject: pkix.Name{CommonName: host}, NotBefore: a.now().Add(-time.Hour),
		NotAfter: a.now().Add(leafValidity), KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, BasicConstraintsValid: true}
	names := []string{host}
	if host == "localhost" || net.ParseIP(host) != nil {
		machine, _ := os.Hostname() // without one there is none to sign for
		names = append(names, "localhost", "127.0.0.1", "::1", strings.ToLower(machine))
	}
	for i, name := range names {
		switch ip := net.ParseIP(name); {
		case a.permits(name, ip) && ip != nil:
			c.IPAddresses = append(c.IPAddresses, ip)
		case a.permits(name, ip):
			c.DNSNames = append(c.DNSNames, name)
		case i == 0:
			return nil, fmt.Errorf("make a certificate for %q: it is neither a name of this machine nor one of a private network: %w", name, model.ErrInvalid)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, c, a.certificate, &key.PublicKey, a.key)
	if err != nil {
		return nil, fmt.Errorf("make a certificate for %q: %w", host, err)
	}
	return &leaf{&tls.Certificate{Certificate: [][]byte{der, a.certificate.Raw}, PrivateKey: key}, c.NotAfter}, nil
}

// permits tells whether the authority may sign for a name, or for an address where ip is one.
func (a *Authority) permits(name string, ip net.IP) bool {
	if ip != nil {
		for _, n := range a.certificate.PermittedIPRanges {
			if n.Contains(ip) {
				return true
			}
		}
		return false
	}
	for _, domain := range a.certificate.PermittedDNSDomains {
		if name == strings.ToLower(domain) || strings.HasSuffix(name, "."+strings.ToLower(domain)) {
			return validHost(name)
		}
	}
	return false
}

// validHost tells whether a name can be in a certificate.
func validHost(name string) bool {
	if name == "" || len(name) > 253 {
		return false
	}
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > 63 || strings.Trim(strings.ToLower(label), "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
	}
	return true
}
