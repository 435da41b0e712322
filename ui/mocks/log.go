package mocks

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// log is the live log with the explanation of the chosen entry, and what can be done about it.
type log struct {
	p       *presenter
	filter  *widget.Entry
	pause   *kit.ToolButton
	list    *kit.Outline
	why     *kit.CodeView
	actions *actions
	told    string // what why shows
	turn    int    // of the log that is shown
	seqs    map[string]int
	ids     []string
	content fyne.CanvasObject
}

func newLog(p *presenter) *log {
	l := &log{p: p, filter: widget.NewEntry(), why: kit.NewCodeView(p.deps.Session.Runner())}
	l.filter.SetPlaceHolder(lang.L("Filter the log"))
	l.filter.OnChanged = func(string) { l.show() }
	l.pause = kit.NewToolButton(theme.IconStop, lang.L("Hold the log still; requests go on being answered and counted"), l.togglePause)
	l.pause.SetText(lang.L("Pause"))
	l.list = kit.NewOutline(l)
	l.list.OnSelect = func(string) { l.explain() }
	l.list.OnMenu = l.menu
	l.actions = newActions(l)
	l.why.SetWrap(true)
	why := widget.NewLabel(lang.L("Why this answer"))
	why.TextStyle.Bold = true
	split := kit.NewSplit(false, l.list, container.NewBorder(container.NewVBox(why, l.actions.content), nil, nil, nil, l.why))
	split.SetOffset(p.deps.Session.Split("mocklog", 0.45))
	split.OnChanged = func(v float64) { p.deps.Session.SetSplit("mocklog", v) }
	l.content = container.NewBorder(container.NewBorder(nil, nil, nil, l.pause, l.filter), nil, nil, nil, split)
	return l
}

// togglePause holds the log still, or goes on with what came meanwhile.
func (l *log) togglePause() {
	l.p.paused = !l.p.paused
	l.pause.SetOn(l.p.paused)
	l.p.refresh()
	l.p.render()
}

// show lists what the filter lets through, newest first.
func (l *log) show() {
	if l.turn != l.p.turn {
		l.turn = l.p.turn
		l.list.Select("") // another request may have the same number now
		clear(l.actions.replies)
	}
	words := strings.Fields(strings.ToLower(l.filter.Text))
	l.seqs, l.ids = make(map[string]int, len(l.p.entries)), l.ids[:0]
	for i, e := range l.p.entries {
		if !matches(e, words) {
			continue
		}
		id := strconv.FormatUint(e.Seq, 10)
		l.seqs[id] = i
		l.ids = append(l.ids, id)
	}
	l.list.Reload()
	l.explain()
}

func matches(e model.MockEntry, words []string) bool {
	text := strings.ToLower(fmt.Sprint(e.Method, " ", e.Path, " ", e.Status, " ", e.ExampleName))
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// Children implements kit.OutlineSource.
func (l *log) Children(id string) []string {
	if id != "" {
		return nil
	}
	return l.ids
}

// Row implements kit.OutlineSource.
func (l *log) Row(id string) kit.OutlineRow {
	i, ok := l.seqs[id]
	if !ok || i >= len(l.p.entries) {
		return kit.OutlineRow{}
	}
	e := l.p.entries[i]
	detail := strconv.Itoa(e.Status) + "  " + kit.DurationText(e.Latency)
	switch {
	case e.Passed:
		detail = lang.L("real server") + "  " + detail
	case e.ExampleName != "":
		detail = e.ExampleName + "  " + detail
	}
	return kit.OutlineRow{Label: e.Time.Local().Format("15:04:05") + "  " + e.Path, Badge: e.Method, BadgeColor: theme.Method(e.Method),
		Detail: detail, Faint: e.Example == "" && !e.Passed}
}

// chosen returns the selected entry, or else the newest that is listed.
func (l *log) chosen() (model.MockEntry, bool) {
	i, ok := l.seqs[l.list.Selected()]
	if !ok && len(l.ids) > 0 {
		i, ok = l.seqs[l.ids[0]]
	}
	if !ok || i >= len(l.p.entries) {
		return model.MockEntry{}, false
	}
	return l.p.entries[i], true
}

// explain shows why the chosen entry was answered as it was.
func (l *log) explain() {
	e, ok := l.chosen()
	text := lang.L("Requests appear here as they come, each with the reason for its answer.")
	switch {
	case ok:
		text = Explain(e)
	case len(l.p.entries) > 0:
		text = lang.L("No request matches the filter.")
	}
	if reply := l.actions.replies[e.Seq]; ok && reply != "" {
		text = reply + "\n\n" + text
	}
	l.actions.show(e, ok)
	if text != l.told { // showing it again would scroll it back
		l.told = text
		l.why.SetText(text, "")
	}
}

// Explain tells in words how a request found its answer.
func Explain(e model.MockEntry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n→ %d", e.Method, e.Path, e.Status)
	if e.ExampleName != "" {
		fmt.Fprintf(&b, " %q", e.ExampleName)
	}
	if e.Route != "" {
		fmt.Fprintf(&b, "  %s %s", lang.L("by route"), e.Route)
	}
	fmt.Fprintf(&b, "\n%s\n\n", e.Reason)
	for _, v := range e.Trace {
		b.WriteString(verdict(v) + "\n")
	}
	for _, m := range e.NearMisses {
		fmt.Fprintf(&b, "\n%s %s %s\n", lang.L("Near miss:"), m.Route, m.Name)
		for _, v := range m.Verdicts {
			b.WriteString("  " + verdict(v) + "\n")
		}
	}
	if len(e.Headers) > 0 {
		b.WriteString("\n")
	}
	for _, h := range e.Headers {
		fmt.Fprintf(&b, "%s: %s\n", h.Key, h.Value)
	}
	if len(e.Body) > 0 && model.Text(e.Body) {
		fmt.Fprintf(&b, "\n%s\n", e.Body)
	}
	return b.String()
}

func verdict(v model.Verdict) string {
	mark := "no "
	if v.OK {
		mark = "yes"
	}
	text := v.Text
	if text == "" && (v.Want != "" || v.Got != "") {
		text = fmt.Sprintf("%s %q, %s %q", lang.L("wanted"), v.Want, lang.L("got"), v.Got)
	}
	return fmt.Sprintf("%d %s  %s: %s", v.Step, mark, v.What, text)
}

func (l *log) menu(id string) []*fyne.MenuItem {
	i, ok := l.seqs[id]
	if !ok {
		return nil
	}
	return l.actions.items(l.p.entries[i])
}
