package convert

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"unicode/utf16"
	"unicode/utf8"

	"postern/model"
)

// decode returns the text of a file in UTF-8, without byte order mark. UTF-16 is told by its byte order mark, or by the zero byte beside the first character. Bytes
// that are no valid Unicode are replaced by U+FFFD.
func decode(data []byte) (text []byte, replaced bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		data, replaced = decode16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		data, replaced = decode16(data[2:], binary.BigEndian)
	case len(data) > 1 && data[0] != 0 && data[1] == 0:
		data, replaced = decode16(data, binary.LittleEndian)
	case len(data) > 1 && data[0] == 0 && data[1] != 0:
		data, replaced = decode16(data, binary.BigEndian)
	}
	if !utf8.Valid(data) {
		data, replaced = bytes.ToValidUTF8(data, []byte("\uFFFD")), true
	}
	return data, replaced
}

func decode16(data []byte, order binary.ByteOrder) (text []byte, replaced bool) {
	text = make([]byte, 0, len(data))
	for i := 0; i+1 < len(data); i += 2 {
		c := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(c) {
			next := rune(0)
			if i+3 < len(data) {
				next = rune(order.Uint16(data[i+2:]))
			}
			if c = utf16.DecodeRune(c, next); c == utf8.RuneError {
				replaced = true
			} else {
				i += 2
			}
		}
		text = utf8.AppendRune(text, c)
	}
	return text, replaced || len(data)%2 == 1
}

// checkJSON reports the first fault of a JSON text with its place.
func checkJSON(text []byte) error {
	var raw json.RawMessage
	err := json.Unmarshal(text, &raw)
	if err == nil {
		return nil
	}
	fault := &model.InputError{Text: "the JSON is broken: " + err.Error()}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		fault.Line, fault.Column = position(text, int(syntax.Offset)-1)
	}
	return fault
}

// position returns line and column, in characters and from 1, of the byte at an offset.
func position(text []byte, offset int) (line, column int) {
	before := text[:max(0, min(offset, len(text)))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}
