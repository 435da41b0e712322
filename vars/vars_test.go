package vars_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"postern/model"
	"postern/vars"
)

func scope(name string, pairs ...string) vars.Scope {
	s := vars.Scope{Name: name}
	for i := 0; i < len(pairs); i += 2 {
		s.Variables = append(s.Variables, model.Variable{Key: pairs[i], Value: pairs[i+1]})
	}
	return s
}

func TestExpand(t *testing.T) {
	set := vars.New(
		scope("local", "who", "local"),
		vars.Scope{Name: "environment dev", Variables: []model.Variable{
			{Key: "off", Value: "1", Disabled: true},
			{Key: "twice", Value: "first"}, {Key: "twice", Value: "second"}, {Key: "twice", Value: "third", Disabled: true},
		}},
		scope("collection", "who", "collection", "base", "{{scheme}}://{{host}}", "scheme", "https", "host", "h{{n}}", "n", "1",
			"name", "host", "self", "<{{self}}>", "ping", "{{pong}}", "pong", "{{ping}}", "none", "", "half", "a{{gone}}b", " padded ", "p"),
	)
	type left = []vars.Unresolved
	for _, test := range []struct {
		in, want string
		left     left
	}{
		{in: "plain", want: "plain"},
		{in: "{{who}}", want: "local"},
		{in: "a{{ who }}b{{twice}}c", want: "alocalbsecondc"},
		{in: "{{base}}/x", want: "https://h1/x"},
		{in: "{{{{name}}}}", want: "h1"},
		{in: "{{{who}}}", want: "{local}"},
		{in: "{{padded}}{{none}}!", want: "p!"},
		{in: "{{off}}", want: "{{off}}", left: left{{"off", 0, 7}}},
		{in: "é{{who}}{{nope}}", want: "élocal{{nope}}", left: left{{"nope", 9, 17}}},
		{in: "{{none}}{{none}}{{half}}{{zz}}", want: "a{{gone}}b{{zz}}", left: left{{"gone", 16, 24}, {"zz", 24, 30}}},
		{in: "{{base}}{{none}}{{zz}}", want: "https://h1{{zz}}", left: left{{"zz", 16, 22}}},
		{in: "{{}}{{a{b}}{{x\n}}", want: "{{}}{{a{b}}{{x\n}}"},
		{in: "{{x", want: "{{x"},
	} {
		got, unresolved := set.Expand(test.in)
		if got != test.want {
			t.Errorf("Expand(%q) = %q, want %q", test.in, got, test.want)
		}
		if d := cmp.Diff(test.left, unresolved); d != "" {
			t.Errorf("Expand(%q) unresolved (-want +got):\n%s", test.in, d)
		}
	}
}

// Names that refer to themselves end, are reported, and stand where they were written.
func TestExpandCycles(t *testing.T) {
	set := vars.New(scope("s", "self", "<{{self}}>", "ping", "{{pong}}", "pong", "{{ping}}"))
	got, left := set.Expand("x{{self}}")
	if want := "x" + strings.Repeat("<", 19) + "{{self}}" + strings.Repeat(">", 19); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if d := cmp.Diff([]vars.Unresolved{{"self", 1, 9}}, left); d != "" {
		t.Error(d)
	}
	if _, left := set.Expand("{{ping}}"); len(left) != 1 {
		t.Errorf("unresolved = %v, want one", left)
	}
}

// Values that multiply stop at a bound instead of filling the memory, secret or not.
func TestExpandBounded(t *testing.T) {
	for _, secret := range []bool{false, true} {
		big := vars.Scope{Name: "bombs"}
		for i := range 12 {
			others := ""
			for j := range 12 {
				others += fmt.Sprintf("{{v%d}}", (i+j+1)%12)
			}
			big.Variables = append(big.Variables, model.Variable{Key: fmt.Sprintf("v%d", i), Value: others, Secret: secret})
		}
		big.Variables = append(big.Variables, model.Variable{Key: "fat", Value: strings.Repeat("{{fat}}", 1000) + strings.Repeat("x", 1<<20)})
		set := vars.New(big)
		for _, in := range []string{"{{v0}}", "{{fat}}"} {
			got, left := set.Expand(in)
			if len(got) > 17<<20 {
				t.Errorf("%s grew to %d bytes", in, len(got))
			}
			if len(left) == 0 {
				t.Errorf("%s: nothing is reported as unresolved", in)
			}
		}
	}
}

func TestLookup(t *testing.T) {
	set := vars.New(
		vars.Scope{Name: "environment local", Variables: []model.Variable{
			{Key: "token", Value: "t-{{part}}", Secret: true}, {Key: "auth", Value: "Bearer {{token}}"}, {Key: "empty", Secret: true},
		}},
		scope("globals", "part", "77", "$guid", "mine"),
	)
	for name, want := range map[string]vars.Value{
		"part":  {Text: "77", Scope: "globals"},
		"token": {Text: "t-77", Scope: "environment local", Secret: true},
		"auth":  {Text: "Bearer t-77", Scope: "environment local", Secret: true},
		"empty": {Scope: "environment local", Secret: true},
		"$guid": {Text: "mine", Scope: "globals"},
	} {
		got, ok := set.Lookup(name)
		if d := cmp.Diff(want, got); !ok || d != "" {
			t.Errorf("Lookup(%q), found %v (-want +got):\n%s", name, ok, d)
		}
	}
	if _, ok := set.Lookup("nope"); ok {
		t.Error("found a name that is not there")
	}
	if d := cmp.Diff([]string{"t-77"}, set.Secrets()); d != "" {
		t.Error(d)
	}
}

// Only secrets that were used count, resolved, and the longest first.
func TestSecrets(t *testing.T) {
	set := vars.New(vars.Scope{Variables: []model.Variable{
		{Key: "short", Value: "abc", Secret: true}, {Key: "long", Value: "{{short}}-{{n}}", Secret: true},
		{Key: "n", Value: "1"}, {Key: "unused", Value: "zzz", Secret: true}, {Key: "loop", Value: "l{{loop}}", Secret: true},
	}})
	set.Expand("{{long}} {{n}} {{loop}}")
	got := set.Secrets()
	if len(got) == 0 || !slices.IsSortedFunc(got, func(a, b string) int { return len(b) - len(a) }) {
		t.Errorf("secrets %q are not the longest first", got)
	}
	for _, want := range []string{"abc-1", "abc", "l{{loop}}"} {
		if !slices.Contains(got, want) {
			t.Errorf("secrets %q lack %q", got, want)
		}
	}
	if slices.Contains(got, "zzz") || slices.Contains(got, "1") {
		t.Errorf("secrets %q hold what was not used or is not secret", got)
	}
}

func TestDynamic(t *testing.T) {
	var none *vars.Set
	got, left := none.Expand("{{$guid}} {{$guid}} {{x}}")
	f := strings.Fields(got)
	uuid := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	if len(f) != 3 || !uuid.MatchString(f[0]) || !uuid.MatchString(f[1]) || f[0] == f[1] || len(left) != 1 {
		t.Errorf("Expand = %q, unresolved %v", got, left)
	}
	if none.Secrets() != nil {
		t.Error("a nil set has secrets")
	}
	now := func() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 89e6, time.FixedZone("", 3600)) }
	const in = "{{$timestamp}} {{$isoTimestamp}} {{$randomInt}} {{$randomUUID}} {{v}}"
	seeded := func() string {
		text, _ := vars.New(scope("s", "v", "{{$randomInt}}")).WithSource(rand.NewPCG(1, 2), now).Expand(in)
		return text
	}
	if a, b := seeded(), seeded(); a != b || !strings.HasPrefix(a, "1772597167 2026-03-04T04:06:07.089Z ") {
		t.Errorf("equal sources give %q and %q", a, b)
	}
	for _, name := range vars.DynamicNames() {
		if _, ok := none.Lookup(name); !ok || !vars.Dynamic(name) {
			t.Errorf("%s is listed but has no value", name)
		}
	}
	if vars.Dynamic("guid") || vars.Dynamic("$nope") {
		t.Error("names that are not dynamic count as such")
	}
}

// Both ends of the range of $randomInt come up, and nothing beyond.
func TestRandomInt(t *testing.T) {
	set := vars.New().WithSource(rand.NewPCG(3, 4), nil)
	seen := map[string]bool{}
	for range 20_000 {
		v, _ := set.Lookup("$randomInt")
		seen[v.Text] = true
	}
	if len(seen) != 1001 || !seen["0"] || !seen["1000"] {
		t.Errorf("%d values, 0: %v, 1000: %v", len(seen), seen["0"], seen["1000"])
	}
}

func TestConcurrent(t *testing.T) {
	set := vars.New(vars.Scope{Variables: []model.Variable{{Key: "k", Value: "v", Secret: true}}}).WithSource(rand.NewPCG(1, 1), nil)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if got, _ := set.Expand("{{k}}{{$guid}}"); len(got) != 37 {
					t.Errorf("got %q", got)
				}
			}
		})
	}
	wg.Wait()
	if len(set.Secrets()) != 1 {
		t.Errorf("secrets = %q", set.Secrets())
	}
}

func TestFind(t *testing.T) {
	for in, want := range map[string][]vars.Span{
		"":                  nil,
		"{}{ {a}} }}":       nil,
		"{{a}}{{ b }}":      {{0, 5, "a"}, {5, 12, "b"}},
		"{{{a}}}":           {{1, 6, "a"}},
		"{{a{{b}}":          {{3, 8, "b"}},
		"{{a}x}} {{c}}":     {{8, 13, "c"}},
		"{{a\n}} {{ }}{{d}": nil,
		`{"x":{"y":{{z}}}}`: {{10, 15, "z"}},
	} {
		if d := cmp.Diff(want, vars.Find(in)); d != "" {
			t.Errorf("Find(%q) (-want +got):\n%s", in, d)
		}
	}
}

func FuzzExpand(f *testing.F) {
	f.Add("{{a}}{{b}}{{{{c}}}}", "x{{b}}", "{{c}}", "b")
	f.Add("{{a}}", "{{a}}{{b}}", "{{a}}{{b}}", "")
	f.Add("{{a}}b}} {{c}}", "{{", "}}", "{{a}}{{")
	f.Fuzz(func(t *testing.T, text, a, b, c string) {
		set := vars.New(vars.Scope{Variables: []model.Variable{
			{Key: "a", Value: a}, {Key: "b", Value: b, Secret: true}, {Key: "c", Value: c},
		}})
		got, left := set.Expand(text)
		if len(vars.Find(text)) == 0 && got != text {
			t.Errorf("%q without variables became %q", text, got)
		}
		for _, u := range left {
			if u.Start < 0 || u.Start >= u.End || u.End > len(text) {
				t.Errorf("%q: %+v is outside the text", text, u)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	line := `{"id": "{{id}}", "name": "something that has no variable in it at all", "at": "{{$timestamp}}"}`
	b.ReportAllocs()
	for b.Loop() {
		vars.Find(line)
	}
}
