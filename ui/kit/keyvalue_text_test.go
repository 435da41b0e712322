package kit

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKeyValueParse(t *testing.T) {
	for text, want := range map[string][]KeyValue{
		"":                                 nil,
		"\n  \n":                           nil,
		"Accept: */*\r\nHost: a:80":        {{Key: "Accept", Value: "*/*"}, {Key: "Host", Value: "a:80"}},
		"a=1\nb = x: y\nc=":                {{Key: "a", Value: "1"}, {Key: "b", Value: "x: y"}, {Key: "c"}},
		"url: http://x?a=b":                {{Key: "url", Value: "http://x?a=b"}},
		"a\t1\twhat it is\tand more\nb\t2": {{Key: "a", Value: "1", Description: "what it is and more"}, {Key: "b", Value: "2"}},
		"//off: 1\n// Off: 2":              {{Key: "off", Value: "1", Disabled: true}, {Key: "Off", Value: "2", Disabled: true}},
		":authority: example.org":          {{Key: ":authority", Value: "example.org"}},
		"alone":                            {{Key: "alone"}},
		":":                                {{Key: ":"}},
	} {
		if diff := cmp.Diff(want, keyValueParse(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestKeyValuePair(t *testing.T) {
	for text, want := range map[string]bool{"Accept: */*": true, "a\tb": true, "urn:x": false, "{{a}}: b": false, "two words: b": false, "": false, ": x": false} {
		if got := keyValuePair(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// Bulk text must give back what it was made of, whatever the rows hold.
func TestKeyValueBulkRoundTrip(t *testing.T) {
	rows := []KeyValue{
		{Key: "Accept", Value: "*/*", Description: "kept", Tag: []int{1}},
		{Key: "a:b=c", Value: "x: y=z // no", Disabled: true},
		{Key: "multi", Value: "one\r\ntwo", Kind: KindFile, Type: "text/plain"},
		{Key: "password", Value: "hunter2", Secret: true},
		{Key: "same", Value: "1"},
		{Key: "same", Value: "2", Description: "second"},
		{Key: "empty"},
		{Key: "// odd", Value: "v"},
		{Key: "", Value: "no key"},
		{Key: "spaces", Value: " in front"},
	}
	text := keyValueLines(rows)
	if strings.Contains(text, "hunter2") {
		t.Error("a secret is in the text")
	}
	got := keyValueMerge(keyValueParseBulk(text), rows)
	rows[7].Key, rows[7].Disabled = "odd", true // a key that begins as a disabled row does cannot be told apart
	if diff := cmp.Diff(rows, got); diff != "" {
		t.Error(diff)
	}
}

func TestKeyValueMerge(t *testing.T) {
	old := []KeyValue{{Key: "a", Value: "1", Description: "A"}, {Key: "b", Value: "secret", Secret: true}, {Key: "c", Value: "3", Tag: "C"}}
	text := "c: 30\nrenamed: " + keyValueSecretMask + "\na: 1\nnew: " + keyValueSecretMask
	want := []KeyValue{{Key: "c", Value: "30", Tag: "C"}, {Key: "renamed", Value: "secret", Secret: true}, {Key: "a", Value: "1", Description: "A"}, {Key: "new"}}
	if diff := cmp.Diff(want, keyValueMerge(keyValueParseBulk(text), old)); diff != "" {
		t.Error(diff)
	}
}
