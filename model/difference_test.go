package model

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDiffRequests(t *testing.T) {
	second := time.Second
	saved := func() Request {
		return Request{ID: "r", Name: "list", URL: "https://example.com/a", Query: []Field{{Key: "page", Value: "1"}},
			Headers: []Field{{Key: "Accept", Value: "text/html"}, {Key: "Authorization", Value: "Bearer s3cret"}},
			Auth:    Auth{Type: AuthBasic, Params: map[string]string{AuthUsername: "me", AuthPassword: "hunter2"}},
			Body:    Body{Mode: BodyJSON, Text: "{}"}}
	}
	for name, c := range map[string]struct {
		edit func(*Request)
		want []Difference
	}{
		"nothing":           {func(*Request) {}, nil},
		"an empty list":     {func(r *Request) { r.Body.Form = []Field{} }, nil},
		"GET and no method": {func(r *Request) { r.Method = "GET" }, []Difference{{What: "method", After: "GET"}}},
		"name, method and URL": {func(r *Request) { r.Name, r.Method, r.URL = "all", "POST", "https://example.com/b" },
			[]Difference{{What: "name", Before: "list", After: "all"}, {What: "method", After: "POST"},
				{What: "URL", Before: "https://example.com/a", After: "https://example.com/b"}}},
		"header changed": {func(r *Request) { r.Headers[0].Value = "*/*" },
			[]Difference{{What: "header Accept", Before: "text/html", After: "*/*"}}},
		"header added":   {func(r *Request) { r.Headers = append(r.Headers, Field{Key: "X", Value: "1"}) }, []Difference{{What: "header X", After: "1"}}},
		"header removed": {func(r *Request) { r.Headers = r.Headers[1:] }, []Difference{{What: "header Accept", Before: "text/html"}}},
		"header off":     {func(r *Request) { r.Headers[0].Disabled = true }, []Difference{{What: "header Accept", Before: "text/html", After: "text/html [off]"}}},
		"second of a key": {func(r *Request) { r.Query = append(r.Query, Field{Key: "page", Value: "2"}) },
			[]Difference{{What: "query parameter page", After: "2"}}},
		"order": {func(r *Request) { r.Headers[0], r.Headers[1] = r.Headers[1], r.Headers[0] },
			[]Difference{{What: "order of headers", Before: "Accept, Authorization", After: "Authorization, Accept"}}},
		"secret header": {func(r *Request) { r.Headers[1].Value = "Bearer other" },
			[]Difference{{What: "header Authorization", Before: Mask, After: Mask, Secret: true}}},
		"secret becomes a reference": {func(r *Request) { r.Headers[1].Value = "Bearer {{token}}" },
			[]Difference{{What: "header Authorization", Before: Mask, After: "Bearer {{token}}", Secret: true}}},
		"password": {func(r *Request) { r.Auth = r.Auth.With(AuthPassword, "") },
			[]Difference{{What: "authentication password", Before: Mask, Secret: true}}},
		"user": {func(r *Request) { r.Auth = r.Auth.With(AuthUsername, "you") },
			[]Difference{{What: "authentication username", Before: "me", After: "you"}}},
		"body": {func(r *Request) { r.Body.Text, r.Body.Mode = "[]", BodyText },
			[]Difference{{What: "kind of body", Before: "json", After: "text"}, {What: "body", Before: "{}", After: "[]"}}},
		"part": {func(r *Request) {
			r.Body.Parts = []Part{{Field: Field{Key: "f"}, IsFile: true, Files: []string{"a", "b"}, ContentType: "x/y"}}
		},
			[]Difference{{What: "part f", After: "file a, b; x/y"}}},
		"settings": {func(r *Request) { r.Settings.Timeout, r.Settings.VerifyTLS = &second, new(bool) },
			[]Difference{{What: "timeout", Before: "as the workspace", After: "1s"}, {What: "verify TLS", Before: "as the workspace", After: "no"}}},
		"trust in mocks": {func(r *Request) { r.Settings.TrustMocks = new(true) },
			[]Difference{{What: "trust the mocks of this machine", Before: "as the workspace", After: "yes"}}},
		"script": {func(r *Request) { r.Scripts = []Script{{Event: "test", Source: "x"}} }, []Difference{{What: "script test", After: "x"}}},
		"docs":   {func(r *Request) { r.Docs = "about" }, []Difference{{What: "docs", After: "about"}}},
		"only what is not shown": {func(r *Request) { r.Extra = Extra{"postman": json.RawMessage("{}")} },
			[]Difference{{What: "details kept from an import"}}},
	} {
		t.Run(name, func(t *testing.T) {
			draft := saved()
			c.edit(&draft)
			got := DiffRequests(saved(), draft)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
			for _, x := range got {
				for _, secret := range []string{"s3cret", "hunter2", "other"} {
					if strings.Contains(x.Before+x.After, secret) {
						t.Errorf("%s shows a secret: %+v", x.What, x)
					}
				}
			}
		})
	}
}
