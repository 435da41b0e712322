package postman

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func TestAuth(t *testing.T) {
	for _, c := range []struct {
		name, auth string
		want       model.Auth
		line       string
	}{
		{"null inherits", `null`, model.Auth{}, ""},
		{"empty inherits", `{}`, model.Auth{}, ""},
		{"noauth", `{"type":"noauth"}`, model.Auth{Type: model.AuthNone}, ""},
		{"basic", `{"type":"basic","basic":[{"key":"password","value":"p","type":"string"},{"key":"username","value":"u","type":"string"}]}`,
			model.Auth{Type: model.AuthBasic, Params: map[string]string{"username": "u", "password": "p"}}, ""},
		{"v2.0", `{"type":"bearer","bearer":{"token":"{{t}}"}}`, model.Auth{Type: model.AuthBearer, Params: map[string]string{"token": "{{t}}"}}, ""},
		{"apikey goes into a header", `{"type":"apikey","apikey":[{"key":"key","value":"K","type":"string"},{"key":"value","value":"v","type":"string"}]}`,
			model.Auth{Type: model.AuthAPIKey, Params: map[string]string{"key": "K", "value": "v", "in": "header"},
				Extra: extra(`{"apikey":[{"key":"key","value":"K","type":"string"},{"key":"value","value":"v","type":"string"}]}`)}, ""},
		{"values that are no text", `{"type":"digest","digest":{"username":"u","disableRetryRequest":true}}`,
			model.Auth{Type: "digest", Params: map[string]string{"username": "u", "disableRetryRequest": "true"},
				Extra: extra(`{"digest":[{"key":"username","value":"u","type":"string"},{"key":"disableRetryRequest","value":true,"type":"boolean"}]}`)}, `"digest" cannot be sent`},
		{"other types stay", `{"type":"noauth","basic":{"username":"u"}}`, model.Auth{Type: model.AuthNone, Extra: extra(`{"basic":{"username":"u"}}`)}, ""},
		{"no parameters", `{"type":"basic"}`, model.Auth{Type: model.AuthBasic}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, lines := readRequest(t, `{"auth":`+c.auth+`}`)
			if diff := cmp.Diff(c.want, q.Auth, exact); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if text := strings.Join(lines, "\n"); (c.line == "") != (text == "") || !strings.Contains(text, c.line) {
				t.Errorf("report %q, want a line with %q", text, c.line)
			}
		})
	}
}

func TestAuthWithoutTypeIsKept(t *testing.T) {
	q, lines := readRequest(t, `{"auth":{"basic":{"password":"p"}}}`)
	if q.Auth.Type != model.AuthInherit || string(q.Extra[Key]) != `{"request":{"auth":{"basic":{"password":"p"}}}}` || len(lines) != 1 {
		t.Errorf("got %v, %s and %q", q.Auth.Type, q.Extra[Key], lines)
	}
}

// A parameter that was changed is written anew; the others keep their type.
func TestEditedAuthIsWritten(t *testing.T) {
	b, _ := read(t, collectionOf(`{"name":"R","request":{"auth":{"type":"oauth2","oauth2":[
		{"key":"useBrowser","value":true,"type":"boolean"},{"key":"scope","value":"a","type":"string"},{"key":"state","value":"s"}]}}}`))
	a := &b.Items[0].Request.Auth
	*a = a.With("scope", "b").With("grant", "code")
	delete(a.Params, "state")
	again, _ := read(t, string(write(t, b, Options{})))
	want := model.Auth{Type: "oauth2", Params: map[string]string{"useBrowser": "true", "scope": "b", "grant": "code"},
		Extra: extra(`{"oauth2":[{"key":"useBrowser","value":true,"type":"boolean"},{"key":"scope","value":"b","type":"string"},{"key":"grant","value":"code","type":"string"}]}`)}
	if diff := cmp.Diff(want, again.Items[0].Request.Auth, exact); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

const withSecrets = `{"info":{"name":"C"},
	"auth":{"type":"bearer","bearer":[{"key":"token","value":"SECRET1","type":"string"}],"basic":{"username":"u","password":"SECRET2"}},
	"variable":[{"key":"v","value":"SECRET3","type":"secret","initial":"SECRET3"},{"key":"open","value":"open1"}],
	"item":[
		{"name":"R","request":{"auth":{"type":"basic","basic":{"username":"open2","password":"SECRET4"}}},
			"response":[{"name":"E","originalRequest":{"url":"x","auth":{"type":"apikey","apikey":[{"key":"value","value":"SECRET5"}]}}}]},
		{"name":"S","request":{"auth":{"type":"bearer","bearer":{"token":"{{open3}}"}}}},
		{"name":"T","request":{"auth":{"basic":[{"key":"password","value":"SECRET6"}]}}}]}`

func TestSecretsAreLeftOut(t *testing.T) {
	b, _ := read(t, withSecrets)
	var out bytes.Buffer
	report, err := Write(&out, b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if i := strings.Index(out.String(), "SECRET"); i >= 0 {
		t.Errorf("a secret is written: %s", out.String()[i:])
	}
	for _, text := range []string{"open1", "open2", "{{open3}}"} {
		if !strings.Contains(out.String(), text) {
			t.Errorf("%s is not written", text)
		}
	}
	want := []string{
		`C/R: left out: The secret authentication parameter "password" is left empty`,
		`C/R/E: left out: The secret authentication parameter "value" is left empty`,
		`C/T: left out: The secret authentication parameter "password" is left empty`,
		`C: left out: The secret authentication parameter "token" is left empty`,
		`C: left out: The secret authentication parameter "password" is left empty`,
		`C: left out: The value of the secret variable "v" is left empty`,
	}
	if diff := cmp.Diff(want, linesOf(report)); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func TestSecretsAreWrittenWhenAsked(t *testing.T) {
	b, _ := read(t, withSecrets)
	text := string(write(t, b, Options{IncludeSecrets: true}))
	for _, secret := range []string{"SECRET1", "SECRET2", "SECRET3", "SECRET4", "SECRET5", "SECRET6"} {
		if !strings.Contains(text, secret) {
			t.Errorf("%s is not written", secret)
		}
	}
}
