package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"postern/mock"
	"postern/model"
	"postern/send"
	"postern/workbench"
)

type mockOptions struct {
	host    string
	port    int
	anyPort bool // --port was not given
	json    bool
}

func (a *app) mockCommand() *cobra.Command {
	var o mockOptions
	cmd := &cobra.Command{
		Use:   "mock FILE|NAME",
		Short: "Serve a collection's examples",
		Long: `Mock serves the saved examples of a collection until it is interrupted (Ctrl+C or
SIGTERM). Once it is ready it writes "listening on http://HOST:PORT" to standard
output, and then one line for each request that it answered. A collection of the
workspace is served as it is when the mock starts.

Without --port a collection keeps the port that was chosen for it in the window, else
4010. Port 0 takes any free one. A port that is taken is never changed silently.`,
		Example: `  postern mock "Store API"
  postern mock store.postman_collection.json --port 0 --json`,
		Args: cobra.ExactArgs(1),
		RunE: run(func(cmd *cobra.Command, args []string) error {
			if o.port < 0 || o.port > 65535 {
				return usageError(fmt.Sprintf("port %d is not between 0 and 65535", o.port))
			}
			o.anyPort = !cmd.Flags().Changed("port")
			return a.mock(cmd.Context(), args[0], o)
		}),
	}
	cmd.Flags().StringVar(&o.host, "host", "127.0.0.1", "`ADDRESS` to listen on; any but loopback lets other machines in")
	cmd.Flags().IntVar(&o.port, "port", model.DefaultMockPort, "`PORT` to listen on; 0 takes a free one")
	cmd.Flags().BoolVar(&o.json, "json", false, "write the line for each request as JSON")
	return cmd
}

func (a *app) mock(ctx context.Context, arg string, o mockOptions) error {
	src, err := a.source(arg)
	if err != nil {
		return err
	}
	table, err := workbench.CompileMock(src.bundle, src.environments, src.globals)
	if err != nil {
		return fmt.Errorf("mock %q: %w", src.bundle.Collection.Name, err)
	}
	if o.anyPort {
		o.port = cmp.Or(src.bundle.Collection.Mock.Port, model.DefaultMockPort)
	}
	if a.copied {
		a.tell("the workspace is open in the window: serving a copy of it, which does not follow later edits")
	}
	a.tellTable(table, o)
	client := send.New(send.Options{Jar: send.NewJar()})
	defer client.Close()
	return a.serve(ctx, table, client.Carrier(func() (model.Settings, error) { return src.settings, nil }), o)
}

// tellTable writes what is known before the first request.
func (a *app) tellTable(table *mock.Table, o mockOptions) {
	for _, p := range table.Problems() {
		place := ""
		if p.Route != "" {
			place = printable(p.Route) + ": "
		}
		a.tell("warning: %s%s", place, printable(p.Text))
	}
	examples := 0
	for _, r := range table.Routes() {
		examples += len(r.Examples)
	}
	if examples == 0 {
		a.tell("warning: the collection has no examples, every request will be answered with 404")
	}
	if !loopback(o.host) {
		a.tell("warning: listening on %s lets other machines use the mock", cmp.Or(o.host, "all addresses"))
	}
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.IsLoopback()
}

// serve answers, upstream carrying what is passed through, until the context ends or a signal comes.
func (a *app) serve(ctx context.Context, table *mock.Table, upstream http.RoundTripper, o mockOptions) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	log := &mockLog{w: a.env.Stdout, json: o.json}
	log.mu.Lock() // the first line comes first
	server, err := mock.Listen(context.WithoutCancel(ctx), mock.ListenOptions{Host: o.host, Port: o.port, Table: table,
		Transport: upstream, OnEntry: log.entry})
	if err != nil {
		log.mu.Unlock()
		return portError(err)
	}
	fmt.Fprintf(a.env.Stdout, "listening on %s\n", server.URL())
	log.mu.Unlock()
	<-ctx.Done()
	stop() // a second signal ends the program at once
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := server.Close(closing); err != nil {
		a.tell("stopped while answers were under way: %v", err)
	}
	return nil
}

// interruptible returns a context that ends with ctx, with Ctrl+C, or with SIGTERM.
func interruptible(ctx context.Context) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
}

// portError adds what to do about a taken port.
func portError(err error) error {
	p, ok := errors.AsType[*mock.PortError](err)
	if !ok || p.Free == 0 {
		return err
	}
	return fmt.Errorf("%w: use --port %d, or --port 0 for any", err, p.Free)
}
