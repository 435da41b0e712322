package store

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"postern/model"
)

// AddExchange adds an exchange to the history, redacted, and drops the oldest entries over the
// settings' HistoryEntries. Bodies of up to HistoryBody bytes are kept; of larger ones only the size,
// and the Hash is empty. An exchange with the ID of one that is there replaces it.
//
// The exchange should come with its Secrets: a body in a file is masked only on its way into the store.
func (s *Store) AddExchange(e model.Exchange) error {
	if e.ID == "" || len(e.ID) > maxID {
		return fmt.Errorf("add to history: exchange has no usable ID: %w", model.ErrInvalid)
	}
	if e.Time.IsZero() {
		e.Time = s.now()
	}
	return s.update("add to history", func(tx *bbolt.Tx) error {
		settings, err := settingsOf(tx)
		if err != nil {
			return err
		}
		b := newBatch(tx)
		b.dropExchange(string(b.get(bucketHistoryIDs, string(e.ID))))
		if err := b.addExchange(e, settings.HistoryBody); err != nil {
			return err
		}
		if err := b.flush(); err != nil {
			return err
		}
		return prune(tx, settings.HistoryEntries)
	})
}

func (b *batch) addExchange(e model.Exchange, limit int64) (err error) {
	e.Request.Body = fitting(e.Request.Body, limit)
	if e.Response != nil {
		w := *e.Response
		w.Body = fitting(w.Body, limit)
		e.Response = &w
	}
	e = e.Redacted()
	if e.Request.Body, err = b.keepBody(e.Request.Body, limit); err != nil {
		return err
	}
	if e.Response != nil {
		if e.Response.Body, err = b.keepBody(e.Response.Body, limit); err != nil {
			return err
		}
	}
	data, err := encode(e)
	if err != nil {
		return err
	}
	key := historyKey(e.Time, e.ID)
	b.put(bucketHistory, key, data)
	b.put(bucketHistoryIDs, string(e.ID), []byte(key))
	return nil
}

// fitting drops a body that is too large, and brings one from its file, so that it can be masked. One
// that cannot be read leaves its size as well: the entry is worth keeping without it.
func fitting(c model.Content, limit int64) model.Content {
	size := max(c.Size, int64(len(c.Data)))
	if size <= limit && c.Path == "" {
		return c
	}
	if size <= limit {
		if data, err := readContent(c, limit); err == nil {
			return model.Bytes(data)
		}
	}
	return model.Content{Size: size}
}

// keepBody stores a body of an exchange and returns what the entry keeps of it.
func (b *batch) keepBody(c model.Content, limit int64) (model.Content, error) {
	gone := c.Data == nil && !b.has(bucketBodies, c.Hash)
	if gone || int64(len(c.Data)) > limit { // a mask may be longer than what it hides
		return model.Content{Size: c.Size}, nil
	}
	kept, data, err := b.stored(c)
	if err != nil {
		return kept, err
	}
	b.retain(kept, data)
	return kept, nil
}

// dropExchange deletes an entry by its key, if there is one, with the bodies that nobody else has.
func (b *batch) dropExchange(key string) {
	data := b.get(bucketHistory, key)
	if data == nil {
		return
	}
	var e model.Exchange
	if decode(data, &e) == nil { // what cannot be read can still be dropped
		b.release(e.Request.Body)
		if e.Response != nil {
			b.release(e.Response.Body)
		}
	}
	b.delete(bucketHistory, key)
	b.delete(bucketHistoryIDs, key[timeSize:])
}

// prune drops the oldest entries until no more than keep are left.
func prune(tx *bbolt.Tx, keep int) error {
	var drop []string
	c := bucket(tx, bucketHistory).Cursor()
	n := 0
	for k, _ := c.Last(); k != nil; k, _ = c.Prev() {
		if n++; n > keep {
			drop = append(drop, string(k))
		}
	}
	b := newBatch(tx)
	for _, key := range drop {
		b.dropExchange(key)
	}
	return b.flush()
}

// timeSize is how many bytes of a history key are the time.
const timeSize = 8

// historyKey orders entries by time: the time in nanoseconds since 1970, big endian, and the ID.
func historyKey(t time.Time, id model.ID) string {
	key := binary.BigEndian.AppendUint64(nil, uint64(max(0, t.UnixNano())))
	return string(append(key, id...))
}

// ClearHistory deletes the whole history, with the bodies that nobody else has.
func (s *Store) ClearHistory() error {
	return s.update("clear the history", func(tx *bbolt.Tx) error { return prune(tx, 0) })
}

// History returns exchanges without their bodies, newest first, at most limit of them; a limit of 0 or
// less means all. Every word of the query must be found in the method, the URL, the request's name or
// the status code, whatever its case; an empty query finds all.
func (s *Store) History(query string, limit int) (list []model.Exchange, err error) {
	words := strings.Fields(strings.ToLower(query))
	err = s.view("read the history", func(tx *bbolt.Tx) error {
		c := bucket(tx, bucketHistory).Cursor()
		for k, v := c.Last(); k != nil && (limit <= 0 || len(list) < limit); k, v = c.Prev() {
			var e model.Exchange
			if err := decode(v, &e); err != nil {
				return err
			}
			if matches(e, words) {
				list = append(list, e)
			}
		}
		return nil
	})
	return list, err
}

func matches(e model.Exchange, words []string) bool {
	text := e.Request.Method + "\n" + e.Request.URL + "\n" + e.RequestName
	if e.Response != nil {
		text += "\n" + strconv.Itoa(e.Response.Status)
	}
	text = strings.ToLower(text)
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// Exchange returns an entry of the history with its bodies, as far as they were kept, in memory.
func (s *Store) Exchange(id model.ID) (e model.Exchange, err error) {
	err = s.view("read history entry", func(tx *bbolt.Tx) error {
		key := bucket(tx, bucketHistoryIDs).Get([]byte(id))
		found, err := read(tx, bucketHistory, string(key), &e)
		if err == nil && !found {
			err = notFound("exchange", id)
		}
		if err != nil {
			return err
		}
		if e.Request.Body, err = withData(tx, e.Request.Body); err != nil || e.Response == nil {
			return err
		}
		e.Response.Body, err = withData(tx, e.Response.Body)
		return err
	})
	if err != nil {
		return model.Exchange{}, err
	}
	return e, nil
}
