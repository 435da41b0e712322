package kit

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/text"
	"postern/ui/theme"
)

// countWidth is the room for the number of hits.
const countWidth = 120

// findBar stands above the text while something is looked for.
type findBar struct {
	v       *CodeView
	entry   *barEntry
	with    *barEntry // what to put in place, nil in a text that is only read
	count   *widget.Label
	exact   *ToolButton
	word    *ToolButton
	pattern *ToolButton
	within  *ToolButton
	part    [2]int64 // what was selected when the bar opened
	goTo    bool     // it asks for a line instead
	content *fyne.Container
}

// ShowFind opens the find bar, with the selection in it where that is within one line.
func (v *CodeView) ShowFind() { v.openBar(false, false) }

// ShowReplace opens the find bar with a field for what to put in place.
func (v *CodeView) ShowReplace() { v.openBar(v.edit != nil, false) }

// ShowGoTo asks for a line to go to.
func (v *CodeView) ShowGoTo() { v.openBar(false, true) }

// FindShown tells whether the find bar is open.
func (v *CodeView) FindShown() bool { return v.bar != nil }

func (v *CodeView) openBar(replace, goTo bool) {
	was := ""
	if v.bar != nil && !v.bar.goTo {
		was = v.bar.entry.Text
	}
	b := &findBar{v: v, goTo: goTo}
	c := v.Caret()
	selected := v.SelectedText()
	if strings.Contains(selected, "\n") {
		b.part = [2]int64{c.From(), c.To()}
	} else if selected != "" && len(selected) < 1000 {
		was = selected
	}
	b.build(replace)
	v.bar = b
	v.Refresh()
	if !goTo {
		b.entry.SetText(was)
		b.search()
	}
	Focus(b.entry)
	b.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// CloseFind closes the find bar and gives the keyboard back to the text.
func (v *CodeView) CloseFind() {
	if v.bar == nil {
		return
	}
	v.bar = nil
	v.endSearch()
	v.search = search{at: -1}
	v.Refresh()
	Focus(v)
}

func (b *findBar) build(replace bool) {
	b.entry = newBarEntry(b.v.CloseFind)
	b.count = widget.NewLabel("")
	b.count.Alignment = fyne.TextAlignTrailing
	b.count.Truncation = fyne.TextTruncateEllipsis
	count := container.New(Fixed(countWidth, 0), b.count)
	shut := NewToolButton(theme.IconClose, lang.L("Close (Esc)"), b.v.CloseFind)
	line := container.New(Fixed(0, 1), NewSurface(theme.ColorHairline))
	var rows fyne.CanvasObject
	if b.goTo {
		b.entry.SetPlaceHolder(lang.L("Line, or line:column"))
		b.entry.OnChanged = func(string) { b.tell() }
		b.entry.OnSubmitted = func(string) { b.jump() }
		b.tell()
		rows = container.NewBorder(nil, nil, nil, container.NewHBox(count, shut), b.entry)
	} else {
		rows = b.buildFind(replace, count, shut)
	}
	b.content = container.NewStack(NewSurface(theme.ColorRail), container.NewBorder(nil, line, nil, nil, rows))
}

func (b *findBar) buildFind(replace bool, count, shut fyne.CanvasObject) fyne.CanvasObject {
	v := b.v
	b.entry.SetPlaceHolder(lang.L("Find"))
	b.entry.OnChanged = func(string) { b.search() }
	b.entry.OnSubmitted = func(string) { v.FindNext() }
	b.entry.back = v.FindPrevious
	b.exact = b.toggle("Aa", lang.L("Upper and lower case are different"))
	b.word = b.toggle("W", lang.L("Whole words"))
	b.pattern = b.toggle(".*", lang.L("Regular expression"))
	b.within = b.toggle("[ ]", lang.L("In what was selected"))
	if b.part == [2]int64{} {
		b.within.Disable()
	}
	previous := NewToolButton(theme.IconChevronUp, lang.L("Previous match (Shift+F3)"), v.FindPrevious)
	next := NewToolButton(theme.IconChevronDown, lang.L("Next match (Enter, F3)"), v.FindNext)
	find := container.NewBorder(nil, nil, nil, container.NewHBox(b.exact, b.word, b.pattern, b.within, count, previous, next, shut), b.entry)
	if !replace {
		return find
	}
	b.with = newBarEntry(v.CloseFind)
	b.with.SetPlaceHolder(lang.L("Replace with"))
	b.with.OnSubmitted = func(s string) { v.ReplaceHit(s) }
	one := NewToolButton("", lang.L("Replace this match (Enter)"), func() { v.ReplaceHit(b.with.Text) })
	one.SetText(lang.L("Replace"))
	all := NewToolButton("", lang.L("Replace all matches"), func() { v.ReplaceHits(b.with.Text) })
	all.SetText(lang.L("All"))
	return container.NewVBox(find, container.NewBorder(nil, nil, nil, container.NewHBox(one, all), b.with))
}

func (b *findBar) toggle(label, tip string) *ToolButton {
	t := NewToolButton("", tip, nil)
	t.SetText(label)
	t.OnTapped = func() {
		t.SetOn(!t.On())
		b.search()
		Focus(b.entry) // where typing goes on and Esc closes the bar
	}
	return t
}

// search looks for what the bar asks for.
func (b *findBar) search() {
	q := text.Query{Text: b.entry.Text, Regexp: b.pattern.On(), Case: b.exact.On(), Word: b.word.On()}
	if b.within.On() {
		b.v.FindWithin(q, b.part[0], b.part[1])
		return
	}
	b.v.Find(q)
}

// tell says how many hits there are, or where the caret is.
func (b *findBar) tell() {
	b.count.SetText(b.words())
}

func (b *findBar) words() string {
	if b.goTo {
		lines, _ := b.v.doc.Lines()
		return fmt.Sprintf(lang.L("of %d lines"), lines)
	}
	at, n, known := b.v.Hits()
	switch {
	case b.entry.Text == "":
		return ""
	case b.v.search.problem != "":
		return lang.L("wrong pattern")
	case !known:
		return lang.L("counting…")
	case n == 0:
		return lang.L("no match")
	case n >= MaxHits:
		return fmt.Sprintf(lang.L("more than %d"), n)
	case at == 0:
		return fmt.Sprintf(lang.L("%d matches"), n)
	}
	return fmt.Sprintf(lang.L("%d of %d"), at, n)
}

// jump goes to the line that was asked for.
func (b *findBar) jump() {
	line, column, _ := strings.Cut(strings.TrimSpace(b.entry.Text), ":")
	n, err := strconv.Atoi(line)
	if err != nil || n < 1 {
		b.count.SetText(lang.L("a line is a number from 1"))
		return
	}
	col, err := strconv.Atoi(column)
	if err != nil {
		col = 1
	}
	v := b.v
	v.CloseFind()
	v.GoTo(n, col)
}
