// Package instance lets a second start of the program find the first: what has a file open listens on a
// private local socket that is named after the file, and answers requests of other processes of the
// same user. It knows nothing of what the requests mean.
//
// A request and its answer are one frame each: the length in four bytes, big endian, and a JSON object.
// Both are bounded in size, and every step in time. The socket lies in a folder that only its owner may
// enter; a peer must bring the token that lies beside it in a file of mode 0600, and where the system
// tells whose process a peer is, it must be the same user's.
package instance

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

var (
	// ErrNone means that no process listens for the file.
	ErrNone = errors.New("no other process has it open")
	// ErrSilent means that a process listens but does not answer in time: it hangs, or is just ending.
	ErrSilent = errors.New("the process that has it open does not answer")
	// ErrRefused means that the peer is not trusted, or that it speaks another version.
	ErrRefused = errors.New("refused")
)

const (
	version    = 1
	frameLimit = 1 << 20         // bytes of a request or an answer
	patience   = 3 * time.Second // for a peer to connect, to write its frame, or to take one
	peers      = 8               // that are heard at once
)

// request is what a client says.
type request struct {
	Version int             `json:"version"`
	Token   string          `json:"token"`
	Name    string          `json:"name"`
	Body    json.RawMessage `json:"body,omitempty"`
}

// answer is what it gets. Refused tells an error of the door from one of the handler.
type answer struct {
	Version int             `json:"version"`
	Refused bool            `json:"refused,omitempty"`
	Error   string          `json:"error,omitempty"`
	Body    json.RawMessage `json:"body,omitempty"`
}

// Error is what the handler of the other process had to say.
type Error string

func (e Error) Error() string { return string(e) }

// place is where the socket and the token of a file are.
type place struct{ folder, socket, token string }

// socketLimit is the longest path of a socket that all systems take, in bytes.
const socketLimit = 100

// placeOf finds the place for a file, by the path that it has without symbolic links. It makes nothing.
func placeOf(file string) (place, error) {
	full, err := filepath.Abs(file)
	if err != nil {
		return place{}, err
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		full = real
	} else if folder, err := filepath.EvalSymlinks(filepath.Dir(full)); err == nil {
		full = filepath.Join(folder, filepath.Base(full)) // the file is not there yet
	}
	sum := sha256.Sum256([]byte(full))
	name := hex.EncodeToString(sum[:12])
	for _, folder := range folders() {
		socket := filepath.Join(folder, name+".sock")
		if len(socket) <= socketLimit {
			return place{folder, socket, filepath.Join(folder, name+".token")}, nil
		}
	}
	return place{}, fmt.Errorf("there is no folder with a path short enough for a socket: set XDG_RUNTIME_DIR to one")
}

// folders lists where sockets may lie, the best first.
func folders() (list []string) {
	if dir := os.Getenv("XDG_RUNTIME_DIR"); filepath.IsAbs(dir) {
		list = append(list, filepath.Join(dir, "postern"))
	}
	if dir, err := os.UserCacheDir(); err == nil {
		list = append(list, filepath.Join(dir, "postern", "run"))
	}
	return append(list, filepath.Join(os.TempDir(), fmt.Sprintf("postern-%d", os.Getuid())))
}

// private makes the folder where it is not there, and makes sure that nobody else may enter it.
func private(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	return checkFolder(folder)
}
