package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"postern/bench/figure"
	"postern/bench/screen"
	"postern/store"
)

// inWindow compares the mock of a window, with its log in view, with one without a window, and times keys in the
// filter of the log while requests come in.
func inWindow() error {
	if _, err := os.Stat(*window); err != nil {
		fmt.Fprintln(os.Stderr, "bench: the window is left out: there is no", *window)
		return nil
	}
	x, err := screen.Start(1280, 800)
	if err != nil {
		return err
	}
	defer x.Close()
	open, err := openWindow(x)
	if err != nil {
		return err
	}
	defer open.stop()
	closed, err := startChild("mock", 10)
	if err != nil {
		return err
	}
	defer closed.stop()
	paths := []string{path(0, "7"), path(0, "42")}
	a, b := &side{child: closed, paths: paths}, &side{child: open, paths: paths}
	if err := takeTurns(a, b); err != nil {
		return err
	}
	figure.Print("window-open-per-second", figure.Median(b.rates), "1/s")
	figure.AtLeast("window-open-to-closed", ratio(b.rates, a.rates), "ratio", 0.7)
	return keys(x, open.port, paths)
}

// openWindow opens the real window on a workspace with one collection, starts its mock and shows its log.
func openWindow(x *screen.Screen) (*child, error) {
	dir, err := os.MkdirTemp("", "postern-bench-")
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	db, ready := filepath.Join(dir, "workspace.db"), filepath.Join(dir, "ready")
	if err := workspace(db, port); err != nil {
		return nil, err
	}
	c := &child{cmd: exec.Command(*window, "--workspace", db), port: port}
	c.end = func() { c.cmd.Process.Kill(); os.RemoveAll(dir) }
	c.cmd.Env = append(x.Env(), "POSTERN_READY="+ready)
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	if err := within(time.Minute, "the window opens", func() bool { _, err := os.Stat(ready); return err == nil }); err != nil {
		return c, err
	}
	x.Do("search --sync --onlyvisible --name ^Postern$ windowfocus")
	<-time.After(time.Second) // the focus arrives
	x.Do("key ctrl+m")
	if err := within(time.Minute, "the mock answers", func() bool { return firstTry(port) }); err != nil {
		return c, err
	}
	return c, x.Do("key ctrl+3")
}

func workspace(file string, port int) error {
	s, err := store.Open(file, store.Options{})
	if err != nil {
		return err
	}
	b := bundle(10)
	b.Collection.Mock.Port = port
	_, err = s.Apply(b.Change())
	return errors.Join(err, s.Close())
}

func firstTry(port int) bool {
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err == nil {
		conn.Close()
	}
	return err == nil
}

// within waits until something holds.
func within(patience time.Duration, what string, holds func() bool) error {
	for end := time.Now().Add(patience); !holds(); <-time.After(time.Millisecond) {
		if time.Now().After(end) {
			return fmt.Errorf("waited in vain until %s", what)
		}
	}
	return nil
}
