package model

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestContentIsReadFromWhereItIs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "body")
	if err := os.WriteFile(path, []byte("from a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content Content
		limit   int64
		want    string
		err     error
	}{
		"memory":                {Bytes([]byte("in memory")), 100, "in memory", nil},
		"file":                  {Content{Path: path, Size: 11}, 100, "from a file", nil},
		"empty":                 {Content{}, 0, "", nil},
		"just fits":             {Bytes([]byte("123")), 3, "123", nil},
		"memory over limit":     {Bytes([]byte("1234")), 3, "", ErrTooLarge},
		"size untold":           {Content{Data: []byte("1234")}, 3, "", ErrTooLarge},
		"file larger than told": {Content{Path: path, Size: 1}, 5, "", ErrTooLarge},
		"file gone":             {Content{Path: path + "x", Size: 1}, 5, "", os.ErrNotExist},
		"in the store":          {Content{Hash: "h", Size: 3}, 5, "", ErrInvalid},
	} {
		got, err := c.content.ReadAll(c.limit)
		if !errors.Is(err, c.err) || string(got) != c.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if c.err == ErrTooLarge {
			continue
		}
		src, err := c.content.Open()
		if !errors.Is(err, c.err) {
			t.Errorf("%s: open: %v", name, err)
		}
		if err == nil {
			all, _ := io.ReadAll(src)
			if string(all) != c.want || src.Close() != nil {
				t.Errorf("%s: open gave %q", name, all)
			}
		}
	}
}

func TestContentStoredAndGone(t *testing.T) {
	for name, c := range map[string]struct {
		content      Content
		stored, gone bool
	}{
		"empty":     {Content{}, false, false},
		"memory":    {Bytes([]byte("x")), false, false},
		"stored":    {Content{Hash: "h", Size: 1}, true, false},
		"brought":   {Content{Hash: "h", Size: 1, Data: []byte("x")}, false, false},
		"file":      {Content{Path: "p", Size: 1}, false, false},
		"size only": {Content{Size: 1}, false, true},
	} {
		if c.content.Stored() != c.stored || c.content.Gone() != c.gone {
			t.Errorf("%s: stored %v, gone %v", name, c.content.Stored(), c.content.Gone())
		}
	}
}

func TestTextTellsBinaryFromText(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		want bool
	}{
		"empty":            {"", true},
		"text":             {"héllo\n", true},
		"nul":              {"a\x00b", false},
		"latin-1":          {"h\xe9llo", false},
		"png":              {"\x89PNG\r\n\x1a\n", false},
		"rune cut at 8 KB": {strings.Repeat("a", 8<<10-1) + "日本", true},
		"bad before 8 KB":  {strings.Repeat("a", 8<<10-10) + "\xff" + strings.Repeat("a", 20), false},
		"bad after 8 KB":   {strings.Repeat("a", 8<<10) + "\xff", true},
	} {
		if got := Text([]byte(c.data)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
