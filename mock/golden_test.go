package mock

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"postern/model"
)

var update = flag.Bool("update", false, "write the goldens of testdata anew")

// TestGoldens runs every testdata/*.txtar: "collection" is a collection in the form that parseBundle
// reads, "requests" holds requests parted by empty lines, and "answers" what comes of them. "show" says
// which parts of the answers are compared: headers, body, trace, behaviour
// (step 8 of it), near.
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]*txtar.File{}
	for i := range archive.Files {
		parts[archive.Files[i].Name] = &archive.Files[i]
	}
	b, o := parseBundle(t, string(parts["collection"].Data))
	table, err := Compile(b, o)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, p := range table.Problems() {
		fmt.Fprintf(&out, "problem %s | %s | %s\n", p.Route, p.Example, p.Text)
	}
	now := goldenStart
	clock := func() time.Time { return now }
	state, second := State{clock: clock}, State{clock: clock} // two mocks side by side
	for text := range strings.SplitSeq(strings.TrimSpace(string(parts["requests"].Data)), "\n\n") {
		now = now.Add(elapsed(t, text))
		q := parseRequest(t, text)
		d := table.Answer(q, &state)
		printAnswer(&out, q, &d, strings.Fields(string(parts["show"].Data)))
		again := table.Answer(parseRequest(t, text), &second)
		if diff := cmp.Diff(d.Headers(), again.Headers()); diff != "" || !bytes.Equal(d.Body, again.Body) {
			t.Errorf("%s: the same request in the same state is answered differently: %s", text, diff)
		}
	}
	if *update {
		parts["answers"].Data = []byte(out.String())
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(parts["answers"].Data), out.String()); diff != "" {
		t.Errorf("answers differ (-want +got); -update writes them anew:\n%s", diff)
	}
}

var goldenStart = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// elapsed is the time before a request: a line "after 30s" of it.
func elapsed(t *testing.T, text string) time.Duration {
	_, line, ok := strings.Cut(text, "\nafter ")
	if !ok {
		return 0
	}
	line, _, _ = strings.Cut(line, "\n")
	d, err := time.ParseDuration(line)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func printAnswer(out *strings.Builder, q *Request, d *Decision, show []string) {
	target := q.Path
	if q.Query != "" {
		target += "?" + q.Query
	}
	fmt.Fprintf(out, "\n%s %s => %d %s, %s\n", q.Method, target, d.Status, d.Example, d.Outcome)
	fmt.Fprintf(out, "  because %s\n", d.Reason)
	if slices.Contains(show, "headers") {
		printHeaders(out, d)
	}
	if slices.Contains(show, "body") && (d.Outcome == Served || d.Outcome == Kept) {
		fmt.Fprintf(out, "  body %s\n", d.Body)
	}
	if slices.Contains(show, "trace") {
		for _, v := range d.Trace {
			fmt.Fprintf(out, "  %s\n", printVerdict(v))
		}
	}
	if slices.Contains(show, "behaviour") {
		for _, v := range d.Trace {
			if v.Step == 8 {
				fmt.Fprintf(out, "  %s\n", printVerdict(v))
			}
		}
	}
	for _, n := range d.NearMisses {
		if slices.Contains(show, "near") {
			printNear(out, n)
		}
	}
}

func printHeaders(out *strings.Builder, d *Decision) {
	for _, f := range d.Fields() {
		switch f.Key {
		case "X-Mock-Reason", "Content-Length", "Cache-Control":
		default:
			fmt.Fprintf(out, "  %s: %s\n", f.Key, f.Value)
		}
	}
}

func printNear(out *strings.Builder, n model.NearMiss) {
	fmt.Fprintf(out, "  near %s\n", strings.TrimSpace(n.Route+" "+string(n.Example)))
	for _, v := range n.Verdicts {
		fmt.Fprintf(out, "    %s\n", printVerdict(v))
	}
}

func printVerdict(v model.Verdict) string {
	mark := "no"
	if v.OK {
		mark = "ok"
	}
	what := v.What
	if v.Example != "" {
		what += " of " + string(v.Example)
	}
	return fmt.Sprintf("%d %s %s, want %q, got %q: %s", v.Step, mark, what, v.Want, v.Got, v.Text)
}

// parseRequest reads "METHOD target", "from ADDRESS", "after DURATION", headers, and "body text" lines; "line text" is a line
// of the body with its CRLF.
func parseRequest(t testing.TB, text string) *Request {
	lines := strings.Split(text, "\n")
	method, target, _ := strings.Cut(lines[0], " ")
	path, query, _ := strings.Cut(target, "?")
	q := &Request{Method: method, Path: path, Query: query, Header: http.Header{}}
	for _, line := range lines[1:] {
		if body, ok := strings.CutPrefix(line, "body "); ok {
			q.Body = append(q.Body, body...)
			continue
		}
		if body, ok := strings.CutPrefix(line, "line "); ok {
			q.Body = append(q.Body, body+"\r\n"...)
			continue
		}
		if strings.HasPrefix(line, "after ") {
			continue
		}
		if from, ok := strings.CutPrefix(line, "from "); ok {
			q.Client = from
			continue
		}
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			t.Fatalf("request line %q is neither header nor body", line)
		}
		q.Header.Add(key, value)
	}
	return q
}

// parseBundle reads a collection, a line for each fact:
//
//	var NAME VALUE | strict | keep | pin ROUTE = EXAMPLE
//	settings JSON                   of model.MockSettings
//	request METHOD URL
//	  route JSON                    of model.RequestMock
//	  folder JSON                   a folder around the request with that model.FolderMock; comes last
//	  example ID STATUS NAME        saved from the request as it is
//	    saved METHOD URL            or from another
//	    param|query|header|form NAME VALUE    header: of the answer
//	    json|graphql TEXT           body of the saved request
//	    body TEXT                   body of the answer
//	    mock JSON                   of model.ExampleMock
func parseBundle(t testing.TB, text string) (model.Bundle, Options) {
	p := &bundleParser{values: map[string]string{}}
	p.bundle.Collection = model.Collection{ID: "c", Name: "Test"}
	p.options.Settings.Pins = map[string]model.ID{}
	p.options.Lookup = func(name string) (string, bool) { v, ok := p.values[name]; return v, ok }
	for line := range strings.SplitSeq(text, "\n") {
		if !p.line(strings.TrimSpace(line)) {
			t.Fatalf("collection line %q is not understood", line)
		}
	}
	return p.bundle, p.options
}

type bundleParser struct {
	bundle  model.Bundle
	options Options
	values  map[string]string
	example *model.Example
}

func (p *bundleParser) line(line string) bool {
	word, rest, _ := strings.Cut(line, " ")
	first, second, _ := strings.Cut(rest, " ")
	switch word {
	case "", "#":
	case "var":
		p.values[first] = second
	case "strict":
		p.options.Settings.Strict = true
	case "keep":
		p.options.Settings.KeepBasePath = true
	case "pin":
		key, id, _ := strings.Cut(rest, " = ")
		p.options.Settings.Pins[key] = model.ID(id)
	case "settings":
		return json.Unmarshal([]byte(rest), &p.options.Settings) == nil
	case "route":
		return json.Unmarshal([]byte(rest), &p.bundle.Items[len(p.bundle.Items)-1].Request.Mock) == nil
	case "request":
		n := len(p.bundle.Items) + 1
		p.bundle.Items = append(p.bundle.Items, model.Item{Request: &model.Request{
			ID: model.ID("r" + strconv.Itoa(n)), Name: rest, Method: first, URL: second}})
	case "folder":
		at := len(p.bundle.Items) - 1
		f := &model.Folder{ID: model.ID("f" + strconv.Itoa(at)), Name: "folder of " + p.bundle.Items[at].Request.URL}
		p.bundle.Items[at] = model.Item{Folder: f, Items: []model.Item{p.bundle.Items[at]}}
		return json.Unmarshal([]byte(rest), &f.Mock) == nil
	case "example":
		it := &p.bundle.Items[len(p.bundle.Items)-1]
		status, name, _ := strings.Cut(second, " ")
		code, _ := strconv.Atoi(status)
		it.Examples = append(it.Examples, model.Example{ID: model.ID(first), Name: name, Status: code,
			Saved: model.SavedRequest{Method: it.Request.Method, URL: it.Request.URL}})
		p.example = &it.Examples[len(it.Examples)-1]
	default:
		return p.detail(word, first, second, rest)
	}
	return true
}

func (p *bundleParser) detail(word, first, second, rest string) bool {
	e := p.example
	field := model.Field{Key: first, Value: second}
	switch word {
	case "saved":
		e.Saved.Method, e.Saved.URL = first, second
	case "param":
		e.Saved.PathParams = append(e.Saved.PathParams, field)
	case "query":
		e.Saved.Query = append(e.Saved.Query, field)
	case "form":
		e.Saved.Body.Mode = model.BodyURLEncoded
		e.Saved.Body.Form = append(e.Saved.Body.Form, field)
	case "header":
		e.Headers = append(e.Headers, field)
	case "json":
		e.Saved.Body = model.Body{Mode: model.BodyJSON, Text: rest}
	case "graphql":
		e.Saved.Body = model.Body{Mode: model.BodyGraphQL, Text: rest}
	case "mock":
		return json.Unmarshal([]byte(rest), &e.Mock) == nil
	case "body":
		e.Body = model.Bytes([]byte(rest))
	default:
		return false
	}
	return true
}
