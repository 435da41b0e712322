package mock

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The bounds of a resource; what would go beyond them is answered with 507.
const (
	maxThings     = 10_000
	maxThingBytes = 16 << 20 // of all things together
)

// thing is one object of a resource.
type thing struct {
	id   string
	data object
	raw  []byte // data as it is sent
	doc  map[string]any
}

// store holds the things of a resource as they are now. The things themselves never change: a new one
// takes the place of an old one.
type store struct {
	mu     sync.Mutex
	origin string
	items  []thing
	ids    map[string]bool // of the items
	bytes  int
	made   uint64 // IDs that were made, and no less than the largest number that is an ID
}

var (
	errTaken = errors.New("has an ID that is taken")
	errFull  = errors.New("is one too many")
	errID    = errors.New("has an ID that is neither a string nor a number")
)

// store returns the things of a resource. Those of a table that is out of service get things of their
// own, so that a request that began with it changes nothing of the new one's.
func (s *State) store(r *resource) *store {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.stores[r.name]
	if st != nil && st.origin == r.origin {
		return st
	}
	st = &store{origin: r.origin, items: slices.Clone(r.start)}
	for i := range st.items {
		st.count(&st.items[i], 1)
	}
	if s.origins != nil && s.origins[r.name] != r.origin {
		return st
	}
	if s.stores == nil {
		s.stores = map[string]*store{}
	}
	s.stores[r.name] = st
	return st
}

// fit makes the state one of another table: the things of resources that start from something else are
// given up.
func (s *State) fit(t *Table) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.origins = map[string]string{}
	for _, r := range t.things {
		s.origins[r.name] = r.origin
	}
	maps.DeleteFunc(s.stores, func(name string, st *store) bool { return s.origins[name] != st.origin })
}

// count takes note of a thing that comes (1) or goes (-1).
func (st *store) count(t *thing, sign int) {
	st.bytes += sign * len(t.raw)
	if st.ids == nil {
		st.ids = map[string]bool{}
	}
	if sign > 0 {
		st.ids[t.id] = true
	} else {
		delete(st.ids, t.id)
	}
	if n, err := strconv.ParseUint(t.id, 10, 53); err == nil {
		st.made = max(st.made, n)
	}
}

// find returns the place of a thing, or -1.
func (st *store) find(id string) int {
	if !st.ids[id] {
		return -1
	}
	return slices.IndexFunc(st.items, func(t thing) bool { return t.id == id })
}

// add appends a thing and makes an ID where it has none.
func (st *store) add(r *resource, o object) error {
	if raw, ok := o.get(r.idField); !ok || string(raw) == "null" {
		id := st.newID(r)
		o = slices.Concat(object{{r.idField, id}}, slices.DeleteFunc(o, func(m member) bool { return m.key == r.idField }))
	}
	t, err := newThing(r, o)
	switch {
	case err != nil:
		return err
	case st.ids[t.id]:
		return errTaken
	case len(st.items) >= maxThings || st.bytes+len(t.raw) > maxThingBytes:
		return errFull
	}
	st.count(&t, 1)
	st.items = append(st.items, t)
	return nil
}

// replace puts another thing in the place of one.
func (st *store) replace(at int, t thing) error {
	if st.bytes-len(st.items[at].raw)+len(t.raw) > maxThingBytes {
		return errFull
	}
	st.count(&st.items[at], -1)
	st.count(&t, 1)
	st.items = slices.Clone(st.items) // lists that were taken keep what they have
	st.items[at] = t
	return nil
}

func newThing(r *resource, o object) (thing, error) {
	raw, _ := o.get(r.idField)
	id, err := idText(raw)
	if err != nil {
		return thing{}, err
	}
	t := thing{id: id, data: o, raw: o.text()}
	t.doc, _ = decode(t.raw).(map[string]any)
	return t, nil
}

// idText returns an ID as it stands in a path.
func idText(raw json.RawMessage) (string, error) {
	switch id := decode(raw).(type) {
	case string:
		if id != "" {
			return id, nil
		}
	case json.Number:
		return id.String(), nil
	}
	return "", errID
}

// idOf is an ID as it stands in a path, as a thing of the resource has it.
func (r *resource) idOf(path string) json.RawMessage {
	if n, err := strconv.ParseUint(path, 10, 53); err == nil && r.ids == numberIDs && strconv.FormatUint(n, 10) == path {
		return json.RawMessage(path)
	}
	return quoted(path)
}

// idKind is the form of the IDs that are made.
type idKind uint8

const (
	numberIDs idKind = iota
	uuidIDs
	textIDs
)

// kindOfIDs looks at what the resource starts with.
func kindOfIDs(field string, items []thing) idKind {
	numbers, uuids := true, true
	for i := range items {
		raw, _ := items[i].data.get(field)
		_, err := strconv.ParseUint(items[i].id, 10, 53)
		numbers = numbers && err == nil && !strings.HasPrefix(string(raw), `"`)
		uuids = uuids && len(items[i].id) == 36 && strings.Count(items[i].id, "-") == 4
	}
	switch {
	case numbers:
		return numberIDs
	case uuids:
		return uuidIDs
	}
	return textIDs
}

// newID makes an ID that is not taken. It depends on the seed of the mock, the resource, and on how many
// were made before.
func (st *store) newID(r *resource) json.RawMessage {
	for {
		st.made++
		id := strconv.FormatUint(st.made, 10)
		if r.ids == numberIDs {
			if !st.ids[id] {
				return json.RawMessage(id)
			}
			continue
		}
		sum := sha256.Sum256(fmt.Appendf(nil, "%d %q %d", r.random, r.name, st.made))
		id = hex.EncodeToString(sum[:8])
		if r.ids == uuidIDs {
			sum[6], sum[8] = sum[6]&0x0f|0x40, sum[8]&0x3f|0x80 // the form of version 4 (RFC 9562)
			h := hex.EncodeToString(sum[:16])
			id = h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
		}
		if !st.ids[id] {
			return quoted(id)
		}
	}
}
