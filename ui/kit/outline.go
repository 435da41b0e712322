// Package kit holds the widgets that know nothing of collections: trees, tabs, tables, text views, overlays.
// They are controlled by their owner, report what the user does through callbacks, start no goroutines,
// and must be used on the UI goroutine only.
package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// OutlineRow is what one row of an [Outline] shows.
type OutlineRow struct {
	Label string
	// Badge is a short coloured word in front of the label, such as a request method. It gets a narrow
	// fixed column: up to five letters are shown, DELETE as DEL and OPTIONS as OPT.
	Badge      string
	BadgeColor fyne.ThemeColorName
	// Icon stands in front of the label where there is no badge.
	Icon fyne.Resource
	// Container rows can be opened and take dropped rows.
	Container bool
	// Faint rows stand back: disabled, empty, inherited.
	Faint bool
	// Detail is small faint text at the right edge.
	Detail string
	// Dirty shows a dot: there are changes that are not saved.
	Dirty bool
	// Check is a box in front of the row, see [Outline.OnCheck].
	Check Check
}

// OutlineSource is the tree that an [Outline] shows. Ids are unique in the whole tree and not empty.
type OutlineSource interface {
	// Children returns the ids below a container in order, and those of the top level for "". It is
	// asked often and should return a ready-made slice; the outline does not change it.
	Children(id string) []string
	// Row returns what the row of that id shows. It is asked for visible rows, and for all while
	// filtering. A row that is gone may still be asked for until Reload; the zero row will do.
	Row(id string) OutlineRow
}

// Outline is a tree of rows for the sidebar: only the visible rows are live objects, so ten thousand
// open rows scroll like ten. It has drag and drop, renaming in place, a context menu, a filter and the
// keys of a tree.
//
// The callbacks report what the user does; methods called by the program report nothing. All fields
// may be nil; a gesture whose callback is nil does nothing. Everything must happen on the UI goroutine.
type Outline struct {
	widget.BaseWidget
	rowKeys

	// OnSelect is called when the user selects another row.
	OnSelect func(id string)
	// OnOpen is called for a tap on a row that is no container, and for Enter on any row.
	OnOpen func(id string)
	// OnMenu returns the context menu of a row, or of the empty area for "". It is called for a right
	// click, the menu key and Shift+F10. No items: no menu.
	OnMenu func(id string) []*fyne.MenuItem
	// OnRename is called when a rename ends with a new name that is not blank.
	OnRename func(id, name string)
	// OnDelete is called for the Delete key.
	OnDelete func(id string)
	// OnExpand is called when the user opens or closes a container. While a filter is set it is not
	// called, since the expansion that will be restored does not change.
	OnExpand func(id string, open bool)
	// OnCheck is called for a tap on the box of a row and for the space key on a row that has one. What
	// the source then says is shown. It must be set before the outline is shown: boxes are drawn only then.
	OnCheck func(id string)
	// OnEscape is called for the escape key where there is no drag to give up.
	OnEscape func()
	// CanMove tells whether a row may be dropped into parent ("" is the top level). Without it every
	// drop is allowed that does not put a row below itself.
	CanMove func(id, parent string) bool
	// OnMove is called when a row was dropped: index counts the children of parent without the row, as
	// an insertion into the list after the row was taken out.
	OnMove func(id, parent string, index int)
	// ParentOf returns the parent of a row, "" at the top level. Select needs it to open ancestors.
	ParentOf func(id string) string

	model    outlineModel
	selected string
	offset   float32
	hover    int // row under the pointer, or -1
	press    outlinePress
	drag     outlineDrag
	rename   *outlineRename
}

var (
	_ fyne.Focusable         = (*Outline)(nil)
	_ fyne.Tappable          = (*Outline)(nil)
	_ fyne.SecondaryTappable = (*Outline)(nil)
	_ fyne.Draggable         = (*Outline)(nil)
	_ fyne.Scrollable        = (*Outline)(nil)
	_ desktop.Hoverable      = (*Outline)(nil)
	_ desktop.Mouseable      = (*Outline)(nil)
	_ desktop.Keyable        = (*Outline)(nil)
)

// NewOutline returns an outline of src with all containers closed and nothing selected.
func NewOutline(src OutlineSource) *Outline {
	o := &Outline{model: outlineModel{src: src, open: map[string]bool{}}, hover: -1}
	o.rename = newOutlineRename(o)
	o.ExtendBaseWidget(o)
	o.model.flatten()
	return o
}

// Reload shows a source that changed. Selection, expansion and scroll position stay; where the
// selected row is gone, the row that took its place becomes the selected one. A rename under way goes
// on as long as its row is there.
func (o *Outline) Reload() {
	was := o.model.indexOf(o.selected)
	o.model.flatten()
	if was >= 0 && o.model.indexOf(o.selected) < 0 && !o.exists(o.selected) {
		o.selected = o.model.idAt(min(was, len(o.model.rows)-1))
	}
	if o.rename.id != "" && o.model.indexOf(o.rename.id) < 0 {
		o.rename.finish(false)
	}
	if o.drag.id != "" && !o.exists(o.drag.id) {
		o.cancelDrag()
	}
	o.changed()
}

// exists tells whether a row that is not shown is still part of the tree.
func (o *Outline) exists(id string) bool {
	if id == "" || o.model.indexOf(id) >= 0 {
		return id != ""
	}
	return o.ParentOf != nil && slices.Contains(o.model.src.Children(o.ParentOf(id)), id)
}

// Select selects a row, opens the containers above it (see ParentOf) and scrolls it into view. ""
// selects nothing.
func (o *Outline) Select(id string) {
	o.selected = id
	if id != "" && o.ParentOf != nil {
		opened := false
		for p, n := o.ParentOf(id), 0; p != "" && n < outlineMaxDepth; p, n = o.ParentOf(p), n+1 {
			opened = o.model.setOpen(p, true) || opened
		}
		if opened {
			o.model.flatten()
		}
	}
	o.reveal(o.model.indexOf(id))
	o.changed()
}

// Selected returns the selected id, or "".
func (o *Outline) Selected() string { return o.selected }

// Expand opens or closes a container.
func (o *Outline) Expand(id string, open bool) {
	if !o.model.setOpen(id, open) {
		return
	}
	o.model.flatten()
	o.changed()
}

// Expanded returns the ids of the open containers, sorted; also of those that are hidden in a closed
// one. A filter does not change it.
func (o *Outline) Expanded() []string { return o.model.expanded() }

// SetExpanded opens exactly the containers of those ids.
func (o *Outline) SetExpanded(ids []string) {
	clear(o.model.open)
	for _, id := range ids {
		o.model.open[id] = true
	}
	o.model.flatten()
	o.changed()
}

// ExpandAll opens a container and all containers below it, and all there are for "".
func (o *Outline) ExpandAll(id string) {
	o.model.openAll(id, 0)
	o.model.flatten()
	o.changed()
}

// CollapseAll closes all containers.
func (o *Outline) CollapseAll() {
	o.model.closeAll()
	o.model.flatten()
	o.changed()
}

// SetFilter shows only the rows whose label or badge has every word of text, whatever the case, with
// the containers above them and all that is below a container that matches. It returns how many rows
// match. Empty text ends the filter and brings the former expansion back.
func (o *Outline) SetFilter(text string) int {
	n := o.model.setFilter(text)
	o.hover = -1
	if at := o.model.indexOf(o.selected); at >= 0 {
		o.reveal(at)
	} else if o.model.filter != nil {
		o.offset = 0
	}
	o.changed()
	return n
}

// ScrollOffset returns how far the outline is scrolled, in units of the canvas.
func (o *Outline) ScrollOffset() float32 { return o.offset }

// SetScrollOffset scrolls. The offset is limited to what the rows fill once the outline has a size.
func (o *Outline) SetScrollOffset(offset float32) {
	o.offset = max(0, offset)
	o.changed()
}

// changed shows the present state.
func (o *Outline) changed() {
	o.clampOffset()
	o.Refresh()
}

func (o *Outline) clampOffset() {
	if h := o.Size().Height; h > 0 {
		o.offset = max(0, min(o.offset, o.contentHeight()-h))
	}
}

func (o *Outline) contentHeight() float32 { return float32(len(o.model.rows)) * outlineRowHeight }

// reveal scrolls as little as needed to show row i whole.
func (o *Outline) reveal(i int) {
	h := o.Size().Height
	if i < 0 || h <= 0 {
		return
	}
	top := float32(i) * outlineRowHeight
	o.offset = max(min(o.offset, top), top+outlineRowHeight-h)
}
