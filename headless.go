//go:build !cgo

package main

import (
	"context"

	"postern/cli"
)

// window returns nil: this build has no window, and the command line says how to get one.
func window(context.Context) func(cli.WindowOptions) error { return nil }
