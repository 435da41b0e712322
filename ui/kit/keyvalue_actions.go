package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// keyValueActionID tells the buttons of a row apart.
type keyValueActionID int

const (
	keyValueNone keyValueActionID = iota
	keyValueReveal
	keyValueMark
	keyValueRemove
	keyValueChoose
)

// actions are the buttons at the end of a row, from the left; [keyValueNone] leaves a gap.
func (t *KeyValueTable) actions(row int) []keyValueActionID {
	var ids []keyValueActionID
	add := func(id keyValueActionID, possible bool) {
		if !possible {
			id = keyValueNone
		}
		ids = append(ids, id)
	}
	there := row < len(t.rows)
	if t.options.Secrets {
		add(keyValueReveal, there && t.rows[row].Secret)
		if !t.options.ReadOnly {
			add(keyValueMark, there)
		}
	}
	if !t.fixed() {
		add(keyValueRemove, there && !t.rows[row].Locked)
	}
	return ids
}

// actionAt returns the button at a distance from the left of the column of buttons.
func (t *KeyValueTable) actionAt(row int, x float32) keyValueActionID {
	ids := t.actions(row)
	i := int((x - theme.SizeGap) / keyValueButton)
	if x < theme.SizeGap || i >= len(ids) {
		return keyValueNone
	}
	return ids[i]
}

// paintActions paints the buttons of a row: all where the pointer is, and always the lock of a secret.
func (t *KeyValueTable) paintActions(p *keyValuePainter, row int, x, y float32, here bool) {
	here = here || t.editing && t.cursor.row == row
	x += theme.SizeGap
	for _, id := range t.actions(row) {
		icon, tone := "", theme.ColorFaint
		switch id {
		case keyValueReveal:
			icon = theme.IconEye
			if t.revealed[row] {
				icon = theme.IconEyeOff
			}
		case keyValueMark:
			if t.rows[row].Secret {
				tone = theme.ColorVarSecret
			}
			if here || t.rows[row].Secret {
				icon = theme.IconLock
			}
		case keyValueRemove:
			if here {
				icon = theme.IconTrash
			}
		}
		if icon != "" {
			p.image(icon, tone, x+(keyValueButton-theme.SizeIcon)/2, y+(theme.SizeRow-theme.SizeIcon)/2, theme.SizeIcon)
		}
		x += keyValueButton
	}
}

func (t *KeyValueTable) actionTip(s keyValueSpot) string {
	switch s.button {
	case keyValueReveal:
		if t.revealed[s.row] {
			return lang.L("Hide the value")
		}
		return lang.L("Show the value")
	case keyValueMark:
		if t.rows[s.row].Secret {
			return lang.L("Secret. Click to make it an ordinary value")
		}
		return lang.L("Mark as secret")
	case keyValueRemove:
		return lang.L("Delete row (Ctrl+Shift+K)")
	case keyValueChoose:
		return lang.L("Choose a file…")
	}
	return ""
}

// act presses a button of a row.
func (t *KeyValueTable) act(row int, id keyValueActionID) {
	switch id {
	case keyValueReveal:
		t.revealed[row] = !t.revealed[row]
		t.parts.body.paint()
	case keyValueMark:
		t.change(row, func(r *KeyValue) { r.Secret = !r.Secret })
	case keyValueRemove:
		t.remove(row)
	case keyValueChoose:
		t.choose(row)
	}
}

// chooses reports whether the value of a row is a file that can be chosen.
func (t *KeyValueTable) chooses(row int) bool {
	return t.options.Kinds && !t.options.ReadOnly && t.row(row).Kind == KindFile && t.OnChooseFile != nil
}

// choose lets the user choose the file of a row. The row may have moved or gone until then.
func (t *KeyValueTable) choose(row int) {
	if !t.chooses(row) {
		return
	}
	key := t.rows[row].Key
	t.OnChooseFile(row, func(path string) {
		if path != "" && t.row(row).Kind == KindFile && t.row(row).Key == key {
			t.change(row, func(r *KeyValue) { r.Value = path })
		}
	})
}

// change edits a row and reports it.
func (t *KeyValueTable) change(row int, edit func(*KeyValue)) {
	if row >= 0 && row < len(t.rows) && !t.options.ReadOnly {
		edit(&t.rows[row])
		t.changed()
	}
}

// toggle enables or disables a row.
func (t *KeyValueTable) toggle(row int) {
	if !t.row(row).Locked {
		t.change(row, func(r *KeyValue) { r.Disabled = !r.Disabled })
	}
}

func (t *KeyValueTable) setKind(row int, kind string) {
	if t.row(row).Kind != kind {
		t.change(row, func(r *KeyValue) { r.Kind = kind })
	}
}

// removable reports whether a row can be deleted.
func (t *KeyValueTable) removable(row int) bool {
	return !t.fixed() && row >= 0 && row < len(t.rows) && !t.rows[row].Locked
}

func (t *KeyValueTable) remove(row int) {
	if !t.removable(row) {
		return
	}
	t.leave()
	t.rows = slices.Delete(t.rows, row, row+1)
	t.moved()
}

// insert puts rows before a row.
func (t *KeyValueTable) insert(at int, rows ...KeyValue) {
	if t.fixed() {
		return
	}
	t.leave()
	t.rows = slices.Insert(t.rows, min(at, len(t.rows)), rows...)
	t.moved()
}

func (t *KeyValueTable) duplicate(row int) {
	if row < len(t.rows) {
		twin := t.rows[row]
		twin.Locked = false
		t.insert(row+1, twin)
	}
}

// move moves a row up (-1) or down (1), and the cursor with it.
func (t *KeyValueTable) move(row, by int) {
	to := row + by
	if t.fixed() || row < 0 || row >= len(t.rows) || to < 0 || to >= len(t.rows) {
		return
	}
	again := t.editing && t.cursor.row == row
	t.leave()
	t.rows[row], t.rows[to] = t.rows[to], t.rows[row]
	t.cursor.row = to
	t.moved()
	if again {
		t.edit(t.cursor, keyValueEnd)
	}
}

// moved reports that rows have another place.
func (t *KeyValueTable) moved() {
	clear(t.revealed)
	t.cursor.row = max(0, min(t.cursor.row, t.count()-1))
	t.changed()
}

// menu shows what can be done with a row.
func (t *KeyValueTable) menu(row int, at fyne.Position) {
	if c := t.parts.body.canvas(); c != nil {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", t.menuItems(row)...), c, at)
	}
}

func (t *KeyValueTable) menuItems(row int) []*fyne.MenuItem {
	item := func(label string, possible bool, do func()) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, do)
		i.Disabled = !possible
		return i
	}
	there, free := row < len(t.rows), row < len(t.rows) && !t.fixed()
	copying := []*fyne.MenuItem{
		item(lang.L("Copy value"), there, func() { t.copy(t.row(row).Value) }),
		item(lang.L("Copy row"), there && !t.masked(row), func() { t.copy(t.row(row).Key + ": " + t.row(row).Value) }),
	}
	copying = append(copying, t.secretItems(row)...)
	if t.options.ReadOnly {
		return copying
	}
	state := lang.L("Disable")
	if t.row(row).Disabled {
		state = lang.L("Enable")
	}
	items := []*fyne.MenuItem{item(state, there && !t.row(row).Locked, func() { t.toggle(row) })}
	if !t.fixed() {
		items = append(items,
			item(lang.L("Insert row above"), true, func() { t.insert(row, KeyValue{}); t.edit(keyValueCell{row, t.columns.text(0, 1)}, keyValueSelect) }),
			item(lang.L("Duplicate"), free, func() { t.duplicate(row) }),
			item(lang.L("Move up"), free && row > 0, func() { t.move(row, -1) }),
			item(lang.L("Move down"), free && row < len(t.rows)-1, func() { t.move(row, 1) }))
	}
	items = append(append(items, fyne.NewMenuItemSeparator()), copying...)
	if !t.fixed() {
		items = append(items, fyne.NewMenuItemSeparator(), item(lang.L("Delete"), t.removable(row), func() { t.remove(row) }))
	}
	return items
}

// secretItems are what the buttons of a secret do, for the keyboard. Copying a secret does not show it.
func (t *KeyValueTable) secretItems(row int) []*fyne.MenuItem {
	if !t.options.Secrets || row >= len(t.rows) {
		return nil
	}
	secret := t.rows[row].Secret
	var items []*fyne.MenuItem
	if secret {
		word := lang.L("Show value")
		if t.revealed[row] {
			word = lang.L("Hide value")
		}
		items = append(items, fyne.NewMenuItem(word, func() { t.act(row, keyValueReveal) }))
	}
	if t.options.ReadOnly {
		return items
	}
	word := lang.L("Mark as secret")
	if secret {
		word = lang.L("Make an ordinary value")
	}
	return append(items, fyne.NewMenuItem(word, func() { t.act(row, keyValueMark) }))
}

func (t *KeyValueTable) kindMenu(row int, at fyne.Position) {
	if t.options.ReadOnly || row >= len(t.rows) {
		return
	}
	menu := fyne.NewMenu("", fyne.NewMenuItem(lang.L("Text"), func() { t.setKind(row, KindText) }),
		fyne.NewMenuItem(lang.L("File"), func() { t.setKind(row, KindFile) }))
	if c := t.parts.body.canvas(); c != nil {
		widget.ShowPopUpMenuAtPosition(menu, c, at)
	}
}

func (t *KeyValueTable) copy(text string) { fyne.CurrentApp().Clipboard().SetContent(text) }
