package postman

import (
	"fmt"
	"io"
	"strings"

	"postern/model"
)

// writer holds what one export has to report.
type writer struct {
	options Options
	report  model.Report
	path    []string
	told    map[string]bool
}

func (w *writer) where() string { return strings.Join(w.path, "/") }

func (w *writer) say(kind model.ReportKind, format string, args ...any) {
	w.report.Add(w.where(), kind, format, args...)
}

// once adds a line that holds for the whole export.
func (w *writer) once(kind model.ReportKind, line string) {
	if w.told == nil {
		w.told = map[string]bool{}
	}
	if !w.told[line] {
		w.told[line] = true
		w.report.Add(w.path[0], kind, "%s", line)
	}
}

func (w *writer) flush(out io.Writer, o *output, what string) error {
	text, err := o.encode()
	if err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	if _, err := out.Write(text); err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	return nil
}

// Write writes a collection in the format v2.1. Bodies of examples must be in memory or in files; one
// that is still in the store is an error that wraps model.ErrInvalid. Nothing is written on error.
func Write(out io.Writer, b model.Bundle, options Options) (model.Report, error) {
	c := &b.Collection
	w := &writer{options: options, path: []string{c.Name}}
	kept := extraOf(c.Extra)
	info := kept.takeObject("info")
	head := newOutput()
	if id := info.take("_postman_id"); id != nil {
		head.set("_postman_id", id)
	}
	head.text("name", c.Name, &info)
	head.docs(c.Docs, &info)
	head.set("schema", Schema)
	o := newOutput()
	o.set("info", head.rest(info))
	items, err := w.items(b.Items)
	if err != nil {
		return w.report, fmt.Errorf("write collection %q: %w", c.Name, err)
	}
	o.set("item", items)
	w.setAuth(o, c.Auth, &kept)
	writeScripts(o, c.Scripts)
	w.writeVariables(o, c.Variables)
	w.behind(settingsBehind(c.Mock))
	return w.report, w.flush(out, o.rest(kept), fmt.Sprintf("collection %q", c.Name))
}

func (w *writer) items(items []model.Item) ([]any, error) {
	out := make([]any, 0, len(items))
	for i := range items {
		item, err := w.item(&items[i])
		if err != nil {
			return nil, err
		}
		out = append(out, item)
	}
	return out, nil
}

func (w *writer) item(it *model.Item) (*output, error) {
	if it.Folder == nil {
		w.path = append(w.path, it.Request.Name)
		defer w.leave()
		return w.writeRequest(it.Request, it.Examples)
	}
	f := it.Folder
	w.path = append(w.path, f.Name)
	defer w.leave()
	kept := extraOf(f.Extra)
	o := newOutput()
	o.text("name", f.Name, &kept)
	items, err := w.items(it.Items)
	if err != nil {
		return nil, err
	}
	o.set("item", items)
	o.docs(f.Docs, &kept)
	w.setAuth(o, f.Auth, &kept)
	writeScripts(o, f.Scripts)
	w.behind(behaviourBehind(f.Mock.Behaviour))
	return o.rest(kept), nil
}

func (w *writer) leave() { w.path = w.path[:len(w.path)-1] }
