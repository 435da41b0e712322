// Package cli is Postern's command line: import, export, mock, send, list, find and the care of the workspace
// file without a window. Results go to standard output, messages to standard error. The exit code is 0
// when all went well, 1 when something failed and 2 when the command was used wrongly.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"postern/workbench"
)

// The exit codes of [Run].
const (
	ExitOK     = 0
	ExitFailed = 1
	ExitUsage  = 2
)

// Env is what a run of the command line has to do with: everything from outside comes in here, so that
// tests and the real program run the same.
type Env struct {
	// Args are the arguments after the program's name.
	Args           []string
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Window opens the window and returns when it was closed; nil in a build without one.
	Window func(WindowOptions) error
	// Version is what "postern version" tells.
	Version string
	// Sample gives what a new workspace starts with in the window; may be nil.
	Sample func() ([]byte, error)
}

// WindowOptions are what the window is opened with.
type WindowOptions struct {
	// Workspace is the path of the workspace file.
	Workspace string
	Version   string
	Sample    func() ([]byte, error)
	// Files are to be imported.
	Files []string
}

// app is one run.
type app struct {
	env       Env
	ctx       context.Context // of the run
	workspace string          // as the flag says; empty means the default
	copied    bool            // what was read is a copy of what a window has open
	leftovers []string        // files to remove in the end
}

// explorerHint switches off what cobra does on Windows to programs that were started by a double
// click: ours has a window.
var explorerHint = sync.OnceFunc(func() { cobra.MousetrapHelpText = "" })

// Run carries out a command line and returns the exit code. Cancelling ctx ends what waits or serves.
func Run(ctx context.Context, env Env) int {
	explorerHint()
	if env.Version == "" {
		env.Version = "unknown"
	}
	a := &app{env: env, ctx: ctx}
	defer a.removeLeftovers()
	root := a.root()
	root.SetArgs(append([]string{}, env.Args...)) // never nil: cobra would read os.Args
	cmd, err := root.ExecuteContextC(ctx)
	return a.exit(cmd, err)
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "postern [FILE...]",
		Short: "API client and mock server",
		Long: `Postern is an API client and mock server. Without a command it opens the window, with
files to import if any are named; where the window is open already, it comes to the
front. With a command it works without a window, on the same files and the same
workspace. While the window is open, commands read a copy of the workspace as it is
then, and only the window can change it.

Where a command takes FILE|NAME, it takes a file to import (a Postman collection or
any other format that it knows, "-" for standard input) or the name of a collection
in the workspace. A file needs no workspace and none is made for it.

Exit codes: 0 fine, 1 failed, 2 wrong usage.`,
		Example: `  postern
  postern import store.postman_collection.json
  postern mock "Store API" --port 4010
  postern send "Store API" "products/list products" -e staging
  postern send POST https://httpbin.org/anything -H 'X-Trace: 1' -d '{"a": 1}'`,
		Version:       a.env.Version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          a.filesToOpen,
		RunE:          run(func(_ *cobra.Command, args []string) error { return a.window(args) }),
	}
	root.SuggestionsMinimumDistance = 2
	root.SetVersionTemplate("postern {{.Version}}\n")
	root.SetIn(a.env.Stdin)
	root.SetOut(a.env.Stdout)
	root.SetErr(a.env.Stderr)
	root.PersistentFlags().StringVar(&a.workspace, "workspace", "",
		"workspace `FILE` (default: postern/workspace.db in the configuration folder)")
	root.AddCommand(a.importCommand(), a.exportCommand(), a.mockCommand(), a.sendCommand(), a.listCommand(),
		a.findCommand(), a.checkCommand(), a.salvageCommand(), a.backupCommand(), a.backupsCommand(), a.versionCommand())
	return root
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "Tell the version", Args: cobra.NoArgs,
		RunE: run(func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(a.env.Stdout, "postern %s\n", a.env.Version)
			return err
		})}
}

// filesToOpen refuses arguments of the window that are no files: they were meant as a command.
func (a *app) filesToOpen(cmd *cobra.Command, args []string) error {
	for _, arg := range args {
		if arg != "-" && isFile(arg) {
			continue
		}
		if strings.ContainsAny(arg, `./\`) {
			return fmt.Errorf("there is no file %s to open", arg)
		}
		text := fmt.Sprintf("unknown command %q for %q, and there is no file of that name", arg, cmd.CommandPath())
		if near := cmd.SuggestionsFor(arg); len(near) > 0 {
			text += "\n\nDid you mean this?\n\t" + strings.Join(near, "\n\t") + "\n"
		}
		return errors.New(text)
	}
	return nil
}

func (a *app) window(files []string) error {
	if a.env.Window == nil {
		return usageError("this build of Postern has no window. Use one of its commands, or install the build with the window " +
			"(from source: CGO_ENABLED=1 go build)")
	}
	path, err := a.workspacePath()
	if err != nil {
		return err
	}
	return a.env.Window(WindowOptions{Workspace: path, Version: a.env.Version, Sample: a.env.Sample, Files: files})
}

func (a *app) workspacePath() (string, error) {
	if a.workspace != "" {
		return a.workspace, nil
	}
	return workbench.DefaultPath()
}

// run marks the errors of a command's own work, so that all others are known to be wrong usage.
func run(f func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if err := f(cmd, args); err != nil {
			return &failure{err}
		}
		return nil
	}
}

// exit writes what went wrong, if anything, and returns the exit code.
func (a *app) exit(cmd *cobra.Command, err error) int {
	if err == nil {
		return ExitOK
	}
	f, failed := errors.AsType[*failure](err)
	_, wrong := errors.AsType[usageError](err)
	switch {
	case failed && errors.Is(f.err, errTold):
		return ExitFailed
	case failed && !wrong:
		a.tell("%v", f.err)
		return ExitFailed
	}
	a.tell("%v", err)
	fmt.Fprintf(a.env.Stderr, "Run '%s --help' for usage.\n", cmd.CommandPath())
	return ExitUsage
}
