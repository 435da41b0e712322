package kit

import "testing"

func TestLazyIsMadeOnce(t *testing.T) {
	made := 0
	l := NewLazy(func() string { made++; return "room" })
	if _, ok := l.Made(); ok || made != 0 {
		t.Fatal("made before it was asked for")
	}
	for range 2 {
		if got := l.Get(); got != "room" || made != 1 {
			t.Errorf("got %q, made %d times", got, made)
		}
	}
	if got, ok := l.Made(); !ok || got != "room" {
		t.Errorf("made %q, %v", got, ok)
	}
}
