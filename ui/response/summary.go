package response

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// summary is the line above the sections: status, time, size, protocol, where it came from.
type summary struct {
	status, time, size, proto, source *kit.Badge
	content                           fyne.CanvasObject
}

func newSummary() *summary {
	s := &summary{status: kit.NewBadge("", theme.ColorStatusOK), time: kit.NewTextBadge("", theme.ColorFaint),
		size: kit.NewTextBadge("", theme.ColorFaint), proto: kit.NewTextBadge("", theme.ColorFaint), source: kit.NewBadge("", theme.ColorFaint)}
	s.content = container.NewHBox(s.status, s.time, s.size, s.proto, s.source)
	return s
}

func (s *summary) show(e *model.Exchange) {
	w := e.Response
	s.status.Set(strconv.Itoa(w.Status)+" "+w.Reason, theme.Status(w.Status))
	s.time.Set(kit.DurationText(e.Timings.Total), theme.ColorFaint)
	s.size.Set(kit.SizeText(w.Body.Size), theme.ColorFaint)
	s.proto.Set(protocol(w), theme.ColorFaint)
	switch {
	case e.Failure != nil:
		s.source.Set(lang.L("incomplete")+": "+e.Masked(e.Failure.Text), theme.ColorStatusServer)
		s.source.Show()
	case e.Mocked:
		s.source.Set(mockText(w), theme.ColorStatusRedirect)
		s.source.Show()
	default:
		s.source.Hide()
	}
}

func protocol(w *model.WireResponse) string {
	short := map[string]string{"HTTP/1.1": "h1.1", "HTTP/1.0": "h1.0", "HTTP/2.0": "h2", "HTTP/3.0": "h3"}
	if s, ok := short[w.Proto]; ok {
		return s
	}
	return w.Proto
}

// mockText tells which example the mock answered with.
func mockText(w *model.WireResponse) string {
	if name := w.Header("X-Mock-Example"); name != "" {
		return lang.L("mock") + ": " + name
	}
	return lang.L("mock")
}
