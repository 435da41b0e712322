package jsonpath

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"postern/jsonscan"
)

// large is an array of n objects of about 100 bytes in an object.
func large(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"meta":{"count":3},"items":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":%d,"name":"Thing number %d","tags":["red","green"],"price":{"amount":%d.50,"currency":"EUR"}}`, i, i, i%1000)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

func TestResultsComeBeforeAFault(t *testing.T) {
	text := string(large(10))
	for _, query := range []string{"$.items[*].id", "$.items[?@.id >= 0].id"} {
		p, _ := Parse(query)
		n := 0
		err := p.Each(context.Background(), jsonscan.Text(strings.Replace(text, `"id":7`, `"id"=7`, 1)), func(Match) bool { n++; return true })
		fault, ok := errors.AsType[*jsonscan.Error](err)
		if n != 7 || !ok || fault.Offset != int64(strings.Index(text, `"id":7`)+4) {
			t.Errorf("%s: %d results, then %v", query, n, err)
		}
	}
}

func TestCancel(t *testing.T) {
	text := large(50_000)
	for _, query := range []string{"$..*", "$.items[?@.price.amount < 0]", "$.items[-1]"} {
		p, _ := Parse(query)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := p.Each(ctx, jsonscan.Text(text), func(Match) bool { return true }); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", query, err)
		}
	}
}

// TestCancelOfWorkOnASmallText has a query that would go over its few bytes for years.
func TestCancelOfWorkOnASmallText(t *testing.T) {
	p, err := Parse("$..*" + strings.Repeat("..*", 60))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Repeat("[1,", 100) + "1" + strings.Repeat("]", 100)
	c, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	if err := p.Each(c, jsonscan.Text(text), func(Match) bool { return true }); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestStopsWhenTold(t *testing.T) {
	text := large(100)
	for _, query := range []string{"$..id", "$.items[*].id", "$.items[*]['id','name']", "$.items[::-1].id"} {
		p, _ := Parse(query)
		n := 0
		if err := p.Each(context.Background(), jsonscan.Text(text), func(Match) bool { n++; return n < 5 }); err != nil || n != 5 {
			t.Errorf("%s: %d results, %v", query, n, err)
		}
	}
}

func TestDeepTextIsRefusedInWords(t *testing.T) {
	deep := strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	p, _ := Parse("$..a")
	if err := p.Each(context.Background(), jsonscan.Text(deep), func(Match) bool { return true }); !errors.Is(err, errDeep) {
		t.Errorf("got %v", err)
	}
	same, _ := Parse("$[?@ == $[0]]")
	if err := same.Each(context.Background(), jsonscan.Text("["+deep+","+deep+"]"), func(Match) bool { return true }); !errors.Is(err, errDeep) {
		t.Errorf("got %v", err)
	}
}

func TestNumbersAreComparedExactly(t *testing.T) {
	for query, want := range map[string]int{
		"$[?@ == 9007199254740993]": 1, "$[?@ > 9007199254740992]": 1, "$[?@ == 1.0]": 2, "$[?@ < -9007199254740992]": 1, "$[?@ == -0]": 1,
	} {
		p, err := Parse(query)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		if err := p.Each(context.Background(), jsonscan.Text(`[9007199254740992,9007199254740993,-9007199254740993,1,1e0,0]`), func(Match) bool { n++; return true }); err != nil || n != want {
			t.Errorf("%s: %d results, want %d, %v", query, n, want, err)
		}
	}
}

func BenchmarkEach(b *testing.B) {
	text := large(1_000_000)
	for _, query := range []string{"$.items[*].price.amount", "$..currency", "$.items[?@.price.amount > 998 && @.id > 5].name", "$.items[-1]", "$.items[999999].id"} {
		p, err := Parse(query)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(query, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			n, first := 0, time.Duration(0)
			for b.Loop() {
				n = 0
				start := time.Now()
				err := p.Each(context.Background(), jsonscan.Text(text), func(Match) bool {
					if n++; n == 1 {
						first += time.Since(start)
					}
					return true
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(first.Microseconds())/float64(b.N)/1000, "ms-to-first")
			b.ReportMetric(float64(n), "results")
		})
	}
}

func TestBounded(t *testing.T) {
	text := jsonscan.Text(`[` + strings.Repeat(`{"a":1},`, 500) + `{"a":2}]`)
	for _, query := range []string{"$[*].a", "$..a", "$[?@.a == 2]", "$[*].b", "$[-1]", "$[0,1,*]"} {
		p, err := Parse(query)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Bounded(200).Each(context.Background(), text, func(Match) bool { return true }); !errors.Is(err, ErrWork) {
			t.Errorf("%s over its bound: %v", query, err)
		}
		if err := p.Bounded(5000).Each(context.Background(), text, func(Match) bool { return true }); err != nil {
			t.Errorf("%s within its bound: %v", query, err)
		}
	}
}

// TestQueriesFromTheRootAreWorkedOutOnce counts by a bound: worked out for every element, such a query would look
// at a million values.
func TestQueriesFromTheRootAreWorkedOutOnce(t *testing.T) {
	text := jsonscan.Text(`{"l":[` + strings.Repeat(`{"a":1,"o":{"x":1}},`, 1000) + `{"a":2,"o":{}}],"want":2,"o":{}}`)
	for _, query := range []string{"$.l[?@.a == $.want]", "$.l[?@.a == value($..want)]", "$.l[?$.l[999].a && @.a == 2]",
		"$.l[?count($.l[*]) == 1001 && @.a == 2]", "$.l[?@.o == $.o]"} {
		p, err := Parse(query)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		err = p.Bounded(30_000).Each(context.Background(), text, func(Match) bool { n++; return true })
		if err != nil || n != 1 {
			t.Errorf("%s has %d results, %v", query, n, err)
		}
	}
}
