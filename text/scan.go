package text

import "context"

// scanBlock is how much of a document is read at a time by what goes through all of it.
const scanBlock = 256 << 10

// scan gives the text between two offsets to visit, block by block, until that returns false. A block is valid only
// during the call. The error is that of the context or of the document.
func scan(ctx context.Context, doc Document, from, to int64, visit func(base int64, b []byte) bool) error {
	from, to = clip(doc, from, to)
	buf := make([]byte, min(scanBlock, to-from))
	for from < to {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := doc.ReadAt(buf[:min(int64(len(buf)), to-from)], from)
		if n == 0 {
			return err
		}
		if !visit(from, buf[:n]) {
			return nil
		}
		from += int64(n)
	}
	return nil
}
