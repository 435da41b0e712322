// Package authority makes certificates for the mocks of this machine. Its certificate authority is made on
// first use, may sign for names of this machine and of private networks only, and its key never leaves the
// folder that it was made in.
package authority

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"postern/model"
)

const (
	// CertificateName is the file with the certificate of the authority, which is what others may trust.
	CertificateName = "postern-mock-ca.pem"
	keyName         = "postern-mock-ca.key"

	validity = 10 * 365 * 24 * time.Hour // of the authority
)

// domains are the names that the authority may sign for, with all below them, beside that of the machine:
// none of them exists on the internet (RFC 6761, 6762, 8375, and .internal as ICANN reserves it).
var domains = []string{"localhost", "test", "local", "internal", "home.arpa"}

// networks are the addresses that the authority may sign for: of the machine, and private ones.
var networks = []string{"127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
	"::1/128", "fc00::/7", "fe80::/10"}

// Authority signs certificates for mocks. Any number of goroutines may use it at once.
type Authority struct {
	dir         string
	key         *ecdsa.PrivateKey
	certificate *x509.Certificate
	now         func() time.Time
	mu          sync.Mutex
	leaves      map[string]*leaf // by name or address
}

// Open returns the authority of a folder, and makes it where there is none or where it has expired. The
// file of the key can be read by this user only.
func Open(dir string) (*Authority, error) { return open(dir, time.Now) }

func open(dir string, now func() time.Time) (*Authority, error) {
	a := &Authority{dir: dir, now: now, leaves: map[string]*leaf{}}
	err := a.load()
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errExpired) {
		if err = a.create(errors.Is(err, errExpired)); err == nil {
			err = a.load()
		}
	}
	if err == nil {
		err = a.publish()
	}
	if err != nil {
		return nil, fmt.Errorf("open the certificate authority of mocks in %s: %w", dir, err)
	}
	return a, nil
}

// Certificate returns the certificate of the authority of a folder, without its key; nil where there is no
// authority yet. None is made.
func Certificate(dir string) (*x509.Certificate, error) {
	path := filepath.Join(dir, CertificateName)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the certificate of the mocks of this machine: %w", err)
	}
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, fmt.Errorf("%s holds no certificate; delete it, and it is written anew when a mock speaks HTTPS: %w", path, model.ErrInvalid)
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s holds no readable certificate; delete it, and it is written anew when a mock speaks HTTPS: %w", path, model.ErrInvalid)
	}
	return certificate, nil
}

// CAFile is the file with the certificate of the authority in PEM. There is no key in it.
func (a *Authority) CAFile() string { return filepath.Join(a.dir, CertificateName) }

// PEM returns the certificate of the authority. There is no key in it.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.certificate.Raw})
}

// Pool returns a pool that trusts the authority and nothing else.
func (a *Authority) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.certificate)
	return pool
}

var errExpired = errors.New("the authority has expired")

// load reads key and certificate, which are in one file so that they always belong together.
func (a *Authority) load() error {
	path := filepath.Join(a.dir, keyName)
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if exposed(info) {
		return fmt.Errorf("%s can be read by others; make it private (chmod 600) or delete it, and a new authority is made: %w", path, model.ErrInvalid)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	keyBlock, rest := pem.Decode(data)
	certBlock, _ := pem.Decode(rest)
	if keyBlock == nil || certBlock == nil {
		return fmt.Errorf("%s is damaged; delete it, and a new authority is made: %w", path, model.ErrInvalid)
	}
	a.key, err = x509.ParseECPrivateKey(keyBlock.Bytes)
	if err == nil {
		a.certificate, err = x509.ParseCertificate(certBlock.Bytes)
	}
	if err != nil || !a.key.PublicKey.Equal(a.certificate.PublicKey) {
		return fmt.Errorf("%s is damaged; delete it, and a new authority is made: %w", path, model.ErrInvalid)
	}
	if a.now().After(a.certificate.NotAfter) {
		return errExpired
	}
	return nil
}

// create makes an authority. Where another process has made one at the same time, that one stays.
func (a *Authority) create(replace bool) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	der, err := x509.CreateCertificate(rand.Reader, a.template(), a.template(), &key.PublicKey, key)
	if err != nil {
		return err
	}
	secret, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return err
	}
	data := append(pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: secret}),
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	if err := os.MkdirAll(a.dir, 0o700); err != nil {
		return err
	}
	return a.write(keyName, data, replace)
}

// write puts a file into the folder as a whole, readable by this user only.
func (a *Authority) write(name string, data []byte, replace bool) error {
	f, err := os.CreateTemp(a.dir, name+".*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	path := filepath.Join(a.dir, name)
	if !replace {
		if err = os.Link(f.Name(), path); err == nil || errors.Is(err, fs.ErrExist) {
			return nil
		}
	}
	return os.Rename(f.Name(), path) // also where the file system has no links
}

// publish writes the certificate beside the key, for those who are to trust it.
func (a *Authority) publish() error {
	if kept, err := os.ReadFile(a.CAFile()); err == nil && string(kept) == string(a.PEM()) {
		return nil
	}
	return a.write(CertificateName, a.PEM(), true)
}

// template says what the authority may do.
func (a *Authority) template() *x509.Certificate {
	host, _ := os.Hostname() // without one there is none to sign for
	c := &x509.Certificate{
		SerialNumber:                serial(),
		Subject:                     pkix.Name{CommonName: "Postern mocks on " + host, Organization: []string{"Postern"}},
		NotBefore:                   a.now().Add(-time.Hour),
		NotAfter:                    a.now().Add(validity),
		KeyUsage:                    x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		ExtKeyUsage:                 []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid:       true,
		IsCA:                        true,
		MaxPathLenZero:              true,
		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         domains,
	}
	if validHost(host) {
		c.PermittedDNSDomains = append(c.PermittedDNSDomains[:len(domains):len(domains)], host)
	}
	for _, n := range networks {
		_, ipNet, err := net.ParseCIDR(n)
		if err == nil {
			c.PermittedIPRanges = append(c.PermittedIPRanges, ipNet)
		}
	}
	return c
}

func serial() *big.Int {
	n, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil { // never, says crypto/rand
		panic(err)
	}
	return n.Add(n, big.NewInt(1))
}
