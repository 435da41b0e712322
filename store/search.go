package store

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"go.etcd.io/bbolt"

	"postern/model"
)

// Search finds the entities of the tree, and what is in the history, that hold every word of a query,
// whatever its case; what stands between double quotes is one word. The words may be in different
// fields. The best come first: those that need only their name for it, then those that need their URL,
// and so on in the order of the fields of model.Match; those that are alike in the order of the tree,
// the environments behind the collections. The history comes last, newest first. At most limit are
// returned; 0 or less means all. An empty query finds nothing. The values of secret variables, and the
// parameters of authentication, are never looked at.
//
// It ends with the context, whose error it then returns.
func (s *Store) Search(ctx context.Context, query string, limit int) (list []model.Match, err error) {
	words := parseQuery(query)
	if len(words) == 0 {
		return nil, ctx.Err()
	}
	err = s.view("search", func(tx *bbolt.Tx) error {
		f := &finder{ctx: ctx, tx: tx, read: newEditing(tx, s.now()), words: words, limit: limit}
		if err := f.entities(); err != nil {
			return err
		}
		err := f.history()
		list = f.list
		return err
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// finder is one search.
type finder struct {
	ctx    context.Context
	tx     *bbolt.Tx
	read   *editing // reads entities, writes none
	words  []word
	limit  int
	buffer []byte // for folding
	list   []model.Match
}

// hit is an entity that holds all words, and its place in the order of the tree.
type hit struct {
	head  model.Head
	pos   int
	found found
}

func (f *finder) full(n int) bool { return f.limit > 0 && n >= f.limit }

// entities looks through the candidates, those that may be the best first, until no other can be better
// than what was found.
func (f *finder) entities() error {
	queues, err := f.candidates()
	if err != nil {
		return err
	}
	var hits []hit
	n := 0
	for rank, queue := range queues {
		for _, c := range queue {
			if f.full(len(hits)) && inOrder(hits[f.limit-1], hit{pos: c.pos, found: found{rank: rank}}) < 0 {
				break
			}
			if n++; n%64 == 0 && f.ctx.Err() != nil {
				return f.ctx.Err()
			}
			h, ok, err := f.look(c)
			if err != nil {
				return err
			}
			if ok {
				at, _ := slices.BinarySearchFunc(hits, h, inOrder)
				hits = slices.Insert(hits, at, h)
			}
			if f.limit > 0 {
				hits = hits[:min(len(hits), f.limit)]
			}
		}
	}
	for _, h := range hits {
		if err := f.show(h); err != nil {
			return err
		}
	}
	return nil
}

func inOrder(a, b hit) int {
	return cmp.Or(cmp.Compare(a.found.rank, b.found.rank), cmp.Compare(a.pos, b.pos))
}

// show adds what was found to the answer.
func (f *finder) show(h hit) error {
	m := model.Match{ID: h.head.ID, Kind: h.head.Kind, Name: h.head.Name, Method: h.head.Method}
	for id := f.read.parent(m.ID); id != "" && id != model.RootID && id != model.EnvironmentsID; id = f.read.parent(id) {
		above, err := f.read.head(id)
		if err != nil {
			return err
		}
		m.Path = append(m.Path, above.Name)
	}
	slices.Reverse(m.Path)
	h.found.show(&m)
	f.list = append(f.list, m)
	return nil
}

// look reads an entity and searches the words in it.
func (f *finder) look(c candidate) (h hit, ok bool, err error) {
	if h.head, err = f.read.head(model.ID(c.id)); err != nil {
		return h, false, err
	}
	if ok, err = f.worthReading(h.head); !ok || err != nil {
		return h, false, err
	}
	ent, err := f.read.entity(h.head)
	if err != nil {
		return h, false, err
	}
	var data []byte
	if ex, isExample := ent.(*model.Example); isExample && ex.Body.Hash != "" {
		if data, err = body(f.tx, ex.Body.Hash); err != nil {
			return h, false, damaged("the body of example %q is missing", ex.Name)
		}
	}
	t := textsOf(ent, data)
	h.pos = c.pos
	h.found, ok = t.find(f.words, &f.buffer)
	return h, ok, nil
}

// worthReading rules out, without decoding it, an entity that has one of the words neither in its record
// nor in its body.
func (f *finder) worthReading(h model.Head) (bool, error) {
	missing := f.missing(f.read.get(kindBuckets[h.Kind], string(h.ID)), f.words)
	if len(missing) == 0 || h.Kind != model.KindExample {
		return len(missing) == 0, nil
	}
	_, hash, ok := cutSignatures(unproven(f.tx.Bucket([]byte(bucketWords)).Get([]byte(h.ID))))
	if !ok || len(hash) == 0 {
		return !ok, nil
	}
	data := f.tx.Bucket([]byte(bucketBodies)).Get(hash) // nothing of it is shown: look reads it in full
	if data == nil {
		return false, damaged("the body of example %q is missing", h.Name)
	}
	f.buffer = fold(f.buffer[:0], data)
	return !slices.ContainsFunc(missing, func(w word) bool { return !bytes.Contains(f.buffer, w.text) }), nil
}

// missing returns the words that are surely not in a record. A word that JSON writes in another way may
// always be there.
func (f *finder) missing(record []byte, words []word) (missing []word) {
	f.buffer = fold(f.buffer[:0], record)
	for _, w := range words {
		if w.plain && !bytes.Contains(f.buffer, w.text) {
			missing = append(missing, w)
		}
	}
	return missing
}

// history looks through the history, newest first.
func (f *finder) history() error {
	c := bucket(f.tx, bucketHistory).Cursor()
	for k, v := c.Last(); k != nil && !f.full(len(f.list)); k, v = c.Prev() {
		if err := f.ctx.Err(); err != nil {
			return err
		}
		if len(f.missing(v, f.words)) > 0 {
			continue
		}
		var e model.Exchange
		if err := decode(v, &e); err != nil {
			return err
		}
		t := textsOfExchange(e)
		if found, ok := t.find(f.words, &f.buffer); ok {
			m := model.Match{ID: e.ID, Name: e.RequestName, Method: e.Request.Method, Time: e.Time}
			found.show(&m)
			f.list = append(f.list, m)
		}
	}
	return nil
}
