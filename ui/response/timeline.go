package response

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/task"
	"postern/ui/theme"
)

// timeline shows the phases of an exchange as a waterfall, the connection, and the request as it went
// over the wire.
type timeline struct {
	waterfall *kit.Waterfall
	facts     *kit.Passage
	box       fyne.CanvasObject // as high as it needs
	content   fyne.CanvasObject // scrolls
}

// factRows is how many rows about the connection stand below the waterfall before they scroll.
const factRows = 24

func newTimeline(run task.Runner) *timeline {
	t := &timeline{waterfall: kit.NewWaterfall(nil), facts: kit.NewPassage(run, factRows)}
	t.box = container.NewVBox(t.waterfall, t.facts)
	t.content = container.NewVScroll(t.box)
	return t
}

func (t *timeline) show(e *model.Exchange) {
	t.waterfall.SetPhases(phases(e.Timings))
	t.facts.SetText(strings.TrimRight(facts(e), "\n"))
}

// phases lays the timings out one after the other; phases that did not happen are left out.
func phases(t model.Timings) []kit.Phase {
	var out []kit.Phase
	at := time.Duration(0)
	add := func(name string, d time.Duration, color fyne.ThemeColorName) {
		if d > 0 {
			out = append(out, kit.Phase{Name: lang.L(name), Start: at, Duration: d, Color: color})
			at += d
		}
	}
	add("Redirects, queue", t.Blocked, theme.ColorFaint)
	add("DNS lookup", t.DNS, theme.ColorPhaseDNS)
	add("Connect", t.Connect, theme.ColorPhaseConnect)
	add("TLS handshake", t.TLS, theme.ColorPhaseTLS)
	add("Send request", t.Send, theme.ColorPhaseSend)
	add("Wait for first byte", t.Wait, theme.ColorPhaseWait)
	add("Download", t.Download, theme.ColorPhaseDownload)
	return out
}

// facts tells about the connection and the request line by line, without its secrets.
func facts(whole *model.Exchange) string {
	e := withoutBodies(whole).Redacted()
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("%s %s", e.Request.Method, e.Request.URL)
	line("%s, %s %s", e.Time.Local().Format("2006-01-02 15:04:05"), lang.L("total"), kit.DurationText(e.Timings.Total))
	for _, r := range e.Redirects {
		dropped := ""
		if r.CredentialsDropped {
			dropped = "  (" + lang.L("another host: credentials left out") + ")"
		}
		line("%d %s to %s%s", r.Status, r.URL, r.Location, dropped)
	}
	if w := e.Response; w != nil {
		reused := ""
		if e.Timings.Reused {
			reused = ", " + lang.L("open connection used again")
		}
		line("%s to %s, %s%s", w.LocalAddr, w.RemoteAddr, w.Proto, reused)
		if w.Encoding != "" {
			line("%s: %s, %s", w.Encoding, kit.SizeText(w.WireSize), lang.L("before decoding"))
		}
		if tls := w.TLS; tls != nil {
			verified := lang.L("verified")
			if !tls.Verified {
				verified = lang.L("NOT verified")
			}
			line("%s, %s, %s, %s: %s, %s", tls.Version, tls.Cipher, verified, lang.L("issued by"), tls.Issuer, tls.NotAfter.Format("2006-01-02"))
		}
	}
	for _, h := range e.Request.Headers {
		line("%s: %s", h.Key, h.Value)
	}
	return b.String()
}

// withoutBodies leaves out what takes long to search for secrets.
func withoutBodies(e *model.Exchange) model.Exchange {
	x := *e
	x.Request.Body = model.Content{}
	if e.Response != nil {
		w := *e.Response
		w.Body = model.Content{}
		x.Response = &w
	}
	return x
}
