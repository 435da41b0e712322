package model

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// leaky returns an exchange with a secret in every place that it can be in.
func leaky(secret string) Exchange {
	f := func(key string) []Field { return []Field{{Key: key, Value: "<" + secret + ">"}} }
	draft := Request{URL: "http://h/" + secret, Query: f("q"), PathParams: f("p"), Headers: f("X-Own"),
		Auth: Auth{Type: AuthBasic, Params: map[string]string{AuthUsername: secret, AuthPassword: "{{password}}", AuthToken: "literal"},
			Extra: Extra{"postman": []byte(`"` + secret + `"`)}},
		Body: Body{Text: secret, Variables: secret, Form: f("f"), Parts: []Part{{Field: f("p")[0]}}}}
	return Exchange{
		Request:   WireRequest{Method: "GET", URL: "http://h/?k=" + secret, Headers: append(f("X-Own"), Field{Key: "Authorization", Value: "Basic abc"}), Body: Bytes([]byte(secret))},
		Response:  &WireResponse{Status: 200, Headers: append(f("X-Echo"), Field{Key: "set-cookie", Value: "sid=1"}), Body: Bytes([]byte("a " + secret + " b")), Cookies: []Cookie{{Name: "sid", Value: "1"}}},
		Failure:   &Failure{Text: "got " + secret, Hint: "drop " + secret},
		Redirects: []Redirect{{URL: "http://h/" + secret, Location: secret}},
		Draft:     &draft, Secrets: []string{secret},
	}
}

func TestRedactedHoldsNoSecret(t *testing.T) {
	e := leaky("hunter2")
	r := e.Redacted()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	all := string(text) + string(r.Request.Body.Data) + string(r.Response.Body.Data) + strings.Join(r.Secrets, " ")
	for _, leak := range []string{"hunter2", "literal", "Basic abc", "sid=1"} {
		if strings.Contains(all, leak) {
			t.Errorf("%q is left in %s", leak, all)
		}
	}
	if r.Response.Cookies[0].Value != Mask || r.Draft.Auth.Params[AuthPassword] != "{{password}}" {
		t.Errorf("cookie %q, password %q", r.Response.Cookies[0].Value, r.Draft.Auth.Params[AuthPassword])
	}
	if got := string(r.Response.Body.Data); got != "a "+Mask+" b" || r.Response.Body.Size != int64(len(got)) {
		t.Errorf("body %q of %d bytes", got, r.Response.Body.Size)
	}
	if diff := cmp.Diff(leaky("hunter2"), e); diff != "" {
		t.Errorf("the original changed: %s", diff)
	}
}

func TestMaskedTakesLongSecretsFirst(t *testing.T) {
	e := Exchange{Secrets: []string{"", "abc", "abcdef", "x"}}
	if got := e.Masked("abcdef abc x y"); got != strings.Join([]string{Mask, Mask, Mask, "y"}, " ") {
		t.Errorf("masked: %q", got)
	}
	if got := (Exchange{}).Masked("abc"); got != "abc" {
		t.Errorf("without secrets: %q", got)
	}
}

func TestReferencesStay(t *testing.T) {
	for value, stays := range map[string]bool{
		"{{token}}": true, "Bearer {{token}}": true, "{{user}}:{{password}}": true, "Basic {{a}}:{{b}}": true, "{{a}}": true,
		"abc": false, "Bearer abc": false, "{{a}}hunter2{{b}}": false, "{{a": false, "{{a}} {{b}}x": false, "Bearer": false, "": false, "x {{a}}!": true,
	} {
		e := Exchange{Draft: &Request{Headers: []Field{{Key: "authorization", Value: value}}}}
		if got := e.Redacted().Draft.Headers[0].Value; (got == value) != stays {
			t.Errorf("%q became %q", value, got)
		}
	}
}

func TestHeaderValue(t *testing.T) {
	w := WireResponse{Headers: []Field{{Key: "A", Value: "off", Disabled: true}, {Key: "a", Value: "1"}, {Key: "A", Value: "2"}}}
	if w.Header("A") != "1" || w.Header("B") != "" {
		t.Errorf("%q, %q", w.Header("A"), w.Header("B"))
	}
}
