package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"postern/bench/figure"
	"postern/jsonview"
)

// valueLimit is how much of a result the response room keeps.
const valueLimit = 64 << 10

// filter is a method of jsonview.Doc.
type filter func(ctx context.Context, query string, l jsonview.Limits, yield func(jsonview.Result) bool) error

// filtering measures the filters of JSON on a file of 100 MB, with the limits of the response room; there the pause
// after typing, 150 ms, comes before.
func filtering(_ *stage, dir string) error {
	doc, end, err := structure(dir, 100)
	if err != nil {
		return err
	}
	defer end()
	figure.Print("filter-100mb-structure-read", timed(func() { err = doc.Index(context.Background()) }), "ms")
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name  string
		run   filter
		query string
	}{
		{"filter-100mb-jsonpath", doc.JSONPathFilter, "$[?@.price == 42.5 && @.id > 100000].name"},
		{"filter-100mb-descendants", doc.JSONPathFilter, "$..[?@.id == 100000]"},
		{"filter-100mb-jq-path", doc.JQFilter, ".[].id"},
	} {
		first, all, results := filtered(f.run, f.query)
		figure.AtMost(f.name+"-first", first, "ms", 500)
		figure.Print(fmt.Sprintf("%s-all-%d", f.name, results), all, "ms")
	}
	stops := canceled(doc.JSONPathFilter, "$..nowhere")
	figure.AtMost("filter-100mb-cancel-median", figure.Median(stops), "ms", 50)
	figure.Print("filter-100mb-cancel-worst", slices.Max(stops), "ms")
	return programs(dir)
}

// programs measures a jq program, which has to decode its text: one of 50 MB, as 100 MB are over the limit.
func programs(dir string) error {
	doc, end, err := structure(dir, 50)
	if err != nil {
		return err
	}
	defer end()
	const query = ".[] | select(.price == 42.5 and .id > 100000) | .name"
	first, all, results := filtered(doc.JQFilter, query)
	figure.Print("filter-50mb-jq-program-first", first, "ms")
	figure.Print(fmt.Sprintf("filter-50mb-jq-program-all-%d", results), all, "ms")
	figure.Print("filter-50mb-jq-program-cancel-median", figure.Median(canceled(doc.JQFilter, query)), "ms")
	return nil
}

// structure opens a file of so many megabytes as values of JSON.
func structure(dir string, megabytes int) (doc *jsonview.Doc, end func(), err error) {
	path, err := prettyFile(dir, megabytes)
	if err != nil {
		return nil, nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return jsonview.Open(io.NewSectionReader(f, 0, info.Size())), func() { f.Close() }, nil
}

// filtered is how many milliseconds it takes to the first result and to the last, and how many there are.
func filtered(run filter, query string) (first, all float64, results int) {
	begin := time.Now()
	err := run(context.Background(), query, jsonview.Limits{Value: valueLimit}, func(jsonview.Result) bool {
		if results++; results == 1 {
			first = figure.Milliseconds(time.Since(begin))
		}
		return true
	})
	if err != nil {
		fmt.Printf("# %s: %v\n", query, err)
	}
	return first, figure.Milliseconds(time.Since(begin)), results
}

// canceled are the times in milliseconds from canceling a filter until its work has ended.
func canceled(run filter, query string) (stops []float64) {
	for i := range 20 {
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan time.Time, 1)
		go func() {
			_ = run(ctx, query, jsonview.Limits{Value: valueLimit}, func(jsonview.Result) bool { return true }) // canceled
			ended <- time.Now()
		}()
		time.Sleep(time.Duration(5+5*i) * time.Millisecond)
		begin := time.Now()
		cancel()
		stops = append(stops, figure.Milliseconds((<-ended).Sub(begin)))
	}
	return stops
}
