package model

import (
	"slices"
	"strings"
)

// Redacted returns a copy that is fit to be stored: every secret value that took part is replaced by
// [Mask] in URLs, headers, cookies and texts, however it is encoded there, and headers that carry
// credentials by their nature are masked whole. Bodies are masked where they are in memory; the store gets
// nothing else.
func (e Exchange) Redacted() Exchange {
	r := newRedactor(e.secrets(), 1)
	e.RequestName = r.text(e.RequestName)
	e.Request.URL = r.text(e.Request.URL)
	e.Request.Headers = r.headers(e.Request.Headers)
	e.Request.Body = r.content(e.Request.Body)
	e.Redirects = append([]Redirect(nil), e.Redirects...)
	for i := range e.Redirects {
		e.Redirects[i].URL = r.text(e.Redirects[i].URL)
		e.Redirects[i].Location = r.text(e.Redirects[i].Location)
	}
	if e.Response != nil {
		w := *e.Response
		w.Reason = r.text(w.Reason)
		w.Headers = r.headers(w.Headers)
		w.Body = r.content(w.Body)
		w.Cookies = append([]Cookie(nil), w.Cookies...)
		for i := range w.Cookies {
			w.Cookies[i].Value = Mask
		}
		e.Response = &w
	}
	if e.Failure != nil {
		f := *e.Failure
		f.Text, f.Hint = r.text(f.Text), r.text(f.Hint)
		e.Failure = &f
	}
	if e.Draft != nil {
		d := e.Draft.Clone()
		d.maskSecrets(r)
		e.Draft = &d
	}
	e.Secrets = nil
	return e
}

// Masked returns a text in which every secret value that took part in the exchange is replaced by
// [Mask], however it is encoded there.
func (e Exchange) Masked(text string) string { return newRedactor(e.secrets(), 1).text(text) }

// Scrubbed does the same for texts whose meaning must not suffer: secrets shorter than least bytes are
// left, because they would be found where they mean something else.
func (e Exchange) Scrubbed(least int, texts ...string) []string {
	r := newRedactor(e.secrets(), least)
	for i := range texts {
		texts[i] = r.text(texts[i])
	}
	return texts
}

// MaskRequest returns a copy of a request without the secrets that took part in the exchange, as
// [Exchange.Redacted] has its draft.
func (e Exchange) MaskRequest(q Request) Request {
	q = q.Clone()
	q.maskSecrets(newRedactor(e.secrets(), 1))
	return q
}

// redactor holds the secrets in all forms, the longest first: of one that contains another nothing must
// be left.
type redactor []string

// newRedactor takes secrets of at least so many bytes.
func newRedactor(secrets []string, least int) redactor {
	var r redactor
	for _, s := range secrets {
		if s != "" && len(s) >= least {
			r = append(r, spellings(s)...)
		}
	}
	slices.Sort(r)
	r = slices.Compact(r)
	slices.SortStableFunc(r, func(a, b string) int { return len(b) - len(a) })
	return r
}

func (r redactor) text(s string) string {
	for _, secret := range r {
		s = strings.ReplaceAll(s, secret, Mask)
	}
	return s
}

func (r redactor) headers(in []Field) []Field {
	out := CloneFields(in)
	for i := range out {
		out[i].Extra = r.extra(out[i].Extra)
		out[i].Description = r.text(out[i].Description)
		if CredentialHeader(out[i].Key) && !Reference(Credentials(out[i].Value)) {
			out[i].Value, out[i].Extra = Mask, nil
			continue
		}
		out[i].Value = r.text(out[i].Value)
	}
	return out
}

func (r redactor) content(c Content) Content {
	if len(c.Data) == 0 || len(r) == 0 {
		return c
	}
	if s := r.text(string(c.Data)); s != string(c.Data) {
		return Bytes([]byte(s))
	}
	return c
}

func (r redactor) fields(rows []Field) {
	for i := range rows {
		rows[i].Key, rows[i].Value, rows[i].Description = r.text(rows[i].Key), r.text(rows[i].Value), r.text(rows[i].Description)
		rows[i].Extra = r.extra(rows[i].Extra)
	}
}

// extra drops kept parts of imported files that hold a secret, or authentication: they cannot be masked
// without spoiling them.
func (r redactor) extra(x Extra) Extra {
	for format, raw := range x {
		if text := string(raw); strings.Contains(text, `"auth"`) || r.text(text) != text {
			x = x.Clone()
			delete(x, format)
		}
	}
	if len(x) == 0 {
		return nil
	}
	return x
}

func (q *Request) maskSecrets(r redactor) {
	q.Name, q.Docs = r.text(q.Name), r.text(q.Docs)
	q.URL = r.text(q.URL)
	r.fields(q.Query)
	r.fields(q.PathParams)
	q.Headers = r.headers(q.Headers)
	q.Body.Text, q.Body.Variables = r.text(q.Body.Text), r.text(q.Body.Variables)
	r.fields(q.Body.Form)
	for i := range q.Body.Parts {
		q.Body.Parts[i].Value = r.text(q.Body.Parts[i].Value)
		q.Body.Parts[i].Extra = r.extra(q.Body.Parts[i].Extra)
	}
	q.Body.Extra = r.extra(q.Body.Extra)
	for name, v := range q.Auth.Params {
		q.Auth.Params[name] = r.text(v)
		if SecretParam(name) && v != "" && !Reference(v) {
			q.Auth.Params[name] = Mask
		}
	}
	q.Auth.Extra = nil
	for i := range q.Scripts {
		q.Scripts[i].Source = r.text(q.Scripts[i].Source)
		q.Scripts[i].Extra = r.extra(q.Scripts[i].Extra)
	}
	q.Extra = r.extra(q.Extra)
}
