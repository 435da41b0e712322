package session

import "postern/model"

// EmptyTrash lets empty delete for good what is in the trash and reads the tree anew. What went cannot
// be undone, so changes that would need it are forgotten.
func (s *Session) EmptyTrash(empty func(ids ...model.ID) error, done func(error)) {
	s.enqueue(job{work: func() error { return empty() }, done: func(err error) {
		if err == nil {
			s.history = history{}
			if tree, readErr := s.file.Tree(); readErr == nil {
				s.tree = tree
			} else {
				err = readErr
			}
			s.notify(TreeChanged)
		}
		done(err)
	}})
}
