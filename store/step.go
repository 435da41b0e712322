package store

import (
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"postern/model"
)

// keyUndoing is the key of undoing in the bucket of the steps. It sorts after all of them.
const keyUndoing = "undoing"

// A step is kept as a head under its number and one value an edit, under the number and the index, so
// that no value is larger than an entity and dropping one needs no search.

// stepHead is what is known of a step without its edits.
type stepHead struct {
	Name  string    `json:"name"`
	Edits int       `json:"edits"`
	Bytes int64     `json:"bytes"` // of the edits, and of the bodies that only the step has
	Time  time.Time `json:"time"`
}

func stepKey(seq uint64) string { return string(binary.BigEndian.AppendUint64(nil, seq)) }

func editKey(seq uint64, index int) string {
	return string(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(nil, seq), uint32(index)))
}

// putStep keeps what undoes the edits that were carried out. The bodies that they took from entities go
// over to the step, so that they can be put back.
func (e *editing) putStep(seq uint64, name string) error {
	edits := e.inverse()
	head := stepHead{Name: name, Edits: len(edits), Time: e.now}
	for i, edit := range edits {
		var body model.Content
		if put, ok := edit.(model.Put); ok {
			if ex, ok := put.Entity.(*model.Example); ok && e.freed[ex] {
				body = ex.Body
			}
		}
		data, err := encodeEdit(edit, body.Hash)
		if err != nil {
			return fmt.Errorf("keep what undoes it: %w", err)
		}
		e.put(bucketUndo, editKey(seq, i), data)
		head.Bytes += int64(len(data)) + body.Size
	}
	data, err := encode(head)
	if err != nil {
		return err
	}
	e.put(bucketUndo, stepKey(seq), data)
	e.recorded = head.Bytes
	return nil
}

// dropStep forgets a step, with the bodies that only it has, and tells how many bytes it held.
func (e *editing) dropStep(seq uint64) (freed int64, err error) {
	head, err := e.stepHead(seq)
	if err != nil {
		return 0, err
	}
	for i := range head.Edits {
		key := editKey(seq, i)
		_, _, hash, _, err := cutEdit(e.get(bucketUndo, key))
		if err != nil {
			return 0, err
		}
		e.release(model.Content{Hash: hash})
		e.delete(bucketUndo, key)
	}
	e.delete(bucketUndo, stepKey(seq))
	return head.Bytes, nil
}

func (e *editing) stepHead(seq uint64) (head stepHead, err error) {
	data := e.get(bucketUndo, stepKey(seq))
	if data == nil {
		return head, damaged("step %d of what can be undone is missing", seq)
	}
	return head, decode(data, &head)
}

func (e *editing) stepEdit(seq uint64, index int) (model.Edit, error) {
	edit, err := decodeEdit(e.get(bucketUndo, editKey(seq, index)))
	if err != nil {
		return nil, fmt.Errorf("step %d of what can be undone: %w", seq, err)
	}
	return edit, nil
}

// stepNeeds tells whether an edit of a step names one of the entities.
func (e *editing) stepNeeds(seq uint64, ids map[model.ID]bool) (bool, error) {
	head, err := e.stepHead(seq)
	if err != nil {
		return false, err
	}
	for i := range head.Edits {
		edit, err := e.stepEdit(seq, i)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(editIDs(edit), func(id model.ID) bool { return ids[id] }) {
			return true, nil
		}
	}
	return false, nil
}

// editIDs returns the entities that an edit cannot do without.
func editIDs(edit model.Edit) []model.ID {
	switch edit := edit.(type) {
	case model.Put:
		return []model.ID{edit.Entity.Head().ID}
	case model.Place:
		return []model.ID{edit.ID, edit.Parent}
	case model.Trash:
		return []model.ID{edit.ID}
	case model.Remove:
		return []model.ID{edit.ID}
	}
	return nil
}

// mergeTime is how long after a step typing still counts as part of it.
const mergeTime = 2 * time.Second

// merges tells whether a change goes on with the newest step, see model.Change.Typing: then what that
// keeps undoes both. Bodies in between are of no use to anybody any more.
func (e *editing) merges(at undoing, c model.Change) (bool, error) {
	if !c.Typing || len(c.Edits) != 1 || len(e.undo) != 1 || at.Done < at.First || at.Last != at.Done {
		return false, nil
	}
	head, err := e.stepHead(at.Done)
	if err != nil {
		return false, err
	}
	since := e.now.Sub(head.Time)
	if head.Name != c.Name || head.Edits != 1 || since < 0 || since > mergeTime {
		return false, nil
	}
	before, err := e.stepEdit(at.Done, 0)
	if err != nil || !sameTarget(before, e.undo[0]) {
		return false, err
	}
	for ex := range e.freed {
		e.release(ex.Body)
	}
	return true, nil
}

// sameTarget tells whether both edits store the same thing.
func sameTarget(a, b model.Edit) bool {
	switch a := a.(type) {
	case model.Put:
		b, ok := b.(model.Put)
		return ok && a.Entity.Head().ID == b.Entity.Head().ID
	case model.PutSettings:
		_, ok := b.(model.PutSettings)
		return ok
	}
	return false
}

// The kinds of edit as they are stored: never change one.
const (
	editPut      = 'p'
	editPlace    = 'l'
	editTrash    = 't'
	editRemove   = 'r'
	editSettings = 's'
)

// encodeEdit makes the stored form of an edit: its kind in one byte, the kind of its entity in another,
// the hash of the body that the step has from it after its length as uvarint, and the rest as JSON.
func encodeEdit(edit model.Edit, hash string) ([]byte, error) {
	var kind byte
	var entity model.Kind
	var v any = edit
	switch edit := edit.(type) {
	case model.Put:
		kind, entity, v = editPut, edit.Entity.Head().Kind, edit.Entity
	case model.Place:
		kind = editPlace
	case model.Trash:
		kind = editTrash
	case model.Remove:
		kind = editRemove
	case model.PutSettings:
		kind = editSettings
	default:
		return nil, fmt.Errorf("an edit of the unknown kind %T: %w", edit, model.ErrInvalid)
	}
	data, err := encode(v)
	return append(appendText([]byte{kind, byte(entity)}, hash), data...), err
}

func cutEdit(b []byte) (kind byte, entity model.Kind, hash string, rest []byte, err error) {
	if len(b) > 2 {
		text, rest, ok := cutText(b[2:])
		if ok {
			return b[0], model.Kind(b[1]), string(text), rest, nil
		}
	}
	return 0, 0, "", nil, damaged("unreadable edit")
}

func decodeEdit(b []byte) (model.Edit, error) {
	kind, entity, _, data, err := cutEdit(b)
	if err != nil {
		return nil, err
	}
	switch kind {
	case editPut:
		ent, err := decodeEntity(entity, data)
		return model.Put{Entity: ent}, err
	case editPlace:
		return decodeAs[model.Place](data)
	case editTrash:
		return decodeAs[model.Trash](data)
	case editRemove:
		return decodeAs[model.Remove](data)
	case editSettings:
		return decodeAs[model.PutSettings](data)
	}
	return nil, damaged("an edit of the unknown kind %q", kind)
}

func decodeAs[E model.Edit](data []byte) (model.Edit, error) {
	var edit E
	err := decode(data, &edit)
	return edit, err
}
