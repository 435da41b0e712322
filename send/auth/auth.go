// Package auth turns the authentication of a request into what is added to it: header fields and query
// parameters.
package auth

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"postern/model"
)

// Addition is what an authentication adds to a request.
type Addition struct {
	Headers []model.Field
	Query   []model.Field
	// Secrets are the values in it that must not be shown, stored or logged, without empty ones.
	Secrets []string
}

// UnsupportedError says that a type of authentication, or an option of one, cannot be sent. It wraps
// model.ErrInvalid.
type UnsupportedError struct {
	Type model.AuthType
	// In is the place that an API key was to be put; empty where the whole type is unsupported.
	In string
}

// Error names the type, and the place of an API key.
func (e *UnsupportedError) Error() string {
	if e.In != "" {
		return fmt.Sprintf("authentication type %s in %q is not supported", e.Type, e.In)
	}
	return fmt.Sprintf("authentication type %s is not supported", e.Type)
}

// Unwrap makes errors.Is(err, model.ErrInvalid) hold.
func (e *UnsupportedError) Unwrap() error { return model.ErrInvalid }

// For returns what a adds to a request. Its parameters go through expand, which resolves variables.
// Credentials that are all empty add nothing. A type that cannot be sent is an *[UnsupportedError].
func For(a model.Auth, expand func(string) string) (Addition, error) {
	var out Addition
	get := func(name string) string {
		v := expand(a.Get(name))
		if model.SecretParam(name) {
			out.secret(v)
		}
		return v
	}
	switch a.Type {
	case model.AuthInherit, model.AuthNone:
	case model.AuthBasic:
		out.basic(get(model.AuthUsername), get(model.AuthPassword))
	case model.AuthBearer:
		out.bearer(strings.TrimSpace(get(model.AuthPrefix)), strings.TrimSpace(get(model.AuthToken)))
	case model.AuthAPIKey:
		key, value, in := strings.TrimSpace(get(model.AuthKey)), get(model.AuthValue), get(model.AuthIn)
		if err := out.apiKey(key, value, in); err != nil {
			return Addition{Secrets: out.Secrets}, err
		}
	default:
		return Addition{}, &UnsupportedError{Type: a.Type}
	}
	return out, nil
}

// Basic returns the value of an Authorization header for a user (RFC 7617), in UTF-8.
func Basic(user, password string) string { return "Basic " + encoded(user, password) }

func encoded(user, password string) string {
	return base64.StdEncoding.EncodeToString([]byte(user + ":" + password))
}

func (a *Addition) basic(user, password string) {
	if user == "" && password == "" {
		return
	}
	a.secret(encoded(user, password))
	a.header("Authorization", Basic(user, password))
}

func (a *Addition) bearer(prefix, token string) {
	if token == "" {
		return
	}
	if prefix == "" {
		prefix = "Bearer"
	}
	a.secret(token)
	a.header("Authorization", prefix+" "+token)
}

func (a *Addition) apiKey(key, value, in string) error {
	switch {
	case in != "" && in != "header" && in != "query":
		return &UnsupportedError{Type: model.AuthAPIKey, In: in}
	case key == "":
	case in == "query":
		a.Query = append(a.Query, model.Field{Key: key, Value: value})
	default:
		a.header(key, value)
	}
	return nil
}

func (a *Addition) header(name, value string) {
	a.Headers = append(a.Headers, model.Field{Key: name, Value: value})
}

func (a *Addition) secret(value string) {
	if value != "" && !slices.Contains(a.Secrets, value) {
		a.Secrets = append(a.Secrets, value)
	}
}
