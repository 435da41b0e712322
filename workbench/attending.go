package workbench

import "time"

// repeat is something that is done again and again until the bench closes.
type repeat struct{ cancel func() }

// attend sets going what happens by itself while the workspace is open.
func (b *Bench) attend() {
	b.expire()
	b.every(expireEvery, b.expire)
	b.every(backupEvery, b.backupDue)
	b.sends.Go(b.checkAll)
}

// every calls f each time d has passed, until the bench closes, which waits for an f under way.
func (b *Bench) every(d time.Duration, f func()) {
	r := &repeat{}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.repeats = append(b.repeats, r)
	b.later(r, d, f)
}

// later is for those who hold the lock.
func (b *Bench) later(r *repeat, d time.Duration, f func()) {
	r.cancel = b.after(d, func() {
		if !b.begin() {
			return
		}
		defer b.sends.Done()
		b.mu.Lock()
		b.later(r, d, f)
		b.mu.Unlock()
		f()
	})
}
