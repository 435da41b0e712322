package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

// exchange makes an exchange at a second, answered with a body.
func exchange(id model.ID, second int, body string) model.Exchange {
	return model.Exchange{ID: id, Time: time.Unix(int64(second), 0).UTC(), RequestName: "name of " + string(id),
		Request:  model.WireRequest{Method: "GET", URL: "https://example.com/" + string(id)},
		Response: &model.WireResponse{Status: 200, Proto: "HTTP/1.1", Body: model.Bytes([]byte(body))}}
}

func mustAdd(t *testing.T, s *Store, list ...model.Exchange) {
	t.Helper()
	for _, e := range list {
		if err := s.AddExchange(e); err != nil {
			t.Fatal(err)
		}
	}
}

func historyIDs(t *testing.T, s *Store, query string, limit int) string {
	t.Helper()
	list, err := s.History(query, limit)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, e := range list {
		if e.Request.Body.Data != nil || e.Response != nil && e.Response.Body.Data != nil {
			t.Errorf("%s comes with a body", e.ID)
		}
		ids = append(ids, string(e.ID))
	}
	return strings.Join(ids, " ")
}

func TestHistoryQuery(t *testing.T) {
	s := newStore(t)
	del := exchange("b", 3, "")
	del.Request.Method, del.Response.Status, del.RequestName = "DELETE", 404, "Größe löschen"
	failed := exchange("c", 2, "")
	failed.Response, failed.Failure = nil, &model.Failure{Kind: model.FailDNS, Text: "no such host"}
	mustAdd(t, s, exchange("a", 1, "x"), del, failed)
	for _, c := range []struct {
		query string
		limit int
		want  string
	}{
		{"", 0, "b c a"}, {"", 2, "b c"}, {"get", 0, "c a"}, {"GET", 1, "c"}, {"404", 0, "b"}, {"200 GET", 0, "a"},
		{"GRÖSSE", 0, ""}, {"größe delete", 0, "b"}, {"example.com/A", 0, "a"}, {"name  of", 0, "c a"}, {"none", 0, ""},
	} {
		if got := historyIDs(t, s, c.query, c.limit); got != c.want {
			t.Errorf("%q, %d: %q, want %q", c.query, c.limit, got, c.want)
		}
	}
}

func TestHistoryLimits(t *testing.T) {
	s := newStore(t)
	settings := model.DefaultSettings()
	settings.HistoryEntries, settings.HistoryBody = 3, 5
	mustApply(t, s, model.PutSettings{Settings: settings})
	for i := range 5 {
		mustAdd(t, s, exchange(model.ID(fmt.Sprint("e", i)), 10-i, "12345"))
	}
	if got := historyIDs(t, s, "", 0); got != "e0 e1 e2" {
		t.Errorf("kept %q: not the newest", got)
	}
	mustAdd(t, s, exchange("big", 20, "123456"))
	e, err := s.Exchange("big")
	if want := (model.Content{Size: 6}); err != nil || !cmp.Equal(e.Response.Body, want) {
		t.Errorf("large body %+v, %v", e.Response.Body, err)
	}
	e, err = s.Exchange("e0")
	if want := (model.Content{Hash: hashOf("12345"), Size: 5, Data: []byte("12345")}); err != nil || !cmp.Equal(e.Response.Body, want) {
		t.Errorf("body %+v, %v", e.Response.Body, err)
	}
	checkFile(t, s)
	mustAdd(t, s, exchange("e0", 30, "other"))
	if got := historyIDs(t, s, "", 0); got != "e0 big e1" {
		t.Errorf("%q after adding e0 again", got)
	}
	if err := s.ClearHistory(); err != nil {
		t.Fatal(err)
	}
	if got := historyIDs(t, s, "", 0); got != "" {
		t.Errorf("%q after clearing", got)
	}
	if _, err := s.Body(hashOf("12345")); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("body after clearing: %v", err)
	}
}

func TestHistoryKeepsNoSecrets(t *testing.T) {
	s := newStore(t)
	file := filepath.Join(t.TempDir(), "answer")
	if err := os.WriteFile(file, []byte("from the file: hunter2"), 0o600); err != nil {
		t.Fatal(err)
	}
	e := exchange("a", 1, "")
	e.Secrets = []string{"hunter2"}
	e.Request.URL += "?key=hunter2"
	e.Request.Headers = []model.Field{{Key: "Authorization", Value: "Basic abc"}}
	e.Request.Body = model.Bytes([]byte("password=hunter2"))
	e.Response.Body = model.Content{Path: file, Size: 22}
	mustAdd(t, s, e)
	for name, data := range contents(t, filepath.Dir(s.Path())) {
		if strings.Contains(data, "hunter2") || strings.Contains(data, "Basic abc") {
			t.Errorf("%s has a secret", name)
		}
	}
	got, err := s.Exchange("a")
	if err != nil || string(got.Response.Body.Data) != "from the file: "+model.Mask || string(got.Request.Body.Data) != "password="+model.Mask {
		t.Errorf("%q %q %v", got.Response.Body.Data, got.Request.Body.Data, err)
	}
	if e.Response.Body.Path != file || string(e.Request.Body.Data) != "password=hunter2" {
		t.Error("the caller's exchange was changed")
	}
	gone := exchange("b", 2, "")
	gone.Response.Body = model.Content{Path: file + ".gone", Size: 7}
	mustAdd(t, s, gone)
	if got, err := s.Exchange("b"); err != nil || !cmp.Equal(got.Response.Body, model.Content{Size: 7}) {
		t.Errorf("%+v, %v", got.Response, err)
	}
	if err := s.AddExchange(model.Exchange{}); !errors.Is(err, model.ErrInvalid) {
		t.Errorf("without ID: %v", err)
	}
}
