package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
)

// importFile asks for a file and imports it.
func (w *Window) importFile() {
	w.dialogs.ChooseFile(func(path string) { w.importFrom([]source{{path: path}}) })
}

// importPasted imports what is in the clipboard, which the user can look at and change first.
func (w *Window) importPasted() {
	pasted := kit.NewCodeEditor(w.options.Runner, lang.L("Paste a Postman collection or environment (JSON)"))
	pasted.SetText(w.options.App.Clipboard().Content(), "json")
	m := newModal(w.options.Window.Canvas(), lang.L("Import pasted text"), container.New(kit.Fixed(560, 320), pasted))
	m.button(lang.L("Import"), true, func() { w.importFrom([]source{{data: []byte(pasted.Text())}}) })
	m.show(nil)
}

// ImportFiles asks about files to import, as if they had been chosen or dropped.
func (w *Window) ImportFiles(paths []string) {
	var sources []source
	for _, path := range paths {
		sources = append(sources, source{path: path})
	}
	if len(sources) > 0 {
		w.importFrom(sources)
	}
}

// dropped puts a file that was dropped on an edited text into it, and imports those that were dropped elsewhere.
func (w *Window) dropped(files []fyne.URI) {
	if code := kit.CodeViewUnderMouse(); code != nil && code.Editable() && len(files) == 1 {
		code.InsertFile(files[0].Path())
		return
	}
	var paths []string
	for _, f := range files {
		paths = append(paths, f.Path())
	}
	w.ImportFiles(paths)
}

// source is a file, or pasted text.
type source struct {
	path string
	data []byte
}

// outcome is what became of one source.
type outcome struct {
	imported model.Imported
	err      error
}

// importFrom reads the sources in the background and then shows what they hold, before anything is
// stored.
func (w *Window) importFrom(sources []source) {
	results := make([]outcome, len(sources))
	w.status.run(lang.L("Import"), func(ctx context.Context) {
		for i, s := range sources {
			if ctx.Err() != nil {
				return
			}
			results[i].imported, results[i].err = w.services.Exchange.ReadImport(ctx, s.path, s.data)
		}
	}, func() {
		for _, r := range results {
			if r.err != nil {
				w.dialogs.Note("", r.err)
				continue
			}
			w.confirmImport(r.imported)
		}
	})
}

// confirmImport shows the report of one source; nothing is stored without the user's word.
func (w *Window) confirmImport(im model.Imported) {
	report := kit.NewCodeView(w.options.Runner)
	report.SetWrap(true)
	report.SetText(reportText(im), "")
	m := newModal(w.options.Window.Canvas(), fmt.Sprintf(lang.L("Import %s"), importName(im)), container.New(kit.Fixed(620, 360), report))
	m.button(lang.L("Import"), true, func() {
		build := func(session.Entities) (model.Change, error) { return w.services.Exchange.ImportChange(im) }
		w.session.DoWith("import", build, func(err error) {
			if err != nil {
				w.dialogs.Note("", err)
				return
			}
			w.goTo(roomCollections)
			w.dialogs.Note(fmt.Sprintf(lang.L("Imported %s"), importName(im)), nil)
		})
	})
	m.show(nil)
}

func importName(im model.Imported) string {
	var names []string
	for i := range im.Bundles {
		names = append(names, im.Bundles[i].Collection.Name)
	}
	for i := range im.Environments {
		names = append(names, im.Environments[i].Name)
	}
	if len(names) == 0 {
		return im.File
	}
	return strings.Join(names, ", ")
}

// reportText tells what came in and, item by item, what was changed or left out on the way.
func reportText(im model.Imported) string {
	n := im.Count()
	var b strings.Builder
	if im.File != "" {
		fmt.Fprintf(&b, "%s\n", im.File)
	}
	fmt.Fprintf(&b, "%s\n\n", im.Format)
	for _, line := range []struct {
		n    int
		what string
	}{{n.Folders, "folders"}, {n.Requests, "requests"}, {n.Examples, "examples"}, {n.Variables, "variables"},
		{n.Environments, "environments"}, {n.Scripts, "scripts, kept and not run"}} {
		if line.n > 0 {
			fmt.Fprintf(&b, "%6d  %s\n", line.n, lang.L(line.what))
		}
	}
	b.WriteString("\n" + reportLines(im.Report))
	return b.String()
}

func reportLines(r model.Report) string {
	if len(r.Items) == 0 {
		return lang.L("Everything was taken over as it is.") + "\n"
	}
	var b strings.Builder
	for _, it := range r.Items {
		fmt.Fprintf(&b, "%s: %s: %s\n", it.Kind, it.Path, it.Text)
	}
	return b.String()
}

// export asks what to leave out and where to, and writes a collection as a Postman file.
func (w *Window) export(collection model.ID) {
	h, ok := w.session.Tree().Head(collection)
	if !ok {
		w.dialogs.Note("", fmt.Errorf("there is no collection to export"))
		return
	}
	secrets := widget.NewCheck(lang.L("Include secret values (passwords, tokens, secret variables)"), nil)
	text := widget.NewLabel(lang.L("The collection is written as a Postman collection v2.1."))
	hint := kit.NewPassage(w.session.Runner(), 8)
	hint.Hide()
	m := newModal(w.options.Window.Canvas(), fmt.Sprintf(lang.L("Export %s"), h.Name), container.New(kit.Fixed(480, 0), container.NewVBox(text, secrets, hint)))
	m.button(lang.L("Export…"), true, func() {
		w.dialogs.SaveFile(exportName(h.Name), func(path string) { w.exportTo(collection, path, secrets.Checked) })
	})
	m.show(nil)
	w.findSecrets(collection, func(lines []string) {
		hint.SetText(secretsText(lines))
		hint.Show()
		m.popup.Refresh()
	})
}

func exportName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, name)
	return clean + ".postman_collection.json"
}

func (w *Window) exportTo(collection model.ID, path string, secrets bool) {
	var report model.Report
	var err error
	w.status.run(lang.L("Export"), func(ctx context.Context) {
		report, err = w.services.Exchange.ExportFile(ctx, collection, path, secrets)
	}, func() {
		switch {
		case err != nil:
			w.dialogs.Note("", err)
		case len(report.Items) == 0:
			w.dialogs.Note(fmt.Sprintf(lang.L("Exported to %s"), path), nil)
		default:
			view := kit.NewCodeView(w.options.Runner)
			view.SetWrap(true)
			view.SetText(reportLines(report), "")
			m := newModal(w.options.Window.Canvas(), fmt.Sprintf(lang.L("Exported to %s"), path), container.New(kit.Fixed(620, 300), view))
			m.button(lang.L("OK"), true, func() {})
			m.show(nil)
		}
	})
}
