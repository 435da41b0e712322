package mock

import (
	"crypto/subtle"
	"net/http"
	"strings"

	"postern/model"
)

// guard is a check of authentication, with its variables filled in.
type guard struct {
	model.MockAuth
	key    any    // of JWTs: []byte, *rsa.PublicKey or *ecdsa.PublicKey
	broken string // why no request passes; empty where the check works
}

// newGuard prepares a check. A fault is a text for the user, without what is secret; every request is then
// refused, so that a slip never opens what was meant to be closed.
func newGuard(in *model.MockAuth, vars variables) (*guard, string) {
	g := &guard{MockAuth: *in}
	for _, text := range []*string{&g.Realm, &g.Name, &g.User, &g.Secret, &g.Issuer, &g.Audience} {
		*text = vars.expand(*text)
	}
	if g.Realm == "" {
		g.Realm = "mock"
	}
	_, name, _, unresolved := cutVariable(g.Secret)
	switch {
	case g.Kind == model.MockAuthNone:
		return g, ""
	case g.Secret == "":
		g.broken = "has no secret"
	case unresolved:
		g.broken = "needs the variable " + quote(strings.TrimSpace(name)) + ", which has no value"
	case g.Kind == model.MockAuthKey && !g.InQuery && !validName(g.Name) || g.Kind == model.MockAuthKey && g.Name == "":
		g.broken = "has no valid name of a header or query parameter"
	case g.Kind == model.MockAuthJWT:
		g.key, g.broken = jwtKey(g.Algorithm, g.Secret)
	case g.Kind != model.MockAuthKey && g.Kind != model.MockAuthBasic && g.Kind != model.MockAuthBearer:
		g.broken = "is of the kind " + quote(string(g.Kind)) + ", which does not exist"
	}
	if g.Kind == model.MockAuthKey && !g.InQuery {
		g.Name = http.CanonicalHeaderKey(g.Name)
	}
	if g.broken == "" {
		return g, ""
	}
	return g, g.broken + "; every request is answered 401"
}

// unproven refuses a request that does not prove who asks.
func (v *visit) unproven(g *guard) bool {
	if g.Kind == model.MockAuthKey {
		p := v.planned()
		if g.InQuery {
			p.secretQuery = g.Name
		} else {
			p.secretHeader = g.Name
		}
	}
	given, why := g.check(v)
	v.note(model.Verdict{Step: 8, What: "authentication", Want: string(g.Kind), Got: yesNo(given), OK: why == "", Text: orElse(why, "who asks is proven")})
	if why == "" {
		return false
	}
	p := v.planned()
	p.extra = append(p.extra, pair{"Www-Authenticate", g.challenge(given, why)})
	v.d.Route, v.d.route = v.routeKey(), v.route
	return v.refuse(Denied, http.StatusUnauthorized, "the mock asks for "+string(g.Kind)+" authentication: "+why)
}

// check tells whether the request has credentials, and why they do not prove who asks: "" where they do.
func (g *guard) check(v *visit) (given bool, why string) {
	var found string
	switch g.Kind {
	case model.MockAuthKey:
		found, given = v.keyOf(g)
	case model.MockAuthBasic:
		return g.basic(v.req.first("Authorization"))
	default:
		found, given = bearer(v.req.first("Authorization"))
	}
	switch {
	case !given:
		return false, "the request has none"
	case g.broken != "":
		return true, "the check " + g.broken
	case g.Kind == model.MockAuthJWT:
		return true, g.token(found, v.memory().now())
	case !same(found, g.Secret):
		return true, "it is not the one that is asked for"
	}
	return true, ""
}

func (v *visit) keyOf(g *guard) (string, bool) {
	if g.InQuery {
		return find(v.req.queryPairs(), g.Name, g.Secret)
	}
	return v.req.first(g.Name), len(v.req.Header[g.Name]) > 0
}

// basic checks user and password (RFC 7617).
func (g *guard) basic(header string) (given bool, why string) {
	user, password, ok := (&http.Request{Header: http.Header{"Authorization": {header}}}).BasicAuth()
	switch {
	case header == "":
		return false, "the request has none"
	case !ok:
		return false, "Authorization is not of the form Basic user:password in base64"
	case g.broken != "":
		return true, "the check " + g.broken
	case same(user, g.User) && same(password, g.Secret):
		return true, ""
	}
	return true, "user or password are not those that are asked for"
}

// bearer reads a token (RFC 6750, 2.1).
func bearer(header string) (token string, ok bool) {
	scheme, token, ok := strings.Cut(header, " ")
	token = strings.TrimSpace(token)
	return token, ok && strings.EqualFold(scheme, "Bearer") && token != ""
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// challenge is the value of WWW-Authenticate (RFC 9110, 11.6.1).
func (g *guard) challenge(given bool, why string) string {
	realm := ` realm="` + quotedText(g.Realm) + `"`
	switch g.Kind {
	case model.MockAuthBasic:
		return "Basic" + realm + `, charset="UTF-8"`
	case model.MockAuthKey:
		in := "header"
		if g.InQuery {
			in = "query"
		}
		return "ApiKey" + realm + `, in="` + in + `", name="` + quotedText(g.Name) + `"`
	}
	if !given {
		return "Bearer" + realm // RFC 6750, 3.1: no error where there was no token
	}
	return "Bearer" + realm + `, error="invalid_token", error_description="` + quotedText(why) + `"`
}

// quotedText makes a text fit for a quoted string of a header.
func quotedText(text string) string {
	return strings.NewReplacer(`"`, "'", `\`, "/").Replace(headerText(text))
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
