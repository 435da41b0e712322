package workbench

import (
	"slices"

	"postern/model"
)

// The bounds of what waits to be kept as an example; older answers make room for newer ones.
const (
	maxOffers     = 100
	maxOfferBytes = 32 << 20
	maxRecordings = 256 // answers that wait to be stored
)

// recording is an answer of an upstream that is to be stored.
type recording struct {
	collection model.ID
	passed     model.MockPassed
}

// passed takes an answer of the upstream from the goroutine of its request: it is offered, or stored
// where the mock records always.
func (b *Bench) passed(collection model.ID, p model.MockPassed) {
	if p.Record == model.RecordAlways {
		select {
		case b.recordings <- recording{collection, p}:
			return
		default: // too many at once: the user may still choose
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	m := b.memory(collection)
	m.offers = append(m.offers, p)
	m.bytes += len(p.Example.Body.Data)
	for len(m.offers) > 1 && (len(m.offers) > maxOffers || m.bytes > maxOfferBytes) {
		m.forget(0)
	}
}

func (m *mockMemory) forget(i int) {
	m.bytes -= len(m.offers[i].Example.Body.Data)
	m.offers = slices.Delete(m.offers, i, i+1)
}

// MockOffers returns the answers of the upstream that can be kept as examples, oldest first.
func (b *Bench) MockOffers(collection model.ID) []model.MockPassed {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if m := b.memories[collection]; m != nil {
		return slices.Clone(m.offers)
	}
	return nil
}

// ForgetOffer takes an offer off the list, by the ID of its example.
func (b *Bench) ForgetOffer(collection, example model.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	m := b.memory(collection)
	if i := slices.IndexFunc(m.offers, func(p model.MockPassed) bool { return p.Example.ID == example }); i >= 0 {
		m.forget(i)
	}
}

// record stores what is recorded always, until the bench has stopped its mocks.
func (b *Bench) record() {
	defer close(b.recorded)
	for {
		select {
		case r := <-b.recordings:
			b.keepRecording(r)
		case <-b.stopRecording:
			for {
				select {
				case r := <-b.recordings:
					b.keepRecording(r)
				default:
					return
				}
			}
		}
	}
}

func (b *Bench) keepRecording(r recording) {
	c, err := b.PassedChange(r.collection, r.passed)
	if err == nil {
		_, err = b.Apply(c)
	}
	if err != nil {
		b.logger.Warn("keep an answer of the upstream", "err", err)
		r.passed.Record = model.RecordAsk // it is not lost
		b.passed(r.collection, r.passed)
		return
	}
	b.tell()
}
