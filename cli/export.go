package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"postern/convert"
	"postern/model"
	"postern/workbench"
)

type exportOptions struct {
	format, out string
	secrets     bool
}

func (a *app) exportCommand() *cobra.Command {
	_, formats := convert.Formats()
	known := strings.Join(formats, ", ")
	var o exportOptions
	cmd := &cobra.Command{
		Use:   "export FILE|NAME",
		Short: "Write a collection as a file",
		Long: `Export writes a collection to standard output or to a file, which appears only when
it is complete. The values of secret variables and credentials are left out unless
--include-secrets is given. What the format has no place for is told on standard error.

Formats: ` + known,
		Example: `  postern export "Store API" -o store.json
  postern export openapi.yaml --format postman > store.json`,
		Args: cobra.ExactArgs(1),
		RunE: run(func(_ *cobra.Command, args []string) error {
			if !slices.Contains(formats, o.format) {
				return usageError("there is no export format " + o.format + ". Formats: " + known)
			}
			return a.export(args[0], o)
		}),
	}
	cmd.Flags().StringVar(&o.format, "format", "postman", "`FORMAT` to write: "+known)
	cmd.Flags().StringVarP(&o.out, "output", "o", "", "`FILE` to write; standard output without it")
	cmd.Flags().BoolVar(&o.secrets, "include-secrets", false, "write the values of secrets too")
	return cmd
}

func (a *app) export(arg string, o exportOptions) error {
	src, err := a.source(a.ctx, arg)
	if err != nil {
		return err
	}
	var report model.Report
	write := func(w io.Writer) (err error) {
		report, err = convert.Write(w, src.bundle, o.format, convert.WriteOptions{IncludeSecrets: o.secrets})
		return err
	}
	if o.out == "" || o.out == "-" {
		err = write(a.env.Stdout)
	} else {
		err = workbench.WriteFile(o.out, o.secrets, write)
	}
	if err != nil {
		return err
	}
	for _, item := range report.Items {
		a.tell("%s: %s: %s", item.Kind, printable(item.Path), printable(item.Text))
	}
	return nil
}
