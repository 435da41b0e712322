package cli

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"postern/model"
)

// jsonBodyLimit is the largest body, in bytes, that is put into a JSON object.
const jsonBodyLimit = 256 << 20

// answer writes what came back.
func (a *app) answer(x model.Exchange, asJSON bool) error {
	if asJSON {
		return a.answerJSON(x)
	}
	if x.Response != nil {
		if err := a.answerText(x); err != nil {
			return err
		}
	}
	if x.Failure != nil {
		text := x.Failure.Text
		if x.Failure.Hint != "" {
			text = strings.TrimRight(text, ". ") + ". " + x.Failure.Hint
		}
		a.tell("%s", text)
		return errTold
	}
	return nil
}

func (a *app) answerText(x model.Exchange) error {
	w := x.Response
	for _, r := range x.Redirects {
		fmt.Fprintf(a.env.Stderr, "%d %s -> %s\n", r.Status, printable(r.URL), printable(r.Location))
	}
	status := strings.TrimSpace(fmt.Sprintf("%s %d %s", w.Proto, w.Status, printable(w.Reason)))
	fmt.Fprintf(a.env.Stderr, "%s (%.1f ms, %d bytes)\n", status, milliseconds(x.Timings.Total), w.Body.Size)
	body, err := w.Body.Open()
	if err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	defer body.Close()
	_, err = io.Copy(a.env.Stdout, body)
	return err
}

// answerObject is the JSON of an answer. Its keys are a promise to scripts.
type answerObject struct {
	Method       string           `json:"method"`
	URL          string           `json:"url"`
	Proto        string           `json:"proto,omitempty"`
	Status       int              `json:"status"`
	Reason       string           `json:"reason,omitempty"`
	Headers      []header         `json:"headers"`
	Cookies      []model.Cookie   `json:"cookies,omitempty"`
	Redirects    []model.Redirect `json:"redirects,omitempty"`
	Timings      timings          `json:"timings"`
	Size         int64            `json:"size"`
	Body         string           `json:"body"`
	BodyEncoding string           `json:"bodyEncoding"`
	Failure      *model.Failure   `json:"failure,omitempty"`
}

type header struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// timings are the phases in milliseconds.
type timings struct {
	Blocked  float64 `json:"blocked"`
	DNS      float64 `json:"dns"`
	Connect  float64 `json:"connect"`
	TLS      float64 `json:"tls"`
	Send     float64 `json:"send"`
	Wait     float64 `json:"wait"`
	Download float64 `json:"download"`
	Total    float64 `json:"total"`
}

func (a *app) answerJSON(x model.Exchange) error {
	t := x.Timings
	o := answerObject{Method: x.Request.Method, URL: x.Request.URL, Headers: []header{}, Redirects: x.Redirects,
		Failure: x.Failure, BodyEncoding: "text",
		Timings: timings{milliseconds(t.Blocked), milliseconds(t.DNS), milliseconds(t.Connect), milliseconds(t.TLS),
			milliseconds(t.Send), milliseconds(t.Wait), milliseconds(t.Download), milliseconds(t.Total)}}
	if err := o.response(x.Response); err != nil {
		return err
	}
	e := json.NewEncoder(a.env.Stdout)
	e.SetEscapeHTML(false)
	if err := e.Encode(o); err != nil {
		return err
	}
	if x.Failure != nil {
		return errTold
	}
	return nil
}

func (o *answerObject) response(w *model.WireResponse) error {
	if w == nil {
		return nil
	}
	o.Proto, o.Status, o.Reason, o.Cookies, o.Size = w.Proto, w.Status, w.Reason, w.Cookies, w.Body.Size
	for _, h := range w.Headers {
		o.Headers = append(o.Headers, header{h.Key, h.Value})
	}
	data, err := w.Body.ReadAll(jsonBodyLimit)
	if err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	if o.Body = string(data); !utf8.Valid(data) {
		o.Body, o.BodyEncoding = base64.StdEncoding.EncodeToString(data), "base64"
	}
	return nil
}
