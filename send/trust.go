package send

import (
	"crypto/x509"

	"postern/model"
)

// mocksTrusted returns the certificate (DER) of the authority of this machine's mocks where the settings trust
// it, else "". A certificate that cannot be read is trusted by nobody.
func (c *Client) mocksTrusted(s model.Settings) string {
	if !s.VerifyTLS || !s.TrustMocks {
		return ""
	}
	if ca := c.authority(); ca != nil {
		return string(ca.Raw)
	}
	return ""
}

// authority asks for the certificate at every use: it is made with the first mock that speaks HTTPS.
func (c *Client) authority() *x509.Certificate {
	if c.mockAuthority == nil {
		return nil
	}
	ca, err := c.mockAuthority()
	if err != nil {
		c.log.Warn("read the authority of the mocks", "err", err)
		return nil
	}
	return ca
}

// rootsWith returns the authorities that are trusted, with one more where der is the certificate of one.
func (c *Client) rootsWith(der string) *x509.CertPool {
	ca, err := x509.ParseCertificate([]byte(der))
	if der == "" || err != nil {
		return c.roots
	}
	var pool *x509.CertPool
	if c.roots != nil {
		pool = c.roots.Clone()
	} else if pool, err = x509.SystemCertPool(); err != nil {
		pool = x509.NewCertPool() // without those of the system nothing else would be trusted anyway
	}
	pool.AddCert(ca)
	return pool
}

// hintUnknown says what to do about a certificate whose authority is unknown.
func (c *Client) hintUnknown(cert *x509.Certificate) string {
	if ca := c.authority(); ca != nil && cert != nil && cert.CheckSignatureFrom(ca) == nil {
		return hintMocks
	}
	return hintTLS
}
