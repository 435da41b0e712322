package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// KeyValue is a row of a [KeyValueTable].
type KeyValue struct {
	Key, Value, Description string
	Disabled                bool
	Secret                  bool   // the value is masked; only with KeyValueOptions.Secrets
	Kind                    string // [KindText] (or "") or [KindFile]; only with KeyValueOptions.Kinds
	Type                    string // content type; only with KeyValueOptions.Kinds
	Locked                  bool   // the key cannot be changed nor the row removed or disabled, as of path parameters
	Tag                     any    // carried along by the table
}

// The kinds of a [KeyValue].
const (
	KindText = "text"
	KindFile = "file" // the value is the path of a file
)

// KeyValueOptions says what a [KeyValueTable] can do.
type KeyValueOptions struct {
	KeyLabel, ValueLabel string // the headers
	Description          bool   // has a column for descriptions
	Secrets              bool   // rows can be marked secret
	Kinds                bool   // values can be files; has a column for content types
	FixedRows            bool   // rows can be neither added nor removed
	ReadOnly             bool   // nothing can be changed, only copied
	// Suggest returns what to offer in a column, "key", "value" or "type"; what has been typed chooses among them.
	// The row may be one past the last, the row to come.
	Suggest func(row int, column string) []Suggestion
}

// KeyValueTable edits a list of keys and values in a grid. Only the visible rows are painted, and one
// live entry stands in the cell that is being edited, so that a long list costs no more than a short
// one. Every change is reported at once; there is nothing to apply.
type KeyValueTable struct {
	widget.BaseWidget
	// OnChanged hears all rows after every edit by the user. They are the caller's to keep.
	OnChanged func([]KeyValue)
	// Variables colours {{names}} in keys and values and tells about them; see [VarEntry].
	Variables func(name string) (VarState, string)
	// Names completes variables in keys and values; see [VarEntry].
	Names func() []Suggestion
	// OnChooseFile lets the user choose a file for a row; done takes the path, on the UI goroutine.
	OnChooseFile func(row int, done func(path string))
	// OnShortcut is asked about shortcuts that the table does not know; see [VarEntry].
	OnShortcut func(fyne.Shortcut) bool

	options  KeyValueOptions
	rows     []KeyValue
	revealed map[int]bool // secret values that are shown; forgotten when rows move
	columns  keyValueColumns
	cursor   keyValueCell
	editing  bool // the editor stands in the cell of the cursor
	parts    keyValueParts
}

// keyValueMinRows are the rows that a table shows at least; fewer where it can have no more.
const keyValueMinRows = 3

// keyValueCell is a place in the grid: a row and an index of the columns.
type keyValueCell struct{ row, column int }

// keyValueParts are the widgets that a table is made of.
type keyValueParts struct {
	header *keyValueHeader
	body   *keyValueBody
	scroll *container.Scroll
	editor *keyValueEditor
	bulk   *keyValueBulk
}

// NewKeyValueTable returns an empty table.
func NewKeyValueTable(o KeyValueOptions) *KeyValueTable {
	t := &KeyValueTable{options: o, revealed: map[int]bool{}, columns: newKeyValueColumns(o)}
	t.cursor.column = t.columns.text(0, 1)
	t.parts.editor = newKeyValueEditor(t)
	t.parts.body = newKeyValueBody(t)
	t.parts.header = newKeyValueHeader(t)
	t.parts.bulk = newKeyValueBulk(t)
	t.parts.scroll = container.NewVScroll(t.parts.body)
	t.parts.scroll.OnScrolled = func(fyne.Position) { t.parts.body.paint() }
	t.ExtendBaseWidget(t)
	return t
}

// Rows returns a copy of the rows.
func (t *KeyValueTable) Rows() []KeyValue { return slices.Clone(t.rows) }

// SetRows shows rows without calling OnChanged. Rows that look as those shown leave the cell that is
// being edited, and what is revealed, alone.
func (t *KeyValueTable) SetRows(rows []KeyValue) {
	same := slices.EqualFunc(t.rows, rows, keyValueSame)
	old := t.rows
	t.rows = slices.Clone(rows)
	if same {
		return
	}
	if len(old) != len(rows) || !slices.EqualFunc(old, rows, func(a, b KeyValue) bool { return a.Key == b.Key && a.Secret == b.Secret }) {
		clear(t.revealed)
	}
	if t.editing && !t.editorHolds() {
		t.leave()
	}
	t.cursor.row = max(0, min(t.cursor.row, t.count()-1))
	t.parts.bulk.follow()
	t.refreshBody()
}

// editorHolds reports whether the cell that is being edited still says what the editor shows.
func (t *KeyValueTable) editorHolds() bool {
	return t.cursor.row < t.count() && t.columns[t.cursor.column].get(t.row(t.cursor.row)) == t.parts.editor.Text()
}

// keyValueSame compares what can be seen of two rows; tags may not be comparable.
func keyValueSame(a, b KeyValue) bool {
	a.Tag, b.Tag = nil, nil
	return a == b
}

// HeightFor returns the height that shows a number of rows without scrolling.
func (t *KeyValueTable) HeightFor(rows int) float32 {
	return keyValueHead + theme.SizeRow*float32(rows) + 1
}

// count is the number of rows with the ghost at the end, where a new row begins.
func (t *KeyValueTable) count() int {
	if t.fixed() {
		return len(t.rows)
	}
	return len(t.rows) + 1
}

func (t *KeyValueTable) fixed() bool { return t.options.FixedRows || t.options.ReadOnly }

// row returns a row, or the empty one for the ghost.
func (t *KeyValueTable) row(i int) KeyValue {
	if i < 0 || i >= len(t.rows) {
		return KeyValue{}
	}
	return t.rows[i]
}

func (t *KeyValueTable) changed() {
	t.refreshBody()
	if t.OnChanged != nil {
		t.OnChanged(t.Rows())
	}
}

// refreshBody brings the height and the paint up to the rows.
func (t *KeyValueTable) refreshBody() {
	t.parts.scroll.Refresh()
	t.parts.body.paint()
}

// CreateRenderer implements fyne.Widget.
func (t *KeyValueTable) CreateRenderer() fyne.WidgetRenderer {
	p := t.parts
	return &keyValueRenderer{t: t, objects: []fyne.CanvasObject{p.scroll, p.header, p.bulk.code}}
}

type keyValueRenderer struct {
	t       *KeyValueTable
	objects []fyne.CanvasObject
}

func (r *keyValueRenderer) Layout(size fyne.Size) {
	p := r.t.parts
	r.t.columns.layout(size.Width)
	p.header.Resize(fyne.NewSize(size.Width, keyValueHead))
	p.scroll.Move(fyne.NewPos(0, keyValueHead))
	p.scroll.Resize(fyne.NewSize(size.Width, max(0, size.Height-keyValueHead)))
	p.bulk.code.Resize(size)
	p.header.Refresh()
	p.body.paint()
}

func (r *keyValueRenderer) MinSize() fyne.Size {
	rows := keyValueMinRows
	if r.t.fixed() {
		rows = max(1, min(rows, len(r.t.rows)))
	}
	return fyne.NewSize(240, r.t.HeightFor(rows))
}

func (r *keyValueRenderer) Refresh() {
	p := r.t.parts
	for _, grid := range []fyne.CanvasObject{p.header, p.scroll} {
		keyValueShow(grid, !p.bulk.on)
	}
	keyValueShow(p.bulk.code, p.bulk.on)
	p.header.Refresh()
	p.scroll.Refresh()
	p.body.Refresh()
	p.bulk.code.Refresh()
}

func keyValueShow(o fyne.CanvasObject, shown bool) {
	if shown == o.Visible() {
		return
	}
	if shown {
		o.Show()
	} else {
		o.Hide()
	}
}

func (r *keyValueRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *keyValueRenderer) Destroy()                     {}
