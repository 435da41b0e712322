package workbench

import (
	"time"

	"postern/model"
)

// expireEvery is how often the trash is looked through while the workspace is open.
const expireEvery = 24 * time.Hour

// expire deletes for good what has been in the trash for too long.
func (b *Bench) expire() {
	gone, err := b.emptyOldTrash()
	if err != nil {
		b.logger.Warn("empty the trash of what has been there for long", "err", err)
		return
	}
	if gone > 0 {
		b.logger.Info("trash emptied of what had been there for long", "items", gone)
		b.tell()
	}
}

// emptyOldTrash deletes what went to the trash more than the settings' TrashDays ago. This cannot be
// undone, as with [Bench.EmptyTrash]; 0 days delete nothing.
func (b *Bench) emptyOldTrash() (gone int, err error) {
	b.edits.Lock()
	defer b.edits.Unlock()
	settings, err := b.store.Settings()
	if err != nil || settings.TrashDays <= 0 {
		return 0, err
	}
	tree, err := b.sharedTree()
	if err != nil {
		return 0, err
	}
	oldest := b.now().AddDate(0, 0, -settings.TrashDays)
	var ids []model.ID
	for _, t := range tree.Trash() {
		if t.Time.Before(oldest) {
			ids = append(ids, t.Head.ID)
		}
	}
	if len(ids) == 0 {
		return 0, nil
	}
	defer b.forgetTree()
	return len(ids), b.store.EmptyTrash(ids...)
}

// Listen calls f, on any goroutine, whenever the bench itself changed the workspace: when it emptied the
// trash of what had been there for too long, and when it chose the port of a mock.
func (b *Bench) Listen(f func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.listeners = append(b.listeners, f)
}

// tell calls those who listen. It is called without the lock mu.
func (b *Bench) tell() {
	b.mu.RLock()
	listeners := b.listeners
	b.mu.RUnlock()
	for _, f := range listeners {
		f()
	}
}
