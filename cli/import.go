package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"postern/model"
	"postern/store"
	"postern/workbench"
)

type importOptions struct{ check, json bool }

func (a *app) importCommand() *cobra.Command {
	var o importOptions
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Put files into the workspace",
		Long: `Import reads files of any kind that Postern knows (the content tells the kind, not
the name) and adds what is in them to the workspace, which is made when there is none.
It reports what came in, and line by line what was converted, approximated, kept
without being understood, or left out. A file that fails changes nothing, the others
are still imported, and the exit code is 1.

With --json there is one line for each file, an object:
  {"file","format","name","folders","requests","examples","variables",
   "environments","scripts","warnings":[{"path","kind","text"}]}
or, for a file that failed:
  {"file","error":{"text","line","column"}}    line and column are 0 where unknown`,
		Example: `  postern import store.postman_collection.json staging.postman_environment.json
  postern import --check --json *.json`,
		Args: cobra.MinimumNArgs(1),
		RunE: run(func(cmd *cobra.Command, args []string) error { return a.importFiles(cmd.Context(), args, o) }),
	}
	cmd.Flags().BoolVar(&o.check, "check", false, "read and report only: store nothing, need no workspace")
	cmd.Flags().BoolVar(&o.json, "json", false, "report as JSON, one line for each file")
	return cmd
}

func (a *app) importFiles(ctx context.Context, files []string, o importOptions) (err error) {
	var st *store.Store
	defer func() {
		if st != nil {
			err = errors.Join(err, st.Close())
		}
	}()
	failed := false
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		im, err := a.read(file)
		if err == nil && !o.check {
			if st == nil { // not before there is something to store
				if st, err = a.writing(); err != nil {
					return err
				}
				if err := st.BackupBefore(model.BackupImport); err != nil { // the import can be undone all the same
					a.tell("make a backup before the import: %v", err)
				}
			}
			err = add(st, im)
		}
		failed = failed || err != nil
		if err := a.reportImport(file, im, err, o.json); err != nil {
			return err
		}
	}
	if failed {
		return errTold
	}
	return nil
}

// add stores what a file brought, whole or not at all.
func add(st *store.Store, im model.Imported) error {
	globals, err := st.Globals()
	if err == nil {
		_, err = st.Apply(workbench.ImportChange(im, globals))
	}
	return err
}

func (a *app) reportImport(file string, im model.Imported, err error, asJSON bool) error {
	switch {
	case asJSON && err != nil:
		return json.NewEncoder(a.env.Stdout).Encode(failedImport{file, importFault(err)})
	case asJSON:
		return json.NewEncoder(a.env.Stdout).Encode(newImportLine(file, im))
	case err != nil:
		text := err.Error()
		if !strings.Contains(text, file) {
			text = file + ": " + text
		}
		a.tell("%s", text)
		return nil
	}
	_, err = fmt.Fprint(a.env.Stdout, importText(file, im))
	return err
}

// importLine is the JSON report of a file. Its keys are a promise to scripts.
type importLine struct {
	File         string             `json:"file"`
	Format       string             `json:"format"`
	Name         string             `json:"name"`
	Folders      int                `json:"folders"`
	Requests     int                `json:"requests"`
	Examples     int                `json:"examples"`
	Variables    int                `json:"variables"`
	Environments int                `json:"environments"`
	Scripts      int                `json:"scripts"`
	Warnings     []model.ReportItem `json:"warnings"`
}

type failedImport struct {
	File  string `json:"file"`
	Error fault  `json:"error"`
}

type fault struct {
	Text   string `json:"text"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

func importFault(err error) fault {
	if e, ok := errors.AsType[*model.InputError](err); ok {
		return fault{e.Text, e.Line, e.Column}
	}
	return fault{Text: err.Error()}
}

func newImportLine(file string, im model.Imported) importLine {
	n := im.Count()
	l := importLine{File: file, Format: im.Format, Name: importName(im), Folders: n.Folders, Requests: n.Requests,
		Examples: n.Examples, Variables: n.Variables, Environments: n.Environments, Scripts: n.Scripts,
		Warnings: []model.ReportItem{}}
	l.Warnings = append(l.Warnings, im.Report.Items...)
	return l
}

// importName names what a file holds: its collections, else its environments.
func importName(im model.Imported) string {
	var collections, environments []string
	for i := range im.Bundles {
		collections = append(collections, im.Bundles[i].Collection.Name)
	}
	for i := range im.Environments {
		environments = append(environments, im.Environments[i].Name)
	}
	return cmp.Or(strings.Join(collections, ", "), strings.Join(environments, ", "))
}

func importText(file string, im model.Imported) string {
	l := newImportLine(file, im)
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s %q: %s, %s, %s, %s, %s, %s\n", printable(file), l.Format, l.Name,
		plural(l.Folders, "folder"), plural(l.Requests, "request"), plural(l.Examples, "example"),
		plural(l.Variables, "variable"), plural(l.Environments, "environment"), plural(l.Scripts, "script"))
	for _, w := range l.Warnings {
		fmt.Fprintf(&b, "  %-12s  %s: %s\n", w.Kind, printable(w.Path), printable(w.Text))
	}
	return b.String()
}
