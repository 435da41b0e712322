package instance

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
)

// writeFrame writes a value as one frame.
func writeFrame(w io.Writer, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if len(data) > frameLimit {
		return fmt.Errorf("a message of %d bytes is over the limit of %d", len(data), frameLimit)
	}
	_, err = w.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), data...))
	return err
}

// readFrame reads one frame into a value. Memory is taken only for what came.
func readFrame(r io.Reader, v any) error {
	var size [4]byte
	if _, err := io.ReadFull(r, size[:]); err != nil {
		return err
	}
	n := binary.BigEndian.Uint32(size[:])
	if n > frameLimit {
		return fmt.Errorf("a message of %d bytes is over the limit of %d", n, frameLimit)
	}
	data, err := io.ReadAll(io.LimitReader(r, int64(n)))
	if err == nil && len(data) < int(n) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}
