package mock

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"postern/model"
)

// dateLayouts are the forms of dates that rules compare, beside those of HTTP (RFC 9110, 5.6.7). One
// without a zone is in UTC.
var dateLayouts = []string{time.RFC3339Nano, time.DateOnly, "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.RFC1123Z}

func date(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	t, err := http.ParseTime(text)
	return t, err == nil
}

func dateTest(o model.MockOperator, want string) (ruleTest, error) {
	limit, ok := date(want)
	if !ok {
		return nil, fmt.Errorf("%q is no date; write 2006-01-02, 2006-01-02T15:04:05Z or Mon, 02 Jan 2006 15:04:05 GMT", cut(want))
	}
	return func(v ruleValue) (bool, string) {
		got, ok := date(v.plain)
		switch {
		case !ok:
			return false, "is no date"
		case o == model.MockBefore:
			return got.Before(limit), ""
		}
		return got.After(limit), ""
	}, nil
}
