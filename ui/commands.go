package ui

import (
	"fmt"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
	"postern/ui/session"
)

// command is one thing the user can do: it stands in a menu, in the palette, and on a key.
type command struct {
	menu string
	id   string
	name string
	key  fyne.KeyName
	mod  fyne.KeyModifier
	// hint is shown as the key of a command whose key works without the menu.
	hint string
	// more is said behind the name: what exactly the command would do now.
	more string
	// also are more keys of run, on a separator; see moreKeys.
	also []fyne.Shortcut
	run  func()
}

// label returns what menus and the palette show.
func (c command) label() string {
	if c.more == "" {
		return lang.L(c.name)
	}
	return lang.L(c.name) + " " + c.more
}

const (
	ctrl  = fyne.KeyModifierShortcutDefault
	shift = fyne.KeyModifierShift
)

// The menus, in order.
const (
	menuFile    = "File"
	menuEdit    = "Edit"
	menuRequest = "Request"
	menuMock    = "Mock"
	menuView    = "View"
)

// commands lists everything the window can do. Menus, keys and palette are made from it.
func (w *Window) commands() []command {
	var all []command
	for _, group := range [][]command{w.fileCommands(), w.editCommands(), w.requestCommands(), w.mockCommands(), w.viewCommands(), w.textSizeCommands()} {
		all = append(all, group...)
	}
	return all
}

func (w *Window) fileCommands() []command {
	c := w.collections
	return []command{
		{menu: menuFile, id: "new-request", name: "New request", key: fyne.KeyN, mod: ctrl, run: c.NewRequest},
		{menu: menuFile, id: "new-folder", name: "New folder", run: c.NewFolder},
		{menu: menuFile, id: "new-collection", name: "New collection", key: fyne.KeyN, mod: ctrl | shift, run: c.NewCollection},
		{menu: menuFile, id: "new-environment", name: "New environment", run: func() { w.goTo(roomEnvironments); w.environments.Get().New() }},
		{menu: menuFile, id: "open", name: "Open request…", key: fyne.KeyP, mod: ctrl, run: w.quickOpen},
		{menu: menuFile},
		{menu: menuFile, id: "import", name: "Import file…", key: fyne.KeyO, mod: ctrl, run: w.importFile},
		{menu: menuFile, id: "import-pasted", name: "Import pasted text…", run: w.importPasted},
		{menu: menuFile, id: "export", name: "Export collection…", run: func() { w.export(w.collection()) }},
		{menu: menuFile},
		{menu: menuFile, id: "save", name: "Save request", key: fyne.KeyS, mod: ctrl, run: w.request.Save},
		{menu: menuFile, id: "close-tab", name: "Close tab", key: fyne.KeyW, mod: ctrl, run: w.closeActive},
		{menu: menuFile},
		{menu: menuFile, id: "trash", name: "Trash…", run: w.showTrash},
		{menu: menuFile, id: "backups", name: "Backups…", run: w.showBackups},
		{menu: menuFile, id: "restore-backup", name: "Restore backup…", run: w.restoreBackup},
		{menu: menuFile, id: "backup-now", name: "Back up now", run: w.backUp},
		{menu: menuFile, id: "recovery", name: "Recovery report…", run: w.showRecovery},
	}
}

func (w *Window) editCommands() []command {
	c := w.collections
	return []command{
		{menu: menuEdit, id: "undo", name: "Undo", more: w.stepName(w.session.CanUndo()), key: fyne.KeyZ, mod: ctrl, run: w.undo},
		{menu: menuEdit, id: "redo", name: "Redo", more: w.stepName(w.session.CanRedo()), key: fyne.KeyY, mod: ctrl, run: w.redo},
		{menu: menuEdit},
		{menu: menuEdit, id: "rename", name: "Rename", hint: "F2", run: c.Rename},
		{menu: menuEdit, id: "duplicate", name: "Duplicate", key: fyne.KeyD, mod: ctrl, run: w.duplicate},
		{menu: menuEdit, id: "delete", name: "Delete to trash", hint: "Delete", run: c.Delete},
		{menu: menuEdit},
		{menu: menuEdit, id: "search", name: "Search workspace…", key: fyne.KeyP, mod: ctrl | shift, run: w.search},
		{menu: menuEdit, id: "find", name: "Find in text or response", key: fyne.KeyF, mod: ctrl, run: w.find},
		{menu: menuEdit, id: "filter", name: "Filter collections", key: fyne.KeyF, mod: ctrl | shift, run: func() { w.goTo(roomCollections); c.FocusFilter() }},
		{menu: menuEdit, id: "clear-history", name: "Clear history…", run: func() { w.history.Get().Clear() }},
	}
}

func (w *Window) requestCommands() []command {
	all := []command{
		{menu: menuRequest, id: "send", name: "Send request", key: fyne.KeyReturn, mod: ctrl, run: w.request.Send},
		{menu: menuRequest, id: "cancel", name: "Cancel sending", hint: "Esc", run: w.request.Cancel},
		{menu: menuRequest, id: "address", name: "Edit address", key: fyne.KeyL, mod: ctrl, run: w.request.FocusAddress},
		{menu: menuRequest, id: "environment", name: "Choose environment…", key: fyne.KeyE, mod: ctrl, run: w.pickEnvironment},
		{menu: menuRequest, id: "live-mock", name: "Switch between live and mock", key: fyne.KeyM, mod: ctrl | shift, run: w.request.ToggleMock},
		{menu: menuRequest, id: "revert", name: "Revert to saved…", run: w.revertActive},
		{menu: menuRequest},
		{menu: menuRequest, id: "save-example", name: "Save response as example…", key: fyne.KeyE, mod: ctrl | shift, run: w.response.SaveAsExample},
		{menu: menuRequest, id: "save-response", name: "Save response to file…", run: w.response.SaveToFile},
		{menu: menuRequest, id: "filter-response", name: "Filter response by JSONPath or jq", key: fyne.KeyJ, mod: ctrl, run: w.response.FilterBody},
		{id: "response-pretty", name: "Show response as text", run: w.response.ShowPretty},
		{id: "response-tree", name: "Show response as tree", run: w.response.ShowTree},
		{id: "response-table", name: "Show response as table", run: w.response.ShowTable},
		{menu: menuRequest, id: "extract", name: "Extract value to variable…", key: fyne.KeyJ, mod: ctrl | shift, run: w.response.Extract},
		{id: "value-example", name: "Use value as example…", run: w.response.UseAsExample},
		{menu: menuRequest},
	}
	for _, s := range []string{"Params", "Headers", "Auth", "Body", "Settings", "Docs", "Examples"} {
		all = append(all, command{menu: menuRequest, id: "request-" + strings.ToLower(s), name: "Show request " + strings.ToLower(s),
			run: func() { w.request.ShowSection(strings.ToLower(s)) }})
	}
	for _, s := range []string{"body", "headers", "cookies", "timeline"} {
		all = append(all, command{id: "response-" + s, name: "Show response " + s, run: func() { w.response.ShowSection(s) }})
	}
	return all
}

func (w *Window) mockCommands() []command {
	section := func(id string) func() { return func() { w.goTo(roomMocks); w.mocks.ShowSection(id) } }
	return []command{
		{menu: menuMock, id: "mock", name: "Start or stop mock", key: fyne.KeyM, mod: ctrl, run: w.toggleMock},
		{menu: menuMock, id: "mock-address", name: "Copy mock address", run: w.copyMockAddress},
		{menu: menuMock, id: "mock-pin", name: "Pin selected example", run: w.mocks.PinSelected},
		{menu: menuMock, id: "mock-log", name: "Show mock log", key: fyne.Key3, mod: ctrl, run: func() { w.mocks.Choose(w.collection()); section("log")() }},
		{menu: menuMock},
		{menu: menuMock, id: "mock-details", name: "Show mock details", run: section("details")},
		{menu: menuMock, id: "mock-behaviour", name: "Show mock behaviour", run: section("behaviour")},
		{menu: menuMock, id: "mock-scenarios", name: "Show mock scenarios", run: section("scenarios")},
		{menu: menuMock, id: "mock-state", name: "Show mock state", run: section("resources")},
		{menu: menuMock, id: "mock-upstream", name: "Show mock upstream", run: section("upstream")},
		{menu: menuMock},
		{menu: menuMock, id: "mock-verify", name: "Check what the mock got", run: func() { w.goTo(roomMocks); w.mocks.Verify() }},
		{menu: menuMock, id: "mock-reset", name: "Reset mock state", run: w.mocks.ResetState},
	}
}

// scenarioCommands switch the chosen mock from scenario to scenario. They change with the mock, so they
// stand in the palette only.
func (w *Window) scenarioCommands() []command {
	var out []command
	names := w.mocks.Scenarios()
	for _, name := range names {
		out = append(out, command{id: "scenario-" + name, name: fmt.Sprintf(lang.L("Scenario: %s"), name), run: func() { w.mocks.SwitchScenario(name) }})
	}
	if len(names) > 0 {
		out = append(out, command{id: "scenario", name: "Scenario: none", run: func() { w.mocks.SwitchScenario("") }})
	}
	return out
}

func (w *Window) viewCommands() []command {
	theme := func(name string) func() { return func() { w.setTheme(name) } }
	return []command{
		{menu: menuView, id: "palette", name: "Command palette…", key: fyne.KeyK, mod: ctrl, run: w.showPalette},
		{menu: menuView, id: "collections", name: "Collections", key: fyne.Key1, mod: ctrl, run: func() { w.goTo(roomCollections); w.collections.Focus() }},
		{menu: menuView, id: "environments", name: "Environments", key: fyne.Key2, mod: ctrl, run: func() { w.goTo(roomEnvironments); w.environments.Get().Focus() }},
		{menu: menuView, id: "history", name: "History", key: fyne.Key4, mod: ctrl, run: func() { w.goTo(roomHistory); w.history.Get().Focus() }},
		{menu: menuView, id: "settings", name: "Settings", key: fyne.KeyComma, mod: ctrl, run: func() { w.goTo(roomSettings) }},
		{menu: menuView},
		{menu: menuView, id: "sidebar", name: "Show or hide sidebar", key: fyne.KeyB, mod: ctrl, run: func() { w.session.SetLayout(func(l *session.Layout) { l.Hidden = !l.Hidden }) }},
		{menu: menuView, id: "stacked", name: "Response beside or below", run: func() { w.session.SetLayout(func(l *session.Layout) { l.Stacked = !l.Stacked }) }},
		{menu: menuView, id: "next-tab", name: "Next tab", key: fyne.KeyTab, mod: ctrl, run: func() { w.session.Step(1) }},
		{menu: menuView, id: "previous-tab", name: "Previous tab", key: fyne.KeyTab, mod: ctrl | shift, run: func() { w.session.Step(-1) }},
		{menu: menuView, also: plusKeys, run: w.largerText},
		{menu: menuView, id: "larger-text", name: "Larger text", key: fyne.KeyPlus, mod: ctrl, run: w.largerText},
		{menu: menuView, id: "smaller-text", name: "Smaller text", key: fyne.KeyMinus, mod: ctrl, run: w.smallerText},
		{menu: menuView, id: "normal-text", name: "Normal text size", key: fyne.Key0, mod: ctrl, run: w.normalText},
		{menu: menuView},
		{menu: menuView, id: "theme-system", name: "Theme: as the system", run: theme(model.ThemeSystem)},
		{menu: menuView, id: "theme-light", name: "Theme: light", run: theme(model.ThemeLight)},
		{menu: menuView, id: "theme-dark", name: "Theme: dark", run: theme(model.ThemeDark)},
	}
}

// mainMenu makes the menus. Keys stand on menu items because a shortcut of the canvas is dead while an
// entry has the focus.
func (w *Window) mainMenu() *fyne.MainMenu {
	items := map[string][]*fyne.MenuItem{}
	for _, c := range w.commands() {
		switch {
		case c.menu == "":
		case c.id == "":
			line := fyne.NewMenuItemSeparator()
			moreKeys(line, c.also, w.guarded(c.run))
			items[c.menu] = append(items[c.menu], line)
		default:
			item := fyne.NewMenuItem(c.label(), w.guarded(c.run))
			w.steps.keep(c.id, item)
			if c.key != "" {
				item.Shortcut = shortcut(c)
			}
			items[c.menu] = append(items[c.menu], item)
		}
	}
	var menus []*fyne.Menu
	for _, name := range []string{menuFile, menuEdit, menuRequest, menuMock, menuView} {
		menus = append(menus, fyne.NewMenu(lang.L(name), items[name]...))
	}
	return fyne.NewMainMenu(menus...)
}

// shortcut returns what the driver types for the key of a command: some combinations have types of
// their own.
func shortcut(c command) fyne.Shortcut {
	switch {
	case c.key == fyne.KeyZ && c.mod == ctrl:
		return &fyne.ShortcutUndo{}
	case c.key == fyne.KeyY && c.mod == ctrl:
		return &fyne.ShortcutRedo{}
	}
	return &desktop.CustomShortcut{KeyName: c.key, Modifier: c.mod}
}

// guarded keeps keys from reaching behind an open question.
func (w *Window) guarded(run func()) func() {
	return func() {
		if w.options.Window.Canvas().Overlays().Top() == nil {
			run()
		}
	}
}

func (w *Window) showPalette() {
	var list []kit.Command
	for _, c := range append(w.commands(), w.scenarioCommands()...) {
		if c.id == "" || c.id == "palette" {
			continue
		}
		key := c.hint
		if c.key != "" {
			key = keyText(c.key, c.mod)
		}
		group := ""
		if c.menu != "" {
			group = lang.L(c.menu)
		}
		list = append(list, kit.Command{ID: c.id, Name: c.label(), Key: key, Group: group, Run: c.run})
	}
	kit.ShowPalette(w.options.Window.Canvas(), append(list, w.textCommands()...))
}

// textCommands lists what can be done with the text that has the focus.
func (w *Window) textCommands() []kit.Command {
	code := w.focusedCode()
	if code == nil {
		return nil
	}
	var list []kit.Command
	for _, c := range code.Commands() {
		if c.ID == "" || c.Disabled {
			continue
		}
		key := ""
		if c.Key != "" {
			key = keyText(c.Key, c.Mod)
		}
		list = append(list, kit.Command{ID: "text-" + c.ID, Name: c.Name, Key: key, Group: lang.L("Text"), Run: func() {
			kit.Focus(code)
			c.Run()
		}})
	}
	return list
}

// keyText writes a key as people know it: "Ctrl+Enter", on macOS "Cmd+Enter".
func keyText(key fyne.KeyName, mod fyne.KeyModifier) string {
	text := ""
	if mod&ctrl != 0 {
		text = "Ctrl+"
		if runtime.GOOS == "darwin" {
			text = "Cmd+"
		}
	}
	if mod&fyne.KeyModifierAlt != 0 {
		text += "Alt+"
	}
	if mod&shift != 0 {
		text += "Shift+"
	}
	if key == fyne.KeyReturn {
		return text + "Enter"
	}
	return text + string(key)
}

// quickOpen finds a request by its name and place.
func (w *Window) quickOpen() {
	var items []kit.PickerItem
	tree := w.session.Tree()
	for h := range tree.Walk(model.RootID) {
		if h.Kind == model.KindRequest {
			items = append(items, kit.PickerItem{ID: string(h.ID), Label: h.Name, Detail: h.Method + "  " + fields.Where(tree, h.ID)})
		}
	}
	kit.ShowPicker(w.options.Window.Canvas(), lang.L("Open request"), items, func(id string) {
		w.goTo(roomCollections)
		if err := w.session.Open(model.ID(id)); err != nil {
			w.dialogs.Note("", err)
		}
	})
}

func (w *Window) closeActive() {
	if t := w.session.Active(); t != nil {
		w.closeTab(t.ID)
	}
}

func (w *Window) revertActive() {
	if t := w.session.Active(); t != nil && t.Dirty && t.Saved != nil {
		w.revert(t)
	}
}

func (w *Window) copyMockAddress() {
	st := w.services.Mocks.MockStatus(w.collection())
	if !st.Running {
		w.dialogs.Note("", fmt.Errorf("the mock is not running: Ctrl+M starts it"))
		return
	}
	w.options.App.Clipboard().SetContent(st.URL)
	w.dialogs.Note(fmt.Sprintf(lang.L("Copied %s"), st.URL), nil)
}

// typedKey gets the keys that no widget has the focus for.
func (w *Window) typedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyF2:
		w.collections.Rename()
	case fyne.KeyDelete:
		w.collections.Delete()
	case fyne.KeyEscape:
		if w.keepingPage(w.session.Layout().Room) != nil {
			w.goTo(roomCollections)
			return
		}
		w.request.Cancel()
	}
}
