package cli

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"postern/mock"
	"postern/mock/authority"
	"postern/model"
	"postern/send"
	"postern/workbench"
)

type mockOptions struct {
	host    string
	port    int
	anyPort bool // --port was not given
	json    bool
	log     string
	tls     bool

	scenario string
	seed     uint64
	upstream string
	record   string
	given    map[string]bool // the flags that were written

	verify     string
	duration   time.Duration
	idle       time.Duration
	assertions []model.MockAssertion
}

func (a *app) mockCommand() *cobra.Command {
	var o mockOptions
	cmd := &cobra.Command{
		Use:   "mock FILE|NAME",
		Short: "Serve a collection's examples",
		Long: `Mock serves the saved examples of a collection until it is interrupted (Ctrl+C or
SIGTERM). Once it is ready it writes "listening on http://HOST:PORT" to standard
output, and then one line for each request that it answered. A file, and a collection
of the workspace, is served anew when it changes; one that is broken leaves the last
good one in service.

Without --port a collection keeps the port that was chosen for it in the window, else
4010. Port 0 takes any free one. A port that is taken is never changed silently.

With --verify the mock compares, when it ends, the requests that it got with what the
file expects, and ends with status 1 where that is not met.`,
		Example: `  postern mock "Store API"
  postern mock store.postman_collection.json --port 0 --log json
  postern mock store.json --scenario empty --verify checks.json --until-idle 5s`,
		Args: cobra.ExactArgs(1),
		RunE: run(func(cmd *cobra.Command, args []string) error {
			o.anyPort = !cmd.Flags().Changed("port")
			o.given = map[string]bool{}
			cmd.Flags().Visit(func(f *pflag.Flag) { o.given[f.Name] = true })
			if err := o.check(); err != nil {
				return err
			}
			return a.mock(cmd.Context(), args[0], o)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&o.host, "host", "127.0.0.1", "`ADDRESS` to listen on; any but loopback lets other machines in")
	f.IntVar(&o.port, "port", model.DefaultMockPort, "`PORT` to listen on; 0 takes a free one")
	f.BoolVar(&o.tls, "tls", false, "speak HTTPS as well, on the same port, with a certificate of this machine's authority")
	f.StringVar(&o.scenario, "scenario", "", "`NAME` of the scenario in force, instead of the collection's; \"\" for none")
	f.Uint64Var(&o.seed, "seed", 0, "`NUMBER` that chance begins with, instead of the collection's")
	f.StringVar(&o.upstream, "upstream", "", "`URL` of the real server that unmatched requests go to; \"\" for none")
	f.StringVar(&o.record, "record", "", "`FILE` (Postman collection) that the answers of the real server are written to at the end")
	f.StringVar(&o.log, "log", "text", "`FORMAT` of the line for each request: text, json or none")
	f.BoolVar(&o.json, "json", false, "the same as --log json")
	f.StringVar(&o.verify, "verify", "", "`FILE` (JSON) with the requests that the mock is expected to get")
	f.DurationVar(&o.duration, "for", 0, "end after this `TIME`, such as 30s")
	f.DurationVar(&o.idle, "until-idle", 0, "end once no request came for this `TIME`, counted from the first")
	return cmd
}

// check tells what is wrong with the options as they were written.
func (o *mockOptions) check() error {
	if o.json {
		if o.given["log"] && o.log != "json" {
			return usageError("--json and --log " + o.log + " do not go together")
		}
		o.log = "json"
	}
	switch {
	case o.port < 0 || o.port > 65535:
		return usageError(fmt.Sprintf("port %d is not between 0 and 65535", o.port))
	case o.log != "text" && o.log != "json" && o.log != "none":
		return usageError(fmt.Sprintf("--log %s is none of text, json and none", o.log))
	case o.duration < 0 || o.idle < 0:
		return usageError("--for and --until-idle take a time such as 30s")
	}
	return nil
}

func (a *app) mock(ctx context.Context, arg string, o mockOptions) (err error) {
	if o.assertions, err = readAssertions(o.verify); err != nil {
		return err
	}
	from, err := a.feed(a.ctx, arg)
	if err != nil {
		return err
	}
	src := *from.served.Load()
	table, err := o.compile(src)
	if err != nil {
		return err
	}
	if o.anyPort {
		o.port = cmp.Or(src.bundle.Collection.Mock.Port, model.DefaultMockPort)
	}
	if a.copied {
		a.tell("the workspace is open in the window: serving a copy of it, taken anew within %s of a change", workspaceLooks)
	}
	a.tellTable(table, o)
	client := send.New(send.Options{Jar: send.NewJar(), MockAuthority: a.mockAuthority})
	defer client.Close()
	listen := mock.ListenOptions{Host: o.host, Port: o.port, Table: table,
		Transport: client.Carrier(from.settings)}
	if o.tls {
		if listen.TLS, err = a.mockTLS(); err != nil {
			return err
		}
	}
	if o.record != "" {
		r := newRecorder(o.record, src.bundle.Collection.Name)
		listen.OnPassed = r.passed
		defer func() { err = errors.Join(err, r.write(a)) }()
	}
	return a.serve(ctx, listen, from, o)
}

// compile makes the table of a collection with what the options say instead of its settings.
func (o *mockOptions) compile(src source) (*mock.Table, error) {
	m := &src.bundle.Collection.Mock
	if o.given["scenario"] {
		m.Scenario = o.scenario
	}
	if o.given["seed"] {
		m.Seed = o.seed
	}
	if o.record != "" {
		m.Upstream.Record = model.RecordAsk // whatever the collection says of the window
	}
	if o.given["upstream"] {
		m.Upstream.URL = o.upstream
	}
	table, err := workbench.CompileMock(src.bundle, src.environments, src.globals)
	if err != nil {
		return nil, fmt.Errorf("mock %q: %w", src.bundle.Collection.Name, err)
	}
	return table, nil
}

// mockTLS opens the authority beside the workspace, which the window uses as well.
func (a *app) mockTLS() (*tls.Config, error) {
	path, err := a.workspacePath()
	if err != nil {
		return nil, fmt.Errorf("find the folder of the certificate authority: %w", err)
	}
	ca, err := authority.Open(workbench.AuthorityDir(path))
	if err != nil {
		return nil, err
	}
	a.tell("HTTPS is on; clients must trust %s", ca.CAFile())
	return ca.Config(), nil
}

// mockAuthority returns the certificate that clients may trust, nil where there is none yet.
func (a *app) mockAuthority() (*x509.Certificate, error) {
	path, err := a.workspacePath()
	if err != nil {
		return nil, err
	}
	return authority.Certificate(workbench.AuthorityDir(path))
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

// serve answers until the context ends, a signal comes, or the options say so, and follows where the collection
// is from.
func (a *app) serve(ctx context.Context, listen mock.ListenOptions, from *feed, o mockOptions) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	log := &mockLog{w: a.env.Stdout, format: o.log}
	idle := newIdle(o.idle)
	log.mu.Lock() // the first line comes first
	listen.OnEntry = func(e model.MockEntry) {
		log.entry(e)
		idle.seen()
	}
	server, err := mock.Listen(context.WithoutCancel(ctx), listen)
	if err != nil {
		log.mu.Unlock()
		return portError(err)
	}
	fmt.Fprintf(a.env.Stdout, "listening on %s\n", server.URL())
	log.mu.Unlock()
	var following sync.WaitGroup
	if from.path != "" {
		ticks := time.NewTicker(from.every)
		defer ticks.Stop()
		following.Go(func() { a.follow(ctx, from, ticks.C, server, o) })
	}
	select {
	case <-ctx.Done():
	case <-idle.over:
	case <-after(o.duration):
	}
	stop() // a second signal ends the program at once
	following.Wait()
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := server.Close(closing); err != nil {
		a.tell("stopped while answers were under way: %v", err)
	}
	return a.verify(server, o)
}

// after returns what fires once a time has passed; 0 never does.
func after(d time.Duration) <-chan time.Time {
	if d == 0 {
		return nil
	}
	return time.After(d)
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
