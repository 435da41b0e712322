package convert_test

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"postern/convert"
	"postern/model"
)

const small = `{"info":{"name":"Bücher 📚"},"item":[]}`

func utf16Bytes(text string, order binary.AppendByteOrder, mark bool) []byte {
	var out []byte
	if mark {
		out = order.AppendUint16(out, 0xfeff)
	}
	for _, c := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, c)
	}
	return out
}

func TestEncodings(t *testing.T) {
	for name, data := range map[string][]byte{
		"UTF-8":                   []byte(" \n" + small),
		"UTF-8 with mark":         []byte("\ufeff" + small),
		"UTF-16 LE":               utf16Bytes(small, binary.LittleEndian, true),
		"UTF-16 BE":               utf16Bytes(small, binary.BigEndian, true),
		"UTF-16 LE without mark":  utf16Bytes(small, binary.LittleEndian, false),
		"UTF-16 BE without mark":  utf16Bytes(small, binary.BigEndian, false),
		"wrapped in a collection": []byte(`{"collection":` + small + `}`),
	} {
		im, err := convert.Read(name, data)
		if err != nil || len(im.Bundles) != 1 || im.Bundles[0].Collection.Name != "Bücher 📚" || len(im.Report.Items) > 0 {
			t.Errorf("%s: got %+v and %v", name, im, err)
		}
		if format, err := convert.Detect(data); format != "postman" || err != nil {
			t.Errorf("%s: detected as %q, %v", name, format, err)
		}
	}
}

func TestBytesThatAreNoTextAreReported(t *testing.T) {
	for name, data := range map[string][]byte{
		"UTF-8":  []byte("{\"info\":{\"name\":\"a\xff\"},\"item\":[]}"),
		"UTF-16": append(utf16Bytes(`{"info":{"name":"a`, binary.LittleEndian, true), append([]byte{0x00, 0xd8}, utf16Bytes(`"},"item":[]}`, binary.LittleEndian, false)...)...),
	} {
		im, err := convert.Read(name, data)
		if err != nil || im.Bundles[0].Collection.Name != "a\ufffd" || len(im.Report.Items) != 1 {
			t.Errorf("%s: got %+v and %v", name, im, err)
		}
	}
}

func TestBroken(t *testing.T) {
	for _, c := range []struct {
		text         string
		line, column int
		word         string
	}{
		{"{\n\t\"ü\": 1,\n\t\"é\" 2}", 3, 6, "broken"},
		{"{\"a\":", 1, 5, "unexpected end"},
		{"\ufeff{x}", 1, 2, "broken"},
		{strings.Repeat("[", 20000), 1, 10001, "depth"},
		{"", 0, 0, "empty"},
		{" \n", 0, 0, "empty"},
		{"a,b\n1,2\n", 0, 0, "Postman environments"},
		{`[{"a":1}]`, 0, 0, "JSON list"},
		{`{"a":1}`, 0, 0, "Postman collections (v2.0, v2.1)"},
		{`{"name":"x","order":[],"requests":[]}`, 0, 0, "export it from Postman as Collection v2.1"},
	} {
		im, err := convert.Read("f.json", []byte(c.text))
		var fault *model.InputError
		if !errors.As(err, &fault) || !errors.Is(err, model.ErrInvalid) {
			t.Errorf("%.20q: got %v and %v, want an *InputError", c.text, im, err)
			continue
		}
		if fault.Line != c.line || fault.Column != c.column || !strings.Contains(fault.Text, c.word) || !strings.Contains(err.Error(), "f.json") {
			t.Errorf("%.20q: got %v, want line %d, column %d and %q", c.text, err, c.line, c.column, c.word)
		}
		if _, err := convert.Detect([]byte(c.text)); !errors.Is(err, model.ErrInvalid) {
			t.Errorf("%.20q: Detect gave %v", c.text, err)
		}
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "what.xml")
	if err := os.WriteFile(path, []byte(small), 0o600); err != nil {
		t.Fatal(err)
	}
	if im, err := convert.ReadFile(path); err != nil || im.File != path || im.Format != "postman" {
		t.Errorf("got %+v and %v", im, err)
	}
	if _, err := convert.ReadFile(filepath.Join(dir, "none")); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("missing file: got %v", err)
	}
	if _, err := convert.ReadFile(dir); !errors.Is(err, model.ErrInvalid) {
		t.Errorf("folder: got %v", err)
	}
	large := filepath.Join(dir, "large")
	f, err := os.Create(large)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Truncate(convert.MaxSize + 1); err != nil { // a sparse file
		t.Fatal(err)
	}
	if _, err := convert.ReadFile(large); !errors.Is(err, model.ErrTooLarge) {
		t.Errorf("large file: got %v", err)
	}
}

func TestWriteUnknownFormat(t *testing.T) {
	_, err := convert.Write(io.Discard, model.Bundle{}, "paper", convert.WriteOptions{})
	if !errors.Is(err, model.ErrInvalid) || !strings.Contains(err.Error(), "postman") {
		t.Errorf("got %v", err)
	}
}

func TestFormats(t *testing.T) {
	in, out := convert.Formats()
	if !slices.Equal(in, []string{"postman", "postman-environment", "postman-globals"}) || !slices.Equal(out, []string{"postman"}) {
		t.Errorf("got %q and %q", in, out)
	}
}
