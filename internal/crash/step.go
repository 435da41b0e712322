package crash

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"postern/model"
	"postern/ui/session"
)

// step makes one random step of editing; done hears when it was acknowledged. What is drawn depends
// only on the numbers and on what the workspace holds.
func (d *desk) step(rng *rand.Rand, round, n uint64, done func(error)) {
	id := func(what string) model.ID { return model.ID(fmt.Sprintf("%s-%d-%d", what, round, n)) }
	place := d.pick(rng, model.KindCollection, model.KindFolder)
	switch kind := rng.IntN(100); {
	case place == "" || kind < 3:
		c := &model.Collection{ID: id("c"), Name: words(rng)}
		d.add("new collection", c, c.ID, model.RootID, done)
	case kind < 10:
		f := &model.Folder{ID: id("f"), Name: words(rng)}
		d.add("new folder", f, f.ID, place, done)
	case kind < 24:
		d.add("new request", newRequest(rng, id("r")), id("r"), place, done)
	case kind < 40:
		d.save(rng, done)
	case kind < 52:
		d.addExample(rng, id("e"), done)
	case kind < 60:
		d.move(rng, place, done)
	case kind < 70:
		d.trash(rng, done)
	case kind < 74:
		d.restore(rng, place, done)
	case kind < 78:
		bundle := newBundle(rng, round, n)
		d.Do(bundle.Change(), done)
	case kind < 81:
		e := &model.Environment{ID: id("v"), Name: words(rng), Variables: []model.Variable{{Key: "base", Value: words(rng)}, {Key: "token", Value: words(rng), Secret: true}}}
		d.add("new environment", e, e.ID, model.EnvironmentsID, done)
	case kind < 84:
		set := d.Settings()
		set.Timeout = time.Duration(rng.IntN(100)) * time.Second
		d.Do(model.Change{Name: "change settings", Edits: []model.Edit{model.PutSettings{Settings: set}}}, done)
	case kind < 85:
		d.EmptyTrash(d.bench.EmptyTrash, done)
	case kind < 94:
		d.Undo(done)
	default:
		d.Redo(done)
	}
}

// all lists the entities in the tree of some kinds, in its order.
func (d *desk) all(kinds ...model.Kind) (out []model.ID) {
	for _, root := range []model.ID{model.RootID, model.EnvironmentsID} {
		for h := range d.Tree().Walk(root) {
			if len(kinds) == 0 || slices.Contains(kinds, h.Kind) {
				out = append(out, h.ID)
			}
		}
	}
	return out
}

func (d *desk) pick(rng *rand.Rand, kinds ...model.Kind) model.ID {
	all := d.all(kinds...)
	if len(all) == 0 {
		return ""
	}
	return all[rng.IntN(len(all))]
}

func (d *desk) add(name string, e model.Entity, id, parent model.ID, done func(error)) {
	d.Do(model.Change{Name: name, Edits: []model.Edit{model.Put{Entity: e}, model.Place{ID: id, Parent: parent, Index: -1}}}, done)
}

// save opens a request in a tab, edits its draft and saves it.
func (d *desk) save(rng *rand.Rand, done func(error)) {
	id := d.pick(rng, model.KindRequest)
	text := words(rng)
	if id == "" {
		done(nil)
		return
	}
	if err := d.Open(id); err != nil {
		done(err)
		return
	}
	t := d.Tab(id)
	d.Edit(t, func(r *model.Request) { r.URL = "https://example.com/" + text; r.Body.Text = text })
	d.Save(t, "", func(err error) {
		d.CloseTab(id)
		done(err)
	})
}

func (d *desk) addExample(rng *rand.Rand, id model.ID, done func(error)) {
	request := d.pick(rng, model.KindRequest)
	body := []byte(words(rng))
	if rng.IntN(4) == 0 { // large enough for pages of its own
		body = slices.Repeat(body, 1+rng.IntN(2000))
	}
	if request == "" {
		done(nil)
		return
	}
	e := &model.Example{ID: id, Name: words(rng), Status: 200 + rng.IntN(300), Body: model.Bytes(body)}
	d.add("save example", e, id, request, done)
}

func (d *desk) move(rng *rand.Rand, to model.ID, done func(error)) {
	id, index := d.pick(rng, model.KindFolder, model.KindRequest), rng.IntN(6)-1
	if id == "" {
		done(nil)
		return
	}
	d.Do(model.Change{Name: "move", Edits: []model.Edit{model.Place{ID: id, Parent: to, Index: index}}}, done)
}

// trash takes something out; more of it the larger the workspace has become.
func (d *desk) trash(rng *rand.Rand, done func(error)) {
	var id model.ID
	if all := d.all(); len(all) > 250 {
		id = d.pick(rng, model.KindCollection)
	} else {
		id = d.pick(rng)
	}
	if id == "" {
		done(nil)
		return
	}
	d.Do(model.Change{Name: "delete", Edits: []model.Edit{model.Trash{ID: id}}}, done)
}

func (d *desk) restore(rng *rand.Rand, place model.ID, done func(error)) {
	in := d.Tree().Trash()
	slices.SortFunc(in, func(a, b model.Trashed) int { return compare(a.Head.ID, b.Head.ID) })
	if len(in) == 0 {
		done(nil)
		return
	}
	x := in[rng.IntN(len(in))]
	if h, ok := d.Tree().Head(x.Parent); ok && h.Kind != model.KindRequest {
		x.Parent = place
	}
	d.Do(model.Change{Name: "restore", Edits: []model.Edit{model.Place{ID: x.Head.ID, Parent: x.Parent, Index: x.Index}}}, done)
}

func newRequest(rng *rand.Rand, id model.ID) *model.Request {
	r := &model.Request{ID: id, Name: words(rng), Method: []string{"GET", "POST", "DELETE"}[rng.IntN(3)], URL: "https://example.com/" + words(rng)}
	for range rng.IntN(5) {
		r.Headers = append(r.Headers, model.Field{Key: words(rng), Value: words(rng)})
	}
	return r
}

func newBundle(rng *rand.Rand, round, n uint64) *model.Bundle {
	id := func(what string, i int) model.ID { return model.ID(fmt.Sprintf("%s-%d-%d-%d", what, round, n, i)) }
	b := &model.Bundle{Collection: model.Collection{ID: id("c", 0), Name: words(rng), Variables: []model.Variable{{Key: "a", Value: words(rng)}}}}
	for i := range 1 + rng.IntN(4) {
		folder := model.Item{Folder: &model.Folder{ID: id("f", i), Name: words(rng)}}
		for j := range rng.IntN(5) {
			r := model.Item{Request: newRequest(rng, id("r", i*100+j))}
			r.Examples = []model.Example{{ID: id("e", i*100+j), Name: words(rng), Status: 200, Body: model.Bytes([]byte(words(rng)))}}
			folder.Items = append(folder.Items, r)
		}
		b.Items = append(b.Items, folder)
	}
	return b
}

var vocabulary = []string{"users", "cart", "größe", "list", "一覧", "order", "{{token}}", "a/b", "weather", "<tag>"}

func words(rng *rand.Rand) string {
	text := vocabulary[rng.IntN(len(vocabulary))]
	for range rng.IntN(4) {
		text += " " + vocabulary[rng.IntN(len(vocabulary))]
	}
	return fmt.Sprintf("%s %d", text, rng.IntN(1000))
}

func compare(a, b model.ID) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// refused tells a step that could not be made, which is an answer too, from a failure.
func refused(err error) bool {
	return errors.Is(err, model.ErrInvalid) || errors.Is(err, model.ErrNotFound) || errors.Is(err, session.ErrNoStep)
}
