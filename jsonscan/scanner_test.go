package jsonscan

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/iotest"
)

// walk lists every value below the root with its place, going into containers, without recursion.
func walk(src Source) (out []Child, err error) {
	s := New(context.Background(), src, 0)
	root, kind := s.Root()
	todo := []Child{{Start: root, Kind: kind}}
	for len(todo) > 0 {
		c := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		out = append(out, c)
		s.Go(c.Start)
		kids := s.Children()
		for kids.Next() {
			todo = append(todo, kids.Child())
		}
		if kids.Err() != nil {
			return out, kids.Err()
		}
	}
	return out, nil
}

func TestWindowsDoNotShow(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("\ufeff[")
	for i := range 9000 {
		b.WriteString(`{"key ` + strings.Repeat("x", i%37) + `":["` + strings.Repeat(`\"é\\`, i%11) + `", -1.5e+3 ,true]} , `)
	}
	b.WriteString(`"` + strings.Repeat("long ", 50_000) + `",null]`)
	if !json.Valid(b.Bytes()[3:]) {
		t.Fatal("the text of the test is no JSON")
	}
	want, err := walk(Text(b.Bytes()))
	if err != nil || len(want) != 1+9000*5+2 {
		t.Fatalf("%d values, %v", len(want), err)
	}
	got, err := walk(bytes.NewReader(b.Bytes()))
	if err != nil || len(got) != len(want) {
		t.Fatalf("%d values, %v", len(got), err)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("value %d: %+v and %+v", i, got[i], want[i])
		}
	}
}

func TestUnquote(t *testing.T) {
	for raw, want := range map[string]string{
		`"plain"`: "plain", `"\u00e9\n\/\"\\"`: "é\n/\"\\", `"\ud83d\ude00"`: "😀", `"\ud83d"`: "\ufffd", `"\ud83dx"`: "\ufffdx",
		`"\x"`: `\x`, `"\u12"`: `\u12`, `"open`: "open", `"\`: `\`, `""`: "", ``: "",
	} {
		if got := Unquote([]byte(raw)); got != want {
			t.Errorf("%s means %q, not %q", raw, got, want)
		}
	}
}

func TestFaultsHavePlaces(t *testing.T) {
	for text, at := range map[string]int64{`[1 2]`: 3, `{"a" 1}`: 5, `{a:1}`: 1, `[1,]`: 3, `["a`: 3, `[[1]`: 4, `{"a":}`: 5} {
		_, err := walk(Text(text))
		fault, ok := errors.AsType[*Error](err)
		if !ok || fault.Offset != at {
			t.Errorf("%s: %v, want the place %d", text, err, at)
		}
	}
}

type broken struct{ *bytes.Reader }

func (broken) ReadAt([]byte, int64) (int, error) { return 0, iotest.ErrTimeout }

func TestErrorsOfReadingArePassedOn(t *testing.T) {
	s := New(context.Background(), broken{bytes.NewReader([]byte("[1]"))}, 0)
	if _, err := s.Skip(); !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("got %v", err)
	}
}

func TestDepthDoesNotMatter(t *testing.T) {
	deep := strings.Repeat(`{"a":[`, 500_000) + strings.Repeat("]}", 500_000)
	if end, err := New(context.Background(), Text(deep), 0).Skip(); err != nil || end != int64(len(deep)) {
		t.Errorf("ended at %d of %d: %v", end, len(deep), err)
	}
}

func BenchmarkSkip(b *testing.B) {
	text := []byte("[" + strings.Repeat(`{"id":12345,"name":"Some longer name of a thing","tags":["a","b"],"ok":true},`, 200_000) + "1]")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := New(context.Background(), Text(text), 0).Skip(); err != nil {
			b.Fatal(err)
		}
	}
}
