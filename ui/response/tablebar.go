package response

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/ui/kit"
)

// tableBar is the line above the table.
type tableBar struct {
	array   *widget.Select
	entry   *filterEntry
	count   *widget.Label
	content fyne.CanvasObject
}

func newTableBar() *tableBar {
	b := &tableBar{array: widget.NewSelect(nil, nil), entry: newFilterEntry(lang.L("Filter rows")), count: widget.NewLabel("")}
	b.count.Importance = widget.LowImportance
	b.content = container.NewBorder(nil, nil, container.New(kit.Fixed(200, 0), b.array), b.count, b.entry)
	return b
}

func (b *tableBar) clear() {
	b.array.ClearSelected()
	b.entry.SetText("")
	b.say("")
}

func (b *tableBar) say(count string) {
	if b.count.Text != count {
		b.count.SetText(count)
		b.content.Refresh()
	}
}
