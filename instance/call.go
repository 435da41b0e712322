package instance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"time"
)

// Call asks the process that has a file open and returns when it has answered, or when the context ends.
// body is sent as JSON; the JSON that comes back goes into result, which may be nil.
//
// The error wraps ErrNone where no process listens, ErrSilent where one does not answer in time, and
// ErrRefused where it does not trust this one; it is an Error where its handler failed.
func Call(ctx context.Context, file, name string, body, result any) error {
	p, err := placeOf(file)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNone, err)
	}
	token, err := os.ReadFile(p.token)
	if errors.Is(err, fs.ErrNotExist) {
		return ErrNone
	}
	if err != nil {
		return fmt.Errorf("ask the process that has %s open: %w", file, err)
	}
	if err := checkFolder(p.folder); err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	dialer := net.Dialer{Timeout: patience}
	conn, err := dialer.DialContext(ctx, "unix", p.socket)
	if err != nil {
		return connectError(ctx, err)
	}
	defer conn.Close()
	if err := checkPeer(conn); err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	defer context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })()
	q := request{Version: version, Token: string(token), Name: name}
	if q.Body, err = json.Marshal(body); err != nil {
		return err
	}
	return exchange(ctx, conn, q, result)
}

// connectError tells a socket that nobody listens on any more from a process that does not accept.
func connectError(ctx context.Context, err error) error {
	timeout, isNet := errors.AsType[net.Error](err)
	if ctx.Err() != nil || isNet && timeout.Timeout() {
		return fmt.Errorf("%w: %w", ErrSilent, err)
	}
	return fmt.Errorf("%w: %w", ErrNone, err)
}

func exchange(ctx context.Context, conn net.Conn, q request, result any) error {
	if err := writeFrame(conn, q); err != nil {
		return broken(ctx, err)
	}
	var a answer
	if err := readFrame(conn, &a); err != nil {
		return broken(ctx, err)
	}
	switch {
	case a.Refused:
		return fmt.Errorf("%w: %s", ErrRefused, a.Error)
	case a.Error != "":
		return Error(a.Error)
	case a.Version != version:
		return fmt.Errorf("%w: it answers in version %d of the protocol", ErrRefused, a.Version)
	case result == nil:
		return nil
	}
	if err := json.Unmarshal(a.Body, result); err != nil {
		return fmt.Errorf("read the answer of the other process: %w", err)
	}
	return nil
}

func broken(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	return fmt.Errorf("%w: %w", ErrSilent, err)
}
