package send

import (
	"net/url"
	"strings"

	"golang.org/x/net/http/httpguts"

	"postern/model"
	"postern/send/auth"
)

// plan is what goes to one address: the request with everything resolved. Redirects make a new one.
type plan struct {
	method  string
	url     *url.URL
	headers headers
	payload *payload // nil: no body
	chunked bool     // asked for by a typed Transfer-Encoding
}

// plan resolves a job. The secrets that it finds are returned with a failure too.
func (c *Client) plan(j Job) (*plan, []string, *model.Failure) {
	expand := func(s string) string { text, _ := j.Vars.Expand(s); return text }
	r := j.Request
	p := &plan{method: r.MethodOrGet()}
	if !httpguts.ValidHeaderFieldName(p.method) { // both are tokens
		return nil, nil, failMethod(p.method)
	}
	chain := j.Auth
	if len(chain) == 0 {
		chain = []model.Auth{r.Auth}
	}
	added, err := auth.For(model.EffectiveAuth(chain...), expand)
	secrets := added.Secrets
	if err != nil {
		return nil, secrets, failAuth(err)
	}
	var failure *model.Failure
	if p.url, failure = target(j, expand); failure == nil {
		p.headers, failure = typedHeaders(r.Headers, expand)
	}
	if failure != nil {
		return nil, secrets, failure
	}
	if failure := p.authenticate(added, r.Query); failure != nil {
		return nil, secrets, failure
	}
	secrets = append(secrets, p.login()...)
	return p, secrets, p.addBody(r, c.userAgent, expand)
}

// authenticate adds what the authentication brings; a header or parameter that the user typed stays.
func (p *plan) authenticate(added auth.Addition, typed []model.Field) *model.Failure {
	for _, f := range added.Headers {
		if failure := checkHeader(f.Key, f.Value); failure != nil {
			return failure
		}
		if !p.headers.has(f.Key) {
			p.headers = append(p.headers, header{f.Key, f.Value, true})
		}
	}
	for _, f := range added.Query {
		if hasKey(typed, f.Key) {
			continue
		}
		if p.url.RawQuery != "" {
			p.url.RawQuery += "&"
		}
		p.url.RawQuery += encodeKey(f.Key) + "=" + encodeValue(f.Value)
	}
	return nil
}

func hasKey(rows []model.Field, key string) bool {
	for _, f := range model.Enabled(rows) {
		if encodeKey(f.Key) == encodeKey(key) {
			return true
		}
	}
	return false
}

// login turns user and password in the URL into basic authentication and takes them out of the URL. It
// returns the secrets in them.
func (p *plan) login() []string {
	user := p.url.User
	if user == nil {
		return nil
	}
	u := *p.url
	u.User = nil
	p.url = &u
	password, _ := user.Password()
	value := auth.Basic(user.Username(), password)
	if !p.headers.has("Authorization") {
		p.headers = append(p.headers, header{"Authorization", value, true})
	}
	return []string{password, strings.TrimPrefix(value, "Basic ")}
}

func (p *plan) addBody(r model.Request, userAgent string, expand func(string) string) *model.Failure {
	typed, isTyped := p.headers.get("Content-Type")
	var failure *model.Failure
	if p.payload, failure = payloadOf(r, typed, expand); failure != nil {
		return failure
	}
	contentType := ""
	if p.payload != nil {
		contentType = p.payload.contentType
		coding, _ := p.headers.get("Transfer-Encoding")
		p.chunked = strings.EqualFold(coding, "chunked")
		if isTyped && p.payload.boundary != "" && boundaryOf(typed) == "" {
			p.headers = p.headers.without("Content-Type") // useless to the server without a boundary
		}
	}
	p.headers = p.headers.addDefaults(userAgent, contentType)
	return nil
}
