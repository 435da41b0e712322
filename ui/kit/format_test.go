package kit

import (
	"strings"
	"testing"
	"time"
)

func TestDurationText(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second:                            "0 ms",
		0:                                       "0 ms",
		300 * time.Nanosecond:                   "1 µs",
		340 * time.Microsecond:                  "340 µs",
		999_400 * time.Nanosecond:               "999 µs",
		999_600 * time.Nanosecond:               "1 ms",
		12*time.Millisecond + 430_000:           "12.4 ms",
		34 * time.Millisecond:                   "34 ms",
		142_700 * time.Microsecond:              "143 ms",
		999_600 * time.Microsecond:              "1 s",
		1250 * time.Millisecond:                 "1.25 s",
		12_340 * time.Millisecond:               "12.3 s",
		59_960 * time.Millisecond:               "1 min",
		125 * time.Second:                       "2 min 5 s",
		59*time.Minute + 59600*time.Millisecond: "1 h",
		3*time.Hour + 20*time.Minute:            "3 h 20 min",
	} {
		if got := DurationText(d); got != want {
			t.Errorf("DurationText(%d ns) = %q, want %q", d, got, want)
		}
	}
}

func TestSizeText(t *testing.T) {
	for bytes, want := range map[int64]string{
		-5: "0 B", 0: "0 B", 512: "512 B", 999: "999 B", 1000: "1 KB", 1234: "1.2 KB", 99_949: "99.9 KB", 123_456: "123 KB",
		999_499: "999 KB", 999_600: "1 MB", 34_000_000: "34 MB", 5_120_000_000: "5.1 GB", 2_000_000_000_000: "2 TB", 1 << 62: "4612 PB",
	} {
		if got := SizeText(bytes); got != want {
			t.Errorf("SizeText(%d) = %q, want %q", bytes, got, want)
		}
	}
}

func TestAgoText(t *testing.T) {
	const day = 24 * time.Hour
	for d, want := range map[time.Duration]string{
		-time.Hour: "just now", 59 * time.Second: "just now", time.Minute: "a minute ago", 59*time.Minute + 59*time.Second: "59 minutes ago",
		time.Hour: "an hour ago", 23 * time.Hour: "23 hours ago", day: "yesterday", 47 * time.Hour: "yesterday", 2 * day: "2 days ago",
		59 * day: "59 days ago", 60 * day: "2 months ago", 400 * day: "13 months ago",
	} {
		if got := AgoText(d); got != want {
			t.Errorf("AgoText(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestBrief(t *testing.T) {
	for text, want := range map[string]string{"": "", "é": "é", strings.Repeat("é", briefMost): strings.Repeat("é", briefMost),
		strings.Repeat("é", briefMost+1): strings.Repeat("é", briefMost) + "…"} {
		if got := Brief(text); got != want {
			t.Errorf("%d bytes became %d, want %d", len(text), len(got), len(want))
		}
	}
}
