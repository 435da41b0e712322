package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"postern/model"
	"postern/store"
)

func (a *app) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Look whether the workspace is damaged",
		Long: `Check reads every page and every value of the workspace file and lists what is
damaged. It changes nothing. The exit code is 1 when something is.`,
		Example: `  postern check
  postern check --workspace team.db`,
		Args: cobra.NoArgs,
		RunE: run(func(cmd *cobra.Command, _ []string) error { return a.check(cmd) }),
	}
}

func (a *app) check(cmd *cobra.Command) error {
	path, err := a.workspacePath()
	if err != nil {
		return err
	}
	found, err := store.CheckFile(cmd.Context(), path)
	if err != nil {
		return openError(err)
	}
	if len(found) == 0 {
		_, err := fmt.Fprintf(a.env.Stdout, "%s is whole\n", path)
		return err
	}
	a.printLosses(found)
	return &plainError{fmt.Sprintf("%s is damaged (%s). 'postern salvage' reads what is left of it into a new file",
		path, plural(len(found), "fault")), model.ErrDamaged}
}

// printLosses writes one line for each loss: what it was, its name or ID, what is wrong with it.
func (a *app) printLosses(list []model.Loss) {
	for _, l := range list {
		name := l.Name
		if name == "" {
			name = string(l.ID)
		}
		if name != "" {
			name = " " + name
		}
		fmt.Fprintf(a.env.Stdout, "%s%s: %s\n", l.What, printable(name), printable(l.Text))
	}
}

func (a *app) salvageCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "salvage DAMAGED",
		Short: "Read what is left of a damaged workspace into a new file",
		Long: `Salvage reads what can be read of a damaged workspace file into a new one and lists
what is lost. The damaged file is never written to. What has lost its place is put
into a collection called "Recovered".`,
		Example: `  postern salvage workspace.damaged-20260304-103200.db -o workspace.db`,
		Args:    cobra.ExactArgs(1),
		RunE: run(func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return usageError("name the new file with -o")
			}
			kept, lost, err := store.Salvage(cmd.Context(), args[0], out)
			if err != nil {
				return err
			}
			a.printLosses(lost)
			a.tell("%s holds %s, %s, %s and %s", out, plural(kept.Folders, "folder"), plural(kept.Requests, "request"),
				plural(kept.Examples, "example"), plural(kept.Environments, "environment"))
			return nil
		}),
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "`FILE` to make")
	return cmd
}
