package send

import (
	"crypto/tls"
	"io"
	"net/http"
	"strings"
	"time"

	"postern/model"
)

// trailing is how much is read after the end of the compressed data, so that the connection can be used
// again.
const trailing = 64 << 10

// progressEvery is the shortest time between two reports of progress.
const progressEvery = 50 * time.Millisecond

// answer returns what is known of an answer before its body is read.
func answer(resp *http.Response, t *trace) *model.WireResponse {
	w := &model.WireResponse{Status: resp.StatusCode, Proto: resp.Proto, Headers: fields(resp.Header),
		Cookies: cookiesSet(resp), TLS: tlsInfo(resp.TLS)}
	_, w.Reason, _ = strings.Cut(resp.Status, " ")
	w.RemoteAddr, w.LocalAddr = t.addresses()
	for _, coding := range resp.TransferEncoding {
		w.Headers = append(w.Headers, model.Field{Key: "Transfer-Encoding", Value: coding})
	}
	return w
}

func tlsInfo(s *tls.ConnectionState) *model.TLSInfo {
	if s == nil {
		return nil
	}
	info := &model.TLSInfo{Version: tls.VersionName(s.Version), Cipher: tls.CipherSuiteName(s.CipherSuite),
		Verified: len(s.VerifiedChains) > 0}
	if len(s.PeerCertificates) > 0 {
		leaf := s.PeerCertificates[0]
		info.Subject, info.Issuer, info.NotAfter = leaf.Subject.String(), leaf.Issuer.String(), leaf.NotAfter
	}
	return info
}

// wireReader counts the bytes of a body as they come, and remembers why they ended.
type wireReader struct {
	r     io.Reader
	count int64
	err   error
}

func (w *wireReader) Read(b []byte) (int, error) {
	n, err := w.r.Read(b)
	w.count += int64(n)
	if err != nil && err != io.EOF {
		w.err = err
	}
	return n, err
}

// receiver reads the body of one answer.
type receiver struct {
	client   *Client
	resp     *http.Response
	wire     *wireReader
	spool    *spool
	progress func(received, total int64)
	told     time.Time
}

// receive reads the body of resp into w, decoded. What came before an error is kept. The caller closes
// the body.
func (c *Client) receive(resp *http.Response, w *model.WireResponse, progress func(received, total int64)) *model.Failure {
	r := &receiver{client: c, resp: resp, wire: &wireReader{r: resp.Body}, spool: &spool{dir: c.tempDir},
		progress: progress, told: time.Now()}
	names := codings(resp.Header.Values("Content-Encoding"))
	d := newDecoder(r.wire, names)
	defer d.Close()
	err := r.copy(d)
	if err == nil && r.wire.err == nil {
		io.CopyN(io.Discard, r.wire, trailing) // a codec may stop short of the end; the wire remembers errors
		err = r.wire.err
	}
	w.Body = r.spool.content()
	w.WireSize = r.wire.count
	if len(names) > 0 && w.WireSize > 0 {
		w.Encoding = strings.Join(names, ", ")
	}
	r.tell()
	return r.failure(err, names)
}

// copy reads to the end of the body, to an error, or to the limit of the client.
func (r *receiver) copy(from io.Reader) error {
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		left := r.client.limit - r.spool.size
		if _, werr := r.spool.Write(buf[:min(int64(n), left)]); werr != nil {
			return werr
		}
		if int64(n) > left {
			return model.ErrTooLarge
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if time.Since(r.told) >= progressEvery {
			r.tell()
		}
	}
}

func (r *receiver) tell() {
	if r.progress != nil {
		r.told = time.Now()
		r.progress(r.wire.count, r.resp.ContentLength)
	}
}

func (r *receiver) failure(err error, codings []string) *model.Failure {
	switch {
	case r.spool.err != nil:
		return failDisk(r.client.tempDir, r.spool.err)
	case err == nil:
		return nil
	case err == model.ErrTooLarge:
		return failTooLarge(r.client.limit)
	case r.wire.err != nil:
		return failBrokeOff(r.wire.count, r.resp.ContentLength, r.wire.err)
	}
	return failEncoding(strings.Join(codings, ", "), err)
}
