package main

import (
	"context"
	"fmt"

	"postern/bench/figure"
	"postern/store"
)

// searching measures a search of the whole workspace, for words that are in one body, everywhere, nowhere,
// and that are short.
func searching(large, _ string) error {
	s, err := store.Open(large, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	ctx := context.Background()
	if err := s.IndexWords(ctx); err != nil {
		return err
	}
	for _, q := range []struct{ name, text string }{{"one-body", needle}, {"one-name", "request 04711"}, {"everywhere", "currency"},
		{"nowhere", "unfindable"}, {"three-letters", "qzx"}} {
		var all []float64
		for i := range 12 {
			var n int
			took := figure.Time(func() {
				list, searchErr := s.Search(ctx, q.text, 100)
				n, err = len(list), searchErr
			})
			if err != nil {
				return err
			}
			if (n > 0) == (q.name == "nowhere") && q.name != "three-letters" {
				return fmt.Errorf("searching %q found %d", q.text, n)
			}
			if i > 1 { // the first ones warm up
				all = append(all, took)
			}
		}
		figure.AtMost("search-"+q.name, figure.Median(all), "ms", 50)
	}
	return nil
}
