package store

import (
	"bytes"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"postern/model"
)

// The buckets of the file.
const (
	bucketMeta         = "meta"         // keyApplication, keyVersion
	bucketHeads        = "heads"        // ID -> head, see encodeHead
	bucketChildren     = "children"     // parent's ID -> IDs in order, see encodeIDs
	bucketParents      = "parents"      // ID -> parent's ID: children the other way round
	bucketCollections  = "collections"  // ID -> JSON, as the next four
	bucketFolders      = "folders"      //
	bucketRequests     = "requests"     //
	bucketExamples     = "examples"     // bodies by hash
	bucketEnvironments = "environments" // with the globals
	bucketTrash        = "trash"        // ID -> JSON of trashed
	bucketBodies       = "bodies"       // SHA-256 in hex -> bytes
	bucketBodyRefs     = "bodyrefs"     // SHA-256 in hex -> uvarint: how many examples, exchanges and steps have it
	bucketDrafts       = "drafts"       // request's ID -> JSON
	bucketHistory      = "history"      // time and ID, see historyKey -> JSON
	bucketHistoryIDs   = "historyids"   // ID -> key in history
	bucketState        = "state"        // key -> bytes
	bucketSettings     = "settings"     // keySettings -> JSON
	bucketWords        = "words"        // ID -> signatures of its fields in the order of texts: makes a search quick, no more
	bucketUndo         = "undo"         // keyUndoing, and steps: see stepHead and encodeEdit
)

var buckets = []string{bucketMeta, bucketHeads, bucketChildren, bucketParents, bucketCollections, bucketFolders,
	bucketRequests, bucketExamples, bucketEnvironments, bucketTrash, bucketBodies, bucketBodyRefs, bucketDrafts,
	bucketHistory, bucketHistoryIDs, bucketState, bucketSettings, bucketUndo, bucketWords}

// kindBuckets tells where the entities of a kind are.
var kindBuckets = map[model.Kind]string{model.KindCollection: bucketCollections, model.KindFolder: bucketFolders,
	model.KindRequest: bucketRequests, model.KindExample: bucketExamples, model.KindEnvironment: bucketEnvironments}

// encode makes JSON without the escapes that only HTML needs, so that kept parts of imported files stay
// as they were.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("%w: %w", err, model.ErrInvalid)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// decode reads what encode made; nothing in v refers to data afterwards.
func decode(data []byte, v any) error {
	if err := json.Unmarshal(data, v); err != nil {
		return damaged("unreadable record (%v)", err)
	}
	return nil
}

// read decodes the value of a key and tells whether there is one.
func read(tx *bbolt.Tx, name, key string, v any) (bool, error) {
	data := bucket(tx, name).Get([]byte(key))
	if data == nil {
		return false, nil
	}
	return true, decode(data, v)
}
