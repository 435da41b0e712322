package mock

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

// The properties that the contract states, on random collections from fixed seeds.

const (
	collections = 150
	requests    = 60
)

var (
	templateSegments = []string{"a", "b", "c", ":x", "{y}", "{{z}}", "r-:n.csv", "{n}.csv", "{d:[0-9]+}", "{e:[0-9a-f]+}"}
	pathSegments     = []string{"a", "b", "c", "12", "1f", "r-7.csv", "q.csv", "zz", "", "a%2Fb"}
	routeMethods     = []string{"GET", "GET", "POST", "ANY", "HEAD"}
	requestMethods   = []string{"GET", "GET", "POST", "HEAD", "DELETE", "OPTIONS"}
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func randomURL(r *rand.Rand) string {
	var b strings.Builder
	b.WriteString("{{baseUrl}}")
	for range r.IntN(4) + 1 {
		b.WriteString("/" + pick(r, templateSegments))
	}
	if r.IntN(12) == 0 {
		b.WriteString("/**")
	}
	return b.String()
}

// randomBundle has requests of distinct shapes, each with count examples.
func randomBundle(r *rand.Rand, count int) model.Bundle {
	b := model.Bundle{Collection: model.Collection{ID: "c", Name: "random"}}
	seen := map[string]bool{}
	for i := range r.IntN(14) + 1 {
		q := &model.Request{ID: model.ID(fmt.Sprintf("r%d", i)), Method: pick(r, routeMethods), URL: randomURL(r)}
		p, err := parsePattern(model.RoutePath(q.URL, nil, false), false)
		shape := q.Method + p.shape()
		if err != nil || seen[shape] {
			continue
		}
		seen[shape] = true
		q.Mock = randomRoute(r, q)
		it := model.Item{Request: q}
		for k := range count {
			it.Examples = append(it.Examples, randomExample(r, q, model.ID(fmt.Sprintf("e%d.%d", i, k))))
		}
		b.Items = append(b.Items, it)
	}
	return b
}

// randomRoute has a priority now and then, and a mode whose memory no other route shares.
func randomRoute(r *rand.Rand, q *model.Request) model.RequestMock {
	m := model.RequestMock{Priority: pick(r, []int{0, 0, 0, 0, 3, -2})}
	m.Mode = model.MockMode{Pick: pick(r, model.MockPicks), End: pick(r, []model.MockEnd{model.EndStay, model.EndLoop, model.EndMiss}),
		Machine: string(q.ID), Key: pick(r, []model.MockKey{{}, {From: model.KeyClient}, {From: model.KeyHeader, Name: "origin"}})}
	return m
}

var randomRules = []model.MockRule{
	{Source: model.MockQuery, Key: "p", Operator: model.MockEquals, Value: "1"},
	{Source: model.MockHeader, Key: "Origin", Operator: model.MockExists},
	{Group: model.MockNone, Rules: []model.MockRule{{Source: model.MockPath, Operator: model.MockMatches, Value: "a"}}},
	{Group: model.MockAny, Rules: []model.MockRule{{Source: model.MockQuery, Key: "x", Operator: model.MockGreater, Value: "1"},
		{Source: model.MockMethod, Operator: model.MockNotEquals, Value: "GET"}}},
}

func randomExample(r *rand.Rand, q *model.Request, id model.ID) model.Example {
	e := model.Example{ID: id, Name: string(id), Status: pick(r, []int{200, 201, 404, 500}), Saved: q.Snapshot(),
		Body: model.Bytes([]byte(id))}
	for _, name := range []string{"p", "q"} {
		if r.IntN(2) == 0 {
			e.Saved.Query = append(e.Saved.Query, model.Field{Key: name, Value: strconv.Itoa(r.IntN(3))})
		}
	}
	if r.IntN(3) == 0 {
		e.Mock.Rules = []model.MockRule{pick(r, randomRules)}
	}
	e.Mock.Weight = float64(r.IntN(4))
	e.Mock.When, e.Mock.Then = pick(r, []string{"", "", model.MockStart, "s1"}), pick(r, []string{"", "s1", model.MockStart})
	return e
}

func randomRequest(r *rand.Rand) *Request {
	q := &Request{Method: pick(r, requestMethods), Header: http.Header{}, Client: pick(r, []string{"10.0.0.1:1", "10.0.0.2:1"}), Query: fmt.Sprintf("p=%d&x=%d", r.IntN(3), r.IntN(3))}
	for range r.IntN(5) {
		q.Path += "/" + pick(r, pathSegments)
	}
	if q.Path == "" {
		q.Path = "/"
	}
	if r.IntN(3) == 0 {
		q.Header.Set("Origin", "http://localhost")
		q.Header.Set("Access-Control-Request-Method", "PUT")
	}
	if r.IntN(5) == 0 {
		q.Header.Set("Prefer", "code="+strconv.Itoa(pick(r, []int{200, 404, 999})))
	}
	return q
}

func mustCompile(t testing.TB, b model.Bundle, o Options) *Table {
	t.Helper()
	table, err := Compile(b, o)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// fresh copies what a request says, without what it keeps of itself.
func fresh(q *Request) *Request {
	return &Request{Method: q.Method, Path: q.Path, Query: q.Query, Header: q.Header, Body: q.Body, Client: q.Client}
}

func TestEveryRequestHasOneOutcomeAndItsTrace(t *testing.T) {
	ends := map[Outcome]int{Served: 8, Preflight: 2, NoRoute: 9, NoMethod: 9, NoExample: 9, NoChoice: 9, NoMatch: 9, Ended: 9}
	met := map[Outcome]int{}
	for seed := range uint64(collections) {
		r := rand.New(rand.NewPCG(seed, 1))
		table := mustCompile(t, randomBundle(r, int(seed%4)), Options{})
		var state State
		for range requests {
			q := randomRequest(r)
			d := table.Answer(q, &state)
			met[d.Outcome]++
			last := d.Trace[len(d.Trace)-1]
			if want, known := ends[d.Outcome]; !known || last.Step != want {
				t.Fatalf("seed %d: %s %s ends as %q at step %d", seed, q.Method, q.Path, d.Outcome, last.Step)
			}
			if !slices.IsSortedFunc(d.Trace, func(a, b model.Verdict) int { return a.Step - b.Step }) {
				t.Fatalf("seed %d: %s %s: steps out of order: %+v", seed, q.Method, q.Path, d.Trace)
			}
			if (d.Outcome == Served) != (d.Example != "") || d.Reason == "" || d.Status < 200 {
				t.Fatalf("seed %d: %s %s: outcome %q, example %q, reason %q, status %d", seed, q.Method, q.Path, d.Outcome, d.Example, d.Reason, d.Status)
			}
		}
	}
	for outcome := range ends {
		if met[outcome] == 0 {
			t.Errorf("no request ended as %q: the collections are too plain", outcome)
		}
	}
}

func TestSameTableStateAndSeedSameAnswer(t *testing.T) {
	for seed := range uint64(collections) {
		b := randomBundle(rand.New(rand.NewPCG(seed, 2)), 3)
		o := Options{Settings: model.MockSettings{Seed: seed}}
		one, two := mustCompile(t, b, o), mustCompile(t, b, o)
		var first, second State
		if diff := cmp.Diff(one.Problems(), two.Problems()); diff != "" {
			t.Fatalf("seed %d: problems differ: %s", seed, diff)
		}
		r := rand.New(rand.NewPCG(seed, 3))
		for range requests {
			q := randomRequest(r)
			x, y := one.Answer(q, &first), two.Answer(fresh(q), &second)
			all := func(d *Decision) []any { return []any{d.Status, d.Headers(), d.Body, d.Trace, d.NearMisses} }
			if !reflect.DeepEqual(all(&x), all(&y)) {
				t.Fatalf("seed %d: %s %s: %s", seed, q.Method, q.Path, cmp.Diff(all(&x), all(&y)))
			}
		}
	}
}

func TestOrderOfUnambiguousRoutesDoesNotMatter(t *testing.T) {
	compared := 0
	for seed := range uint64(collections) {
		r := rand.New(rand.NewPCG(seed, 4))
		b := randomBundle(r, 2)
		table := mustCompile(t, b, Options{})
		if slices.ContainsFunc(table.tiers, func(n *node) bool { return len(ambiguities(n)) > 0 }) {
			continue
		}
		shuffled := b
		shuffled.Items = slices.Clone(b.Items)
		r.Shuffle(len(shuffled.Items), func(i, j int) {
			shuffled.Items[i], shuffled.Items[j] = shuffled.Items[j], shuffled.Items[i]
		})
		other := mustCompile(t, shuffled, Options{})
		var first, second State
		for range requests {
			q := randomRequest(r)
			x, y := table.Answer(q, &first), other.Answer(fresh(q), &second)
			if x.Outcome != y.Outcome || x.Example != y.Example || x.Route != y.Route {
				t.Fatalf("seed %d: %s %s: %s %s, in another order %s %s", seed, q.Method, q.Path, x.Outcome, x.Route, y.Outcome, y.Route)
			}
			compared++
		}
	}
	if compared < 1000 {
		t.Errorf("only %d requests were compared: too many collections are ambiguous", compared)
	}
}

func TestAddingAnExampleChangesNoOtherRoute(t *testing.T) {
	for seed := range uint64(collections) {
		r := rand.New(rand.NewPCG(seed, 5))
		b := randomBundle(r, 2)
		before := mustCompile(t, b, Options{})
		changed := b
		changed.Items = slices.Clone(b.Items)
		it := &changed.Items[r.IntN(len(changed.Items))]
		it.Examples = append(slices.Clone(it.Examples), randomExample(r, it.Request, "new"))
		after := mustCompile(t, changed, Options{})
		home := after.routes[slices.IndexFunc(after.routes, func(x *route) bool {
			return slices.ContainsFunc(x.examples, func(e *example) bool { return e.id == "new" })
		})].key
		var first, second State
		for range requests {
			q := randomRequest(r)
			x, y := before.Answer(q, &first), after.Answer(fresh(q), &second)
			if x.Route != y.Route || x.Route != home && (x.Outcome != y.Outcome || x.Example != y.Example) {
				t.Fatalf("seed %d: %s %s: %s %s became %s %s", seed, q.Method, q.Path, x.Route, x.Example, y.Route, y.Example)
			}
		}
	}
}

// wideTable has n routes of every kind of segment side by side.
func wideTable(t testing.TB, n int) *Table {
	b := model.Bundle{Collection: model.Collection{ID: "c"}}
	for i := range n {
		url := []string{"/v1/things%d/:id", "/v1/report%d-:id.csv/x", "/v1/:a/sub%d", "/v1/things/{id}/%d"}[i%4]
		q := &model.Request{ID: model.ID(strconv.Itoa(i)), URL: fmt.Sprintf(url, i)}
		e := model.Example{ID: q.ID, Name: "example", Status: 200, Saved: q.Snapshot(), Body: model.Bytes([]byte(`{"ok":true}`))}
		b.Items = append(b.Items, model.Item{Request: q, Examples: []model.Example{e}})
	}
	return mustCompile(t, b, Options{})
}

func TestCostDoesNotDependOnTheNumberOfRoutes(t *testing.T) {
	small, large := wideTable(t, 12), wideTable(t, 10_000)
	for _, path := range []string{"/v1/things4/7", "/v1/report5-7.csv/x", "/v1/zz/sub6", "/v1/things/9/7"} {
		looked := func(table *Table) int {
			s := search{segs: splitPath(nil, path, false), method: "GET"}
			if s.run(table.root) == nil {
				t.Errorf("%s is not found", path)
			}
			return s.looked
		}
		if few, many := looked(small), looked(large); many > few {
			t.Errorf("%s: looked at %d places among 12 routes, at %d among 10,000", path, few, many)
		}
	}
}

func BenchmarkAnswer(b *testing.B) {
	for _, n := range []int{10, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			table := wideTable(b, n)
			header := http.Header{"User-Agent": {"bench"}, "Accept": {"*/*"}}
			b.ReportAllocs()
			for b.Loop() {
				q := Request{Method: "GET", Path: "/v1/things4/7", Query: "a=1", Header: header}
				if d := table.Answer(&q, nil); d.Outcome != Served {
					b.Fatal(d.Outcome)
				}
			}
		})
	}
}
