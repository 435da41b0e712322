package model

import "log/slog"

// AuthType names a way to authenticate. The zero value inherits from the nearest parent.
type AuthType string

// The types that Postern can send. Other types that an import brings are kept with their parameters,
// written back on export, and refused with a clear word when they would be sent.
const (
	AuthInherit AuthType = ""
	AuthNone    AuthType = "none"   // stops inheritance
	AuthBasic   AuthType = "basic"  // RFC 7617: username, password
	AuthBearer  AuthType = "bearer" // RFC 6750: token, prefix ("Bearer")
	AuthAPIKey  AuthType = "apikey" // key, value, in ("header", "query")
)

// AuthTypes lists the types in the order in which they are offered.
var AuthTypes = []AuthType{AuthInherit, AuthNone, AuthBasic, AuthBearer, AuthAPIKey}

// The names of parameters in Auth.Params.
const (
	AuthUsername = "username"
	AuthPassword = "password"
	AuthToken    = "token"
	AuthPrefix   = "prefix"
	AuthKey      = "key"
	AuthValue    = "value"
	AuthIn       = "in"
)

// Auth says how a request, folder or collection authenticates.
type Auth struct {
	Type   AuthType          `json:"type,omitempty"`
	Params map[string]string `json:"params,omitempty"`
	Extra  Extra             `json:"extra,omitempty"`
}

// Get returns a parameter, or "".
func (a Auth) Get(name string) string { return a.Params[name] }

// With returns a copy with one parameter set.
func (a Auth) With(name, value string) Auth {
	a = a.Clone()
	if a.Params == nil {
		a.Params = map[string]string{}
	}
	a.Params[name] = value
	return a
}

// SecretParam tells whether the parameter of that name is masked and kept out of logs and history.
func SecretParam(name string) bool {
	switch name {
	case AuthPassword, AuthToken, AuthValue, "accessToken", "refreshToken", "clientSecret", "secretKey", "secret",
		"consumerSecret", "tokenSecret", "privateKey", "authKey", "sessionToken", "clientToken", "code_verifier":
		return true
	}
	return false
}

// LogValue keeps credentials out of logs (log/slog).
func (a Auth) LogValue() slog.Value { return slog.StringValue(string(a.Type)) }

// EffectiveAuth resolves inheritance: chain goes from the request outwards to its collection, and the
// first that does not inherit wins. Where all inherit, the answer is AuthNone.
func EffectiveAuth(chain ...Auth) Auth {
	for _, a := range chain {
		if a.Type != AuthInherit {
			return a
		}
	}
	return Auth{Type: AuthNone}
}
