package model

import (
	"strings"
	"testing"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"products", "product", 1}, {"kitten", "sitting", 3}, {"same", "same", 0},
		{strings.Repeat("x", 500), strings.Repeat("x", 300), 0}} {
		if got := Distance(c.a, c.b); got != c.want || Distance(c.b, c.a) != got {
			t.Errorf("Distance(%.10q, %.10q) = %d, want %d both ways", c.a, c.b, got, c.want)
		}
	}
}
