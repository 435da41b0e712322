package mock

import (
	"fmt"
	"net"
	"net/http"
	"slices"

	"postern/model"
)

// maxCaller bounds the text that tells a caller apart, in bytes.
const maxCaller = 200

// callerKey tells the callers of a route apart. param is the place of a path parameter.
type callerKey struct {
	model.MockKey
	param int
}

// of returns the key of the request's caller. It never mixes up callers of different sources.
func (k *callerKey) of(v *visit) string {
	switch k.From {
	case model.KeyClient:
		return "client " + bounded(v.req.host())
	case model.KeyParam:
		if k.param < len(v.values) {
			return "param " + k.Name + " " + bounded(v.values[k.param])
		}
	case model.KeyHeader:
		return "header " + k.Name + " " + bounded(v.req.first(k.Name))
	case model.KeyCookie:
		if values := v.req.cookies(k.Name); len(values) > 0 {
			return "cookie " + k.Name + " " + bounded(values[0])
		}
	}
	return ""
}

func bounded(text string) string { return text[:min(len(text), maxCaller)] }

// host is the address of the client without its port.
func (r *Request) host() string {
	host, _, err := net.SplitHostPort(r.Client)
	if err != nil {
		return r.Client
	}
	return host
}

// newCallerKey reads the setting of a route whose parameters have the names.
func newCallerKey(in model.MockKey, names []string) (callerKey, error) {
	k := callerKey{MockKey: in}
	if !slices.Contains(model.MockKeySources, in.From) {
		return callerKey{}, fmt.Errorf("tells callers apart by %q, which is no part of a request", in.From)
	}
	if in.Name == "" && in.From != model.KeyAll && in.From != model.KeyClient {
		return callerKey{}, fmt.Errorf("tells callers apart by a %s without saying which", in.From)
	}
	switch in.From {
	case model.KeyHeader:
		k.Name = http.CanonicalHeaderKey(in.Name)
	case model.KeyParam:
		if k.param = slices.Index(names, in.Name); k.param < 0 {
			return callerKey{}, fmt.Errorf("tells callers apart by the path parameter %q, which it does not have", in.Name)
		}
	}
	return k, nil
}
