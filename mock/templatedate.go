package mock

import (
	"strconv"
	"strings"
	"time"

	"postern/mock/handlebars"
)

// dateHelpers tell and shift times. They are in UTC unless a time zone is named.
var dateHelpers = handlebars.Helpers{
	"now":           nowHelper,
	"date":          dateHelper,
	"dateFormat":    func(c *handlebars.Call) (any, error) { return formatted(c, c.Arg(0), c.Text(1)) },
	"parseDate":     func(c *handlebars.Call) (any, error) { return formatted(c, c.Arg(0), c.Named("outputFormat", "")) },
	"dateTimeShift": shiftHelper,
	"time": func(c *handlebars.Call) (any, error) {
		return time.Unix(0, 0).UTC().Add(time.Duration(fillingOf(c).random.Int64N(24*60)) * time.Minute).Format("15:04"), nil
	},
	"timestamp": func(c *handlebars.Call) (any, error) { return float64(fillingOf(c).now.Unix()), nil },
}

// nowHelper is {{now}}, {{now 'yyyy-MM-dd'}}, and {{now offset='-2 days' format='epoch' timezone='Europe/Berlin'}}.
func nowHelper(c *handlebars.Call) (any, error) {
	at, err := shifted(fillingOf(c).now, c.Named("offset", ""))
	if err != nil {
		return nil, err
	}
	return dated(c, at, c.Named("format", c.Text(0)))
}

// dateHelper is that of WireMock with a date to begin with, and that of Mockoon with two dates to draw between.
func dateHelper(c *handlebars.Call) (any, error) {
	from, err := moment(c, c.Arg(0))
	to, fault := moment(c, c.Arg(1))
	if len(c.Args) > 1 && err == nil && fault == nil {
		if span := to.Sub(from); span > 0 {
			from = from.Add(time.Duration(fillingOf(c).random.Int64N(int64(span))))
		}
		return dated(c, from, c.Text(2))
	}
	if err != nil {
		return nil, err
	}
	if from, err = shifted(from, c.Named("offset", "")); err != nil {
		return nil, err
	}
	return dated(c, from, c.Named("format", c.Text(1)))
}

// shiftHelper is {{dateTimeShift date='2026-01-02' format='yyyy' days=3}}.
func shiftHelper(c *handlebars.Call) (any, error) {
	at, err := moment(c, c.Hash["date"])
	if err != nil {
		return nil, err
	}
	n := func(name string) int {
		v, _ := handlebars.Number(c.Hash[name])
		return int(v)
	}
	at = at.AddDate(n("years"), n("months"), n("days")+7*n("weeks"))
	at = at.Add(time.Duration(n("hours"))*time.Hour + time.Duration(n("minutes"))*time.Minute + time.Duration(n("seconds"))*time.Second)
	return dated(c, at, c.Named("format", ""))
}

func formatted(c *handlebars.Call, v any, format string) (any, error) {
	at, err := moment(c, v)
	if err != nil {
		return nil, err
	}
	return dated(c, at, format)
}

// moment reads a date: nothing is now, a number counts milliseconds since 1970.
func moment(c *handlebars.Call, v any) (time.Time, error) {
	switch v := handlebars.Plain(v).(type) {
	case nil:
		return fillingOf(c).now, nil
	case float64:
		return time.UnixMilli(int64(v)).UTC(), nil
	case string:
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02", time.RFC1123} {
			if at, err := time.Parse(layout, v); err == nil {
				return at.UTC(), nil
			}
		}
	}
	return time.Time{}, errArguments
}

// shifted adds an offset such as "3 days" or "-10 minutes".
func shifted(at time.Time, offset string) (time.Time, error) {
	if offset == "" {
		return at, nil
	}
	count, unit, _ := strings.Cut(strings.TrimSpace(offset), " ")
	n, err := strconv.Atoi(count)
	if err != nil || n > 1_000_000 || n < -1_000_000 {
		return at, errArguments
	}
	switch strings.TrimSuffix(strings.TrimSpace(unit), "s") {
	case "second":
		return at.Add(time.Duration(n) * time.Second), nil
	case "minute":
		return at.Add(time.Duration(n) * time.Minute), nil
	case "hour":
		return at.Add(time.Duration(n) * time.Hour), nil
	case "day":
		return at.AddDate(0, 0, n), nil
	case "week":
		return at.AddDate(0, 0, 7*n), nil
	case "month":
		return at.AddDate(0, n, 0), nil
	case "year":
		return at.AddDate(n, 0, 0), nil
	}
	return at, errArguments
}

// dated writes a time. The format has the letters of Java and date-fns; none is RFC 3339.
func dated(c *handlebars.Call, at time.Time, format string) (any, error) {
	at = at.UTC()
	if zone := c.Named("timezone", ""); zone != "" {
		l, err := time.LoadLocation(zone)
		if err != nil {
			return nil, errArguments
		}
		at = at.In(l)
	}
	switch format {
	case "":
		return at.Format("2006-01-02T15:04:05Z07:00"), nil
	case "epoch":
		return float64(at.UnixMilli()), nil
	case "unix":
		return float64(at.Unix()), nil
	}
	return datePattern(at, format), nil
}

// dateLetters are the layouts of Go for runs of one letter, the longest first.
var dateLetters = []struct{ letters, layout string }{
	{"yyyy", "2006"}, {"yy", "06"}, {"y", "2006"}, {"MMMM", "January"}, {"MMM", "Jan"}, {"MM", "01"}, {"M", "1"},
	{"dd", "02"}, {"d", "2"}, {"EEEE", "Monday"}, {"EEE", "Mon"}, {"E", "Mon"}, {"HH", "15"}, {"hh", "03"}, {"h", "3"},
	{"mm", "04"}, {"m", "4"}, {"ss", "05"}, {"s", "5"}, {"a", "PM"}, {"xxx", "-07:00"}, {"XXX", "Z07:00"}, {"XX", "Z0700"},
	{"X", "Z07"}, {"Z", "-0700"}, {"z", "MST"},
}

func datePattern(at time.Time, format string) string {
	var b strings.Builder
next:
	for i := 0; i < len(format); {
		if format[i] == '\'' { // text as it is; two quotes are one
			end := strings.IndexByte(format[i+1:], '\'')
			if end < 0 {
				end = len(format) - i - 1
			}
			if text := format[i+1 : i+1+end]; text == "" {
				b.WriteByte('\'')
			} else {
				b.WriteString(text)
			}
			i = min(i+end+2, len(format))
			continue
		}
		if strings.HasPrefix(format[i:], "S") { // fractions of a second
			n := len(format[i:]) - len(strings.TrimLeft(format[i:], "S"))
			b.WriteString(fraction(at, n))
			i += n
			continue
		}
		for _, x := range dateLetters {
			if strings.HasPrefix(format[i:], x.letters) {
				b.WriteString(at.Format(x.layout))
				i += len(x.letters)
				continue next
			}
		}
		if format[i] == 'H' {
			b.WriteString(strconv.Itoa(at.Hour()))
		} else {
			b.WriteByte(format[i])
		}
		i++
	}
	return b.String()
}

// fraction writes the first digits of the fraction of a second.
func fraction(at time.Time, digits int) string {
	text := strconv.Itoa(1_000_000_000 + at.Nanosecond())[1:]
	if digits > len(text) {
		return text + strings.Repeat("0", max(0, min(digits, 30)-len(text)))
	}
	return text[:digits]
}
