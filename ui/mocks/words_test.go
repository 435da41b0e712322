package mocks

import (
	"reflect"
	"testing"
	"time"

	"postern/model"
)

func TestDurations(t *testing.T) {
	for text, want := range map[string]time.Duration{"": 0, "250": 250 * time.Millisecond, "250 ms": 250 * time.Millisecond, " 1.5S ": 1500 * time.Millisecond,
		"2 min": 2 * time.Minute, "0.5ms": 500 * time.Microsecond, "2.345 s": 2345 * time.Millisecond} {
		got, err := parseDuration(text)
		if err != nil || got != want {
			t.Errorf("%q is %v, %v", text, got, err)
		}
		if again, err := parseDuration(durationText(want)); err != nil || again != want {
			t.Errorf("%v is written %q, which is read as %v, %v", want, durationText(want), again, err)
		}
	}
	for _, text := range []string{"soon", "-5 ms", "5 years", "2 h 3", "ms", "1e9 min"} {
		if d, err := parseDuration(text); err == nil {
			t.Errorf("%q is %v", text, d)
		}
	}
}

func TestLatencyWords(t *testing.T) {
	ms := time.Millisecond
	for _, l := range []model.MockLatency{
		{Kind: model.LatencyFixed, Min: 200 * ms}, {Kind: model.LatencyFixed},
		{Kind: model.LatencyRange, Min: 100 * ms, Max: 900 * ms}, {Kind: model.LatencyNormal, Mean: 200 * ms, Deviation: 50 * ms},
		{Kind: model.LatencyPercentiles, Points: []model.MockPercentile{{Percent: 50, Latency: 100 * ms}, {Percent: 99.9, Latency: 2 * time.Second}}},
	} {
		text := latencyText(&l)
		if got, err := parseLatency(l.Kind, text); err != nil || !reflect.DeepEqual(got, l) {
			t.Errorf("%q is read as %+v, %v", text, got, err)
		}
	}
	for kind, text := range map[model.MockLatencyKind]string{model.LatencyFixed: "soon", model.LatencyRange: "900 ms to 100 ms", model.LatencyNormal: "200 ms",
		model.LatencyPercentiles: "99 %: 1 s, 50 %: 2 s"} {
		if _, err := parseLatency(kind, text); err == nil {
			t.Errorf("%s takes %q", kind, text)
		}
	}
	if latencyText(nil) != "" || latencyText(&model.MockLatency{}) != "none" {
		t.Error("no latency has words of its own")
	}
}

func TestSharesAndNumbers(t *testing.T) {
	if n, err := parseShare("5 %"); err != nil || n != 0.05 || shareText(n) != "5 %" {
		t.Errorf("%v, %v", n, err)
	}
	for _, text := range []string{"", "101", "-1", "NaN", "half"} {
		if n, err := parseShare(text); err == nil {
			t.Errorf("%q is %v", text, n)
		}
	}
	if n, err := parseWhole(" 7 ", 1, 9); err != nil || n != 7 {
		t.Errorf("%v, %v", n, err)
	}
	for _, text := range []string{"0", "10", "1.5"} {
		if _, err := parseWhole(text, 1, 9); err == nil {
			t.Errorf("%q is between 1 and 9", text)
		}
	}
	if got := parseList(" a, ,b,"); !reflect.DeepEqual(got, []string{"a", "b"}) || list(got) != "a, b" {
		t.Errorf("%q", got)
	}
}
