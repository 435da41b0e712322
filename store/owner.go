package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
	"unicode"
)

// owner says who has the workspace open for writing. It is kept in a small file beside it while it is
// open, for the words of the error that the next process gets; the lock itself is the file's.
type owner struct {
	PID     int       `json:"pid"`
	Host    string    `json:"host"`
	Started time.Time `json:"started"`
}

func (s *Store) ownerPath() string { return s.path + ".owner" }

// own writes the file. Failing is no reason not to work: it only costs a good message.
func (s *Store) own() {
	host, _ := os.Hostname()
	data, err := json.Marshal(owner{PID: os.Getpid(), Host: host, Started: s.now()})
	if err == nil {
		os.Remove(s.ownerPath()) // of a process that ended without closing; the lock is ours
		err = writeNew(s.ownerPath(), data)
	}
	if err != nil {
		s.logger.Warn("note who has the workspace open", "err", err)
		return
	}
	s.owns = true
}

func (s *Store) disown() {
	if !s.owns {
		return
	}
	if err := os.Remove(s.ownerPath()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.logger.Warn("remove the note of who has the workspace open", "err", err)
	}
}

func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// lockedText says that the workspace is open elsewhere, and where if that is known.
func (s *Store) lockedText() string {
	o, ok := readOwner(s.ownerPath())
	if !ok {
		return fmt.Sprintf("workspace %s is in use by another process: close it there first", s.path)
	}
	started, layout := o.Started.Local(), "15:04"
	if now := s.now().Local(); started.YearDay() != now.YearDay() || started.Year() != now.Year() {
		layout = "2006-01-02 15:04"
	}
	return fmt.Sprintf("workspace %s is open in another Postern (process %d on host %s since %s)",
		s.path, o.PID, o.Host, started.Format(layout))
}

// readOwner reads who has the workspace, if the file says so in a form that can be shown.
func readOwner(path string) (o owner, ok bool) {
	const limit = 4 << 10
	f, err := os.Open(path)
	if err != nil {
		return o, false
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit))
	if err != nil || json.Unmarshal(data, &o) != nil || o.PID <= 0 || o.Host == "" {
		return o, false
	}
	return o, !strings.ContainsFunc(o.Host, func(r rune) bool { return !unicode.IsPrint(r) })
}
