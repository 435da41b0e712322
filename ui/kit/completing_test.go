package kit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// testCompleting offers a few variables and words.
func testCompleting() *completing {
	return &completing{
		variables: func() []Suggestion {
			return []Suggestion{{Text: "basePath"}, {Text: "baseUrl"}, {Text: "databaseName"}, {Text: "token", Kind: SuggestSecret}, {Text: "$guid"}}
		},
		words: func() []Suggestion {
			return []Suggestion{{Text: "Accept"}, {Text: "Accept-Encoding"}, {Text: "Content-Type"}, {Text: "gzip"}}
		},
	}
}

func (c *completing) testOffer() string {
	var out []string
	for i, s := range c.found {
		if i == c.selected {
			s.Text = ">" + s.Text
		}
		out = append(out, s.Text)
	}
	return strings.Join(out, " ")
}

func TestCompletingOffers(t *testing.T) {
	for _, tt := range []struct {
		before string
		asked  bool
		want   string
	}{
		{"", false, ""},
		{"", true, ">Accept Accept-Encoding Content-Type gzip"},
		{"{{", false, ">basePath baseUrl databaseName token $guid"},
		{"http://{{ba", false, ">basePath baseUrl databaseName"},
		{"{{BASEU", false, ">baseUrl"},
		{"{{$", false, ">$guid"},
		{"{{tk", false, ">token"}, // letters in their order
		{"{{nothing", false, ""},
		{"{{token", false, ""}, // whole
		{"{{baseUrl}}", false, ""},
		{"{{a}}{{to", false, ">token"},
		{"{{a b", false, ""},
		{"acc", false, "Accept Accept-Encoding"},
		{"accept", false, "Accept Accept-Encoding"},
		{"Accept", false, ""}, // whole, though another goes on
		{"Accept", true, ">Accept Accept-Encoding"},
		{"br, gz", false, "gzip"},
		{"br,gz", false, "gzip"},
		{"typ", false, "Content-Type"},
		{" ", false, ""},
		{"br, ", false, ""},
	} {
		c := testCompleting()
		c.update(tt.before, tt.asked)
		if got := c.testOffer(); got != tt.want || c.open != (tt.want != "") {
			t.Errorf("%q: %q, open %v, want %q", tt.before, got, c.open, tt.want)
		}
	}
}

func TestCompletingWrites(t *testing.T) {
	for _, tt := range []struct{ before, after, want string }{
		{"{{ba", "", "{{basePath}}|"},
		{"{{", "}}/x", "{{basePath}}|/x"},
		{"a{{tok", "} b", "a{{token}}|} b"},
		{"{{é{{$g", "", "{{é{{$guid}}|"},
		{"br, gz", ";q=1", "br, gzip|;q=1"},
		{"cont", "", "Content-Type|"},
	} {
		c := testCompleting()
		c.update(tt.before, false)
		done, ok := c.accept(0, tt.after)
		got := tt.before[:len(tt.before)-done.before] + done.text + "|" + tt.after[done.after:]
		if !ok || got != tt.want || c.open {
			t.Errorf("%q: %q, %v, want %q", tt.before, got, ok, tt.want)
		}
		if _, ok = c.accept(0, ""); ok {
			t.Error("a closed list writes")
		}
	}
}

func TestCompletingChooses(t *testing.T) {
	c := testCompleting()
	c.update("{{", false)
	var got []int
	for _, step := range []func(){func() { c.move(1) }, func() { c.move(-1) }, func() { c.move(-1) }, func() { c.move(1) }, func() { c.page(8) },
		func() { c.page(-8) }, func() { c.page(2) }} {
		step()
		got = append(got, c.selected)
	}
	if diff := cmp.Diff([]int{1, 0, 4, 0, 4, 0, 2}, got); diff != "" {
		t.Error(diff)
	}
	c.close()
	c.update("acc", false)
	if c.move(-1); c.selected != 1 {
		t.Errorf("up from nothing selects %d", c.selected)
	}
	if c.close(); c.selected >= 0 {
		t.Error("something is selected in a closed list")
	}
	c.move(1)
}

// What is offered is asked for once while a list is open, since it may be dear to find.
func TestCompletingAsksOnce(t *testing.T) {
	asked := 0
	c := &completing{variables: func() []Suggestion { asked++; return []Suggestion{{Text: "token"}} }}
	for _, before := range []string{"{{", "{{t", "{{to", "{{t"} {
		c.update(before, false)
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	c.update("{{token}}", false)
	if c.update("{{token}} {{", false); asked != 2 {
		t.Errorf("asked %d times for two lists", asked)
	}
}

func TestCompletingFindKeepsTheOrderOfWhatBegins(t *testing.T) {
	all := []Suggestion{{Text: "zeta"}, {Text: "alphaZ"}, {Text: "Zulu"}, {Text: "éz"}}
	var got []string
	for _, s := range completingFind(all, "z") {
		got = append(got, s.Text)
	}
	if diff := cmp.Diff([]string{"zeta", "Zulu"}, got[:2]); diff != "" || len(got) != 4 {
		t.Errorf("%v: %s", got, diff)
	}
	if !completingBegins("Émile", "ém") || completingBegins("é", "éx") || completingBegins("\xff", "é") {
		t.Error("prefixes of letters that are no ASCII")
	}
	if got := completingFind(slices.Repeat(all, 1), " "); len(got) != 0 {
		t.Errorf("a space finds %v", got)
	}
}

func BenchmarkCompleting10000(b *testing.B) {
	var all []Suggestion
	for i := range 10_000 {
		all = append(all, Suggestion{Text: fmt.Sprintf("customerAddress%d", i)})
	}
	c := &completing{variables: func() []Suggestion { return all }}
	c.update("{{", false)
	for b.Loop() {
		if c.update("{{adr1", false); !c.open {
			b.Fatal("nothing found")
		}
	}
}
