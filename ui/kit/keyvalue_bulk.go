package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// keyValueBulkMost is the length in bytes up to which rows can be edited as text: a stock entry of
// several lines gets too slow beyond.
const keyValueBulkMost = 24 << 10

// keyValueBulk edits the rows as text.
type keyValueBulk struct {
	widget.Entry
	table *KeyValueTable
	on    bool
	from  []KeyValue // the rows as they were when the text was written
}

func newKeyValueBulk(t *KeyValueTable) *keyValueBulk {
	b := &keyValueBulk{table: t}
	b.MultiLine = true
	b.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	b.TextStyle.Monospace = true
	b.OnChanged = b.typed
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

// SetBulk shows the rows as a text of "key: value" lines, where "//" marks a disabled row, or as a grid
// again. It stays a grid where rows can be neither added nor removed, and with more than 24 KB of text.
func (t *KeyValueTable) SetBulk(on bool) {
	b := t.parts.bulk
	if on == b.on || on && (t.fixed() || len(keyValueLines(t.rows)) > keyValueBulkMost) {
		return
	}
	t.leave()
	b.on = on
	if on {
		b.write()
	}
	t.Refresh()
}

// Bulk reports whether the rows are shown as text.
func (t *KeyValueTable) Bulk() bool { return t.parts.bulk.on }

func (b *keyValueBulk) write() {
	b.from = slices.Clone(b.table.rows)
	b.OnChanged = nil
	b.SetText(keyValueLines(b.table.rows))
	b.OnChanged = b.typed
}

// follow writes the text anew when the rows have been replaced from outside.
func (b *keyValueBulk) follow() {
	if b.on && !slices.EqualFunc(b.rows(), b.table.rows, keyValueSame) {
		b.write()
	}
}

func (b *keyValueBulk) rows() []KeyValue { return keyValueMerge(keyValueParseBulk(b.Text), b.from) }

func (b *keyValueBulk) typed(string) {
	b.table.rows = b.rows()
	b.table.moved()
}

// TypedShortcut implements fyne.Shortcutable.
func (b *keyValueBulk) TypedShortcut(s fyne.Shortcut) {
	if t := b.table; t.OnShortcut != nil && !varEntryOwns(s) && t.OnShortcut(s) {
		return
	}
	b.Entry.TypedShortcut(s)
}
