package store

import (
	"fmt"
	"slices"
	"strings"

	"postern/model"
)

// Sealer encrypts the secrets of a workspace. Place names where a text stands; a text opens only there.
// The same text at the same place must give the same sealed text, so that what did not change is not
// written, and the sealed text must be one that model.Locked knows.
type Sealer interface {
	Seal(text, place string) (sealed string, err error)
	Open(sealed, place string) (text string, err error)
}

// sealing seals on the way into the store and opens on the way out: inside of transactions all secrets
// are sealed, in undo records as well. Without a Sealer everything stays as it is.
type sealing struct {
	sealer Sealer
	locked func(error) // hears of what could not be opened
}

func place(id model.ID, field string) string { return string(id) + "\x00" + field }

// seal returns an entity with its secrets sealed, and the texts that were sealed. The entity itself is
// not changed; one without secrets is returned as it is.
func (s *sealing) seal(e model.Entity) (sealed model.Entity, texts []string, err error) {
	if s.sealer == nil || missing(e) {
		return e, nil, nil
	}
	any := false
	visitSecrets(e, func(f secretField, text string) string {
		any = any || f.secret && !model.Locked(text)
		return text
	})
	if !any {
		return e, nil, nil
	}
	id := e.Head().ID
	sealed = clone(e)
	visitSecrets(sealed, func(f secretField, text string) string {
		if err != nil || !f.secret || model.Locked(text) {
			return text
		}
		var out string
		if out, err = s.sealer.Seal(text, place(id, f.name)); err != nil {
			return text
		}
		texts = append(texts, text)
		return out
	})
	return sealed, texts, err
}

// open opens the secrets of an entity that belongs to the caller. What cannot be opened stays as it is.
func (s *sealing) open(e model.Entity) {
	if s.sealer == nil || missing(e) {
		return
	}
	id := e.Head().ID
	visitSecrets(e, func(f secretField, text string) string {
		if !strings.HasPrefix(text, "sealed:") || !model.Locked(text) {
			return text
		}
		out, err := s.sealer.Open(text, place(id, f.name))
		if err != nil {
			s.locked(fmt.Errorf("a secret of %s %q %w", e.Head().Kind, e.Head().Name, err))
			return text
		}
		return out
	})
}

// sealChange seals what a change puts, and tells the texts that were sealed by the entity's ID.
func (s *sealing) sealChange(c model.Change) (model.Change, map[model.ID][]string, error) {
	if s.sealer == nil {
		return c, nil, nil
	}
	texts := map[model.ID][]string{}
	edits := slices.Clone(c.Edits)
	for i, edit := range edits {
		put, ok := edit.(model.Put)
		if !ok || missing(put.Entity) {
			continue
		}
		sealed, found, err := s.seal(put.Entity)
		if err != nil {
			h := put.Entity.Head()
			return c, nil, fmt.Errorf("store %s %q: %w", h.Kind, h.Name, err)
		}
		edits[i] = model.Put{Entity: sealed}
		if len(found) > 0 {
			texts[put.Entity.Head().ID] = append(texts[put.Entity.Head().ID], found...)
		}
	}
	c.Edits = edits
	return c, texts, nil
}

// openChange opens what a change of the store's own making puts.
func (s *sealing) openChange(c model.Change) {
	for _, edit := range c.Edits {
		if put, ok := edit.(model.Put); ok {
			s.open(put.Entity)
		}
	}
}

// openBundle opens everything in a collection.
func (s *sealing) openBundle(b *model.Bundle) {
	if s.sealer == nil {
		return
	}
	s.open(&b.Collection)
	b.Walk(func(_ []*model.Folder, it *model.Item) {
		if it.Folder != nil {
			s.open(it.Folder)
			return
		}
		s.open(it.Request)
		for i := range it.Examples {
			s.open(&it.Examples[i])
		}
	})
}

// sealedStates are the keys of bucketState whose values are secret as a whole.
var sealedStates = map[string]bool{"cookies": true}

// sealState seals a value that is kept under a key, if it is one of those.
func (s *sealing) sealState(key string, value []byte) ([]byte, error) {
	if s.sealer == nil || !sealedStates[key] || len(value) == 0 || model.Locked(string(value)) {
		return value, nil
	}
	sealed, err := s.sealer.Seal(string(value), place("state", key))
	return []byte(sealed), err
}

// openState does the opposite. A value that cannot be opened is returned as it is kept.
func (s *sealing) openState(key string, value []byte) []byte {
	if s.sealer == nil || !sealedStates[key] || !model.Locked(string(value)) {
		return value
	}
	text, err := s.sealer.Open(string(value), place("state", key))
	if err != nil {
		s.locked(fmt.Errorf("the %s %w", key, err))
		return value
	}
	return []byte(text)
}
