package mock

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"postern/model"
)

// remembering compiles one template with variables that the values start from.
func remembering(t *testing.T, body string) *Table {
	b, o := parseBundle(t, "var login {\"users\": {\"ann\": {\"failed\": 2}}, \"log\": []}\nvar name plain\nrequest ANY /t\n  example t 200 t\n    body x\n    mock {\"template\": true}\n")
	b.Items[0].Examples[0].Body = model.Bytes([]byte(body))
	return mustCompile(t, b, o)
}

func filledWith(table *Table, s *State) string {
	d := table.Answer(&Request{Method: "GET", Path: "/t", Header: http.Header{}}, s)
	if d.Outcome != Served {
		return d.Reason
	}
	return string(d.Body)
}

func TestTemplatesRemember(t *testing.T) {
	for _, tt := range []struct{ template, first, second string }{
		{"{{setData 'inc' 'n'}}{{data 'n'}}", "1", "2"},
		{"{{setData 'dec' 'n' null 5}}{{data 'n'}}", "-5", "-10"},
		{"{{setData 'inc' 'login' 'users.ann.failed' 1}}{{data 'login' 'users.ann.failed'}} {{data 'login' '$.users.ann.failed'}}", "3 3", "4 4"},
		{"{{setData 'push' 'login' 'log' (object a='b')}}{{size (dataRaw 'login' 'log')}} {{data 'login' 'log.0.a'}}", "1 b", "2 b"},
		{"{{setData 'push' 'new' null 'x'}}{{data 'new'}}", `["x"]`, `["x","x"]`},
		{"{{setData 'set' 'new' 'a.b' (array 1 2)}}{{data 'new'}}{{setData 'del' 'new' 'a.b.0'}}{{data 'new'}}", `{"a":{"b":[1,2]}}{"a":{"b":[2]}}`, `{"a":{"b":[1,2]}}{"a":{"b":[2]}}`},
		{"{{data 'name'}}{{setData 'set' 'name' null 'other'}}", "plain", "other"},
		{"{{setData 'invert' 'on'}}{{#if (data 'on')}}on{{else}}off{{/if}}", "on", "off"},
		{"{{getGlobalVar 'g'}}{{setGlobalVar 'g' (object n=1)}}{{getGlobalVar 'g' 'n'}}", "1", `{"n":1}1`},
		{"{{data 'nosuch'}}|{{data 'nosuch' 'a' default='d'}}{{setData 'del' 'login' 'users'}}{{data 'login'}}{{setData 'del' 'login'}}{{data 'login'}}", `|d{"log":[]}`, "|d"},
	} {
		table := remembering(t, tt.template)
		var s State
		snapshot := s.Snapshot()
		if first, second := filledWith(table, &s), filledWith(table, &s); first != tt.first || second != tt.second {
			t.Errorf("%s\n got %q, %q\nwant %q, %q", tt.template, first, second, tt.first, tt.second)
		}
		after := s.Snapshot()
		if err := s.Restore(table, snapshot); err != nil || filledWith(table, &s) != tt.first {
			t.Errorf("%s: not as at first after restoring (%v)", tt.template, err)
		}
		if err := s.Restore(table, after); err != nil || string(s.Snapshot()) != string(after) {
			t.Errorf("%s: %s is restored as %s, %v", tt.template, after, s.Snapshot(), err)
		}
		if s.Reset(); filledWith(table, &s) != tt.first {
			t.Errorf("%s: not as at first after a reset", tt.template)
		}
	}
}

func TestTemplatesDoNotRememberWithoutBounds(t *testing.T) {
	for template, want := range map[string]string{
		"{{#repeat 1001}}{{setData 'set' (concat 'k' @index) null 1}}{{/repeat}}":                                               "no more than 1,000 values",
		"{{#assign 'x'}}{{#repeat 90000}}0123456789{{/repeat}}{{/assign}}{{#repeat 6}}{{setData 'push' 'a' null x}}{{/repeat}}": "no more than",
		"{{setData 'set' 'a' '" + strings.Repeat("b.", 120) + "c' 1}}":                                                          "no more than",
		"{{setData 'push' 'name' null 1}}":                                                                                      "it can only push to a list",
		"{{setData 'inc' 'login' 'users'}}":                                                                                     "it can only count",
		"{{setData 'inc' 'login' 'log.7'}}":                                                                                     "leads nowhere",
		"{{setData 'set' 'name' 'a' 1}}":                                                                                        "leads nowhere",
		"{{setData 'merge' 'name' 'a' 1}}":                                                                                      "it knows set, push",
	} {
		var s State
		if got := filledWith(remembering(t, template), &s); !strings.Contains(got, want) {
			t.Errorf("%s: %.300q, want %q", template, got, want)
		}
	}
	var s State
	if err := s.Restore(remembering(t, "x"), []byte(`{"version":1,"values":{"data a":"`+strings.Repeat("x", maxKeptBytes)+`"}}`)); err == nil {
		t.Error("a snapshot that is over the bounds is restored")
	}
}

func TestRequestsAtOnceLoseNoCount(t *testing.T) {
	table := remembering(t, "{{setData 'inc' 'n'}}")
	var s State
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 100 {
				filledWith(table, &s)
			}
		})
	}
	all.Wait()
	if got := string(s.kept("data n", nil)); got != "400" {
		t.Errorf("counted %s of 400", got)
	}
}
