package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"postern/model"
	"postern/store"
)

// needle stands in one body of the generated workspace.
const needle = "quintessential-needle"

// generate makes a workspace of collections of 100 requests each, the examples spread over them, with
// bodies of JSON-like text, each one different.
func generate(path string, requests, examples int, bodies int64) error {
	s, err := store.Open(path, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	rng := rand.New(rand.NewPCG(1, 2))
	g := generator{rng: rng, size: int(bodies) / max(examples, 1), per: examples / max(requests, 1), needle: requests / 2}
	const each = 100
	for n := 0; n < requests; n += each {
		b := model.Bundle{Collection: model.Collection{ID: model.NewID(), Name: fmt.Sprintf("Collection %03d", n/each)}}
		for i := range each {
			b.Items = append(b.Items, g.request(n+i))
		}
		if _, err := s.Apply(b.Change()); err != nil {
			return err
		}
	}
	return nil
}

type generator struct {
	rng               *rand.Rand
	size, per, needle int
}

func (g *generator) request(n int) model.Item {
	item := model.Item{Request: &model.Request{ID: model.NewID(), Name: fmt.Sprintf("request %05d", n), Method: "POST",
		URL: fmt.Sprintf("{{baseUrl}}/v1/things/%d", n), Headers: []model.Field{{Key: "Accept", Value: "application/json"}},
		Body: model.Body{Mode: model.BodyJSON, Text: g.text(3000)}}}
	for i := range g.per {
		body := g.text(g.size)
		if n == g.needle && i == 0 {
			body += needle
		}
		item.Examples = append(item.Examples, model.Example{ID: model.NewID(), Name: fmt.Sprintf("answer %d", i), Status: 200, Body: model.Bytes([]byte(body))})
	}
	return item
}

var names = strings.Fields("id name price currency customer address street city created updated status active total items quantity sku description")

func (g *generator) text(size int) string {
	var b strings.Builder
	for b.Len() < size {
		fmt.Fprintf(&b, "{\"%s\": \"%s %x\", \"%s\": %d},\n", names[g.rng.IntN(len(names))], names[g.rng.IntN(len(names))], g.rng.Uint64(), names[g.rng.IntN(len(names))], g.rng.IntN(100000))
	}
	return b.String()
}
