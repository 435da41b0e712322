// Postern is a desktop API client and mock-server workbench: the window without arguments, the command
// line with them, both on the same files.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"postern/assets"
	"postern/cli"
)

// version is set by the build (-ldflags "-X main.version=...").
var version = "0.1.0"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Run(ctx, cli.Env{Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Version: fullVersion(), Sample: func() ([]byte, error) { return assets.Sample, nil }, Window: window(ctx)})
	stop()
	os.Exit(code)
}

// fullVersion adds the revision of the source where the build knows it.
func fullVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				return version + " (" + s.Value[:12] + ")"
			}
		}
	}
	return version
}
