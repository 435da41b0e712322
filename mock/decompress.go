package mock

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

const (
	maxCodings    = 4       // of one body
	maxZstdWindow = 8 << 20 // bytes (RFC 9659)
)

var errUnpacked = errors.New("the body is over the limit of 10 MiB")

// decompress takes the content codings off a body, the last first (RFC 9110, 8.4). lines are the values of
// Content-Encoding. The result has at most maxRecorded bytes.
func decompress(body []byte, lines []string) ([]byte, error) {
	names := contentCodings(lines)
	if len(names) > maxCodings {
		return nil, fmt.Errorf("it has more than %d content codings", maxCodings)
	}
	for _, name := range slices.Backward(names) {
		if len(body) == 0 {
			return body, nil // of an answer without content
		}
		r, err := uncoded(name, bytes.NewReader(body))
		if err == nil {
			body, err = io.ReadAll(io.LimitReader(r, maxRecorded+1))
			r.Close()
		}
		switch {
		case err != nil:
			return nil, fmt.Errorf("its body cannot be read as %s: %w", cut(name), err)
		case len(body) > maxRecorded:
			return nil, errUnpacked
		}
	}
	return body, nil
}

// contentCodings lists what was done to a body, without what is nothing.
func contentCodings(lines []string) (out []string) {
	for _, line := range lines {
		for name := range strings.SplitSeq(line, ",") {
			if name = strings.ToLower(strings.TrimSpace(name)); name != "" && name != "identity" {
				out = append(out, name)
			}
		}
	}
	return out
}

// uncoded reads one coding.
func uncoded(name string, r io.Reader) (io.ReadCloser, error) {
	switch name {
	case "gzip", "x-gzip":
		return gzip.NewReader(r)
	case "br":
		return io.NopCloser(brotli.NewReader(r)), nil
	case "zstd":
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxZstdWindow))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	case "deflate":
		b := bufio.NewReader(r)
		if head, err := b.Peek(2); err == nil && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(b)
		}
		return flate.NewReader(b), nil // without the frame, as some servers send it
	}
	return nil, errors.New("the mock does not know this coding")
}
