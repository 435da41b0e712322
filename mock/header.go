package mock

import (
	"net/http"
	"strings"

	"postern/model"
)

// maxHeaderText bounds the values of the x-mock headers, in bytes.
const maxHeaderText = 4 << 10

// headerText makes a text safe as a header value: bytes beyond printable ASCII are percent-encoded.
func headerText(text string) string {
	if len(text) > maxHeaderText {
		text = text[:maxHeaderText]
	}
	if strings.IndexFunc(text, func(c rune) bool { return c < ' ' || c > '~' }) < 0 {
		return text
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' {
			b.WriteString(string([]byte{'%', hex[c>>4], hex[c&15]}))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// validName tells whether a header name is a token (RFC 9110, 5.6.2).
func validName(name string) bool {
	for i := range len(name) {
		c := name[i]
		alnum := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !alnum && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return false
		}
	}
	return name != ""
}

// validValue tells whether a header value has no control characters but tabs (RFC 9110, 5.5).
func validValue(value string) bool {
	for i := range len(value) {
		if c := value[i]; c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

// unsent are headers of saved answers that the mock does not repeat: those of one connection
// (RFC 9110, 7.6.1), and those that say how the saved body was carried.
var unsent = map[string]bool{"Connection": true, "Keep-Alive": true, "Proxy-Connection": true,
	"Proxy-Authenticate": true, "Proxy-Authorization": true, "Te": true, "Trailer": true, "Upgrade": true,
	"Transfer-Encoding": true, "Content-Length": true, "Content-Encoding": true, "Date": true,
	"X-Mock-Example": true, "X-Mock-Route": true, "X-Mock-Reason": true}

// answerHeader returns the headers of a saved answer that the mock sends, and what is wrong with the
// others. Headers of CORS are replaced by the mock's own.
func answerHeader(saved []model.Field) (h http.Header, faults []string) {
	h = http.Header{}
	dropped := connectionNames(saved)
	for _, f := range model.Enabled(saved) {
		name := http.CanonicalHeaderKey(strings.TrimSpace(f.Key))
		value := strings.TrimSpace(f.Value)
		switch {
		case strings.HasPrefix(f.Key, ":"): // a pseudo-header of HTTP/2
		case !validName(name):
			faults = append(faults, "header "+quote(f.Key)+" has an invalid name and is not sent")
		case unsent[name], dropped[name], strings.HasPrefix(name, "Access-Control-"):
		case !validValue(value):
			faults = append(faults, "header "+quote(f.Key)+" has control characters in its value and is not sent")
		case name == "Content-Type" && value == "":
		default:
			h[name] = append(h[name], value)
		}
	}
	return h, faults
}

// connectionNames returns the headers that the saved Connection header names as its own.
func connectionNames(saved []model.Field) map[string]bool {
	out := map[string]bool{}
	for name := range strings.SplitSeq(model.HeaderValue(saved, "Connection"), ",") {
		out[http.CanonicalHeaderKey(strings.TrimSpace(name))] = true
	}
	return out
}

func quote(text string) string { return `"` + cut(text) + `"` }
