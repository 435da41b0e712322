package response

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"postern/ui/kit"
	"postern/ui/task"
)

// filterEntry is a field that Esc leaves.
type filterEntry struct {
	widget.Entry
	leave func()
}

func newFilterEntry(hint string) *filterEntry {
	e := &filterEntry{}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(hint)
	return e
}

// TypedKey implements fyne.Focusable.
func (e *filterEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		e.leave()
		return
	}
	e.Entry.TypedKey(k)
}

// filterHints show by an example what can be typed, by language.
var filterHints = map[int]string{filterPath: "$.items[*].id", filterJQ: ".items[].id"}

// filterBar is the field of the filter: language, expression, count, and what is wrong.
type filterBar struct {
	language *kit.Segmented
	entry    *filterEntry
	count    *widget.Label
	fault    *kit.Passage
	line     *fyne.Container
	content  fyne.CanvasObject
}

func newFilterBar(run task.Runner) *filterBar {
	b := &filterBar{language: kit.NewSegmented("JSONPath", "jq"), entry: newFilterEntry(filterHints[filterPath]), count: widget.NewLabel(""), fault: kit.NewPassage(run, 4)}
	b.count.Importance = widget.LowImportance
	b.fault.Hide()
	b.line = container.NewBorder(nil, nil, b.language, b.count, b.entry)
	b.content = container.NewVBox(b.line, b.fault)
	return b
}

// say shows a count and a fault; "" for none. It tells whether the bar has another height now.
func (b *filterBar) say(count, fault string) bool {
	if b.count.Text != count {
		b.count.SetText(count)
		b.line.Refresh()
	}
	if b.fault.Text() == fault {
		return false
	}
	b.fault.SetText(fault)
	b.fault.Hidden = fault == ""
	b.content.Refresh()
	return true
}
