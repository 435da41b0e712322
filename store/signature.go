package store

import (
	"encoding/binary"
	"math/bits"
)

// A signature tells of a text which runs of one, two and three bytes may be in it: a Bloom filter. It
// never denies one that is there, and affirms about one in eight that is not. One for every field of
// an entity spares a search nearly all that does not hold its words.
//
// It is described by the binary logarithm of its number of bits, 0 for that of an empty text, which has
// no bits at all.

const (
	leastBits = 6  // binary logarithm of the number of bits of the shortest signature
	mostBits  = 19 // and of the longest: 64 KiB
	// A signature is made half as long as long as no more than a share of its bits is set, in percent:
	// fullest in a long one, sparse in one of up to sparseBits, where room costs little.
	fullest, sparse, sparseBits = 50, 25, 12
	// hashes is how many bits a run sets. A third one would make the long signatures, which every search reads, half
	// as long again.
	hashes = 2
)

// signer makes signatures, one after the other in the same memory.
type signer struct {
	words []uint64
	pairs [1 << 10]uint64 // which runs of two bytes there are
}

// sign appends the bits of the signature of a folded text to dst, and tells its size.
func (s *signer) sign(dst, text []byte) (_ []byte, size int) {
	if len(text) == 0 {
		return dst, 0
	}
	size = min(mostBits, max(leastBits, bits.Len(uint(len(text)*16))))
	s.words = append(s.words[:0], make([]uint64, 1<<(size-6))...)
	s.setAll(text, size)
	for size > leastBits && s.halve() {
		size--
	}
	for _, w := range s.words {
		dst = binary.LittleEndian.AppendUint64(dst, w)
	}
	return dst, size
}

// setAll sets the bits of all runs of a text. There are few different short ones: they are set once each.
func (s *signer) setAll(text []byte, size int) {
	var single [256]bool
	clear(s.pairs[:])
	var before uint32
	for i, c := range text {
		before = before<<8 | uint32(c)
		single[c] = true
		if i > 0 {
			s.pairs[before>>6&0x3ff] |= 1 << (before & 63)
		}
		if i > 1 {
			s.set(before&0xffffff|3<<24, size)
		}
	}
	for c, ok := range single {
		if ok {
			s.set(uint32(c)|1<<24, size)
		}
	}
	for i, w := range s.pairs {
		for ; w != 0; w &= w - 1 {
			run := uint32(i<<6 | bits.TrailingZeros64(w))
			s.set(run|2<<24, size)
			s.set(run|again, size)
		}
	}
}

func (s *signer) set(run uint32, size int) {
	mask := uint64(1)<<size - 1
	h := scatter(run)
	for range hashes {
		at := h & mask
		s.words[at>>6] |= 1 << (at & 63)
		h >>= 21
	}
}

// halve lays one half of the bits over the other, unless that would set too many.
func (s *signer) halve() bool {
	low, high := s.words[:len(s.words)/2], s.words[len(s.words)/2:]
	n := 0
	for i := range low {
		n += bits.OnesCount64(low[i] | high[i])
	}
	percent := fullest
	if len(s.words)*64 <= 1<<sparseBits {
		percent = sparse
	}
	if n*100 > len(low)*64*percent {
		return false
	}
	for i := range low {
		low[i] |= high[i]
	}
	s.words = low
	return true
}

// again marks the second entry of a run of two bytes. Such a word has no other run to be ruled out by, and
// there are few enough of them to be entered twice.
const again = 4 << 24

// longRuns returns the longest runs of a word: where they are, the shorter ones are too.
func longRuns(word []byte) (runs []uint64) {
	longest := min(len(word), 3)
	for i := longest; i <= len(word); i++ {
		run := uint32(longest) << 24
		for j, c := range word[i-longest : i] {
			run |= uint32(c) << (8 * (longest - 1 - j))
		}
		runs = append(runs, scatter(run))
		if longest == 2 {
			runs = append(runs, scatter(run&0xffff|again))
		}
	}
	return runs
}

// scatter makes of a run the number from which its bits are taken, 21 for each.
func scatter(run uint32) uint64 {
	x := uint64(run) * 0x9e3779b97f4a7c15
	x = (x ^ x>>32) * 0xd6e8feb86659fd93
	return x ^ x>>32
}

// signatureBytes returns how many bytes a signature of a size has; ok is false where there is no such.
func signatureBytes(size byte) (n int, ok bool) {
	if size == 0 {
		return 0, true
	}
	return 1 << (size - 3), leastBits <= size && size <= mostBits
}

// mayHold tells whether a text may hold all of the runs of a word.
func mayHold(bitmap []byte, runs []uint64) bool {
	if len(bitmap) == 0 {
		return false
	}
	mask := uint64(len(bitmap))<<3 - 1
	for _, h := range runs {
		for range hashes {
			at := h & mask
			if bitmap[at>>3]&(1<<(at&7)) == 0 {
				return false
			}
			h >>= 21
		}
	}
	return true
}
