package store

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"postern/model"
)

// vocabulary makes n words of three to ten letters.
func vocabulary(r *rand.Rand, n int) []string {
	words := make([]string, n)
	for i := range words {
		b := make([]byte, 3+r.IntN(8))
		for j := range b {
			b[j] = "etaoinshrdlucmfwypvbgkjqxz"[min(r.IntN(26), r.IntN(26))]
		}
		words[i] = string(b)
	}
	return words
}

// document makes a JSON array of records of at least size bytes.
func document(r *rand.Rand, words []string, size int) []byte {
	var b strings.Builder
	for b.Len() < size {
		fmt.Fprintf(&b, ",{\"id\":%d,\"name\":\"%s %s\",\"price\":%d.%02d,\"tags\":[\"%s\",\"%s\"]}\n", r.IntN(1e6), words[r.IntN(len(words))],
			words[r.IntN(len(words))], r.IntN(1000), r.IntN(100), words[r.IntN(len(words))], words[r.IntN(len(words))])
	}
	return []byte("[" + b.String()[1:] + "]")
}

// shop makes a collection of 100 folders with n requests with two examples each, the bodies of size bytes.
func shop(n, size int) *model.Bundle {
	r := rand.New(rand.NewPCG(1, 2))
	words := vocabulary(r, 5000)
	text := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = words[r.IntN(len(words))]
		}
		return strings.Join(list, " ")
	}
	headers := []model.Field{{Key: "Content-Type", Value: "application/json"}, {Key: "X-Request-Id", Value: "1"}}
	b := &model.Bundle{Collection: model.Collection{ID: "c", Name: "shop"}}
	for range 100 {
		b.Items = append(b.Items, model.Item{Folder: &model.Folder{ID: model.NewID(), Name: text(2)}})
	}
	for i := range n {
		q := &model.Request{ID: model.NewID(), Name: fmt.Sprintf("%s %d", text(2), i), Method: "POST", Headers: headers,
			URL: "https://example.com/v1/" + text(1) + "/:id", Docs: text(60), Query: []model.Field{{Key: "page", Value: "1"}}}
		it := model.Item{Request: q}
		for range 2 {
			it.Examples = append(it.Examples, model.Example{ID: model.NewID(), Name: "OK " + text(1), Status: 200, Headers: headers,
				Saved: q.Snapshot(), Body: model.Bytes(document(r, words, size))})
		}
		at := &b.Items[i%100]
		at.Items = append(at.Items, it)
	}
	return b
}

// BenchmarkSearch searches the workspace of the figure: 10,000 requests, 20,000 examples, 200 MB of
// bodies, of which one holds the rare word.
func BenchmarkSearch(b *testing.B) {
	s, err := Open(b.TempDir()+"/work.db", Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	s.db.NoSync = true
	bundle := shop(10_000, 10_000)
	ex := &bundle.Items[70].Items[50].Examples[1]
	ex.Body = model.Bytes(append(ex.Body.Data, "unmistakable zx9 Zürich"...))
	if _, err := s.Apply(bundle.Change()); err != nil {
		b.Fatal(err)
	}
	known := strings.Fields(bundle.Items[3].Items[3].Request.Docs)[7]
	bundle = nil
	s.view("measure", func(tx *bbolt.Tx) error {
		n := 0
		tx.Bucket([]byte(bucketWords)).ForEach(func(_, v []byte) error { n += len(v); return nil })
		b.Logf("signatures: %d bytes of %d", n, tx.Size())
		return nil
	})
	for _, c := range []struct{ name, query string }{{"rare", "unmistakable"}, {"short and rare", "zx9"}, {"not ASCII", "ZÜRICH"},
		{"nowhere", "unfindable"}, {"one letter", "e"}, {"two letters", "qz"}, {"three letters", "xqz"}, {"everywhere", "json"}, {"key of JSON", "description"},
		{"in docs", known}, {"two words", known + " unmistakable"}, {"phrase", `"application/json"`}, {"name and url", "example 4711"}} {
		b.Run(c.name, func(b *testing.B) {
			n, best := 0, time.Hour
			for b.Loop() {
				begin := time.Now()
				list, err := s.Search(b.Context(), c.query, 50)
				if err != nil {
					b.Fatal(err)
				}
				n, best = len(list), min(best, time.Since(begin))
			}
			b.ReportMetric(float64(n), "matches")
			b.ReportMetric(float64(best.Microseconds())/1000, "best-ms")
		})
	}
}
