package mock

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"postern/model"
)

// snapshot is the form of a saved state.
type snapshot struct {
	Version   int                        `json:"version"`
	Cursors   []snapshotCursor           `json:"cursors,omitempty"` // the latest first
	Resources map[string]snapshotStore   `json:"resources,omitempty"`
	Values    map[string]json.RawMessage `json:"values,omitempty"` // of templates
}

type snapshotCursor struct {
	Key   string `json:"key"`
	Calls uint64 `json:"calls,omitempty"`
	State string `json:"state,omitempty"`
}

type snapshotStore struct {
	Made   uint64            `json:"made,omitempty"`
	Things []json.RawMessage `json:"things"`
}

const snapshotVersion = 1

// Snapshot returns the state as JSON that [State.Restore] takes. Resources that no request has reached
// yet are not in it.
func (s *State) Snapshot() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := snapshot{Version: snapshotVersion, Resources: map[string]snapshotStore{}}
	for e := s.recent.Front(); e != nil; e = e.Next() {
		c := e.Value.(*cursor)
		out.Cursors = append(out.Cursors, snapshotCursor{c.key, c.calls, c.state})
	}
	for name, st := range s.stores {
		st.mu.Lock()
		kept := snapshotStore{Made: st.made, Things: []json.RawMessage{}}
		for i := range st.items {
			kept.Things = append(kept.Things, st.items[i].raw)
		}
		st.mu.Unlock()
		out.Resources[name] = kept
	}
	out.Values = s.values.byName
	data, _ := json.Marshal(out) // strings, numbers and JSON always have a JSON form
	return data
}

// Restore takes the state back to a snapshot; resources that are not in it start anew. An error, which
// wraps [model.ErrInvalid], leaves the state as it was.
func (s *State) Restore(t *Table, data []byte) error {
	var in snapshot
	if err := json.Unmarshal(data, &in); err != nil || in.Version != snapshotVersion || len(in.Cursors) > maxCursors {
		return fmt.Errorf("restore the state of the mock: this is no snapshot of one: %w", model.ErrInvalid)
	}
	stores := map[string]*store{}
	for _, name := range slices.Sorted(maps.Keys(in.Resources)) {
		at := slices.IndexFunc(t.things, func(r *resource) bool { return r.name == name })
		if at < 0 {
			return fmt.Errorf("restore the state of the mock: it has no resource %q: %w", name, model.ErrInvalid)
		}
		st, err := restoredStore(t.things[at], in.Resources[name])
		if err != nil {
			return fmt.Errorf("restore the state of the mock: resource %q: %w", name, err)
		}
		stores[name] = st
	}
	var values keptValues
	for name, raw := range in.Values {
		if err := values.set(name, raw); err != nil {
			return fmt.Errorf("restore the state of the mock: %w: %w", err, model.ErrInvalid)
		}
	}
	s.Reset()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stores, s.values = stores, values
	for _, c := range slices.Backward(in.Cursors) {
		at := s.at(c.Key)
		at.calls, at.state = c.Calls, c.State
	}
	return nil
}

func restoredStore(r *resource, in snapshotStore) (*store, error) {
	st := &store{origin: r.origin}
	for i, raw := range in.Things {
		o, err := parseObject(raw)
		if err == nil {
			_, err = newThing(r, o)
		}
		if err == nil {
			err = st.add(r, o)
		}
		if err != nil {
			return nil, fmt.Errorf("thing %d %w: %w", i+1, err, model.ErrInvalid)
		}
	}
	st.made = max(st.made, in.Made)
	return st, nil
}
