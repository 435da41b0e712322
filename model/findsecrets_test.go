package model

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// random is text without meaning; put together so that no scanner takes this file for a leak.
const random = "q7Zr4Tn9Wk2Xc8Vb5Lm1Pd6Hs3Jf0Gy7Ua4Ee9"

func TestSecretForms(t *testing.T) {
	for text, want := range map[string]string{
		"eyJ" + random[:20] + ".eyJ" + random + "." + random: "a JSON Web Token",
		"key AKIA" + strings.ToUpper(random[:16]) + " used":  "an AWS access key",
		"ghp_" + random[:36]: "a GitHub token", "github_pat_" + random + random: "a GitHub token", "glpat-" + random[:20]: "a GitLab token",
		"xoxb-" + random[:20]: "a Slack token", "https://hooks.slack.com/services/T1A/B2C/" + random[:24]: "a Slack webhook",
		"sk_live_" + random[:24]: "a Stripe key", "sk-proj-" + random: "an API key of an AI service", "sk-" + random: "an API key of an AI service",
		"AIza" + random[:35]: "a Google API key", "npm_" + random[:36]: "an npm token", "SG." + random[:22] + "." + random + random[:4]: "a SendGrid key",
		"-----BEGIN RSA PRIVATE KEY-----\nMII": "a private key", "-----BEGIN PRIVATE KEY-----": "a private key",
		"": "", "AKIAIOSFODNN7EXAMPLE": "", "ghp_" + strings.Repeat("x", 36): "", "-----BEGIN PUBLIC KEY-----": "", "sk-learn": "",
		"eyJhbGciOi": "", "risk_live_" + random: "", "3f2504e0-4f89-41d3-9a0c-0305e82c3301": "", "task-" + random[:12]: "",
	} {
		if got := secretForm(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSecretNamesAndValues(t *testing.T) {
	for name, want := range map[string]bool{"password": true, "API_KEY": true, "x-api-key": true, "clientSecret": true, "access.token": true, "pwd": true,
		"userPassword2": true, "tokenId": false, "token_type": false, "tokenURL": false, "secretName": false, "max_tokens": false, "key": false,
		"id": false, "keyboard": false, "password_hint": false, "expires_at": false, "": false} {
		if secretName(name) != want {
			t.Errorf("name %q: %v", name, !want)
		}
	}
	for value, want := range map[string]bool{"hunter2!x": true, random: true, "correcthorse": true, "3f2504e0-4f89-41d3-9a0c-0305e82c3301": true,
		"": false, "string": false, "stringstring": false, "{{token}}": false, "a{{b}}cdefgh": false, "short": false, "your-token-here": false,
		"<your token>": false, "xxxxxxxxxxxx": false, "********": false, Mask + Mask: false, "two words here": false, "$TOKEN_FROM_ENV": false,
		"https://id.example/token": false, "changeme123": false, "password123": false, "example-token": false} {
		if secretValue(value) != want {
			t.Errorf("value %q: %v", value, !want)
		}
	}
}

func TestFindSecrets(t *testing.T) {
	request := &Request{URL: "https://ann:hunter22@api.example/", Query: []Field{{Key: "api_key", Value: random}, {Key: "id", Value: "3f2504e0-4f89-41d3-9a0c-0305e82c3301"}},
		Headers: []Field{{Key: "Authorization", Value: "Bearer " + random}, {Key: "Cookie", Value: "{{session}}"}, {Key: "X-Trace", Value: random}},
		Body:    Body{Text: `{"password": "hunter22!", "token": "{{token}}", "secret": "string", "name": "Ann"}`, Form: []Field{{Key: "client_secret", Value: random}}},
		Auth:    Auth{Type: AuthBearer, Params: map[string]string{AuthToken: random}},
		Scripts: []Script{{Source: "let t = 'ghp_" + random[:36] + "'"}}}
	want := []Finding{{"the URL", "a password"}, {`query parameter "api_key"`, "a secret by its name"}, {`header "Authorization"`, "literal credentials"},
		{`"password" in the body`, "a secret by its name"}, {`form field "client_secret"`, "a secret by its name"}, {"a script", "a GitHub token"}}
	if diff := cmp.Diff(want, FindSecrets(request)); diff != "" {
		t.Error(diff)
	}
	for _, f := range FindSecrets(request) {
		if strings.Contains(f.String(), random[:10]) || strings.Contains(f.String(), "hunter") {
			t.Errorf("%q holds the secret", f)
		}
	}
	environment := &Environment{Variables: []Variable{{Key: "token", Value: random}, {Key: "token", Value: random, Secret: true}, {Key: "base", Value: "https://{{host}}"}}}
	if got := FindSecrets(environment); len(got) != 1 || got[0].String() != `variable "token" looks like a secret by its name` {
		t.Errorf("%v", got)
	}
	example := &Example{Saved: SavedRequest{URL: "https://{{user}}:{{password}}@api.example/"}, Body: Bytes([]byte("grant=x&refresh_token=" + random))}
	if got := FindSecrets(example); len(got) != 1 || got[0].Where != `"refresh_token" in the body of the answer` {
		t.Errorf("%v", got)
	}
	plain := &Request{URL: "{{base}}/users/:id", Query: []Field{{Key: "page", Value: "2"}, {Key: "token", Value: "{{token}}"}},
		Headers: []Field{{Key: "Accept", Value: "application/json"}, {Key: "Authorization", Value: "Bearer {{token}}"}, {Key: "X-Api-Key", Value: "<your key>"}},
		Body:    Body{Text: `{"token_type": "Bearer123", "password": "string", "max_tokens": "12345678"}`}}
	if got := FindSecrets(plain); got != nil {
		t.Errorf("false alarm: %v", got)
	}
}
