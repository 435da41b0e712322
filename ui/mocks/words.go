package mocks

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"postern/model"
)

// durationText writes a duration as people type it: "250 ms", "1.5 s", "" for none.
func durationText(d time.Duration) string {
	switch {
	case d == 0:
		return ""
	case d%time.Minute == 0:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d >= time.Second:
		return strconv.FormatFloat(float64(d)/float64(time.Second), 'f', -1, 64) + " s"
	}
	return strconv.FormatFloat(float64(d)/float64(time.Millisecond), 'f', -1, 64) + " ms"
}

var errDuration = errors.New(`write a time such as "250 ms" or "1.5 s"`)

// parseDuration reads "250", "250 ms", "1.5 s" or "2 min"; "" is none. Without a unit it is milliseconds.
func parseDuration(text string) (time.Duration, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return 0, nil
	}
	number := strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyzµ ")
	unit, known := map[string]time.Duration{"": time.Millisecond, "ms": time.Millisecond, "s": time.Second, "sec": time.Second,
		"min": time.Minute, "m": time.Minute, "us": time.Microsecond, "µs": time.Microsecond}[strings.TrimSpace(text[len(number):])]
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || !known || n < 0 || n*float64(unit) > float64(time.Hour) {
		return 0, errDuration
	}
	return time.Duration(math.Round(n * float64(unit))), nil
}

// latencyText writes how a latency is drawn: "200 ms", "100 ms to 900 ms", "200 ms ± 50 ms",
// "50 %: 100 ms, 99 %: 2 s".
func latencyText(l *model.MockLatency) string {
	if l == nil {
		return ""
	}
	zero := func(d time.Duration) string {
		if d == 0 {
			return "0 ms"
		}
		return durationText(d)
	}
	switch l.Kind {
	case model.LatencyFixed:
		return zero(l.Min)
	case model.LatencyRange:
		return zero(l.Min) + " to " + zero(l.Max)
	case model.LatencyNormal:
		return zero(l.Mean) + " ± " + zero(l.Deviation)
	case model.LatencyPercentiles:
		var parts []string
		for _, p := range l.Points {
			parts = append(parts, strconv.FormatFloat(p.Percent, 'f', -1, 64)+" %: "+zero(p.Latency))
		}
		return strings.Join(parts, ", ")
	}
	return "none"
}

// parseLatency reads what latencyText writes, for one kind.
func parseLatency(kind model.MockLatencyKind, text string) (model.MockLatency, error) {
	l := model.MockLatency{Kind: kind}
	var err error
	switch kind {
	case model.LatencyFixed:
		l.Min, err = parseDuration(text)
	case model.LatencyRange:
		l.Min, l.Max, err = parsePair(text, " to ", "-")
		if err == nil && l.Max < l.Min {
			err = errors.New("the second time must not be less than the first")
		}
		if err != nil {
			err = fmt.Errorf(`write two times such as "100 ms to 900 ms": %w`, err)
		}
	case model.LatencyNormal:
		if l.Mean, l.Deviation, err = parsePair(text, "±", "+-"); err != nil {
			err = fmt.Errorf(`write the middle and the deviation, "200 ms ± 50 ms": %w`, err)
		}
	case model.LatencyPercentiles:
		l.Points, err = parsePercentiles(text)
	}
	return l, err
}

func parsePair(text string, separators ...string) (a, b time.Duration, err error) {
	for _, s := range separators {
		first, second, ok := strings.Cut(text, s)
		if !ok {
			continue
		}
		if a, err = parseDuration(first); err == nil {
			b, err = parseDuration(second)
		}
		return a, b, err
	}
	return 0, 0, errDuration
}

var errPercentiles = errors.New(`write ascending shares with times, such as "50 %: 100 ms, 99 %: 2 s"`)

func parsePercentiles(text string) ([]model.MockPercentile, error) {
	var out []model.MockPercentile
	for part := range strings.SplitSeq(text, ",") {
		share, latency, ok := strings.Cut(part, ":")
		percent, err := parseNumber(strings.TrimSuffix(strings.TrimSpace(share), "%"))
		d, wrong := parseDuration(latency)
		if !ok || err != nil || wrong != nil || percent <= 0 || percent > 100 ||
			len(out) > 0 && (percent <= out[len(out)-1].Percent || d < out[len(out)-1].Latency) {
			return nil, errPercentiles
		}
		out = append(out, model.MockPercentile{Percent: percent, Latency: d})
	}
	return out, nil
}

func parseNumber(text string) (float64, error) {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || n != n || n > 1e12 || n < -1e12 {
		return 0, errors.New("write a number")
	}
	return n, nil
}

// parseShare reads a share in percent, as a number from 0 to 1.
func parseShare(text string) (float64, error) {
	n, err := parseNumber(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	if err != nil || n < 0 || n > 100 {
		return 0, errors.New("write a share from 0 to 100 %")
	}
	return n / 100, nil
}

func shareText(n float64) string { return strconv.FormatFloat(n*100, 'f', -1, 64) + " %" }

// parseWhole reads a whole number within bounds; "" is 0.
func parseWhole(text string, least, most int) (int, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, fmt.Errorf("write a whole number from %d to %d", least, most)
	}
	return n, nil
}

func wholeText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// list writes names side by side, and parseList reads them.
func list(names []string) string { return strings.Join(names, ", ") }

func parseList(text string) []string {
	var out []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
