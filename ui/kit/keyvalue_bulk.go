package kit

import (
	"slices"

	"fyne.io/fyne/v2"

	"postern/text"
)

// keyValueBulkMost is the length in bytes up to which rows can be edited as text: all rows are made anew at every
// key.
const keyValueBulkMost = 1 << 20

// keyValueBulk edits the rows as text.
type keyValueBulk struct {
	code  *CodeView
	table *KeyValueTable
	on    bool
	from  []KeyValue // the rows as they were when the text was written
}

func newKeyValueBulk(t *KeyValueTable) *keyValueBulk {
	b := &keyValueBulk{table: t, code: NewCodeEditor(nil, "key: value")}
	b.code.SetLineNumbers(false)
	b.code.OnChanged = func(text.Change) { b.typed() }
	b.code.Variables = func(name string) (VarState, string) {
		if t.Variables == nil {
			return VarOK, ""
		}
		return t.Variables(name)
	}
	b.code.OnShortcut = func(s fyne.Shortcut) bool { return t.OnShortcut != nil && t.OnShortcut(s) }
	b.code.Hide()
	return b
}

// SetBulk shows the rows as a text of "key: value" lines, where "//" marks a disabled row, or as a grid
// again. It stays a grid where rows can be neither added nor removed, and with more than a megabyte of text.
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
	b.code.SetText(keyValueLines(b.table.rows), "")
}

// follow writes the text anew when the rows have been replaced from outside.
func (b *keyValueBulk) follow() {
	if b.on && !slices.EqualFunc(b.rows(), b.table.rows, keyValueSame) {
		b.write()
	}
}

func (b *keyValueBulk) rows() []KeyValue {
	return keyValueMerge(keyValueParseBulk(b.code.Text()), b.from)
}

func (b *keyValueBulk) typed() {
	b.table.rows = b.rows()
	b.table.moved()
}
