package store

import (
	"encoding/binary"

	"go.etcd.io/bbolt"

	"postern/model"
)

// maxID is the longest ID, in bytes.
const maxID = 256

// encodeHead makes the stored form of a head: the kind in one byte, the name and the method each after
// its length as uvarint, and the status as uvarint.
func encodeHead(h model.Head) []byte {
	b := make([]byte, 0, len(h.Name)+len(h.Method)+8)
	b = append(b, byte(h.Kind))
	b = appendText(b, h.Name)
	b = appendText(b, h.Method)
	return binary.AppendUvarint(b, uint64(h.Status))
}

func decodeHead(id model.ID, b []byte) (h model.Head, err error) {
	if len(b) > 0 {
		name, rest, ok := cutText(b[1:])
		method, rest, okMethod := cutText(rest)
		status, n := binary.Uvarint(rest)
		kind := model.Kind(b[0])
		if ok && okMethod && n == len(rest) && n > 0 && kindBuckets[kind] != "" {
			return model.Head{ID: id, Kind: kind, Name: string(name), Method: methodText(method), Status: int(status)}, nil
		}
	}
	return h, damaged("unreadable head of %q", id)
}

// methodText spares the thousands of heads with a common method a string of their own.
func methodText(b []byte) string {
	switch string(b) {
	case "":
		return ""
	case "GET":
		return "GET"
	case "POST":
		return "POST"
	case "PUT":
		return "PUT"
	case "PATCH":
		return "PATCH"
	case "DELETE":
		return "DELETE"
	}
	return string(b)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func cutText(b []byte) (text, rest []byte, ok bool) {
	size, n := binary.Uvarint(b)
	if n <= 0 || size > uint64(len(b)-n) {
		return nil, nil, false
	}
	end := n + int(size)
	return b[n:end], b[end:], true
}

// encodeIDs makes the stored form of a list of children: each ID after its length as uvarint.
func encodeIDs(ids []model.ID) []byte {
	var b []byte
	for _, id := range ids {
		b = appendText(b, string(id))
	}
	return b
}

// eachID calls f with the IDs of a stored list, in order; the bytes are valid only during the call.
func eachID(b []byte, f func(id []byte) error) error {
	for len(b) > 0 {
		id, rest, ok := cutText(b)
		if !ok || len(id) == 0 || len(id) > maxID {
			return damaged("unreadable list of children")
		}
		if err := f(id); err != nil {
			return err
		}
		b = rest
	}
	return nil
}

func decodeIDs(b []byte) (ids []model.ID, err error) {
	err = eachID(b, func(id []byte) error { ids = append(ids, model.ID(id)); return nil })
	return ids, err
}

func readHead(tx *bbolt.Tx, id model.ID) (model.Head, error) {
	data := bucket(tx, bucketHeads).Get([]byte(id))
	if data == nil {
		return model.Head{}, notFound("entity", id)
	}
	return decodeHead(id, data)
}

// children returns the IDs below an entity, in order.
func children(tx *bbolt.Tx, id model.ID) ([]model.ID, error) {
	return decodeIDs(bucket(tx, bucketChildren).Get([]byte(id)))
}
