// Package response is the room that shows the answer to the active request: status, body, headers,
// cookies, timeline, and what can be done with it. A failed send is shown here too, with its reason.
package response

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
	"postern/ui/theme"
)

// Dialogs asks the user.
type Dialogs interface {
	Ask(title, label, value string, ok func(string))
	SaveFile(name string, ok func(path string))
	Note(text string, err error)
}

// Deps is what the room needs.
type Deps struct {
	Session *session.Session
	Dialogs Dialogs
	// Example makes the example that an answer becomes.
	Example func(e model.Exchange, request model.Request, name string) (model.Example, error)
	// WriteFile fills a file, whole or not at all.
	WriteFile func(path string, write func(io.Writer) error) error
	// Send sends the active request again; StartMock starts the mock of its collection.
	Send, StartMock func()
}

// Room is the response pane.
type Room struct {
	presenter *presenter
	summary   *summary
	bodyView  *bodyView
	headers   *kit.KeyValueTable
	cookies   *kit.KeyValueTable
	timeline  *timeline
	sections  *kit.Sections
	failure   *failure
	stack     *fyne.Container
	content   fyne.CanvasObject
	answer    fyne.CanvasObject
	empty     fyne.CanvasObject
	waiting   *waiting
	shown     *model.Exchange
}

// New builds the room.
func New(d Deps) *Room {
	p := &presenter{deps: d}
	r := &Room{presenter: p, summary: newSummary(), bodyView: newBodyView(p), timeline: newTimeline(p.deps.Session.Runner()),
		failure: newFailure(d), waiting: newWaiting()}
	r.headers = kit.NewKeyValueTable(kit.KeyValueOptions{KeyLabel: lang.L("Header"), ValueLabel: lang.L("Value"), FixedRows: true, ReadOnly: true})
	r.cookies = kit.NewKeyValueTable(kit.KeyValueOptions{KeyLabel: lang.L("Cookie"), ValueLabel: lang.L("Value"), Description: true, FixedRows: true, ReadOnly: true})
	r.sections = kit.NewSections(
		kit.Section{ID: "body", Label: lang.L("Body"), Content: r.bodyView.content},
		kit.Section{ID: "headers", Label: lang.L("Headers"), Content: r.headers},
		kit.Section{ID: "cookies", Label: lang.L("Cookies"), Content: r.cookies},
		kit.Section{ID: "timeline", Label: lang.L("Timeline"), Content: r.timeline.content})
	r.sections.OnSelect = func(id string) { d.Session.SetSection("response", id) }
	r.sections.Select(d.Session.Section("response", "body"))
	r.answer = container.NewBorder(container.NewBorder(nil, nil, r.summary.content, r.actions()), nil, nil, nil, r.sections)
	r.empty = kit.NewEmpty(theme.IconSend, lang.L("No answer yet"), lang.L("Ctrl+Enter sends the request. The answer appears here."))
	r.stack = container.NewStack(r.empty)
	r.content = kit.WithStash(r.stack, r.empty, r.answer, r.failure.content, r.waiting.content)
	d.Session.Listen(func(e session.Event) {
		if e&(session.ActiveChanged|session.ExchangeChanged) != 0 {
			r.Render()
		}
		if e&session.SettingsChanged != 0 {
			r.bodyView.code.Refresh()
		}
	})
	r.Render()
	return r
}

func (r *Room) actions() fyne.CanvasObject {
	example := kit.NewToolButton(theme.IconExample, lang.L("Save as example (Ctrl+Shift+E)"), r.SaveAsExample)
	example.SetText(lang.L("Save as example"))
	return container.NewHBox(example, kit.NewToolButton(theme.IconSave, lang.L("Save response to file"), r.SaveToFile))
}

// Content returns the pane.
func (r *Room) Content() fyne.CanvasObject { return r.content }

// Find shows the search field of the body.
func (r *Room) Find() {
	r.sections.Select("body")
	r.bodyView.showFind()
}

// ShowSection shows "body", "headers", "cookies" or "timeline".
func (r *Room) ShowSection(id string) { r.sections.Select(id) }

// Render shows the answer of the active tab.
func (r *Room) Render() {
	t := r.presenter.tab()
	switch {
	case t == nil:
		r.put(r.empty)
		r.forget()
	case t.Sending:
		r.waiting.show(t)
		r.put(r.waiting.content)
	case t.Exchange == nil:
		r.put(r.empty)
		r.forget()
	default:
		r.exchange(t.Exchange)
	}
}

func (r *Room) put(o fyne.CanvasObject) {
	if len(r.stack.Objects) == 1 && r.stack.Objects[0] == o {
		return
	}
	r.stack.Objects = []fyne.CanvasObject{o}
	r.stack.Refresh()
}

// forget lets go of a body that is not shown any more.
func (r *Room) forget() {
	if r.shown != nil {
		r.shown = nil
		r.bodyView.clear()
	}
}

func (r *Room) exchange(e *model.Exchange) {
	if e.Response == nil {
		r.failure.show(e)
		r.put(r.failure.content)
		r.forget()
		return
	}
	r.put(r.answer)
	if r.shown == e {
		return
	}
	r.shown = e
	r.summary.show(e)
	r.headers.SetRows(headerRows(e))
	r.cookies.SetRows(cookieRows(e))
	r.sections.SetCount("headers", len(e.Response.Headers))
	r.sections.SetCount("cookies", len(e.Response.Cookies))
	r.timeline.show(e)
	r.bodyView.show(e)
}

// SaveAsExample asks for a name and stores the answer as an example of its request.
func (r *Room) SaveAsExample() {
	t, err := r.presenter.answered()
	if err != nil {
		r.presenter.deps.Dialogs.Note("", err)
		return
	}
	exchange := *t.Exchange // another answer may come while the question is open
	r.presenter.deps.Dialogs.Ask(lang.L("Save as example"), lang.L("Name"), exampleName(&exchange), func(name string) {
		r.presenter.saveExample(t, exchange, name)
	})
}

// SaveToFile writes the body of the answer to a file that the user chooses.
func (r *Room) SaveToFile() {
	t, err := r.presenter.answered()
	if err != nil {
		r.presenter.deps.Dialogs.Note("", err)
		return
	}
	exchange := t.Exchange
	r.presenter.deps.Dialogs.SaveFile(fileName(exchange), func(path string) { r.presenter.writeBody(exchange, path) })
}

// failure shows why a send failed and what to do about it.
type failure struct {
	title      *widget.Label
	text, hint *kit.Passage
	timeline   *timeline
	content    fyne.CanvasObject
}

func newFailure(d Deps) *failure {
	run := d.Session.Runner()
	f := &failure{title: widget.NewLabel(""), text: kit.NewPassage(run, 12), hint: kit.NewPassage(run, 6), timeline: newTimeline(run)}
	f.title.TextStyle.Bold = true
	f.title.Importance = widget.DangerImportance
	again := widget.NewButton(lang.L("Send again"), d.Send)
	mock := widget.NewButton(lang.L("Start the mock"), d.StartMock)
	f.content = container.NewVScroll(container.NewPadded(container.NewVBox(
		container.NewHBox(widget.NewIcon(theme.Icon(theme.IconError)), f.title), f.text, f.hint,
		container.NewHBox(again, mock), f.timeline.box)))
	return f
}

func (f *failure) show(e *model.Exchange) {
	why := e.Failure
	if why == nil {
		why = &model.Failure{} // a damaged entry of the history
	}
	f.title.SetText(failureTitle(why))
	f.text.SetText(kit.Sentence(e.Masked(why.Text)))
	f.hint.SetText(e.Masked(why.Hint))
	if why.Hint == "" {
		f.hint.Hide()
	} else {
		f.hint.Show()
	}
	f.timeline.show(e)
}

// waiting shows that a request is under way and how much of the answer has come.
type waiting struct {
	text    *widget.Label
	bar     *widget.ProgressBar
	content fyne.CanvasObject
}

func newWaiting() *waiting {
	w := &waiting{text: widget.NewLabel(""), bar: widget.NewProgressBar()}
	w.text.Alignment = fyne.TextAlignCenter
	w.content = container.NewCenter(container.New(kit.Fixed(320, 0), container.NewVBox(w.text, w.bar)))
	return w
}

func (w *waiting) show(t *session.Tab) {
	switch {
	case t.Expected > 0:
		w.text.SetText(kit.SizeText(t.Received) + " " + lang.L("of") + " " + kit.SizeText(t.Expected))
		w.bar.SetValue(float64(t.Received) / float64(t.Expected))
		w.bar.Show()
	case t.Received > 0:
		w.text.SetText(kit.SizeText(t.Received) + " " + lang.L("received"))
		w.bar.Hide()
	default:
		w.text.SetText(lang.L("Waiting for the answer…"))
		w.bar.Hide()
	}
}
