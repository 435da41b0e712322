package workbench

import (
	"crypto/x509"
	"errors"
	"fmt"
	"path/filepath"

	"postern/mock"
	"postern/mock/authority"
	"postern/model"
)

// portSearch is how many ports from model.DefaultMockPort on are tried for a collection without one.
const portSearch = 100

// Host that the window's mocks listen on: nobody else's machine can reach it.
const loopback = "127.0.0.1"

// listen starts the server of a mock on the wanted port, on the collection's own, or on the first free
// one that no other collection counts on.
func (b *Bench) listen(table *mock.Table, c model.Collection, port int) (server *mock.Server, err error) {
	if port == 0 {
		port = c.Mock.Port
	}
	if port != 0 {
		return b.listenAt(table, c, port)
	}
	taken := b.chosenPorts(c.ID)
	for port := model.DefaultMockPort; port < model.DefaultMockPort+portSearch; port++ {
		if taken[port] {
			continue
		}
		server, err = b.listenAt(table, c, port)
		if _, busy := errors.AsType[*mock.PortError](err); !busy {
			return server, err
		}
	}
	return nil, fmt.Errorf("no port from %d to %d is free: %w", model.DefaultMockPort, model.DefaultMockPort+portSearch-1, err)
}

func (b *Bench) listenAt(table *mock.Table, c model.Collection, port int) (*mock.Server, error) {
	o := mock.ListenOptions{Host: loopback, Port: port, Table: table, Logger: b.logger,
		Transport: b.client.Carrier(b.store.Settings), Resume: b.resumed(c.ID),
		OnPassed: func(p model.MockPassed) { b.passed(c.ID, p) }}
	if c.Mock.HTTPS {
		ca, err := authority.Open(b.authorityDir())
		if err != nil {
			return nil, err
		}
		o.TLS = ca.Config()
	}
	return mock.Listen(b.ctx, o)
}

// AuthorityDir returns the folder of the certificate authority of mocks: beside the workspace file.
func AuthorityDir(workspace string) string {
	return filepath.Join(filepath.Dir(workspace), "authority")
}

func (b *Bench) authorityDir() string { return AuthorityDir(b.Path()) }

// authorityCertificate returns the certificate that clients of mocks may trust; nil where there is none yet.
func (b *Bench) authorityCertificate() (*x509.Certificate, error) {
	return authority.Certificate(b.authorityDir())
}

// MockAuthority returns the file with the certificate that clients of mocks may trust; it is there once a
// mock has spoken HTTPS.
func (b *Bench) MockAuthority() string {
	return filepath.Join(b.authorityDir(), authority.CertificateName)
}

// chosenPorts returns the ports that other collections remember as theirs.
func (b *Bench) chosenPorts(except model.ID) map[int]bool {
	out := map[int]bool{}
	tree, err := b.sharedTree()
	if err != nil {
		b.logger.Warn("read the ports of other collections", "err", err)
		return out
	}
	for _, id := range tree.Children(model.RootID) {
		if c, err := b.store.Collection(id); err == nil && id != except && c.Mock.Port != 0 {
			out[c.Mock.Port] = true
		}
	}
	return out
}

// remember stores the port that a mock was started on in its collection.
func (b *Bench) remember(c model.Collection, port int) error {
	if c.Mock.Port == port {
		return nil
	}
	c = c.Clone()
	c.Mock.Port = port
	_, err := b.apply(model.Change{Name: "choose mock port", Edits: []model.Edit{model.Put{Entity: &c}}})
	b.tell()
	return err
}
