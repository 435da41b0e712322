package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// JSONNode is one value of a [JSONSource].
type JSONNode struct {
	Key   string // its name, of a member of an object
	Named bool   // it has a name; otherwise it is an element of an array, or the root
	Index int64  // among its siblings
	Kind  ValueKind
	Tag   any // carried along by the tree
}

// JSONSource is the tree that a [JSONTree] shows. It is asked on the UI goroutine, for what is visible
// only, and should answer within milliseconds.
type JSONSource interface {
	Root() JSONNode
	// Count returns how many children an object or array has.
	Count(n JSONNode) int64
	// Children returns up to count children from the given one on.
	Children(n JSONNode, from, count int64) []JSONNode
	// Preview returns a value in one line, of an object or array the beginning.
	Preview(n JSONNode) string
}

// JSONTree shows a value of JSON as a tree of rows. Only visible rows are painted and only open branches
// are held, so that millions of rows cost what a screenful does. Besides the keys of a tree it knows *
// (open all below), + and - (open, close), and 1 to 9 (open so many levels from the root).
//
// The callbacks report what the user does, and may be nil. Everything must happen on the UI goroutine.
type JSONTree struct {
	widget.BaseWidget
	rowKeys

	// OnSelect is called when another row is selected, by the user or by Reveal.
	OnSelect func()
	// OnMenu returns the context menu of the selected row: for a right click, the menu key and Shift+F10.
	OnMenu func() []*fyne.MenuItem
	// OnCopy is called for the copy key.
	OnCopy func()
	// OnShortcut is asked about shortcuts that the tree does not know.
	OnShortcut func(fyne.Shortcut) bool
	// OnCut is called when a step would have opened too many branches at once and stopped.
	OnCut func()

	model    jsonModel
	shown    map[jsonPlace]jsonRow
	selected jsonPlace
	scroll   rowScroll
	hover    int64
	dragging bool // the thumb of the bar
}

var (
	_ fyne.Focusable         = (*JSONTree)(nil)
	_ fyne.Shortcutable      = (*JSONTree)(nil)
	_ fyne.Tappable          = (*JSONTree)(nil)
	_ fyne.SecondaryTappable = (*JSONTree)(nil)
	_ fyne.Draggable         = (*JSONTree)(nil)
	_ fyne.Scrollable        = (*JSONTree)(nil)
	_ desktop.Hoverable      = (*JSONTree)(nil)
	_ desktop.Mouseable      = (*JSONTree)(nil)
	_ desktop.Keyable        = (*JSONTree)(nil)
)

// NewJSONTree returns an empty tree.
func NewJSONTree() *JSONTree {
	t := &JSONTree{hover: -1}
	t.ExtendBaseWidget(t)
	t.SetSource(nil)
	return t
}

// SetSource shows another tree, with the root open and selected; nil shows none.
func (t *JSONTree) SetSource(src JSONSource) {
	t.model, t.shown = newJSONModel(src), map[jsonPlace]jsonRow{}
	t.selected, t.scroll.top, t.hover = jsonPlace{}, 0, -1
	if src != nil {
		t.selected = jsonPlace{t.model.top, 0}
		t.model.expand(t.selected)
	}
	t.changed()
}

// Selected returns the selected value with those it is in, from the root down; nothing where none is.
func (t *JSONTree) Selected() []JSONNode { return t.model.path(t.selected) }

// Reveal selects the value that the indexes lead to from the root down, opens what it is in, and scrolls to
// it. Where the tree has no such value it stops at the nearest above.
func (t *JSONTree) Reveal(indexes []int64) {
	if t.model.src == nil {
		return
	}
	p := jsonPlace{t.model.top, 0}
	for _, i := range indexes {
		b := t.model.expand(p)
		if b == nil || i >= b.count {
			break
		}
		p = jsonPlace{b, i}
	}
	t.scroll.rows = t.model.rows()
	t.moveTo(t.model.rowOf(p))
}

// ExpandLevels opens so many levels from the root and closes what is below.
func (t *JSONTree) ExpandLevels(levels int) {
	if t.model.src == nil {
		return
	}
	root := jsonPlace{t.model.top, 0}
	t.model.collapse(root)
	complete := t.model.expandLevels(root, levels)
	t.selected = root
	t.scroll.top = 0
	t.changed()
	t.told()
	t.tellCut(complete)
}

func (t *JSONTree) tellCut(complete bool) {
	if !complete && t.OnCut != nil {
		t.OnCut()
	}
}

// changed shows the present state.
func (t *JSONTree) changed() {
	t.scroll.rows = t.model.rows()
	t.scroll.to(t.scroll.top)
	t.Refresh()
}

func (t *JSONTree) told() {
	if t.OnSelect != nil {
		t.OnSelect()
	}
}

// moveTo selects a row, or the nearest there is.
func (t *JSONTree) moveTo(row int64) {
	if t.model.rows() == 0 {
		return
	}
	row = max(0, min(row, t.model.rows()-1))
	p := t.model.at(row)
	same := p == t.selected
	t.selected = p
	t.scroll.rows = t.model.rows()
	t.scroll.reveal(row)
	t.changed()
	if !same {
		t.told()
	}
}

// setOpen opens or closes a place. A selection that would be hidden moves to it.
func (t *JSONTree) setOpen(p jsonPlace, open bool) {
	o, _ := p.in.find(p.index)
	switch {
	case open:
		t.model.expand(p)
	case o != nil:
		hidden := t.selected.within(o)
		t.model.collapse(p)
		clear(t.shown)
		if hidden {
			t.selected = p
			t.told()
		}
	}
	t.changed()
}

func (t *JSONTree) toggle(p jsonPlace) { t.setOpen(p, !t.model.isOpen(p)) }
