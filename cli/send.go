package cli

import (
	"context"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"postern/model"
	"postern/send"
	"postern/workbench"
)

type sendOptions struct {
	environment string
	vars        []string
	headers     []string
	data        string
	hasData     bool
	json        bool
	trustMocks  *bool // nil: as the settings say
}

func (a *app) sendCommand() *cobra.Command {
	var o sendOptions
	var trust bool
	cmd := &cobra.Command{
		Use: `send FILE|NAME REQUEST
  postern send METHOD URL`,
		Short: "Send a request",
		Long: `Send sends a request of a collection, by its name, by its path ("folder/name") or by
its ID, or any request by method and URL. The body of the answer goes to standard
output; the status line and the time go to standard error. An answer with status 4xx
or 5xx is an answer: the exit code is 1 only when none came.

ENV is an environment file, an environment in FILE, or the name of one in the
workspace. A file that brings exactly one environment uses it unless -e says otherwise.
--var wins over the environment, that over the collection, that over the globals.

-d takes the body itself, @FILE for the content of a file, or @- for standard input.
Unless -H gives a Content-Type, JSON is sent as application/json, other text as
text/plain, and a file as its name suggests.

With --json there is one object: method, url, proto, status, reason, headers
(a list of {"key","value"}), cookies, redirects, timings in milliseconds, size,
body, bodyEncoding ("text" or "base64"); or, where no answer came, failure
({"kind","text","hint"}).`,
		Example: `  postern send "Store API" "list products" -e staging --var page=2
  postern send store.json products/create
  postern send POST https://httpbin.org/anything -H 'X-Trace: 1' -d @order.json`,
		Args: cobra.ExactArgs(2),
		RunE: run(func(cmd *cobra.Command, args []string) error {
			o.hasData = cmd.Flags().Changed("data")
			if cmd.Flags().Changed("trust-mocks") {
				o.trustMocks = &trust
			}
			return a.send(cmd.Context(), args[0], args[1], o)
		}),
	}
	f := cmd.Flags()
	f.StringVarP(&o.environment, "environment", "e", "", "`ENV` whose variables hold")
	f.StringArrayVar(&o.vars, "var", nil, "set a variable: `NAME=VALUE`; may be repeated")
	f.StringArrayVarP(&o.headers, "header", "H", nil, "add a header: `'NAME: VALUE'`; may be repeated; with METHOD URL only")
	f.StringVarP(&o.data, "data", "d", "", "`BODY` to send, or @FILE; with METHOD URL only")
	f.BoolVar(&trust, "trust-mocks", false, "trust the certificates of this machine's mocks (default: as the settings say)")
	f.BoolVar(&o.json, "json", false, "write the answer as one JSON object")
	return cmd
}

func (a *app) send(ctx context.Context, first, second string, o sendOptions) error {
	local, err := parseVars(o.vars)
	if err != nil {
		return err
	}
	job, src, err := a.job(first, second, o)
	if err != nil {
		return err
	}
	if o.trustMocks != nil {
		job.Request.Settings.TrustMocks = o.trustMocks
	}
	environment, err := a.environment(o.environment, src)
	if err != nil {
		return err
	}
	job.Vars = workbench.Variables(local, environment, src.bundle.Collection, src.globals)
	temp, err := os.MkdirTemp("", "postern-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	ctx, stop := interruptible(ctx)
	defer stop()
	client := send.New(send.Options{TempDir: temp, Jar: send.NewJar(), MockAuthority: a.mockAuthority})
	return a.answer(client.Send(ctx, job), o.json)
}

// job makes what is sent, and the surroundings in which it stands.
func (a *app) job(first, second string, o sendOptions) (send.Job, source, error) {
	if isMethod(first, second) {
		r, err := a.draft(first, second, o)
		return send.Job{Request: r, Auth: []model.Auth{{Type: model.AuthNone}}, Settings: model.DefaultSettings()},
			source{}, err
	}
	if o.hasData || len(o.headers) > 0 {
		return send.Job{}, source{}, usageError("-H and -d are for METHOD URL: a saved request has its own headers and body")
	}
	src, err := a.source(a.ctx, first)
	if err != nil {
		return send.Job{}, src, err
	}
	r, err := findRequest(&src.bundle, second)
	if err != nil {
		return send.Job{}, src, err
	}
	return send.Job{Request: *r, Auth: workbench.BundleAuth(&src.bundle, r.ID), Settings: src.settings}, src, nil
}

func parseVars(args []string) ([]model.Variable, error) {
	var out []model.Variable
	for _, arg := range args {
		key, value, ok := strings.Cut(arg, "=")
		if !ok || key == "" {
			return nil, usageError("--var takes NAME=VALUE, not " + arg)
		}
		out = append(out, model.Variable{Key: key, Value: value})
	}
	return out, nil
}

// findRequest returns the request with an ID, a path of names ("folder/name") or a name.
func findRequest(b *model.Bundle, want string) (*model.Request, error) {
	var all []*model.Request
	var names, paths []string
	b.Walk(func(above []*model.Folder, it *model.Item) {
		if it.Request == nil {
			return
		}
		var path strings.Builder
		for _, f := range above {
			path.WriteString(f.Name + "/")
		}
		all = append(all, it.Request)
		names = append(names, it.Request.Name)
		paths = append(paths, path.String()+it.Request.Name)
	})
	for i, r := range all {
		if string(r.ID) == want || paths[i] == want && unique(paths, want) {
			return all[i], nil
		}
	}
	if at, err := pick("request", want, names); err == nil {
		return all[at], nil
	}
	if at, err := pick("request", want, paths); err == nil {
		return all[at], nil
	}
	return nil, noRequest(want, b.Collection.Name, all, names, paths)
}

func unique(names []string, name string) bool {
	n := 0
	for _, s := range names {
		if s == name {
			n++
		}
	}
	return n == 1
}

func noRequest(want, collection string, all []*model.Request, names, paths []string) error {
	var same []string
	for i := range all {
		if strings.EqualFold(names[i], want) || strings.EqualFold(paths[i], want) {
			same = append(same, paths[i]+" ("+string(all[i].ID)+")")
		}
	}
	if len(same) > 0 {
		return invalid("there are %d requests named %q: name one by its path or its ID: %s", len(same), want,
			printable(strings.Join(same, ", ")))
	}
	return notFound("there is no request named %q in %q%s", want, collection, suggest(want, names))
}
