package auth_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
	"postern/send/auth"
)

func TestFor(t *testing.T) {
	expand := func(s string) string { return strings.ReplaceAll(s, "{{x}}", "sesame") }
	header := func(k, v string) []model.Field { return []model.Field{{Key: k, Value: v}} }
	for name, test := range map[string]struct {
		auth model.Auth
		want auth.Addition
	}{
		"none":    {auth: model.Auth{Type: model.AuthNone, Params: map[string]string{"token": "t"}}},
		"inherit": {},
		"basic": {
			auth: model.Auth{Type: model.AuthBasic, Params: map[string]string{"username": "ali", "password": "{{x}}"}},
			want: auth.Addition{Headers: header("Authorization", "Basic YWxpOnNlc2FtZQ=="), Secrets: []string{"sesame", "YWxpOnNlc2FtZQ=="}},
		},
		"basic without password": {
			auth: model.Auth{Type: model.AuthBasic, Params: map[string]string{"username": "ali"}},
			want: auth.Addition{Headers: header("Authorization", "Basic YWxpOg=="), Secrets: []string{"YWxpOg=="}},
		},
		"basic empty": {auth: model.Auth{Type: model.AuthBasic}},
		"bearer": {
			auth: model.Auth{Type: model.AuthBearer, Params: map[string]string{"token": "{{x}}"}},
			want: auth.Addition{Headers: header("Authorization", "Bearer sesame"), Secrets: []string{"sesame"}},
		},
		"bearer prefix": {
			auth: model.Auth{Type: model.AuthBearer, Params: map[string]string{"token": " t\n", "prefix": "JWT"}},
			want: auth.Addition{Headers: header("Authorization", "JWT t"), Secrets: []string{" t\n", "t"}},
		},
		"bearer empty": {auth: model.Auth{Type: model.AuthBearer}},
		"key in header": {
			auth: model.Auth{Type: model.AuthAPIKey, Params: map[string]string{"key": "X-Key", "value": "{{x}}"}},
			want: auth.Addition{Headers: header("X-Key", "sesame"), Secrets: []string{"sesame"}},
		},
		"key in query": {
			auth: model.Auth{Type: model.AuthAPIKey, Params: map[string]string{"key": "k", "value": "v", "in": "query"}},
			want: auth.Addition{Query: header("k", "v"), Secrets: []string{"v"}},
		},
	} {
		got, err := auth.For(test.auth, expand)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestForUnsupported(t *testing.T) {
	for _, a := range []model.Auth{
		{Type: "oauth2"},
		{Type: model.AuthAPIKey, Params: map[string]string{"key": "k", "value": "v", "in": "cookie"}},
	} {
		_, err := auth.For(a, strings.ToUpper)
		var unsupported *auth.UnsupportedError
		if !errors.As(err, &unsupported) || unsupported.Type != a.Type || !errors.Is(err, model.ErrInvalid) {
			t.Errorf("%s: error %v", a.Type, err)
		}
	}
}
