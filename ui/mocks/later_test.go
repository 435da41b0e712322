package mocks

import (
	"strings"
	"testing"

	"postern/model"
)

func TestSettingsThatWaitForTheNextStartAreNamed(t *testing.T) {
	running := model.MockStatus{Running: true, URL: "http://127.0.0.1:4010"}
	secure := running
	secure.SecureURL = "https://127.0.0.1:4010"
	for _, c := range []struct {
		st   model.MockStatus
		m    model.MockSettings
		want string
	}{
		{model.MockStatus{}, model.MockSettings{Port: 5000, HTTPS: true}, ""},
		{running, model.MockSettings{}, ""},
		{running, model.MockSettings{Port: 4010}, ""},
		{running, model.MockSettings{Port: 5000}, "port 5000."},
		{running, model.MockSettings{Port: 5000, HTTPS: true}, "port 5000, HTTPS."},
		{secure, model.MockSettings{HTTPS: true}, ""},
		{secure, model.MockSettings{}, "no HTTPS."},
	} {
		if got := later(c.st, c.m); got != "" != (c.want != "") || !strings.Contains(got, c.want) {
			t.Errorf("%+v with %+v: %q, want %q", c.st, c.m, got, c.want)
		}
	}
}
