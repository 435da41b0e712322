package store

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	diff "github.com/google/go-cmp/cmp"

	"postern/model"
)

// oddText makes short random texts of few different letters, among them those that JSON escapes and
// those that are hard to fold, so that words are found by chance.
func oddText(r *rand.Rand) string {
	letters := []rune("abAB\"\\/<=: \n\tßſKkKÅåéÉΣσς\u2028\x00")
	out := make([]rune, r.IntN(9))
	for i := range out {
		out[i] = letters[r.IntN(len(letters))]
	}
	return string(out)
}

func randomFields(r *rand.Rand) (rows []model.Field) {
	for range r.IntN(3) {
		rows = append(rows, model.Field{Key: oddText(r), Value: oddText(r), Description: oddText(r)})
	}
	return rows
}

func randomRequest(r *rand.Rand) *model.Request {
	return &model.Request{ID: model.NewID(), Name: oddText(r), URL: oddText(r), Query: randomFields(r), PathParams: randomFields(r),
		Headers: randomFields(r), Docs: oddText(r), Body: model.Body{Mode: model.BodyText, Text: oddText(r), Form: randomFields(r)},
		Scripts: []model.Script{{Source: oddText(r)}}, Auth: model.Auth{Type: model.AuthBasic, Params: map[string]string{"password": oddText(r)}}}
}

// sameButCase compares letters one by one, as Unicode's simple folding has it.
func sameButCase(a, b rune) bool {
	for f := unicode.SimpleFold(a); f != a; f = unicode.SimpleFold(f) {
		if f == b {
			return true
		}
	}
	return a == b
}

// holds tells whether a text has a word in it, in the plainest way there is.
func naiveHolds(text, word string) bool {
	t, w := []rune(text), []rune(word)
	for at := 0; at+len(w) <= len(t); at++ {
		i := 0
		for i < len(w) && sameButCase(t[at+i], w[i]) {
			i++
		}
		if i == len(w) {
			return true
		}
	}
	return false
}

// rankOf returns the best field by which all words are found, going through all fields of a request and
// an example: one list of rows for each field.
func rankOf(fields [][]string, words []string) (rank int, ok bool) {
	for _, w := range words {
		at := slices.IndexFunc(fields, func(rows []string) bool {
			return slices.ContainsFunc(rows, func(row string) bool { return naiveHolds(row, w) })
		})
		if at < 0 {
			return 0, false
		}
		rank = max(rank, at)
	}
	return rank, true
}

func joined(sep string, lists ...[]model.Field) (rows, docs []string) {
	for _, f := range slices.Concat(lists...) {
		rows, docs = append(rows, f.Key+sep+f.Value), append(docs, f.Description)
	}
	return rows, docs
}

func fieldsOf(q *model.Request) [][]string {
	headers, docs1 := joined(": ", q.Headers)
	params, docs2 := joined("=", q.Query, q.PathParams)
	form, docs3 := joined("=", q.Body.Form)
	return [][]string{{q.Name}, {q.URL}, headers, params, nil, slices.Concat([]string{q.Docs}, docs1, docs2, docs3),
		append(form, q.Body.Text), {q.Scripts[0].Source}}
}

func fieldsOfExample(e *model.Example) [][]string {
	headers, docs1 := joined(": ", e.Headers, e.Saved.Headers)
	params, docs2 := joined("=", e.Saved.Query, e.Saved.PathParams)
	form, docs3 := joined("=", e.Saved.Body.Form)
	return [][]string{{e.Name}, {e.Saved.URL}, headers, params, nil, slices.Concat(docs1, docs2, docs3),
		append(form, e.Saved.Body.Text, string(e.Body.Data)), nil}
}

// Searching random workspaces must find what looking at every text letter by letter finds, in the same
// order, whatever the limit.
func TestSearchIsNaiveSearch(t *testing.T) {
	hits := 0
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 3))
		s := newStore(t)
		b := model.Bundle{Collection: model.Collection{ID: "c", Name: "~"}}
		type entry struct {
			id     model.ID
			rank   int
			fields [][]string
		}
		var all []entry
		for range 12 {
			q := randomRequest(r)
			it := model.Item{Request: q}
			all = append(all, entry{id: q.ID, fields: fieldsOf(q)})
			for range r.IntN(3) {
				e := model.Example{ID: model.NewID(), Name: oddText(r), Headers: randomFields(r), Saved: randomRequest(r).Snapshot(),
					Body: model.Bytes([]byte(oddText(r) + oddText(r)))}
				all = append(all, entry{id: e.ID, fields: fieldsOfExample(&e)})
				it.Examples = append(it.Examples, e)
			}
			b.Items = append(b.Items, it)
		}
		mustApply(t, s, b.Change().Edits...)
		for range 60 {
			words, query := randomQuery(r)
			var want []model.ID
			var found []entry
			for _, e := range all {
				var ok bool
				if e.rank, ok = rankOf(e.fields, words); ok {
					found = append(found, e)
				}
			}
			slices.SortStableFunc(found, func(a, b entry) int { return cmp.Compare(a.rank, b.rank) })
			for _, e := range found {
				want = append(want, e.id)
			}
			limit := r.IntN(4)
			if limit > 0 {
				want = want[:min(limit, len(want))]
			}
			list, err := s.Search(t.Context(), query, limit)
			if err != nil {
				t.Fatal(err)
			}
			var got []model.ID
			for _, m := range list {
				got = append(got, m.ID)
			}
			if d := diff.Diff(want, got); d != "" {
				t.Fatalf("seed %d, %q, limit %d (-naive +search):\n%s", seed, query, limit, d)
			}
			for i, m := range list {
				hit := m.Text[m.From:m.To]
				same := func(w string) bool { return naiveHolds(hit, w) && naiveHolds(w, hit) }
				if m.Field != searched[found[i].rank] || !slices.ContainsFunc(words, same) {
					t.Fatalf("seed %d, %q: %+v, want it in the %s", seed, query, m, searched[found[i].rank])
				}
			}
			hits += len(got)
		}
	}
	if hits < 1000 {
		t.Errorf("only %d matches: the test compares nothing", hits)
	}
}

// randomQuery makes one or two words, of up to three letters, and the query that asks for them.
func randomQuery(r *rand.Rand) (words []string, query string) {
	for range 1 + r.IntN(2) {
		text := oddText(r)
		text = string([]rune(text)[:min(len([]rune(text)), 1+r.IntN(3))])
		if text = strings.ReplaceAll(text, `"`, ""); text == "" {
			text = "a"
		}
		words = append(words, text)
		query += fmt.Sprintf(` "%s"`, text)
	}
	return words, query
}
