package cli

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"postern/model"
	"postern/store"
)

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup",
		Short: "Make a backup of the workspace",
		Long: `Backup writes a copy of the workspace into the folder of its backups, checks every
page and value of it, and writes its path. The oldest of more than ten are deleted.`,
		Args: cobra.NoArgs,
		RunE: run(func(*cobra.Command, []string) error {
			st, err := a.reading(a.ctx)
			if err != nil {
				return err
			}
			defer st.Close()
			b, err := st.Backup(model.BackupManual)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.env.Stdout, b.Path)
			return err
		}),
	}
}

func (a *app) backupsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backups",
		Short: "List the backups of the workspace",
		Long: `Backups writes one line for each backup of the workspace, newest first: its time in
UTC, why it was made, its size in bytes and its path.`,
		Args: cobra.NoArgs,
		RunE: run(func(*cobra.Command, []string) error {
			path, err := a.workspacePath()
			if err != nil {
				return err
			}
			list, err := store.Backups(path)
			for _, b := range list {
				fmt.Fprintf(a.env.Stdout, "%s  %-7s  %10d  %s\n", b.Time.UTC().Format(time.RFC3339), b.Kind, b.Size, b.Path)
			}
			return err
		}),
	}
}
