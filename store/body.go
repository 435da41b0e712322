package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"

	"go.etcd.io/bbolt"

	"postern/model"
)

// maxBody is the largest body that is stored, in bytes.
const maxBody = 256 << 20

// hashSize is how many characters the name of a body has.
const hashSize = 2 * sha256.Size

// Body returns the bytes of a stored body by the hash that its Content has. ErrNotFound where no
// example and no exchange has it.
func (s *Store) Body(hash string) (data []byte, err error) {
	err = s.view("read body", func(tx *bbolt.Tx) error {
		data, err = body(tx, hash)
		return err
	})
	return data, err
}

// body returns a copy of a stored body.
func body(tx *bbolt.Tx, hash string) ([]byte, error) {
	data := bucket(tx, bucketBodies).Get([]byte(hash))
	if data == nil {
		return nil, fmt.Errorf("body %q: %w", hash, model.ErrNotFound)
	}
	return bytes.Clone(data), nil
}

// withData brings the bytes of content that is only in the store.
func withData(tx *bbolt.Tx, c model.Content) (model.Content, error) {
	if !c.Stored() {
		return c, nil
	}
	data, err := body(tx, c.Hash)
	if err != nil {
		return c, damaged("a body is missing (%v)", err)
	}
	c.Data = data
	return c, nil
}

// readContent brings the bytes of content in memory or in a file, with no more than limit of them.
func readContent(c model.Content, limit int64) ([]byte, error) {
	r, err := c.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("a body of more than %d bytes: %w", limit, model.ErrTooLarge)
	}
	return data, err
}

// stored makes of content what an entity keeps of it, hash and size, and brings the bytes where they
// are not in the store yet. Nothing is written. Empty content is the zero Content.
func (b *batch) stored(c model.Content) (kept model.Content, data []byte, err error) {
	switch {
	case c.Stored():
		have := b.get(bucketBodies, c.Hash)
		if have == nil {
			return kept, nil, fmt.Errorf("body %q: %w", c.Hash, model.ErrNotFound)
		}
		return model.Content{Hash: c.Hash, Size: int64(len(have))}, nil, nil
	case c.Path != "":
		if data, err = readContent(c, maxBody); err != nil {
			return kept, nil, fmt.Errorf("read body: %w", err)
		}
	default:
		if data = c.Data; len(data) > maxBody {
			return kept, nil, fmt.Errorf("a body of %d bytes is over the limit of %d: %w", len(data), maxBody, model.ErrTooLarge)
		}
	}
	if len(data) == 0 {
		return kept, nil, nil
	}
	sum := sha256.Sum256(data)
	return model.Content{Hash: hex.EncodeToString(sum[:]), Size: int64(len(data))}, data, nil
}

// retain counts one more user of a body, and stores the bytes for the first.
func (b *batch) retain(c model.Content, data []byte) {
	if c.Hash == "" {
		return
	}
	if !b.has(bucketBodies, c.Hash) {
		b.put(bucketBodies, c.Hash, bytes.Clone(data))
	}
	b.put(bucketBodyRefs, c.Hash, binary.AppendUvarint(nil, b.users(c.Hash)+1))
}

// release counts one user of a body less; the last one takes the bytes along.
func (b *batch) release(c model.Content) {
	if c.Hash == "" {
		return
	}
	if n := b.users(c.Hash); n > 1 {
		b.put(bucketBodyRefs, c.Hash, binary.AppendUvarint(nil, n-1))
		return
	}
	b.delete(bucketBodies, c.Hash)
	b.delete(bucketBodyRefs, c.Hash)
}

func (b *batch) users(hash string) uint64 {
	n, _ := binary.Uvarint(b.get(bucketBodyRefs, hash))
	return n
}
