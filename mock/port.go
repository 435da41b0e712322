package mock

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"

	"postern/model"
)

// PortError says that a mock's port is taken. It wraps [model.ErrExists].
type PortError struct {
	Port int
	// Holder is the process that listens on the port, "node (process 4711)", where the system tells.
	Holder string
	// Free is the next port that is free, 0 where none of the next hundred is.
	Free int
}

// Error says it in words.
func (e *PortError) Error() string {
	by, next := "another process", ""
	if e.Holder != "" {
		by = e.Holder
	}
	if e.Free > 0 {
		next = fmt.Sprintf("; port %d is free", e.Free)
	}
	return fmt.Sprintf("port %d is in use by %s%s", e.Port, by, next)
}

// Unwrap makes errors.Is(err, model.ErrExists) hold.
func (e *PortError) Unwrap() error { return model.ErrExists }

// winsockAddressInUse is WSAEADDRINUSE, which package syscall does not name on every system.
const winsockAddressInUse = syscall.Errno(10048)

func portTaken(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, winsockAddressInUse)
}

func takenPort(ctx context.Context, host string, port int) *PortError {
	return &PortError{Port: port, Holder: portHolder(port), Free: freePort(ctx, host, port)}
}

// freePort returns the first port after port that can be listened on now, or 0.
func freePort(ctx context.Context, host string, port int) int {
	const tries = 100
	var c net.ListenConfig
	for p := port + 1; p <= min(port+tries, 65535); p++ {
		l, err := c.Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(p)))
		if err == nil {
			l.Close()
			return p
		}
	}
	return 0
}
