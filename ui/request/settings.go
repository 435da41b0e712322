package request

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
)

// settings edits one request's departures from the workspace's settings.
type settings struct {
	p         *presenter
	timeout   *widget.Entry
	redirects *widget.Select
	most      *widget.Entry
	tls       *widget.Select
	trust     *widget.Select
	bodyOnGet *widget.Check
	content   fyne.CanvasObject
}

func newSettings(p *presenter, edit func(func(*model.Request))) *settings {
	s := &settings{p: p, timeout: widget.NewEntry(), most: widget.NewEntry()}
	s.timeout.Validator = validSeconds
	s.timeout.OnChanged = func(text string) {
		if d, err := parseSeconds(text); err == nil {
			edit(func(r *model.Request) { r.Settings.Timeout = d })
		}
	}
	s.most.Validator = validCount
	s.most.OnChanged = func(text string) {
		if n, err := parseCount(text); err == nil {
			edit(func(r *model.Request) { r.Settings.MaxRedirects = n })
		}
	}
	s.redirects = widget.NewSelect(nil, func(string) {
		edit(func(r *model.Request) { r.Settings.FollowRedirects = choiceBool(s.redirects) })
	})
	s.tls = widget.NewSelect(nil, func(string) {
		edit(func(r *model.Request) { r.Settings.VerifyTLS = choiceBool(s.tls) })
	})
	s.trust = widget.NewSelect(nil, func(string) {
		edit(func(r *model.Request) { r.Settings.TrustMocks = choiceBool(s.trust) })
	})
	s.bodyOnGet = widget.NewCheck(lang.L("Send the body of GET and HEAD requests too"), func(on bool) {
		edit(func(r *model.Request) { r.Settings.BodyOnGet = on })
	})
	s.content = container.NewVScroll(container.NewVBox(
		kit.LabeledRow(lang.L("Timeout (s)"), s.timeout), kit.LabeledRow(lang.L("Follow redirects"), s.redirects),
		kit.LabeledRow(lang.L("Most redirects"), s.most), kit.LabeledRow(lang.L("Verify TLS"), s.tls),
		kit.LabeledRow(lang.L("Trust this machine's mocks"), s.trust), kit.LabeledRow("", s.bodyOnGet)))
	return s
}

func (s *settings) show(q *model.Request) {
	w, own := s.p.deps.Session.Settings(), q.Settings
	s.timeout.SetPlaceHolder(fmt.Sprintf(lang.L("as the workspace: %s; 0 means no limit"), secondsText(w.Timeout)))
	s.most.SetPlaceHolder(fmt.Sprintf(lang.L("as the workspace: %d"), w.MaxRedirects))
	text := ""
	if own.Timeout != nil {
		text = secondsText(*own.Timeout)
	}
	setText(s.timeout, text)
	text = ""
	if own.MaxRedirects != nil {
		text = strconv.Itoa(*own.MaxRedirects)
	}
	setText(s.most, text)
	showBool(s.redirects, own.FollowRedirects, w.FollowRedirects)
	showBool(s.tls, own.VerifyTLS, w.VerifyTLS)
	showBool(s.trust, own.TrustMocks, w.TrustMocks)
	s.bodyOnGet.SetChecked(own.BodyOnGet)
}

func showBool(s *widget.Select, own *bool, workspace bool) {
	word := lang.L("no")
	if workspace {
		word = lang.L("yes")
	}
	s.SetOptions([]string{lang.L("As the workspace") + " (" + word + ")", lang.L("Yes"), lang.L("No")})
	switch {
	case own == nil:
		s.SetSelectedIndex(0)
	case *own:
		s.SetSelectedIndex(1)
	default:
		s.SetSelectedIndex(2)
	}
}

func choiceBool(s *widget.Select) *bool {
	switch s.SelectedIndex() {
	case 1:
		return new(true)
	case 2:
		return new(false)
	}
	return nil
}

func secondsText(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', -1, 64) }

func validSeconds(text string) error { _, err := parseSeconds(text); return err }
func validCount(text string) error   { _, err := parseCount(text); return err }

// parseSeconds reads a number of seconds; an empty text means none of its own.
func parseSeconds(text string) (*time.Duration, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	n, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	if err != nil || !(n >= 0 && n <= 24*3600) { // also of "NaN"
		return nil, fmt.Errorf("%q is no number of seconds from 0 to 86400: %w", text, model.ErrInvalid)
	}
	return new(time.Duration(n * float64(time.Second))), nil
}

func parseCount(text string) (*int, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 100 {
		return nil, fmt.Errorf("%q is no number from 0 to 100: %w", text, model.ErrInvalid)
	}
	return &n, nil
}
