package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"

	"go.etcd.io/bbolt"

	"postern/model"
)

// sumSize is how many bytes of a stored value are its checksum.
const sumSize = 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum is a CRC-32C over the bucket's name, the key and the payload, so that a value which turns up
// under another key is as wrong as one whose bits changed.
func checksum(name string, key, payload []byte) uint32 {
	sum := crc32.Update(0, castagnoli, []byte(name))
	sum = crc32.Update(sum, castagnoli, []byte{0})
	sum = crc32.Update(sum, castagnoli, key)
	return crc32.Update(sum, castagnoli, payload)
}

// sums tells how the values of a bucket are proven: those of meta are not, because every version must
// read them; a body is by its key, which is its SHA-256; all others end with their checksum.
func sums(name string) bool { return name != bucketMeta && name != bucketBodies }

// pack makes the stored form of a value; nil, for none, stays nil.
func pack(name string, key, payload []byte) []byte {
	if !sums(name) || payload == nil {
		return payload
	}
	packed := make([]byte, 0, len(payload)+sumSize)
	packed = append(packed, payload...)
	return binary.BigEndian.AppendUint32(packed, checksum(name, key, payload))
}

// unpack returns the payload of a stored value, a part of it. A value that is not what was stored is an
// error that wraps ErrDamaged.
func unpack(name string, key, packed []byte) ([]byte, error) {
	switch {
	case packed == nil || name == bucketMeta:
		return packed, nil
	case name == bucketBodies:
		if sum := sha256.Sum256(packed); !bytes.Equal(key, hex.AppendEncode(nil, sum[:])) {
			return nil, wrongSum(name, key)
		}
		return packed, nil
	}
	end := len(packed) - sumSize
	if end < 0 || binary.BigEndian.Uint32(packed[end:]) != checksum(name, key, packed[:end]) {
		return nil, wrongSum(name, key)
	}
	return packed[:end:end], nil
}

func wrongSum(name string, key []byte) error {
	return &recordFault{damaged("the %s is not what was stored (its checksum is wrong)", recordName(name, key))}
}

// recordFault is the panic with which [records] report a damaged value, as bbolt panics at a damaged
// page: the transaction around turns both into errors.
type recordFault struct{ error }

func (f *recordFault) Unwrap() error { return f.error }

// records is a bucket as the rest of the package sees it: payloads in, payloads out. Reading a damaged
// value ends the transaction with an error that wraps ErrDamaged.
type records struct {
	raw  *bbolt.Bucket
	name string
}

// bucket returns a bucket, or nil where there is none.
func bucket(tx *bbolt.Tx, name string) *records {
	raw := tx.Bucket([]byte(name))
	if raw == nil {
		return nil
	}
	return &records{raw, name}
}

func (r *records) mustUnpack(key, packed []byte) []byte {
	payload, err := unpack(r.name, key, packed)
	if err != nil {
		panic(err)
	}
	return payload
}

// Get returns the payload of a key, valid as long as the transaction, or nil.
func (r *records) Get(key []byte) []byte { return r.mustUnpack(key, r.raw.Get(key)) }

// Put stores a payload.
func (r *records) Put(key, payload []byte) error { return r.raw.Put(key, pack(r.name, key, payload)) }

// Delete deletes a key, if it is there.
func (r *records) Delete(key []byte) error { return r.raw.Delete(key) }

// ForEach calls f with all keys and payloads in the order of the keys.
func (r *records) ForEach(f func(key, payload []byte) error) error {
	return r.raw.ForEach(func(k, v []byte) error { return f(k, r.mustUnpack(k, v)) })
}

// count returns how many keys there are, which costs less than growing a map for them.
func (r *records) count() (n int) {
	c := r.raw.Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		n++
	}
	return n
}

// Cursor walks over keys and payloads.
func (r *records) Cursor() *recordCursor { return &recordCursor{r, r.raw.Cursor()} }

// recordCursor is a cursor of bbolt that checks what it shows; a nil key is the end.
type recordCursor struct {
	of  *records
	raw *bbolt.Cursor
}

func (c *recordCursor) show(key, packed []byte) ([]byte, []byte) {
	if key == nil {
		return nil, nil
	}
	return key, c.of.mustUnpack(key, packed)
}

// First moves to the first key.
func (c *recordCursor) First() (key, payload []byte) { return c.show(c.raw.First()) }

// Last moves to the last key.
func (c *recordCursor) Last() (key, payload []byte) { return c.show(c.raw.Last()) }

// Next moves on by one key.
func (c *recordCursor) Next() (key, payload []byte) { return c.show(c.raw.Next()) }

// Prev moves back by one key.
func (c *recordCursor) Prev() (key, payload []byte) { return c.show(c.raw.Prev()) }

// Seek moves to a key, or to the next one where it is not there.
func (c *recordCursor) Seek(key []byte) ([]byte, []byte) { return c.show(c.raw.Seek(key)) }

// SearchIndex is the word of a model.Loss for what can be made anew from the rest.
const SearchIndex = "search index"

// recordNames are the words for what a bucket holds.
var recordNames = map[string]string{bucketHeads: "head", bucketChildren: "list of children", bucketParents: "place",
	bucketCollections: "collection", bucketFolders: "folder", bucketRequests: "request", bucketExamples: "example",
	bucketEnvironments: "environment", bucketTrash: "trash entry", bucketBodies: "body", bucketBodyRefs: "body count",
	bucketDrafts: "draft", bucketHistory: "history entry", bucketHistoryIDs: "history entry", bucketState: "window state",
	bucketSettings: "settings", bucketUndo: "step of undo", bucketWords: SearchIndex}

func recordWhat(name string) string {
	if what := recordNames[name]; what != "" {
		return what
	}
	return name
}

// recordName names a value for people: what it is, and its ID.
func recordName(name string, key []byte) string {
	if id := recordID(name, key); id != "" {
		return recordWhat(name) + " " + string(id)
	}
	return recordWhat(name)
}

// recordID returns the ID in a key, as far as it can be shown.
func recordID(name string, key []byte) model.ID {
	if name == bucketHistory && len(key) > timeSize {
		key = key[timeSize:]
	}
	if name == bucketSettings || len(key) > maxID || !model.Text(key) {
		return ""
	}
	return model.ID(key)
}
