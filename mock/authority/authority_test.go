package authority

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"postern/model"
)

var start = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func opened(t *testing.T, dir string, now time.Time) *Authority {
	t.Helper()
	a, err := open(dir, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func verify(a *Authority, c *tls.Certificate, host string, now time.Time) error {
	leaf, err := x509.ParseCertificate(c.Certificate[0])
	if err != nil {
		return err
	}
	_, err = leaf.Verify(x509.VerifyOptions{Roots: a.Pool(), DNSName: host, CurrentTime: now})
	return err
}

func TestAuthorityStays(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	a := opened(t, dir, start)
	if b := opened(t, dir, start.Add(time.Hour)); !bytes.Equal(a.PEM(), b.PEM()) {
		t.Error("the second start made another authority")
	}
	public, err := os.ReadFile(a.CAFile())
	if err != nil || !bytes.Equal(public, a.PEM()) || bytes.Contains(public, []byte("PRIVATE")) {
		t.Errorf("the file that others trust is %q, %v", public, err)
	}
	info, err := os.Stat(filepath.Join(dir, keyName))
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the key has the mode %v, %v", info.Mode(), err)
	}
	if c := opened(t, dir, start.Add(validity+time.Hour)); bytes.Equal(a.PEM(), c.PEM()) {
		t.Error("an authority that has expired is used")
	}
}

func TestOneAuthorityForAllProcesses(t *testing.T) {
	dir := t.TempDir()
	found := make([][]byte, 8)
	var all sync.WaitGroup
	for i := range found {
		all.Go(func() {
			if a, err := Open(dir); err == nil {
				found[i] = a.PEM()
			}
		})
	}
	all.Wait()
	for _, pem := range found {
		if len(pem) == 0 || !bytes.Equal(pem, found[0]) {
			t.Errorf("got %q beside %q", pem, found[0])
		}
	}
}

func TestKeysThatCannotBeUsed(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"damaged": func(path string) error { return os.WriteFile(path, []byte("nonsense"), 0o600) },
		"exposed": func(path string) error { return os.Chmod(path, 0o644) },
	} {
		if name == "exposed" && runtime.GOOS == "windows" {
			continue
		}
		dir := t.TempDir()
		opened(t, dir, start)
		if err := spoil(filepath.Join(dir, keyName)); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); !errors.Is(err, model.ErrInvalid) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCertificatesOfThisMachine(t *testing.T) {
	a := opened(t, t.TempDir(), start)
	machine, _ := os.Hostname()
	hosts := []string{"localhost", "127.0.0.1", "::1", "api.localhost", "shop.test", "192.168.1.7", "host.docker.internal", "LOCALHOST."}
	if validHost(machine) {
		hosts = append(hosts, strings.ToLower(machine))
	}
	for _, host := range hosts {
		c, err := a.Certificate(host)
		if err != nil {
			t.Errorf("%s: %v", host, err)
		} else if err := verify(a, c, strings.TrimSuffix(strings.ToLower(host), "."), start); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
	if c, err := a.Certificate("172.17.0.2"); err != nil || verify(a, c, "127.0.0.1", start) != nil || verify(a, c, "localhost", start) != nil {
		t.Errorf("a container that is reached as this machine: %v", err)
	}
	for _, host := range []string{"example.com", "8.8.8.8", "localhost.evil.com", "eviltest", "a..test", "*.test", ""} {
		if _, err := a.Certificate(host); !errors.Is(err, model.ErrInvalid) {
			t.Errorf("%s: %v", host, err)
		}
	}
}

// TestAuthorityCannotVouchForOthers signs for a name of the internet with the key of the authority itself.
func TestAuthorityCannotVouchForOthers(t *testing.T) {
	a := opened(t, t.TempDir(), start)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: serial(), DNSNames: []string{"example.com"},
		NotBefore: start, NotAfter: start.Add(time.Hour)}, a.certificate, &key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	var refused x509.CertificateInvalidError
	err = verify(a, &tls.Certificate{Certificate: [][]byte{der}}, "example.com", start)
	if !errors.As(err, &refused) || refused.Reason != x509.CANotAuthorizedForThisName {
		t.Errorf("got %v", err)
	}
}

func TestCertificatesAreKeptAndRenewed(t *testing.T) {
	now := start
	a, err := open(t.TempDir(), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	first, _ := a.Certificate("localhost")
	now = now.Add(leafValidity - leafRenewed - time.Second)
	if kept, _ := a.Certificate("localhost"); kept != first {
		t.Error("a certificate that is good is made anew")
	}
	now = now.Add(2 * time.Second)
	renewed, err := a.Certificate("localhost")
	if err != nil || renewed == first {
		t.Fatalf("not renewed: %v", err)
	}
	if err := verify(a, renewed, "localhost", now.Add(leafValidity-time.Hour)); err != nil {
		t.Error(err)
	}
	for range 3 * maxLeaves {
		if _, err := a.Certificate("h" + serial().String()[:12] + ".test"); err != nil {
			t.Fatal(err)
		}
	}
	if len(a.leaves) > maxLeaves {
		t.Errorf("%d certificates are kept", len(a.leaves))
	}
}

func TestCertificateWithoutTheKey(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a")
	if c, err := Certificate(dir); c != nil || err != nil {
		t.Errorf("before there is an authority: %v, %v", c, err)
	}
	a := opened(t, dir, start)
	if err := os.Remove(filepath.Join(dir, keyName)); err != nil {
		t.Fatal(err)
	}
	if c, err := Certificate(dir); err != nil || !bytes.Equal(c.Raw, a.certificate.Raw) {
		t.Errorf("read %v, %v", c, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("reading left %v, %v", entries, err)
	}
	for _, bad := range []string{"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"} {
		if err := os.WriteFile(a.CAFile(), []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Certificate(dir); !errors.Is(err, model.ErrInvalid) || !strings.Contains(err.Error(), a.CAFile()) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
