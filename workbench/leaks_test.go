package workbench

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"postern/model"
	"postern/secret"
)

// The secrets that are planted; each has characters that URLs, JSON and HTML escape.
const (
	leakVariable = `Plant&variable"1/zq7`
	leakGlobal   = `Plant&global"2/zq7`
	leakBearer   = `Plant-bearer-3-zq7`
	leakPassword = `Plant&password"4/zq7`
	leakKey      = `Plant-apikey-5-zq7`
	leakCookie   = `Plant-cookie-6-zq7`
	leakHeader   = `Plant-header-7-zq7`
	leakDraft    = `Plant-draft-8-zq7`
)

var leakAll = []string{leakVariable, leakGlobal, leakBearer, leakPassword, leakKey, leakCookie, leakHeader, leakDraft}

// forms returns how a secret may stand in a file.
func forms(s string) [][]byte {
	inJSON, _ := json.Marshal(s)
	list := []string{s, url.QueryEscape(s), url.PathEscape(s), strings.ToLower(url.QueryEscape(s)), string(inJSON[1 : len(inJSON)-1]),
		strings.ReplaceAll(s, `"`, `\"`), hex.EncodeToString([]byte(s)), strings.ToUpper(hex.EncodeToString([]byte(s)))}
	for shift := range 3 { // what base64 has of it whatever stands before
		for _, e := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			coded := e.EncodeToString([]byte(strings.Repeat("-", shift) + s))
			list = append(list, coded[4*((shift+2)/3):len(coded)-4])
		}
	}
	var out [][]byte
	for _, f := range list {
		out = append(out, []byte(f))
	}
	return out
}

func TestFormsFindWhatTheyLookFor(t *testing.T) {
	for _, text := range []string{leakKey, base64.StdEncoding.EncodeToString([]byte("ann:" + leakKey)), hex.EncodeToString([]byte(leakKey)),
		base64.URLEncoding.EncodeToString([]byte("annie:" + leakKey + "!"))} {
		if !leaks([]byte("before "+text+" after"), leakKey) {
			t.Errorf("%q is not found", text)
		}
	}
}

func leaks(data []byte, s string) bool {
	for _, form := range forms(s) {
		if bytes.Contains(data, form) {
			return true
		}
	}
	return false
}

// mustNotLeak looks through the raw bytes of all files in folders.
func mustNotLeak(t *testing.T, when string, dirs ...string) {
	t.Helper()
	files := 0
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			files++
			for _, s := range leakAll {
				if leaks(data, s) {
					t.Errorf("%s: %s holds %q", when, path, s)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files == 0 {
		t.Fatalf("%s: no files were looked at", when)
	}
}

// gossip answers with all that it was told, in several encodings, and sets a cookie.
func gossip(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: "session", Value: leakCookie, Path: "/", Expires: time.Now().Add(time.Hour)})
	body, _ := io.ReadAll(r.Body)
	w.Header().Set("X-Echo", r.Header.Get("X-Own"))
	_ = json.NewEncoder(w).Encode(map[string]any{"url": r.URL.String(), "query": r.URL.Query(), "headers": r.Header, "body": string(body),
		"hex": hex.EncodeToString(body), "base64": base64.StdEncoding.EncodeToString(append([]byte("xy"), body...)), "cookie": leakCookie})
}

func leakyRequest(id model.ID, base string, a model.Auth) *model.Request {
	return &model.Request{ID: id, Name: string(id), Method: "POST", URL: base + "/echo/:p", Auth: a,
		PathParams: []model.Field{{Key: "p", Value: "{{token}}"}}, Query: []model.Field{{Key: "q", Value: "{{token}}"}, {Key: "g", Value: "{{global}}"}},
		Headers: []model.Field{{Key: "X-Own", Value: "{{token}}"}, {Key: "X-Auth-Token", Value: leakHeader}},
		Body:    model.Body{Mode: model.BodyText, Text: `{"in": "{{token}}", "and": "{{global}}"}`}}
}

// plantLeaks fills a workspace, and sends what is in it.
func plantLeaks(t *testing.T, b *Bench, base string) {
	t.Helper()
	auths := map[model.ID]model.Auth{
		"bearer": {Type: model.AuthBearer, Params: map[string]string{model.AuthToken: leakBearer}},
		"basic":  {Type: model.AuthBasic, Params: map[string]string{model.AuthUsername: "ann", model.AuthPassword: leakPassword}},
		"key":    {Type: model.AuthAPIKey, Params: map[string]string{model.AuthKey: "k", model.AuthValue: leakKey, model.AuthIn: "query"}},
	}
	c := &model.Collection{ID: "c", Name: "leaky", Variables: []model.Variable{{Key: "token", Value: leakVariable, Secret: true}}}
	apply(t, b, model.Put{Entity: c}, model.Place{ID: "c", Parent: model.RootID}, model.Put{Entity: &model.Environment{ID: model.GlobalsID,
		Variables: []model.Variable{{Key: "global", Value: leakGlobal, Secret: true}}}})
	for id, a := range auths {
		r := leakyRequest(id, base, a)
		apply(t, b, model.Put{Entity: r}, model.Place{ID: id, Parent: "c"})
		for range 2 { // the second time with the cookie
			x := b.Send(t.Context(), SendOptions{Request: *r})
			if x.Failure != nil {
				t.Fatal(x.Failure)
			}
			if _, err := b.SaveExample(x, id, ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	draft := leakyRequest("bearer", base, model.Auth{Type: model.AuthBearer, Params: map[string]string{model.AuthToken: leakDraft}})
	if err := b.PutDraft(*draft); err != nil {
		t.Fatal(err)
	}
}

// TestNoSecretLeaves plants secrets everywhere, does everything with them, and looks through the raw
// bytes of every file that came of it.
func TestNoSecretLeaves(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(gossip))
	defer server.Close()
	work, temp, out, path := t.TempDir(), t.TempDir(), t.TempDir(), ""
	path = filepath.Join(work, "w.db")
	var log bytes.Buffer
	keys := secret.New(secret.Options{Dir: t.TempDir()})
	o := Options{Keys: keys, TempDir: temp, Logger: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	b, err := Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	plantLeaks(t, b, server.URL)
	mustNotLeak(t, "open", work, temp)

	back := apply(t, b, model.Trash{ID: "basic"})
	forth, err := b.Apply(back)
	if err == nil {
		_, err = b.Apply(forth)
	}
	if err != nil {
		t.Fatal(err)
	}
	renamed := &model.Collection{ID: "c", Name: "leaky", Variables: []model.Variable{{Key: "renamed", Value: leakVariable, Secret: true}}}
	apply(t, b, model.Put{Entity: renamed})
	apply(t, b, model.Remove{ID: mustCopy(t, b, "bearer", server.URL)})
	if _, err := b.ExportFile(filepath.Join(out, "c.json"), "c", "postman", false); err != nil {
		t.Fatal(err)
	}
	list, err := b.History("", 0)
	if err != nil || len(list) != 6 {
		t.Fatalf("%d entries in the history, %v", len(list), err)
	}
	for _, x := range list {
		whole, err := b.Exchange(x.ID)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := json.Marshal(whole)
		if err := os.WriteFile(filepath.Join(out, string(x.ID)), append(text, whole.Response.Body.Data...), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	apply(t, b, model.Put{Entity: &model.Collection{ID: "c", Name: "leaky"}}) // the variable is deleted
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, "log"), log.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	mustNotLeak(t, "closed", work, temp, out)
	if !strings.Contains(log.String(), "request sent") {
		t.Error("nothing was logged: the test looks at nothing")
	}

	b, err = Open(t.Context(), path, o) // all of it is still there for its owner
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	r, err := b.Request("bearer")
	if err != nil || r.Auth.Get(model.AuthToken) != leakBearer || r.Headers[1].Value != leakHeader {
		t.Errorf("%+v, %v", r, err)
	}
	if d, ok, err := b.Draft("bearer"); !ok || err != nil || d.Auth.Get(model.AuthToken) != leakDraft {
		t.Errorf("%+v, %v", d, err)
	}
}

// mustCopy adds a copy of a request and returns its ID.
func mustCopy(t *testing.T, b *Bench, id model.ID, base string) model.ID {
	t.Helper()
	r, err := b.Request(id)
	if err != nil {
		t.Fatal(err)
	}
	r.ID = "copy"
	apply(t, b, model.Put{Entity: &r}, model.Place{ID: "copy", Parent: "c", Index: -1})
	return "copy"
}
