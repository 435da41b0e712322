package response

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"path"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
)

// presenter decides what is shown and carries out what the user asks for.
type presenter struct{ deps Deps }

func (p *presenter) tab() *session.Tab {
	if t := p.deps.Session.Active(); t != nil && t.Kind == model.KindRequest {
		return t
	}
	return nil
}

var errNoAnswer = errors.New("there is no answer yet: send the request first")

func (p *presenter) answered() (*session.Tab, error) {
	t := p.tab()
	if t == nil || t.Exchange == nil || t.Exchange.Response == nil {
		return nil, errNoAnswer
	}
	return t, nil
}

func exampleName(e *model.Exchange) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", e.Response.Status, e.Response.Reason))
}

// saveExample stores the answer as the last example of its request. The request is stored first where
// it is not yet: an example belongs to a saved request.
func (p *presenter) saveExample(t *session.Tab, exchange model.Exchange, name string) {
	if t.Saved == nil {
		p.deps.Dialogs.Note("", errors.New("save the request first (Ctrl+S): an example belongs to a saved request"))
		return
	}
	var example model.Example
	var err error
	request := t.Request.Clone()
	p.deps.Session.Runner().Start(context.Background(), func(context.Context) {
		example, err = p.deps.Example(exchange, request, name)
	}, func() {
		if err != nil {
			p.deps.Dialogs.Note("", err)
			return
		}
		p.deps.Session.Do(model.Change{Name: "save example " + name, Edits: []model.Edit{
			model.Put{Entity: &example}, model.Place{ID: example.ID, Parent: t.ID, Index: -1}}}, func(err error) {
			if err != nil {
				p.deps.Dialogs.Note("", err)
				return
			}
			p.deps.Dialogs.Note(fmt.Sprintf(lang.L("Saved as example %q; a running mock answers with it now"), name), nil)
		})
	})
}

// writeBody copies the body to a file, in the background: whole or not at all.
func (p *presenter) writeBody(e *model.Exchange, to string) {
	var err error
	body := e.Response.Body
	p.deps.Session.Runner().Start(context.Background(), func(context.Context) {
		if err = p.deps.WriteFile(to, func(w io.Writer) error { return copyBody(body, w) }); err != nil {
			err = fmt.Errorf("save the response to %s: %w", to, err)
		}
	}, func() {
		if err != nil {
			p.deps.Dialogs.Note("", err)
			return
		}
		p.deps.Dialogs.Note(fmt.Sprintf(lang.L("Saved %s to %s"), kit.SizeText(body.Size), to), nil)
	})
}

func copyBody(body model.Content, to io.Writer) error {
	src, err := body.Open()
	if err != nil {
		return err
	}
	defer src.Close()
	n, err := io.Copy(to, src)
	if err == nil && n != body.Size {
		return fmt.Errorf("only %s of %s are still there: %w", kit.SizeText(n), kit.SizeText(body.Size), model.ErrDamaged)
	}
	return err
}

// fileName proposes a name for the body: from Content-Disposition, else the last segment of the path.
func fileName(e *model.Exchange) string {
	if _, params, err := mime.ParseMediaType(e.Response.Header("Content-Disposition")); err == nil {
		if name := filepath.Base(filepath.Clean("/" + params["filename"])); name != string(filepath.Separator) {
			return name
		}
	}
	name := path.Base(model.RoutePath(e.Request.URL, nil, false))
	if name == "/" || name == "." {
		name = "response"
	}
	if path.Ext(name) == "" {
		name += extension(e.Response.Header("Content-Type"))
	}
	return name
}

func extension(contentType string) string {
	switch kind, _, _ := mime.ParseMediaType(contentType); {
	case strings.HasSuffix(kind, "json"):
		return ".json"
	case strings.HasSuffix(kind, "xml"):
		return ".xml"
	case kind == "text/html":
		return ".html"
	case kind == "image/png":
		return ".png"
	case kind == "image/jpeg":
		return ".jpg"
	case kind == "text/csv":
		return ".csv"
	case strings.HasPrefix(kind, "text/"):
		return ".txt"
	}
	return ".bin"
}

// headerRows shows the headers of an answer; secrets that a server sent back stay masked.
func headerRows(e *model.Exchange) []kit.KeyValue {
	rows := make([]kit.KeyValue, len(e.Response.Headers))
	for i, h := range e.Response.Headers {
		rows[i] = kit.KeyValue{Key: h.Key, Value: e.Masked(h.Value)}
	}
	return rows
}

func cookieRows(e *model.Exchange) []kit.KeyValue {
	rows := make([]kit.KeyValue, len(e.Response.Cookies))
	for i, c := range e.Response.Cookies {
		rows[i] = kit.KeyValue{Key: c.Name, Value: e.Masked(c.Value), Description: cookieText(c)}
	}
	return rows
}

// cookieText tells a cookie's attributes as RFC 6265 writes them.
func cookieText(c model.Cookie) string {
	var parts []string
	add := func(cond bool, text string) {
		if cond {
			parts = append(parts, text)
		}
	}
	add(c.Domain != "", "Domain="+c.Domain)
	add(c.Path != "", "Path="+c.Path)
	add(!c.Expires.IsZero(), "Expires="+c.Expires.Format("2006-01-02 15:04"))
	add(c.Secure, "Secure")
	add(c.HTTPOnly, "HttpOnly")
	add(c.SameSite != "", "SameSite="+c.SameSite)
	return strings.Join(parts, "; ")
}

func failureTitle(f *model.Failure) string {
	titles := map[model.FailureKind]string{model.FailInvalid: "The request cannot be sent", model.FailVariable: "A variable is missing",
		model.FailFile: "A file cannot be read", model.FailDNS: "The host was not found", model.FailConnect: "No connection",
		model.FailTLS: "No secure connection", model.FailTimeout: "No answer in time", model.FailCanceled: "Canceled",
		model.FailRedirect: "The redirect cannot be followed", model.FailRead: "The answer broke off",
		model.FailProtocol: "The answer is no HTTP", model.FailDisk: "The answer cannot be stored"}
	if t, ok := titles[f.Kind]; ok {
		return lang.L(t)
	}
	return lang.L("The request failed")
}
