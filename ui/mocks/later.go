package mocks

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"postern/model"
)

// showLater says which settings a mock that runs does not follow yet.
func (g *page) showLater(m model.MockSettings) {
	text := later(g.p.now, m)
	g.later.SetText(text)
	if text == "" {
		g.later.Hide()
	} else {
		g.later.Show()
	}
}

// later says what holds from the next start on; "" where the mock runs as it is set, or does not run.
func later(st model.MockStatus, m model.MockSettings) string {
	if !st.Running {
		return ""
	}
	var parts []string
	if at, err := url.Parse(st.URL); err == nil && m.Port != 0 && at.Port() != strconv.Itoa(m.Port) {
		parts = append(parts, fmt.Sprintf(lang.L("port %d"), m.Port))
	}
	if m.HTTPS != (st.SecureURL != "") {
		if m.HTTPS {
			parts = append(parts, lang.L("HTTPS"))
		} else {
			parts = append(parts, lang.L("no HTTPS"))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf(lang.L("From the next start on: %s. Stop and start the mock to have it now."), strings.Join(parts, ", "))
}
