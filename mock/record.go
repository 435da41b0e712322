package mock

import (
	"bytes"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"postern/coding"
	"postern/model"
)

// maxRecorded is the largest body of an answer that is offered as an example, in bytes.
const maxRecorded = 10 << 20

// passed is an answer of the upstream on its way to the client.
type passed struct {
	request  *Request
	answer   *http.Response
	body     bytes.Buffer
	tooLarge bool
	complete bool
}

// Write keeps a part of the body. It never fails.
func (p *passed) Write(part []byte) (int, error) {
	if p.tooLarge = p.tooLarge || p.body.Len()+len(part) > maxRecorded; p.tooLarge {
		p.body = bytes.Buffer{}
	} else {
		p.body.Write(part)
	}
	return len(part), nil
}

// offer gives the answer away as an example, if it may be kept. The trace says why it is not.
func (p *passed) offer(d *Decision) *model.MockPassed {
	u := d.upstream
	verdict := model.Verdict{Step: 9, What: "recording", Want: string(u.Record), Text: "offered as an example"}
	if u.Record == model.RecordAlways {
		verdict.Text = "kept as an example"
	}
	body, why := p.whole(u.Record)
	if verdict.OK = why == ""; !verdict.OK {
		verdict.Text = "not kept: " + why
	} else if codings := coding.List(p.answer.Header["Content-Encoding"]); len(codings) > 0 {
		verdict.Text += ", without the coding " + cut(strings.Join(codings, ", ")) + " of the upstream; the mock compresses by itself"
	}
	d.note(verdict)
	if !verdict.OK {
		return nil
	}
	out := &model.MockPassed{Route: d.Route, Record: u.Record, Example: p.example(d, body)}
	if d.route != nil {
		out.Request = d.route.request
	}
	return out
}

// whole returns the body that an example is made of, as it was before it was compressed, or why there is none.
func (p *passed) whole(record model.MockRecord) (body []byte, why string) {
	switch {
	case record == model.RecordNever:
		return nil, "answers of the upstream are not to be kept"
	case !p.complete:
		return nil, "the answer broke off"
	case p.request.Method == http.MethodHead:
		return nil, "an answer to HEAD has no body; ask with GET"
	case p.tooLarge:
		return nil, errUnpacked.Error()
	}
	if why := partial(p.answer.StatusCode); why != "" {
		return nil, why
	}
	body, err := decompress(p.body.Bytes(), p.answer.Header["Content-Encoding"])
	if err != nil {
		return nil, err.Error()
	}
	return body, ""
}

// partial says why an answer is not all of what it is about, "" where it is.
func partial(status int) string {
	switch status {
	case http.StatusPartialContent, http.StatusRequestedRangeNotSatisfiable:
		return "it is about a part of the whole; ask without Range"
	case http.StatusNotModified:
		return "the client has the body already; ask without If-None-Match and If-Modified-Since"
	}
	return ""
}

// example makes an example of the exchange. Credentials are scrubbed: those of the request become
// variables, which stand for any value when the mock compares.
func (p *passed) example(d *Decision, body []byte) model.Example {
	q, a := p.request, p.answer
	kept := scrubBody(body, a.Header.Get("Content-Type"), "masked")
	e := model.Example{ID: model.NewID(), Status: a.StatusCode, Reason: http.StatusText(a.StatusCode), Created: time.Now().UTC(),
		Name: strings.TrimSpace(strconv.Itoa(a.StatusCode) + " " + http.StatusText(a.StatusCode))}
	for _, f := range fields(answerFields(d.Header, bytes.Equal(kept, p.body.Bytes()))) {
		e.Headers = append(e.Headers, scrubHeader(f))
	}
	e.Body = model.Bytes(kept)
	e.Saved = model.SavedRequest{Method: q.Method, URL: savedURL(d.upstream) + q.Path, Body: savedBody(q)}
	e.Saved.Query = savedQuery(q.Query)
	for _, f := range fields(q.Header) {
		if !unsent[f.Key] && !strings.HasPrefix(f.Key, "X-Mock-") {
			e.Saved.Headers = append(e.Saved.Headers, scrubHeader(f))
		}
	}
	if d.route != nil {
		e.Saved.PathParams = savedParams(d.route, q, d)
	}
	return e
}

// savedURL is the base of the URL that the example keeps, such that the mock has the same path for it.
func savedURL(u *upstream) string {
	switch {
	case strings.HasPrefix(u.URL, "{{"):
		return strings.TrimSuffix(u.URL, "/")
	case strings.Trim(u.base.Path, "/") == "":
		return u.base.Scheme + "://" + u.base.Host
	}
	return "{{baseUrl}}"
}

// savedParams are the path parameters of the route with the values that the request has.
func savedParams(r *route, q *Request, d *Decision) []model.Field {
	values, ok := r.pattern.capture(splitPath(nil, q.Path, d.strict))
	if !ok {
		return nil
	}
	var out []model.Field
	for i, name := range r.pattern.names() {
		out = append(out, model.Field{Key: name, Value: values[i]})
	}
	return out
}

// digests are headers that hold for the very bytes of a body (RFC 9530, RFC 3230, RFC 1864).
var digests = map[string]bool{"Content-Digest": true, "Repr-Digest": true, "Digest": true, "Content-Md5": true}

// answerFields are the headers that an example keeps. Where its body is not byte for byte that of the answer, its
// digests go and its tag is a weak one.
func answerFields(h http.Header, same bool) http.Header {
	out := http.Header{}
	for name, values := range h {
		switch {
		case unsent[name], strings.HasPrefix(name, "X-Mock-"), name == "Vary", digests[name] && !same:
		case name == "Etag" && !same && strings.HasPrefix(values[0], `"`):
			out[name] = []string{"W/" + values[0]}
		default:
			out[name] = values
		}
	}
	return out
}

// savedBody keeps the body of a request the way the editor shows it.
func savedBody(q *Request) model.Body {
	media, _, _ := mime.ParseMediaType(q.first("Content-Type"))
	switch {
	case len(q.Body) == 0 || !model.Text(q.Body):
		return model.Body{}
	case media == "application/x-www-form-urlencoded":
		b := model.Body{Mode: model.BodyURLEncoded}
		for _, p := range parsePairs(string(q.Body)) {
			if secretName(p.key) {
				p.value = "{{" + p.key + "}}"
			}
			b.Form = append(b.Form, model.Field{Key: p.key, Value: p.value})
		}
		return b
	case strings.HasPrefix(media, "multipart/"):
		b := model.Body{Mode: model.BodyMultipart}
		for _, p := range q.payload().form {
			if secretName(p.key) {
				p.value = "{{" + p.key + "}}"
			}
			b.Parts = append(b.Parts, model.Part{Field: model.Field{Key: p.key, Value: p.value}})
		}
		return b
	case q.payload().json != nil:
		return model.Body{Mode: model.BodyJSON, Text: string(scrubBody(q.Body, "application/json", ""))}
	case strings.HasSuffix(media, "xml"):
		return model.Body{Mode: model.BodyXML, Text: string(q.Body)}
	}
	return model.Body{Mode: model.BodyText, Text: string(q.Body)}
}

// savedQuery takes the query of a request apart for a saved one, with its credentials masked.
func savedQuery(raw string) []model.Field {
	if raw == "" {
		return nil
	}
	out := model.ParseQuery(raw)
	for i, f := range out {
		if secretName(f.Key) {
			out[i].Value = "{{" + f.Key + "}}"
		}
	}
	return out
}
