package session

import "postern/model"

// EmptyTrash lets empty delete for good what is in the trash and reads the tree anew. What went cannot
// be undone, so changes that would need it are forgotten.
func (s *Session) EmptyTrash(empty func(ids ...model.ID) error, done func(error)) {
	s.reload(func() error { return empty() }, done)
}
