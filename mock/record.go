package mock

import (
	"bytes"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

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
	encoding := p.answer.Header.Get("Content-Encoding")
	switch {
	case u.Record == model.RecordNever:
		verdict.Text = "answers of the upstream are not kept"
	case !p.complete:
		verdict.Text = "not kept: the answer broke off"
	case p.request.Method == http.MethodHead || partial(p.answer.StatusCode):
		verdict.Text = "not kept: it is not a whole answer"
	case p.tooLarge:
		verdict.Text = "not kept: the body is over the limit of 10 MiB"
	case encoding != "" && encoding != "identity":
		verdict.Text = "not kept: the upstream compresses with " + cut(encoding) + ", though it was asked not to"
	default:
		verdict.OK = true
	}
	d.note(verdict)
	if !verdict.OK {
		return nil
	}
	out := &model.MockPassed{Route: d.Route, Record: u.Record, Example: p.example(d)}
	if d.route != nil {
		out.Request = d.route.request
	}
	return out
}

// partial tells of answers that have only a part of what they are about: 206 and 304.
func partial(status int) bool {
	return status == http.StatusPartialContent || status == http.StatusNotModified
}

// example makes an example of the exchange. Credentials are scrubbed: those of the request become
// variables, which stand for any value when the mock compares.
func (p *passed) example(d *Decision) model.Example {
	q, a := p.request, p.answer
	e := model.Example{ID: model.NewID(), Status: a.StatusCode, Reason: http.StatusText(a.StatusCode), Created: time.Now().UTC(),
		Name: strings.TrimSpace(strconv.Itoa(a.StatusCode) + " " + http.StatusText(a.StatusCode))}
	for _, f := range fields(answerFields(d.Header)) {
		e.Headers = append(e.Headers, scrubHeader(f))
	}
	e.Body = model.Bytes(scrubBody(p.body.Bytes(), a.Header.Get("Content-Type"), "masked"))
	e.Saved = model.SavedRequest{Method: q.Method, URL: savedURL(d.upstream) + q.Path, Body: savedBody(q)}
	for _, f := range model.ParseQuery(q.Query) {
		if secretName(f.Key) {
			f.Value = "{{" + f.Key + "}}"
		}
		e.Saved.Query = append(e.Saved.Query, f)
	}
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

// answerFields are the headers that an example keeps.
func answerFields(h http.Header) http.Header {
	out := http.Header{}
	for name, values := range h {
		if !unsent[name] && !strings.HasPrefix(name, "X-Mock-") && name != "Vary" {
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
