package mock

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"postern/coding"
)

// maxZstdWindow is in bytes (RFC 9659).
const maxZstdWindow = 8 << 20

var errUnpacked = errors.New("the body is over the limit of 10 MiB")

// decompress takes the content codings off a body, the last first (RFC 9110, 8.4). lines are the values of
// Content-Encoding. The result has at most maxRecorded bytes.
func decompress(body []byte, lines []string) (_ []byte, err error) {
	names := coding.List(lines)
	if len(names) > coding.Most {
		return nil, fmt.Errorf("it has more than %d content codings", coding.Most)
	}
	for _, name := range slices.Backward(names) {
		if len(body) == 0 {
			return body, nil // of an answer without content
		}
		body, err = uncoded(name, body)
		switch {
		case err != nil:
			return nil, fmt.Errorf("its body cannot be read as %s: %w", cut(name), err)
		case len(body) > maxRecorded:
			return nil, errUnpacked
		}
	}
	return body, nil
}

// uncoded reads one coding, and at most a byte too many.
func uncoded(name string, body []byte) ([]byte, error) {
	if !coding.Known(name) {
		return nil, errors.New("the mock does not know this coding")
	}
	r, err := coding.Open(name, bytes.NewReader(body), maxZstdWindow)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, maxRecorded+1))
}
