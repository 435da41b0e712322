package kit

import (
	"fmt"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"
)

// DurationText writes a duration for people, in the unit that leaves up to three digits: "340 µs",
// "12.4 ms", "1.25 s", "2 min 5 s", "3 h 20 min". A negative duration is written as "0 ms".
func DurationText(d time.Duration) string {
	switch {
	case d <= 0:
		return "0 ms"
	case d < 999_500*time.Nanosecond:
		return strconv.FormatInt(max(1, int64(d.Round(time.Microsecond)/time.Microsecond)), 10) + " µs"
	case d < 999_500*time.Microsecond:
		return formatDigits(float64(d)/float64(time.Millisecond), 1) + " ms"
	case d < 59_950*time.Millisecond:
		return formatDigits(float64(d)/float64(time.Second), 2) + " s"
	case d < 59*time.Minute+59500*time.Millisecond:
		d = d.Round(time.Second)
		return formatPair(int64(d/time.Minute), "min", int64(d%time.Minute/time.Second), "s")
	}
	d = d.Round(time.Minute)
	return formatPair(int64(d/time.Hour), "h", int64(d%time.Hour/time.Minute), "min")
}

// SizeText writes a number of bytes for people in decimal units: "512 B", "1.2 KB", "34 MB". A negative
// number is written as "0 B".
func SizeText(bytes int64) string {
	if bytes < 1000 {
		return strconv.FormatInt(max(0, bytes), 10) + " B"
	}
	value := float64(bytes)
	for _, unit := range []string{"KB", "MB", "GB", "TB"} {
		value /= 1000
		if value < 999.5 {
			return formatDigits(value, 1) + " " + unit
		}
	}
	return strconv.FormatInt(int64(value/1000+0.5), 10) + " PB"
}

// formatDigits writes v with at most decimals digits after the point, fewer for larger values, and no
// trailing zeros.
func formatDigits(v float64, decimals int) string {
	if v >= 99.95 {
		decimals = 0
	} else if v >= 9.995 {
		decimals = min(decimals, 1)
	}
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	if decimals == 0 {
		return text
	}
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	if text[len(text)-1] == '.' {
		text = text[:len(text)-1]
	}
	return text
}

func formatPair(big int64, bigUnit string, small int64, smallUnit string) string {
	text := strconv.FormatInt(big, 10) + " " + bigUnit
	if small > 0 {
		text += " " + strconv.FormatInt(small, 10) + " " + smallUnit
	}
	return text
}

// CountText puts a number into the form for one or for many, as "%d item" and "%d items". Both are keys
// of translations.
func CountText(n int, one, many string) string {
	if n == 1 {
		return fmt.Sprintf(lang.L(one), n)
	}
	return fmt.Sprintf(lang.L(many), n)
}

// AgoText writes how long ago something was, for people: "just now", "5 minutes ago", "3 hours ago",
// "yesterday", "12 days ago", "4 months ago". A time to come, as after a clock was set back, is "just now".
func AgoText(d time.Duration) string {
	const day = 24 * time.Hour
	count := func(n time.Duration, one, many string) string {
		if n == 1 {
			return lang.L(one)
		}
		return fmt.Sprintf(lang.L(many), int(n))
	}
	switch {
	case d < time.Minute:
		return lang.L("just now")
	case d < time.Hour:
		return count(d/time.Minute, "a minute ago", "%d minutes ago")
	case d < day:
		return count(d/time.Hour, "an hour ago", "%d hours ago")
	case d < 60*day:
		return count(d/day, "yesterday", "%d days ago")
	}
	return count(d/(30*day), "a month ago", "%d months ago")
}

// Sentence gives a text a capital letter: what errors say reads as a sentence where people see it.
func Sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// briefMost is how many characters Brief leaves.
const briefMost = 400

// Brief cuts a text that may be of any length, such as a name or an error, to what a wrapping label lays out at once.
func Brief(text string) string { return Shorten(text, briefMost) }

// Shorten cuts a text to a number of characters, with an ellipsis behind them where there were more.
func Shorten(text string, most int) string {
	n := 0
	for i := range text {
		if n == most {
			return text[:i] + "…"
		}
		n++
	}
	return text
}
