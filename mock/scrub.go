package mock

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"postern/model"
)

// secretWords are the names of fields that carry credentials, without punctuation and case. Names that
// end in one of the first few are taken for one too.
var (
	secretEnds  = []string{"token", "secret", "password", "passwd", "apikey"}
	secretWords = map[string]bool{"pwd": true, "pass": true, "authorization": true, "sessionid": true, "sid": true,
		"jwt": true, "privatekey": true, "signature": true, "sig": true, "accesskey": true}
)

// secretName tells whether a field of that name carries a credential.
func secretName(name string) bool {
	name = strings.ToLower(strings.NewReplacer("-", "", "_", "", ".", "", " ", "").Replace(name))
	for _, end := range secretEnds {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return secretWords[name]
}

// scrubHeader masks a header that carries credentials. Of a cookie that is set, only the value goes.
func scrubHeader(f model.Field) model.Field {
	switch {
	case f.Key == "Set-Cookie":
		c, err := http.ParseSetCookie(f.Value)
		if err != nil {
			f.Value = model.Mask
			break
		}
		c.Value = "masked"
		f.Value = c.String()
	case f.Key == "Location":
		f.Value = scrubLocation(f.Value)
	case model.CredentialHeader(f.Key), secretName(f.Key):
		f.Value = model.Mask
	}
	return f
}

// scrubLocation masks the credentials in the query of a redirect, a code for signing in among them.
func scrubLocation(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.RawQuery == "" {
		return text
	}
	rows := model.ParseQuery(u.RawQuery)
	for i := range rows {
		if secretName(rows[i].Key) || rows[i].Key == "code" {
			rows[i].Value = "masked"
		}
	}
	u.RawQuery = ""
	return model.JoinAddress(u.String(), rows)
}

// scrubBody takes the values of credentials out of a JSON body: with stands in their place, or where it is
// empty a {{variable}} of the member's name. Other bodies stay as they are.
func scrubBody(body []byte, contentType, with string) []byte {
	if !strings.Contains(contentType, "json") || !json.Valid(body) {
		return body
	}
	d := json.NewDecoder(bytes.NewReader(body))
	var out bytes.Buffer
	from := int64(0)
	var s scrubber
	for {
		t, err := d.Token()
		if err != nil {
			break
		}
		key, secret := s.next(t)
		if !secret {
			continue
		}
		end := d.InputOffset()
		start := end - valueLength(body[from:end])
		out.Write(body[from:start])
		value := with
		if value == "" {
			value = "{{" + key + "}}"
		}
		out.Write(quoted(value))
		from = end
	}
	out.Write(body[from:])
	return out.Bytes()
}

// valueLength is the length of the string or number that text ends with.
func valueLength(text []byte) int64 {
	i := len(text) - 1
	if text[i] != '"' {
		for i > 0 && bytes.IndexByte([]byte("0123456789+-.eE"), text[i-1]) >= 0 {
			i--
		}
		return int64(len(text) - i)
	}
	for i--; i > 0; i-- {
		if text[i] == '"' && backslashes(text[:i])%2 == 0 {
			break
		}
	}
	return int64(len(text) - i)
}

func backslashes(text []byte) int {
	n := 0
	for n < len(text) && text[len(text)-1-n] == '\\' {
		n++
	}
	return n
}

// scrubber follows the tokens of a JSON document.
type scrubber struct {
	stack []scrubLevel
}

type scrubLevel struct {
	object, atValue bool
	key             string
}

// next tells whether a token is the value, a string or a number, of a member that carries a credential.
func (s *scrubber) next(t json.Token) (key string, secret bool) {
	if d, ok := t.(json.Delim); ok {
		if d == '{' || d == '[' {
			s.stack = append(s.stack, scrubLevel{object: d == '{'})
			return "", false
		}
		s.stack = s.stack[:len(s.stack)-1]
		s.passed()
		return "", false
	}
	if n := len(s.stack); n > 0 && s.stack[n-1].object && !s.stack[n-1].atValue {
		s.stack[n-1].key, _ = t.(string)
		s.stack[n-1].atValue = true
		return "", false
	}
	if n := len(s.stack); n > 0 && s.stack[n-1].object {
		key = s.stack[n-1].key
	}
	s.passed()
	switch t.(type) {
	case string, float64:
		return key, key != "" && secretName(key)
	}
	return "", false
}

// passed notes that a value has ended.
func (s *scrubber) passed() {
	if n := len(s.stack); n > 0 {
		s.stack[n-1].atValue = false
	}
}
