package store

import (
	"bytes"
	"slices"
	"strings"

	"postern/model"
)

// hide seals, in what undoes earlier changes, texts that have become secret since: there the entity still
// says that they are none.
func (s *sealing) hide(e model.Entity, texts []string) (hidden model.Entity, err error) {
	hidden = clone(e)
	id := e.Head().ID
	visitSecrets(hidden, func(f secretField, text string) string {
		same := slices.Contains(texts, text)
		if strings.Contains(f.name, "extra") {
			same = slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(text, t) })
		}
		if err != nil || !same || model.Locked(text) {
			return text
		}
		var out string
		if out, err = s.sealer.Seal(text, place(id, f.name)); err != nil {
			return text
		}
		return out
	})
	return hidden, err
}

// hideExposed seals what has become secret in the steps that can be undone, and in what undoes the
// change that is being made.
func (e *editing) hideExposed(s *sealing, sealed map[model.ID][]string) error {
	for i, edit := range e.undo {
		put, ok := edit.(model.Put)
		if !ok || len(sealed[put.Entity.Head().ID]) == 0 {
			continue
		}
		hidden, err := s.hide(put.Entity, sealed[put.Entity.Head().ID])
		if err != nil {
			return err
		}
		if before, ok := put.Entity.(*model.Example); ok && e.freed[before] {
			delete(e.freed, before)
			e.freed[hidden.(*model.Example)] = true
		}
		e.undo[i] = model.Put{Entity: hidden}
	}
	return bucket(e.tx, bucketUndo).ForEach(func(k, v []byte) error { return e.hideStep(s, sealed, k, v) })
}

// hideStep does so for one edit of a step.
func (e *editing) hideStep(s *sealing, sealed map[model.ID][]string, key, value []byte) error {
	if !putsEntity(key, value) {
		return nil
	}
	_, kind, hash, data, err := cutEdit(value)
	if err != nil || !holdsAny(data, sealed) {
		return err
	}
	ent, err := decodeEntity(kind, data)
	if err != nil {
		return err
	}
	hidden, err := s.hide(ent, sealed[ent.Head().ID])
	if err != nil {
		return err
	}
	out, err := encodeEdit(model.Put{Entity: hidden}, hash)
	if err == nil {
		e.put(bucketUndo, string(key), out)
	}
	return err
}

func holdsAny(data []byte, sealed map[model.ID][]string) bool {
	for id, texts := range sealed {
		if !bytes.Contains(data, []byte(id)) {
			continue
		}
		for _, text := range texts {
			if holdsText(data, text) {
				return true
			}
		}
	}
	return false
}
