package send

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func TestHeaders(t *testing.T) {
	base := server(t, echo)
	r := model.Request{Method: "purge", URL: base + "/x", Headers: append(rows("x-lower", "1", "X-Two", "a", "X-Two", "b",
		" X-Var ", "{{v}}", "Host", "other.example", "Content-Length", "99", "accept", "text/csv", "X-Gone", "{{gone}}"),
		model.Field{Key: "X-Off", Value: "1", Disabled: true})}
	x := newClient(t, Options{}).Send(t.Context(), job(r, "v", "é ü"))
	got := mustEcho(t, x)
	if got.Method != "purge" || got.Host != "other.example" || got.Length != 0 {
		t.Errorf("method %q, host %q, length %d", got.Method, got.Host, got.Length)
	}
	want := http.Header{"X-Lower": {"1"}, "X-Two": {"a", "b"}, "X-Var": {"é ü"}, "Accept": {"text/csv"}, "X-Gone": {"{{gone}}"},
		"User-Agent": {DefaultUserAgent}, "Accept-Encoding": {"gzip, deflate, br, zstd"}}
	if d := cmp.Diff(want, got.Header); d != "" {
		t.Errorf("headers (-want +got):\n%s", d)
	}
	names := map[string]bool{}
	for _, f := range x.Request.Headers {
		names[f.Key] = true
	}
	if !names["x-lower"] || !names["Host"] || !names["User-Agent"] {
		t.Errorf("recorded headers %v are not those on the wire", x.Request.Headers)
	}
}

func TestHeadersRefused(t *testing.T) {
	base := server(t, func(http.ResponseWriter, *http.Request) { t.Error("the request was sent") })
	for _, test := range []struct{ name, value, text string }{
		{"X-A", "1\r\nX-Evil: 2", "header X-A holds a line break"},
		{"X-A", "{{evil}}", "header X-A holds a line break"},
		{"X-A\nX-Evil", "1", `header name "X-A\nX-Evil"`},
		{"X A", "1", `header name "X A"`},
		{"X:", "1", `header name "X:"`},
		{"", "1", "a value but no name"},
		{"Host", "a b", `host "a b"`},
	} {
		x := newClient(t, Options{}).Send(t.Context(), job(model.Request{URL: base, Headers: rows(test.name, test.value)}, "evil", "1\nX-Evil: 2"))
		wantFailure(t, x, model.FailInvalid, test.text)
	}
	wantFailure(t, sendTo(t, model.Request{Method: "GET /x HTTP/1.1\r\n", URL: base}), model.FailInvalid, "the method")
	wantFailure(t, sendTo(t, model.Request{URL: base, Auth: model.Auth{Type: "apikey", Params: map[string]string{"key": "X-K", "value": "a\nb"}}}),
		model.FailInvalid, "header X-K holds")
}

func TestBodies(t *testing.T) {
	base := server(t, echo)
	file := filepath.Join(t.TempDir(), "data.bin")
	if err := os.WriteFile(file, []byte("file {{v}}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		method      string
		body        model.Body
		settings    model.RequestSettings
		headers     []model.Field
		contentType string
		want        string
		chunked     bool
	}{
		"json":        {body: model.Body{Mode: model.BodyJSON, Text: "{\"a\": {{v}},\n \"b\":{{gone}}}"}, contentType: "application/json", want: "{\"a\": 42,\n \"b\":{{gone}}}"},
		"typed type":  {body: model.Body{Mode: model.BodyJSON, Text: "{}"}, headers: rows("content-type", "application/ld+json"), contentType: "application/ld+json", want: "{}"},
		"text":        {body: model.Body{Mode: model.BodyText, Text: "é", Language: "html"}, contentType: "text/html", want: "é"},
		"xml":         {body: model.Body{Mode: model.BodyXML, Text: "<a/>"}, contentType: "application/xml", want: "<a/>"},
		"graphql":     {body: model.Body{Mode: model.BodyGraphQL, Text: "{ a(x: \"<{{v}}>\") }", Variables: "{\"n\": 12345678901234567890}"}, contentType: "application/json", want: `{"query":"{ a(x: \"<42>\") }","variables":{"n":12345678901234567890}}`},
		"graphql two": {body: model.Body{Mode: model.BodyGraphQL, Text: "{a}"}, contentType: "application/json", want: `{"query":"{a}","variables":{}}`},
		"form":        {body: model.Body{Mode: model.BodyURLEncoded, Form: append(rows("a b", "1&2=é+%20", "v", "{{v}}"), model.Field{Key: "off", Disabled: true})}, contentType: "application/x-www-form-urlencoded", want: "a+b=1%262%3D%C3%A9%2B%2520&v=42"},
		"file":        {body: model.Body{Mode: model.BodyFile, File: file}, contentType: "application/octet-stream", want: "file {{v}}"},
		"disabled":    {body: model.Body{Mode: model.BodyJSON, Text: "{}", Disabled: true}},
		"empty":       {body: model.Body{Mode: model.BodyJSON}},
		"get":         {method: "get", body: model.Body{Mode: model.BodyText, Text: "x"}},
		"body on get": {method: "GET", body: model.Body{Mode: model.BodyText, Text: "x"}, settings: model.RequestSettings{BodyOnGet: true}, contentType: "text/plain", want: "x"},
		"delete":      {method: "DELETE", body: model.Body{Mode: model.BodyText, Text: "x"}, contentType: "text/plain", want: "x"},
		"chunked":     {body: model.Body{Mode: model.BodyText, Text: "x"}, headers: rows("Transfer-Encoding", "chunked"), contentType: "text/plain", want: "x", chunked: true},
	} {
		r := model.Request{Method: test.method, URL: base, Body: test.body, Settings: test.settings, Headers: test.headers}
		if r.Method == "" {
			r.Method = "POST"
		}
		x := newClient(t, Options{}).Send(t.Context(), job(r, "v", "42"))
		got := mustEcho(t, x)
		if got.Body != test.want || got.Header.Get("Content-Type") != test.contentType {
			t.Errorf("%s: got %q as %q, want %q as %q", name, got.Body, got.Header.Get("Content-Type"), test.want, test.contentType)
		}
		if chunked := len(got.Coding) > 0; chunked != test.chunked || !chunked && got.Length != int64(len(test.want)) {
			t.Errorf("%s: length %d, transfer coding %v", name, got.Length, got.Coding)
		}
		if recorded := string(x.Request.Body.Data); recorded != test.want {
			t.Errorf("%s: recorded body %q", name, recorded)
		}
	}
}

func TestBodyFailures(t *testing.T) {
	base := server(t, func(http.ResponseWriter, *http.Request) { t.Error("the request was sent") })
	dir := t.TempDir()
	part := func(p model.Part) model.Body { return model.Body{Mode: model.BodyMultipart, Parts: []model.Part{p}} }
	for _, test := range []struct {
		body model.Body
		kind model.FailureKind
		text string
	}{
		{model.Body{Mode: model.BodyFile, File: filepath.Join(dir, "no.bin")}, model.FailFile, "no.bin cannot be sent: it does not exist"},
		{model.Body{Mode: model.BodyFile, File: dir}, model.FailFile, "it is a folder"},
		{model.Body{Mode: model.BodyFile}, model.FailFile, "no file is chosen for the body"},
		{part(model.Part{Field: model.Field{Key: "pic"}, IsFile: true}), model.FailFile, "no file is chosen for the form part pic"},
		{part(model.Part{Field: model.Field{Key: "pic"}, IsFile: true, Files: []string{dir + "/gone"}}), model.FailFile, "gone cannot be sent"},
		{part(model.Part{Field: model.Field{Key: "a", Value: "1"}, ContentType: "text/plain\r\nX: y"}), model.FailInvalid, "content type of the form part"},
		{model.Body{Mode: model.BodyGraphQL, Text: "{a}", Variables: "{\n\"a\": }"}, model.FailInvalid, "no valid JSON in line 2"},
		{model.Body{Mode: "smoke"}, model.FailInvalid, `kind "smoke"`},
	} {
		wantFailure(t, sendTo(t, model.Request{Method: "POST", URL: base, Body: test.body}), test.kind, test.text)
	}
}

func TestMultipart(t *testing.T) {
	dir := t.TempDir()
	big := strings.Repeat("0123456789abcdef", 2<<20/16)
	for name, text := range map[string]string{"a.json": "{}", "big.bin": big, `q"uo.txt`: "q"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var length int64
	got := map[string]string{}
	base := server(t, func(_ http.ResponseWriter, r *http.Request) {
		length = r.ContentLength
		if err := r.ParseMultipartForm(8 << 20); err != nil {
			t.Error(err)
			return
		}
		for key, values := range r.MultipartForm.Value {
			got[key] = strings.Join(values, ",")
		}
		for key, files := range r.MultipartForm.File {
			for _, f := range files {
				in, _ := f.Open()
				text := make([]byte, f.Size)
				in.Read(text)
				in.Close()
				if len(text) > 10 {
					text = text[:4]
				}
				got[key] += f.Filename + " " + f.Header.Get("Content-Type") + " " + string(text) + "; "
			}
		}
	})
	file := func(name string) string { return filepath.Join(dir, name) }
	body := model.Body{Mode: model.BodyMultipart, Parts: []model.Part{
		{Field: model.Field{Key: "text", Value: "1 {{v}}"}}, {Field: model.Field{Key: "text", Value: "2"}},
		{Field: model.Field{Key: "off", Value: "x", Disabled: true}},
		{Field: model.Field{Key: "files"}, IsFile: true, Files: []string{file("a.json"), file("big.bin")}},
		{Field: model.Field{Key: "named"}, IsFile: true, Files: []string{file(`q"uo.txt`)}, FileName: `n"a.me`, ContentType: "text/x-own"},
	}}
	for _, headers := range [][]model.Field{nil, rows("Content-Type", "multipart/form-data"), rows("Content-Type", `multipart/form-data; boundary="own one"`)} {
		clear(got)
		x := newClient(t, Options{}).Send(t.Context(), job(model.Request{Method: "POST", URL: base, Body: body, Headers: headers}, "v", "42"))
		if x.Failure != nil {
			t.Fatal(x.Failure.Text)
		}
		want := map[string]string{"text": "1 42,2", "files": "a.json application/json {}; big.bin application/octet-stream 0123; ",
			"named": `n%22a.me text/x-own q; `}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%v (-want +got):\n%s", headers, d)
		}
		if length < 2<<20 || x.Request.Body.Size != length || x.Request.Body.Data != nil || x.Request.Body.Path != "" {
			t.Errorf("length %d, recorded body %d bytes, data %d, path %q", length, x.Request.Body.Size, len(x.Request.Body.Data), x.Request.Body.Path)
		}
	}
}

func TestAuth(t *testing.T) {
	base := server(t, echo)
	basic := model.Auth{Type: model.AuthBasic, Params: map[string]string{"username": "ali", "password": "{{pw}}"}}
	key := model.Auth{Type: model.AuthAPIKey, Params: map[string]string{"key": "k y", "value": "a&b", "in": "query"}}
	for name, test := range map[string]struct {
		url     string
		auth    []model.Auth
		headers []model.Field
		want    string // Authorization and URI
		secret  string
	}{
		"inherited":   {auth: []model.Auth{{}, {}, basic}, want: "Basic YWxpOm9wZW4gc2VzYW1l /", secret: "open sesame"},
		"encoded":     {auth: []model.Auth{basic}, want: "Basic YWxpOm9wZW4gc2VzYW1l /", secret: "YWxpOm9wZW4gc2VzYW1l"},
		"stopped":     {auth: []model.Auth{{}, {Type: model.AuthNone}, basic}, want: " /"},
		"typed":       {auth: []model.Auth{basic}, headers: rows("authorization", "Own"), want: "Own /"},
		"query":       {url: "?x=1", auth: []model.Auth{key}, want: " /?x=1&k%20y=a%26b", secret: "a%26b"},
		"in URL":      {url: "ali:pw@", want: "Basic YWxpOnB3 /", secret: "YWxpOnB3"},
		"typed query": {url: "?k%20y=2", auth: []model.Auth{key}, want: " /?k%20y=2"},
	} {
		r := model.Request{Headers: test.headers}
		address := base + "/" + test.url
		if strings.HasSuffix(test.url, "@") {
			address = strings.Replace(base, "://", "://"+test.url, 1)
		}
		r.SetAddress(address)
		j := job(r, "pw", "open sesame")
		j.Auth = test.auth
		x := newClient(t, Options{}).Send(t.Context(), j)
		got := mustEcho(t, x)
		if s := got.Header.Get("Authorization") + " " + got.URI; s != test.want {
			t.Errorf("%s: got %q, want %q", name, s, test.want)
		}
		if test.secret != "" && !strings.Contains(strings.Join(x.Secrets, "\n"), test.secret) {
			t.Errorf("%s: secrets %q lack %q", name, x.Secrets, test.secret)
		}
		if strings.Contains(x.Request.URL, "pw") {
			t.Errorf("%s: the URL %q shows the password", name, x.Request.URL)
		}
	}
	x := sendTo(t, model.Request{URL: base, Auth: model.Auth{Type: "oauth2"}})
	wantFailure(t, x, model.FailInvalid, "authentication type oauth2 is not supported yet; ")
}

// What is kept of an exchange holds no secret, in whatever form it was sent.
func TestSecrets(t *testing.T) {
	base := server(t, echo)
	j := job(model.Request{Method: "POST", URL: base + "/{{tok}}", Query: rows("t", "{{tok}}"), Headers: rows("X-T", "{{tok}}"),
		Body: model.Body{Mode: model.BodyGraphQL, Text: "{{tok}}"}})
	j.Vars = secretVars("tok", `s"e cret&`)
	x := newClient(t, Options{}).Send(t.Context(), j)
	if got := mustEcho(t, x); !strings.Contains(got.URI, "s%22e%20cret&?t=s%22e%20cret%26") {
		t.Fatalf("sent %s", got.URI)
	}
	kept := x.Redacted()
	text := kept.Request.URL + string(kept.Request.Body.Data)
	for _, f := range kept.Request.Headers {
		text += f.Value
	}
	if strings.Contains(text, "cret") {
		t.Errorf("a secret shows in %s", text)
	}
}
