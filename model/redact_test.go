package model

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

func TestRedactedFindsEncodedSecrets(t *testing.T) {
	const secret = `s3cret/"<ä>&+value`
	quoted, _ := json.Marshal(secret)
	texts := map[string]string{"plain": secret, "query": url.QueryEscape(secret), "path": url.PathEscape(secret),
		"lower percent": strings.ToLower(url.QueryEscape(secret)), "JSON": string(quoted), "hex": hex.EncodeToString([]byte(secret)),
		"HEX": strings.ToUpper(hex.EncodeToString([]byte(secret)))}
	for _, before := range []string{"", "u", "us", "use", "user"} {
		for _, after := range []string{"", "x", "xy", "xyz"} {
			texts["base64 of "+before+"_"+after] = base64.StdEncoding.EncodeToString([]byte(before + secret + after))
			texts["base64url of "+before+"_"+after] = base64.URLEncoding.EncodeToString([]byte(before + secret + after))
		}
	}
	e := Exchange{Secrets: []string{secret}}
	for name, text := range texts {
		if got := e.Masked("before " + text + " after"); !strings.Contains(got, Mask) || strings.Contains(got, text) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := e.Masked("before after"); got != "before after" {
		t.Errorf("%q", got)
	}
}

func TestRedactedFindsLiteralCredentials(t *testing.T) {
	login := base64.StdEncoding.EncodeToString([]byte("ann:literal-password"))
	e := Exchange{Request: WireRequest{Headers: []Field{{Key: "Authorization", Value: "Basic " + login}, {Key: "cookie", Value: "sid=cookie-sent-1; lang=en"}, {Key: "X-Api-Key", Value: "literal-key"}}},
		Response: &WireResponse{Headers: []Field{{Key: "Set-Cookie", Value: "new=cookie-set-2; Path=/"}}, Cookies: []Cookie{{Name: "new", Value: "cookie-set-2"}},
			Body: Bytes([]byte("echo " + login + " literal-password cookie-sent-1 cookie-set-2 literal-key in en"))},
		Draft: &Request{Auth: Auth{Type: "oauth2", Params: map[string]string{"accessToken": "literal-token"}}, Docs: "not literal-token",
			Extra: Extra{"postman": json.RawMessage(`{"request":{"auth":{"bearer":[{"key":"token","value":"x"}]}}}`)}}}
	r := e.Redacted()
	if got := string(r.Response.Body.Data); got != "echo "+strings.Repeat(Mask+" ", 5)+"in en" {
		t.Errorf("%q", got)
	}
	if r.Draft.Docs != "not "+Mask || r.Draft.Extra != nil {
		t.Errorf("%+v", r.Draft)
	}
}

func TestScrubbedLeavesShortSecrets(t *testing.T) {
	e := Exchange{Secrets: []string{"short", "long enough"}}
	if got := e.Scrubbed(8, "short and long enough")[0]; got != "short and "+Mask {
		t.Errorf("%q", got)
	}
}

func TestLocked(t *testing.T) {
	for text, want := range map[string]bool{"": false, "sealed:v1:": false, "sealed:v1:0123abcd:" + strings.Repeat("A", 38): true,
		"sealed:v1:0123abcd:" + strings.Repeat("A", 38) + " ": false, "xsealed:v1:0123abcd:" + strings.Repeat("A", 38): false} {
		if Locked(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}
