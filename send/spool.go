package send

import (
	"os"

	"postern/model"
)

// spool takes a body: in memory up to a size, in a temporary file beyond it.
type spool struct {
	dir  string
	data []byte
	file *os.File
	size int64
	err  error // of the disk
}

// Write takes b. An error is the disk's; what was taken before stays.
func (s *spool) Write(b []byte) (int, error) {
	if s.file == nil && len(s.data)+len(b) > inMemory {
		if s.err = s.spill(); s.err != nil {
			return 0, s.err
		}
	}
	if s.file == nil {
		s.data = append(s.data, b...)
		s.size += int64(len(b))
		return len(b), nil
	}
	n, err := s.file.Write(b)
	s.size += int64(n)
	s.err = err
	return n, err
}

// spill moves what is in memory to a new file, which only its owner may read.
func (s *spool) spill() error {
	f, err := os.CreateTemp(s.dir, "postern-body-*")
	if err != nil {
		return err
	}
	if _, err := f.Write(s.data); err != nil {
		f.Close() // the error to tell is that of Write
		os.Remove(f.Name())
		return err
	}
	s.file, s.data = f, nil
	return nil
}

// content ends the spool and returns what it took.
func (s *spool) content() model.Content {
	if s.file == nil {
		return model.Bytes(s.data)
	}
	if err := s.file.Close(); err != nil && s.err == nil {
		s.err = err
	}
	return model.Content{Size: s.size, Path: s.file.Name()}
}
