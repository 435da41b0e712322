package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/text"
)

// CodeCommand is something that can be done with a view. It stands in its context menu and works on its key while
// the view has the keyboard.
type CodeCommand struct {
	ID, Name          string
	Key               fyne.KeyName // "" for none
	Mod               fyne.KeyModifier
	Disabled, Checked bool
	Run               func()

	also []fyne.KeyName // keys that do the same
}

// Does tells whether a shortcut is the command's.
func (c CodeCommand) Does(s *desktop.CustomShortcut) bool {
	if c.Key == "" {
		return false
	}
	mod := s.Modifier
	if c.Key == fyne.KeyPlus || c.Key == fyne.KeyMinus || c.Key == fyne.KeySlash {
		mod &^= fyne.KeyModifierShift // some keyboards need it for these
	}
	return mod == c.Mod && (s.KeyName == c.Key || slices.Contains(c.also, s.KeyName))
}

const (
	codeCtrl  = fyne.KeyModifierShortcutDefault
	codeShift = fyne.KeyModifierShift
	codeAlt   = fyne.KeyModifierAlt
)

// Commands returns everything that can be done with the view now, in groups: an empty command parts two groups.
func (v *CodeView) Commands() []CodeCommand {
	all := append(v.editCommands(), v.linkCommands()...)
	all = append(all, v.findCommands()...)
	return append(all, v.viewCommands()...)
}

// lineCommands is where those of editCommands begin that are about lines.
const lineCommands = 2

func (v *CodeView) editCommands() []CodeCommand {
	if v.edit == nil {
		return nil
	}
	formats := v.formats()
	return []CodeCommand{
		{ID: "format", Name: lang.L("Format text"), Key: fyne.KeyI, Mod: codeCtrl | codeShift, Disabled: !formats, Run: v.Format},
		{ID: "comment", Name: lang.L("Toggle comment"), Key: fyne.KeySlash, Mod: codeCtrl, Run: v.doing((*text.Editor).ToggleComment),
			Disabled: v.rules.LineComment == "" && v.rules.BlockStart == ""},
		{ID: "move-up", Name: lang.L("Move line up"), Key: fyne.KeyUp, Mod: codeAlt, Run: v.doing(func(e *text.Editor) { e.MoveLines(true) })},
		{ID: "move-down", Name: lang.L("Move line down"), Key: fyne.KeyDown, Mod: codeAlt, Run: v.doing(func(e *text.Editor) { e.MoveLines(false) })},
		{ID: "duplicate-line", Name: lang.L("Duplicate line"), Key: fyne.KeyD, Mod: codeCtrl, Run: v.DuplicateLines},
		{ID: "delete-line", Name: lang.L("Delete line"), Key: fyne.KeyK, Mod: codeCtrl | codeShift, Run: v.doing((*text.Editor).DeleteLines)},
		{ID: "join-lines", Name: lang.L("Join lines"), Key: fyne.KeyJ, Mod: codeCtrl, Run: v.doing((*text.Editor).JoinLines)},
		{ID: "indent", Name: lang.L("Indent lines"), Key: fyne.KeyRightBracket, Mod: codeCtrl, Run: v.doing((*text.Editor).Indent)},
		{ID: "outdent", Name: lang.L("Outdent lines"), Key: fyne.KeyLeftBracket, Mod: codeCtrl, Run: v.doing((*text.Editor).Outdent)},
		{ID: "trim", Name: lang.L("Remove space at line ends"), Run: v.doing((*text.Editor).Trim)},
		{},
	}
}

func (v *CodeView) linkCommands() []CodeCommand {
	if v.colour.prose == nil {
		return nil
	}
	address, _ := v.linkAt(v.Caret().Off)
	return []CodeCommand{{ID: "open-link", Name: lang.L("Open link"), Key: fyne.KeyReturn, Disabled: address == "", Run: v.OpenLink}, {}}
}

func (v *CodeView) findCommands() []CodeCommand {
	return []CodeCommand{
		{ID: "find", Name: lang.L("Find in text"), Key: fyne.KeyF, Mod: codeCtrl, Run: v.ShowFind},
		{ID: "replace", Name: lang.L("Replace in text"), Key: fyne.KeyH, Mod: codeCtrl, Run: v.ShowReplace, Disabled: v.edit == nil},
		{ID: "find-next", Name: lang.L("Next match"), Key: fyne.KeyF3, Run: v.FindNext},
		{ID: "find-previous", Name: lang.L("Previous match"), Key: fyne.KeyF3, Mod: codeShift, Run: v.FindPrevious},
		{ID: "go-to-line", Name: lang.L("Go to line…"), Key: fyne.KeyG, Mod: codeCtrl, Run: v.ShowGoTo},
		{},
	}
}

func (v *CodeView) viewCommands() []CodeCommand {
	none := v.rules.Fold == text.FoldNothing
	return []CodeCommand{
		{ID: "fold", Name: lang.L("Fold or unfold here"), Key: fyne.KeyLeftBracket, Mod: codeCtrl | codeShift, Disabled: none, Run: v.ToggleFoldHere},
		{ID: "fold-all", Name: lang.L("Fold all"), Key: fyne.KeyMinus, Mod: codeCtrl | codeAlt, Disabled: none, Run: v.FoldAll},
		{ID: "unfold-all", Name: lang.L("Unfold all"), Key: fyne.KeyPlus, Mod: codeCtrl | codeAlt, also: []fyne.KeyName{fyne.KeyEqual}, Disabled: none, Run: v.UnfoldAll},
		{},
		{ID: "wrap", Name: lang.L("Wrap long lines"), Key: fyne.KeyZ, Mod: codeAlt, Checked: v.wrap, Run: func() { v.SetWrap(!v.wrap) }},
		{ID: "space", Name: lang.L("Show space"), Checked: v.marks, Run: func() { v.SetSpace(!v.marks) }},
		{ID: "zoom-in", Name: lang.L("Zoom in"), Key: fyne.KeyPlus, Mod: codeCtrl, also: []fyne.KeyName{fyne.KeyEqual}, Run: v.ZoomIn},
		{ID: "zoom-out", Name: lang.L("Zoom out"), Key: fyne.KeyMinus, Mod: codeCtrl, Run: v.ZoomOut},
		{ID: "zoom-reset", Name: lang.L("Usual zoom"), Key: fyne.Key0, Mod: codeCtrl, Run: v.ZoomReset},
	}
}

// SetSpace shows spaces, tabs and line breaks as marks.
func (v *CodeView) SetSpace(on bool) {
	v.marks = on
	v.redraw()
}

// zoomStep is how much one step makes text larger.
const zoomStep = 1.1

// ZoomIn makes the text of all views a step larger; see [SetCodeZoom].
func (v *CodeView) ZoomIn() { v.zoom(codeZoom * zoomStep) }

// ZoomOut makes the text of all views a step smaller.
func (v *CodeView) ZoomOut() { v.zoom(codeZoom / zoomStep) }

// ZoomReset gives the text of all views its usual size.
func (v *CodeView) ZoomReset() { v.zoom(1) }

func (v *CodeView) zoom(to float64) {
	SetCodeZoom(to)
	v.redraw()
}

// TappedSecondary implements fyne.SecondaryTappable: the context menu.
func (v *CodeView) TappedSecondary(e *fyne.PointEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(v)
	if c == nil {
		return
	}
	v.pointed(e.Position)
	widget.ShowPopUpMenuAtPosition(v.contextMenu(), c, e.AbsolutePosition)
}

func (v *CodeView) contextMenu() *fyne.Menu {
	clip := fyne.CurrentApp().Clipboard()
	var items []*fyne.MenuItem
	item := func(name string, off bool, run func()) {
		m := fyne.NewMenuItem(name, run)
		m.Disabled = off
		items = append(items, m)
	}
	if v.edit != nil {
		item(lang.L("Undo"), !v.edit.CanUndo(), v.Undo)
		item(lang.L("Redo"), !v.edit.CanRedo(), v.Redo)
		item(lang.L("Cut"), !v.Selected(), func() { v.cut(clip) })
	}
	item(lang.L("Copy"), !v.Selected(), func() { v.copy(clip) })
	if v.edit != nil {
		item(lang.L("Paste"), false, func() { v.Insert(clip.Content()) })
	}
	item(lang.L("Select all"), false, v.SelectAll)
	items = append(items, fyne.NewMenuItemSeparator())
	items = append(items, v.commandItems()...)
	if v.OnMenu != nil {
		if more := v.OnMenu(); len(more) > 0 {
			items = append(append(items, fyne.NewMenuItemSeparator()), more...)
		}
	}
	return fyne.NewMenu("", items...)
}

// commandItems are the commands with their keys: the many that are about lines and about the view in menus of their
// own, since all of them are more than fit a window.
func (v *CodeView) commandItems() (items []*fyne.MenuItem) {
	list := func(commands []CodeCommand) (items []*fyne.MenuItem) {
		for _, c := range commands {
			items = append(items, c.item())
		}
		return items
	}
	if edit := list(v.editCommands()); edit != nil {
		lines := fyne.NewMenuItem(lang.L("Lines"), nil)
		lines.ChildMenu = fyne.NewMenu("", edit[lineCommands:len(edit)-1]...)
		items = append(append(items, edit[:lineCommands]...), lines, fyne.NewMenuItemSeparator())
	}
	items = append(append(items, list(v.linkCommands())...), list(v.findCommands())...)
	view := fyne.NewMenuItem(lang.L("View"), nil)
	view.ChildMenu = fyne.NewMenu("", list(v.viewCommands())...)
	return append(items, view)
}

func (c CodeCommand) item() *fyne.MenuItem {
	if c.ID == "" {
		return fyne.NewMenuItemSeparator()
	}
	m := fyne.NewMenuItem(c.Name, c.Run)
	m.Disabled, m.Checked = c.Disabled, c.Checked
	if c.Key != "" {
		m.Shortcut = &desktop.CustomShortcut{KeyName: c.Key, Modifier: c.Mod}
	}
	return m
}
