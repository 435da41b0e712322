//go:build cgo

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"postern/assets"
	"postern/cli"
	"postern/desk"
	"postern/ui"
	"postern/ui/task"
	"postern/workbench"
)

// window returns what opens the window. It runs until the window is closed or ctx ends.
func window(ctx context.Context) func(cli.WindowOptions) error {
	return func(o cli.WindowOptions) error { return runWindow(ctx, o) }
}

func runWindow(ctx context.Context, o cli.WindowOptions) error {
	begin := time.Now()
	setLocale()
	logger := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	bench, err := workbench.OpenOrHandOver(ctx, o.Workspace, o.Files, workbench.Options{Logger: logger, Sample: o.Sample})
	if err != nil || bench == nil {
		return err
	}
	defer bench.Close()
	a := app.NewWithID("app.postern.Postern")
	a.SetIcon(fyne.NewStaticResource("postern.png", assets.Icon)) // before the window, which takes it over
	w := a.NewWindow("Postern")
	w.SetMaster()
	run := task.Live(fyne.Do)
	content, err := desk.New(bench, ui.Options{App: a, Window: w, Runner: run, Version: o.Version})
	if err != nil {
		return err
	}
	if other, err := serveStarts(bench, w, content); err != nil {
		logger.Warn("another start will not find this window", "err", err)
	} else {
		defer other.Close()
	}
	var closeErr error
	closed := false
	var late *time.Timer // runs from when the window is closed
	shut := func() {
		if closed {
			return
		}
		closed = true
		closeErr = content.Close()
		late = time.AfterFunc(quitPatience, func() { leave(bench, closeErr) })
		w.Close()
	}
	w.SetCloseIntercept(shut)
	a.Lifecycle().SetOnStarted(func() {
		content.ImportFiles(o.Files)
		run.After(50*time.Millisecond, func() { ready(begin) })
	})
	stop := context.AfterFunc(ctx, func() { fyne.Do(shut) })
	defer stop()
	w.ShowAndRun()
	if late != nil {
		late.Stop()
	}
	run.Wait(5 * time.Second)
	if closeErr != nil {
		return fmt.Errorf("keep the state of the window: %w", closeErr)
	}
	return nil
}

// quitPatience is how long the toolkit may take to end once the window is closed.
const quitPatience = 5 * time.Second

// leave ends the process without the toolkit, which may wait for itself for ever: an event that is queued while its
// loop empties the queues is never taken (Fyne 2.8.1). The window is gone by then and all of it is kept; what is left
// is to let go of the file, or the next start would hand itself over to a window that nobody sees.
func leave(bench *workbench.Bench, kept error) {
	if err := errors.Join(kept, bench.Close()); err != nil {
		fmt.Fprintln(os.Stderr, "postern: close the workspace:", err)
		os.Exit(cli.ExitFailed)
	}
	os.Exit(cli.ExitOK)
}

// serveStarts lets later starts bring the window to the front.
func serveStarts(bench *workbench.Bench, w fyne.Window, content *ui.Window) (io.Closer, error) {
	return bench.Serve(func(ctx context.Context, files []string) error {
		done := make(chan struct{})
		fyne.Do(func() {
			defer close(done)
			if ctx.Err() == nil { // else the other start has been told that this window hangs
				w.RequestFocus()
				content.ImportFiles(files)
			}
		})
		select {
		case <-done:
			return nil
		case <-ctx.Done():
			return errors.New("its window does not react")
		}
	})
}

// setLocale names English where the environment names no language, as in a bare container: the toolkit
// complains about "C" at every look-up otherwise.
func setLocale() {
	for _, name := range []string{"LC_ALL", "LANG"} {
		if v := os.Getenv(name); v == "C" || v == "POSIX" || v == "C.UTF-8" {
			os.Setenv(name, "en_US.UTF-8")
		}
	}
	if os.Getenv("LC_ALL") == "" && os.Getenv("LANG") == "" {
		os.Setenv("LANG", "en_US.UTF-8")
	}
}

// ready tells, where the environment asks for it, that the first frame is there: POSTERN_READY names a
// file that gets the milliseconds since the start.
func ready(begin time.Time) {
	path := os.Getenv("POSTERN_READY")
	if path == "" {
		return
	}
	text := fmt.Sprintf("%d\n", time.Since(begin).Milliseconds())
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		fmt.Fprintln(os.Stderr, "tell that the window is ready:", err)
	}
}
