package cli

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"postern/assets"
	"postern/convert"
	"postern/convert/postman"
	"postern/mock"
	"postern/model"
	"postern/workbench"
)

// mockFile writes a collection of one request with two examples and two scenarios.
func mockFile(t *testing.T, name, body string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	write(t, file, body)
	return file
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func oneAnswer(body string) string {
	return `{"info": {"name": "One", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
	"item": [{"name": "a", "request": {"method": "GET", "url": "{{baseUrl}}/a"}, "response": [{"name": "a", "code": 200, "body": "` + body + `"}]}]}`
}

// follower is a mock that follows a collection at ticks of the test.
type follower struct {
	t     *testing.T
	url   string
	ticks chan time.Time
	told  *bytes.Buffer
}

// followed starts a mock; stop ends it, and then what was told can be read.
func followed(t *testing.T, a *app, arg string) (f follower, stop func()) {
	t.Helper()
	f = follower{t: t, ticks: make(chan time.Time), told: &bytes.Buffer{}}
	a.env.Stderr = f.told
	o := mockOptions{host: "127.0.0.1"}
	from, err := a.feed(t.Context(), arg)
	if err != nil {
		t.Fatal(err)
	}
	table, err := o.compile(*from.served.Load())
	if err != nil {
		t.Fatal(err)
	}
	server, err := mock.Listen(t.Context(), mock.ListenOptions{Table: table})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close(context.Background()) })
	f.url = server.URL()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); a.follow(ctx, from, f.ticks, server, o) }()
	f.ticks <- time.Now() // its first look is over
	return f, func() { cancel(); <-done }
}

func (f follower) is(step, path, want string) {
	f.t.Helper()
	f.ticks <- time.Now()
	f.ticks <- time.Now() // taken only after the one before has been dealt with
	if _, text := get(f.t, f.url+path); text != want {
		f.t.Errorf("%s: %q, want %q", step, text, want)
	}
}

// TestFollowTheFile changes a served file, breaks it, and mends it.
func TestFollowTheFile(t *testing.T) {
	file := mockFile(t, "one.json", oneAnswer("first"))
	f, stop := followed(t, &app{}, file)
	f.is("untouched", "/a", "first")
	write(t, file, oneAnswer("the second"))
	f.is("changed", "/a", "the second")
	write(t, file, `{"info": `)
	f.is("broken", "/a", "the second")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	f.is("gone", "/a", "the second")
	write(t, file, oneAnswer("mended it"))
	f.is("mended", "/a", "mended it")
	stop()
	if got := f.told.String(); strings.Count(got, "is in service anew: 1 route") != 2 || strings.Count(got, "the mock goes on with what it served before") != 2 {
		t.Errorf("told %s", got)
	}
}

func TestMockVerify(t *testing.T) {
	checks := mockFile(t, "checks.json", `{"assertions": [
		{"method": "GET", "path": "/v1/products", "min": 2, "max": 2, "rules": [{"source": "query", "key": "page", "op": "equals", "value": "1"}]},
		{"name": "nothing is deleted", "method": "DELETE", "max": 0}]}`)
	s := startMock(t, "testdata/store.json", "--port", "0", "--verify", checks)
	url := s.url()
	for range 2 {
		get(t, url+"/v1/products?page=1")
		s.line()
	}
	s.stop()
	if code := <-s.code; code != ExitOK || strings.Count(s.stderr.String(), "met: ") != 2 {
		t.Errorf("met: %d\n%s", code, s.stderr)
	}
	s = startMock(t, "testdata/store.json", "--port", "0", "--verify", checks, "--until-idle", "50ms", "--log", "none")
	get(t, s.url()+"/v1/products?page=1")
	if code := <-s.code; code != ExitFailed || !strings.Contains(s.stderr.String(), "not met: GET /v1/products with a rule: wanted 2 times, got 1") ||
		!strings.Contains(s.stderr.String(), "1 of 2 assertions not met") {
		t.Errorf("not met: %d\n%s", code, s.stderr)
	}
	s = startMock(t, "testdata/store.json", "--port", "0", "--verify", checks, "--for", "10ms")
	s.url()
	if code := <-s.code; code != ExitFailed {
		t.Errorf("after a time: %d\n%s", code, s.stderr)
	}
}

func TestMockVerifyRefusesWrongFiles(t *testing.T) {
	for text, want := range map[string]string{`{"assertions": []}`: `it has no "assertions"`, `{`: "unexpected EOF", `{"asertions": []}`: "asertions",
		`{"assertions": [{"path": "/a"}]}`: "it asks for no number of requests"} {
		file := mockFile(t, "checks.json", text)
		code, _, stderr := runCLI(t, Env{}, "mock", "testdata/store.json", "--port", "0", "--verify", file)
		if code != ExitFailed || !strings.Contains(stderr, want) || !strings.Contains(stderr, file) {
			t.Errorf("%s: %d %q", text, code, stderr)
		}
	}
	if code, _, stderr := runCLI(t, Env{}, "mock", "testdata/store.json", "--verify", "nosuch.json"); code != ExitFailed || !strings.Contains(stderr, "nosuch.json") {
		t.Errorf("no file: %d %q", code, stderr)
	}
}

func TestMockOptionsThatAreWrong(t *testing.T) {
	for _, args := range [][]string{{"--log", "xml"}, {"--json", "--log", "text"}, {"--port", "70000"}, {"--for", "-1s"}} {
		if code, _, stderr := runCLI(t, Env{}, append([]string{"mock", "testdata/store.json"}, args...)...); code != ExitUsage {
			t.Errorf("%v: %d %q", args, code, stderr)
		}
	}
}

func TestMockScenarioAndUpstream(t *testing.T) {
	s := startMock(t, "testdata/store.json", "--port", "0", "--scenario", "none such", "--log", "none")
	if code, text := get(t, s.url()+"/v1/products?page=1"); code != 404 || !strings.Contains(text, "none such") {
		t.Errorf("a scenario that there is not: %d %s", code, text)
	}
	s.stop()
	if <-s.code; !strings.Contains(s.stderr.String(), `warning: every request is answered 404`) {
		t.Errorf("not warned of: %s", s.stderr)
	}
	real := startMock(t, "testdata/store.json", "--port", "0", "--log", "none")
	url := real.url()
	s = startMock(t, mockFile(t, "one.json", oneAnswer("one")), "--port", "0", "--upstream", url, "--log", "none")
	if code, text := get(t, s.url()+"/v1/products?page=1"); code != 200 || text != `[{"id":1},{"id":2}]` {
		t.Errorf("through the mock: %d %s", code, text)
	}
}

func TestMockRecords(t *testing.T) {
	real := startMock(t, "testdata/store.json", "--port", "0", "--log", "none")
	url := real.url()
	file := filepath.Join(t.TempDir(), "recorded.json")
	s := startMock(t, mockFile(t, "one.json", oneAnswer("one")), "--port", "0", "--upstream", url, "--record", file, "--log", "none")
	mocked := s.url()
	for range 2 {
		get(t, mocked+"/v1/products?page=1")
	}
	get(t, mocked+"/v1/products?page=2")
	get(t, mocked+"/a") // which the mock answers itself
	s.stop()
	if code := <-s.code; code != ExitOK || !strings.Contains(s.stderr.String(), "2 answers of the real server are in "+file) {
		t.Errorf("%d: %s", code, s.stderr)
	}
	again := startMock(t, file, "--port", "0", "--log", "none")
	if code, text := get(t, again.url()+"/v1/products?page=1"); code != 200 || text != `[{"id":1},{"id":2}]` {
		t.Errorf("the recording answers %d %s", code, text)
	}
	s = startMock(t, "testdata/store.json", "--port", "0", "--record", file+"2", "--for", "10ms")
	s.url()
	if code := <-s.code; code != ExitOK || !strings.Contains(s.stderr.String(), "no answer of the real server was recorded") {
		t.Errorf("%d: %s", code, s.stderr)
	}
}

func TestMockTLS(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", home)
	t.Setenv("HOME", home)
	t.Setenv("AppData", home)
	s := startMock(t, "testdata/store.json", "--port", "0", "--tls", "--log", "none")
	url := s.url()
	dir, err := os.UserConfigDir()
	if err != nil {
		t.Fatal(err)
	}
	pem, err := os.ReadFile(filepath.Join(dir, "postern", "authority", "postern-mock-ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	defer client.CloseIdleConnections()
	resp, err := client.Get("https://" + url[strings.Index(url, "://")+3:] + "/v1/products?page=1")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 200 {
		t.Errorf("status %d", resp.StatusCode)
	}
}

// TestSendToTheOwnMock sends over HTTPS to a mock of this machine: refused, with what to do, and answered once
// that is done.
func TestSendToTheOwnMock(t *testing.T) {
	workspace := filepath.Join(t.TempDir(), "w.db")
	s := startMock(t, "testdata/store.json", "--port", "0", "--tls", "--log", "none", "--workspace", workspace)
	url := "https" + strings.TrimPrefix(s.url(), "http") + "/v1/products?page=1"
	code, _, stderr := runCLI(t, Env{}, "--workspace", workspace, "send", "GET", url)
	if code != ExitFailed || !strings.Contains(stderr, "a mock of this machine") || !strings.Contains(stderr, "--trust-mocks") {
		t.Errorf("not trusted: %d, %s", code, stderr)
	}
	code, stdout, stderr := runCLI(t, Env{}, "--workspace", workspace, "send", "GET", url, "--trust-mocks")
	if code != ExitOK || !strings.Contains(stdout, `{"id":1}`) {
		t.Errorf("trusted: %d, %s%s", code, stdout, stderr)
	}
	elsewhere := filepath.Join(t.TempDir(), "w.db")
	code, _, stderr = runCLI(t, Env{}, "--workspace", elsewhere, "send", "GET", url, "--trust-mocks")
	if code != ExitFailed || strings.Contains(stderr, "a mock of this machine") {
		t.Errorf("the mock of another workspace: %d, %s", code, stderr)
	}
}

// TestHeadlessAnswersAsTheWindowDoes compares every example of the sample and of the test data, byte for
// byte: the mock of the command line with that of a workspace that imported the same file.
func TestHeadlessAnswersAsTheWindowDoes(t *testing.T) {
	sample := filepath.Join(t.TempDir(), "sample.json")
	write(t, sample, string(storeOf(t)))
	compared := 0
	for _, file := range []string{"testdata/store.json", sample} {
		im, err := convert.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		b, err := workbench.Open(t.Context(), filepath.Join(t.TempDir(), "w.db"), workbench.Options{TempDir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		if _, err := b.Add(im); err != nil {
			t.Fatal(err)
		}
		status, err := b.StartMock(t.Context(), im.Bundles[0].Collection.ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		s := startMock(t, file, "--port", "0", "--log", "none")
		url := s.url()
		for _, r := range status.Routes {
			for _, c := range r.Examples {
				window, headless := whole(t, status.URL, r, c.Name), whole(t, url, r, c.Name)
				if compared++; window != headless {
					t.Errorf("%s %s: the window answers\n%s\nheadless\n%s", r.Key, c.Name, window, headless)
				}
			}
		}
		s.stop()
	}
	if compared < 10 {
		t.Errorf("only %d examples were compared", compared)
	}
}

// storeOf exports the first collection of the sample workspace.
func storeOf(t *testing.T) []byte {
	t.Helper()
	im, err := workbench.ReadSample(assets.Sample)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := postman.Write(&out, im.Bundles[0], postman.Options{}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// whole asks for an example of a route and returns the answer with all headers but the time.
func whole(t *testing.T, url string, r model.MockRoute, example string) string {
	t.Helper()
	path := strings.NewReplacer(":id", "7", ":itemId", "7").Replace(r.Path)
	req, err := http.NewRequestWithContext(t.Context(), cmp.Or(r.Method, "GET"), url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Mock-Response-Name", example)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	resp.Header.Del("Date")
	if resp.StatusCode == 404 && resp.Header.Get("X-Mock-Example") == "" {
		t.Errorf("%s %s is a miss: %s", r.Key, example, body)
	}
	var out bytes.Buffer
	out.WriteString(resp.Status + "\n")
	if err := resp.Header.Write(&out); err != nil {
		t.Fatal(err)
	}
	out.Write(body)
	return out.String()
}
