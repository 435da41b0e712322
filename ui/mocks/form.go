package mocks

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"postern/text"
	"postern/ui/kit"
	"postern/ui/task"
)

// form is a column of labelled fields. Each shows a value and reports what the user makes of it; text is
// reported once typing rests, and by flush. What the user has typed and what has not been stored yet is
// never shown over.
type form struct {
	run    task.Runner
	column *fyne.Container
	scroll *container.Scroll // around the column; nil where another form holds it
	rows   []*formRow
	quiet  bool
	inside *form // that the column is a row of
}

// formRow is one field with its label.
type formRow struct {
	object  fyne.CanvasObject
	visible func() bool // nil: always
	show    func()
	flush   func()
	drop    func()
}

// formDelay is how long typing rests before a text is stored.
const formDelay = 300 * time.Millisecond

func newForm(run task.Runner) *form { return &form{run: run, column: container.NewVBox()} }

// scrolled returns the form with a bar where it is too long.
func (f *form) scrolled() fyne.CanvasObject {
	f.scroll = container.NewVScroll(container.NewPadded(f.column))
	return f.scroll
}

// arrange lays the rows out anew, after some came or went, or a text took more lines.
func (f *form) arrange() {
	f.column.Refresh()
	if f.scroll != nil {
		f.scroll.Refresh()
	}
	if f.inside != nil {
		f.inside.arrange()
	}
}

func (f *form) add(label string, field fyne.CanvasObject, r *formRow) *formRow {
	if label == "" {
		r.object = field
	} else {
		r.object = kit.LabeledRow(label, field)
	}
	f.rows = append(f.rows, r)
	f.column.Add(r.object)
	return r
}

// when shows the row only where a condition holds.
func (r *formRow) when(visible func() bool) *formRow {
	r.visible = visible
	return r
}

// text adds a field for a text. set returns what is wrong with one, which is then kept in the field only.
func (f *form) text(label, hint string, get func() string, set func(string) error) *formRow {
	field := newEntry(hint)
	return f.entry(label, field, get, set)
}

// secret adds a field for a text that is masked.
func (f *form) secret(label string, get func() string, set func(string) error) *formRow {
	field := kit.NewSecret()
	t := &formText{f: f, get: get, set: set, text: field.Text, write: field.SetText}
	field.OnChanged = func(string) { t.typed() }
	r := f.add(label, field, &formRow{show: t.show, flush: t.flush, drop: t.drop})
	t.fault = f.fault(r)
	return r
}

// code adds a field for a text of several lines.
func (f *form) code(label, language string, height float32, get func() string, set func(string) error) *formRow {
	view := kit.NewCodeEditor(f.run, "")
	t := &formText{f: f, get: get, set: set, text: view.Text, write: func(text string) { view.SetText(text, language) }}
	wrong := kit.NewPassage(f.run, 3)
	wrong.Hide()
	t.fault = func(err error) {
		if err == nil {
			wrong.Hide()
			return
		}
		wrong.SetText(err.Error())
		wrong.Show()
	}
	view.OnChanged = func(text.Change) { t.typed() }
	field := container.NewBorder(nil, wrong, nil, nil, container.New(kit.Fixed(0, height), view))
	return f.add(label, field, &formRow{show: t.show, flush: t.flush, drop: t.drop})
}

func (f *form) entry(label string, entry *entry, get func() string, set func(string) error) *formRow {
	t := &formText{f: f, get: get, set: set, text: func() string { return entry.Text }, write: entry.SetText}
	entry.AlwaysShowValidationError = true
	entry.OnChanged = func(string) { t.typed() }
	entry.OnSubmitted = func(string) { t.flush() }
	entry.settled = func() bool { return t.keep == nil && !t.wrong }
	r := f.add(label, entry, &formRow{show: t.show, flush: t.flush, drop: t.drop})
	say := f.fault(r)
	t.fault = func(err error) { entry.SetValidationError(err); say(err) }
	return r
}

// fault adds the line below a field that says what is wrong with its text: the mark in an entry has no words.
// What it returns says it; nil takes it back.
func (f *form) fault(field *formRow) func(error) {
	text := widget.NewLabel("")
	text.Importance = widget.DangerImportance
	text.Wrapping = fyne.TextWrapWord
	r := f.add(" ", text, &formRow{})
	r.when(func() bool { return text.Text != "" && (field.visible == nil || field.visible()) })
	r.object.Hide()
	return func(err error) {
		said := ""
		if err != nil {
			said = kit.Brief(err.Error())
		}
		if said == text.Text {
			return
		}
		text.SetText(said)
		if said == "" {
			r.object.Hide()
		} else {
			r.object.Show()
		}
		f.arrange()
	}
}

// formText is a text that is stored once typing rests.
type formText struct {
	f     *form
	get   func() string
	set   func(string) error
	text  func() string
	write func(string)
	fault func(error)
	keep  func() // cancels what waits
	wrong bool   // the text could not be stored
}

func (t *formText) show() {
	if value := t.get(); t.keep == nil && !t.wrong && t.text() != value {
		t.write(value)
	}
}

func (t *formText) typed() {
	if t.f.quiet {
		return
	}
	if t.keep != nil {
		t.keep()
	}
	t.keep = t.f.run.After(formDelay, t.flush)
}

func (t *formText) flush() {
	if t.keep == nil {
		return
	}
	t.keep()
	t.keep = nil
	t.wrong = false
	if t.text() == t.get() {
		t.fault(nil)
		return
	}
	err := t.set(t.text())
	t.wrong = err != nil
	t.fault(err)
}

// drop lets go of a text that could not be stored, since the field is about something else now.
func (t *formText) drop() {
	if t.wrong {
		t.wrong = false
		t.fault(nil)
	}
}

// choice adds a choice between words.
func (f *form) choice(label string, words []string, get func() int, set func(int)) *formRow {
	return f.choices(label, func() []string { return words }, get, set)
}

// choices adds a choice between words that change.
func (f *form) choices(label string, words func() []string, get func() int, set func(int)) *formRow {
	field := widget.NewSelect(words(), nil)
	field.OnChanged = func(string) {
		if i := field.SelectedIndex(); !f.quiet && i >= 0 && i != get() {
			set(i)
		}
	}
	return f.add(label, field, &formRow{show: func() {
		if now := words(); !equal(now, field.Options) {
			field.SetOptions(now)
		}
		if i := get(); i < 0 || i >= len(field.Options) {
			field.ClearSelected()
		} else if i != field.SelectedIndex() {
			field.SetSelectedIndex(i)
		}
	}})
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// check adds a box to tick, with the words beside it.
func (f *form) check(words string, get func() bool, set func(bool)) *formRow {
	field := widget.NewCheck(words, nil)
	field.OnChanged = func(on bool) {
		if !f.quiet && on != get() {
			set(on)
		}
	}
	return f.add(" ", field, &formRow{show: func() { field.SetChecked(get()) }})
}

// note adds a text that explains, and may change.
func (f *form) note(get func() string) *formRow {
	text := kit.NewFaint("").Wrap()
	r := f.add("", text, &formRow{show: func() {
		if now := get(); now != text.Text() {
			text.SetText(now)
		}
	}})
	return r.when(func() bool { return get() != "" })
}

// object adds anything else; show, which may be nil, brings it up to date.
func (f *form) object(label string, o fyne.CanvasObject, show func()) *formRow {
	return f.add(label, o, &formRow{show: show})
}

// show brings all fields up to what they are about.
func (f *form) show() {
	f.quiet = true
	defer func() { f.quiet = false }()
	before := f.column.MinSize()
	changed := false
	for _, r := range f.rows {
		on := r.visible == nil || r.visible()
		if on != r.object.Visible() {
			changed = true
			if on {
				r.object.Show()
			} else {
				r.object.Hide()
			}
		}
		if on && r.show != nil {
			r.show()
		}
	}
	if changed || f.column.MinSize() != before {
		f.arrange()
	}
}

// flush stores what waits: before something else is shown, and before the window closes.
func (f *form) flush() {
	for _, r := range f.rows {
		if r.flush != nil {
			r.flush()
		}
	}
}

// leave stores what waits and lets go of what could not be stored, before the form is about something else: it
// would stand there as if it were said of that.
func (f *form) leave() {
	f.flush()
	for _, r := range f.rows {
		if r.drop != nil {
			r.drop()
		}
	}
}
