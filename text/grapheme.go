package text

import "unicode/utf8"

// lookBack is how far back a place is looked for from which clusters can be counted. Text of people has one every few
// bytes.
const lookBack = 1024

// After is the offset after the grapheme cluster that begins at an offset.
func After(doc Document, off int64) int64 {
	b := Bytes(doc, off, off+maxCluster)
	if len(b) == 0 {
		return doc.Len()
	}
	return off + int64(clusterLen(b))
}

// Before is the offset of the grapheme cluster that ends at an offset, or that the offset is inside of.
func Before(doc Document, off int64) int64 {
	last, _ := cluster(doc, off)
	return last
}

// Snap is an offset moved back to the beginning of the grapheme cluster that it is inside of, if it is.
func Snap(doc Document, off int64) int64 {
	if _, end := cluster(doc, off); end == off {
		return off
	}
	return Before(doc, off)
}

// cluster is the last cluster that begins before an offset.
func cluster(doc Document, off int64) (start, end int64) {
	off, _ = clip(doc, off, doc.Len())
	if off == 0 {
		return 0, 0
	}
	from := max(0, off-lookBack)
	b := Bytes(doc, from, off+maxCluster)
	at := safe(b, int(off-from), from == 0)
	for {
		n := clusterLen(b[at:])
		if next := from + int64(at+n); next >= off {
			return from + int64(at), next
		}
		at += n
	}
}

// safe is a place before i at which a cluster surely begins: the beginning of the text, or an ASCII character behind
// another, or what follows a line break.
func safe(b []byte, i int, whole bool) int {
	i = min(i, len(b)-1)
	for j := i - 1; j > 0; j-- {
		if b[j-1] < utf8.RuneSelf && b[j] < utf8.RuneSelf && !(b[j-1] == '\r' && b[j] == '\n') {
			return j
		}
	}
	if whole {
		return 0
	}
	for j := range min(utf8.UTFMax, len(b)) {
		if utf8.RuneStart(b[j]) {
			return j
		}
	}
	return 0
}
