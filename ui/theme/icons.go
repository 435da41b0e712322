package theme

import (
	"sync"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Names of the icons, for [Icon]. They are one family of line icons on a grid of 16 by 16.
const (
	IconCollections     = "collections"
	IconEnvironments    = "environments"
	IconMocks           = "mocks"
	IconHistory         = "history"
	IconRunner          = "runner"
	IconSettings        = "settings"
	IconFolder          = "folder"
	IconFolderOpen      = "folder-open"
	IconSend            = "send"
	IconStop            = "stop"
	IconPlay            = "play"
	IconPlus            = "plus"
	IconClose           = "close"
	IconSearch          = "search"
	IconMore            = "more"
	IconCopy            = "copy"
	IconSave            = "save"
	IconImport          = "import"
	IconExport          = "export"
	IconTrash           = "trash"
	IconDuplicate       = "duplicate"
	IconRename          = "rename"
	IconUndo            = "undo"
	IconLock            = "lock"
	IconEye             = "eye"
	IconEyeOff          = "eye-off"
	IconCheck           = "check"
	IconWarning         = "warning"
	IconError           = "error"
	IconInfo            = "info"
	IconChevronRight    = "chevron-right"
	IconChevronDown     = "chevron-down"
	IconChevronUp       = "chevron-up"
	IconChevronLeft     = "chevron-left"
	IconWrap            = "wrap" // long lines go on in the next row
	IconSidebar         = "sidebar"
	IconSplitHorizontal = "split-horizontal" // panes side by side
	IconSplitVertical   = "split-vertical"   // panes one above the other
	IconKey             = "key"
	IconGlobe           = "globe"
	IconClock           = "clock"
	IconCookie          = "cookie"
	IconFile            = "file"
	IconRefresh         = "refresh"
	IconExample         = "example"
	IconFilter          = "filter"
	IconBackup          = "backup"
	IconGrip            = "grip" // what a row is dragged by
	IconUnknown         = "unknown"
)

// Icon returns an icon in the foreground colour of the theme, which follows a change of theme and
// may be wrapped by Fyne's other coloured resources. An unknown name gives a question mark.
func Icon(name string) fyne.Resource {
	all := icons()
	if r, ok := all[name]; ok {
		return r
	}
	return all[IconUnknown]
}

// IconIn returns an icon in a colour of the theme, standard or ours.
func IconIn(name string, c fyne.ThemeColorName) fyne.Resource {
	return base.NewColoredResource(Icon(name), c)
}

var icons = sync.OnceValue(func() map[string]fyne.Resource {
	m := make(map[string]fyne.Resource, len(marks))
	for name, s := range marks {
		m[name] = base.NewThemedResource(fyne.NewStaticResource("postern-"+name+".svg", drawIcon(s)))
	}
	return m
})

const (
	tray   = " L 2.5 10.5 2.5 13.5 13.5 13.5 13.5 10.5"
	circle = " O 8 8 5.8"
	frame  = " Z 2 3 14 3 14 13 2 13"
	behind = " L 3.5 10.5 2.5 10.5 2.5 2.5 10.5 2.5 10.5 3.5"
	sheet  = " Z 5.5 5.5 13.5 5.5 13.5 13.5 5.5 13.5"
	lids   = " A 8 11.12 7.12 -154 -26 A 8 4.88 7.12 26 154 O 8 8 1.9"
)

// marks describe the icons in the language of drawIcon.
var marks = map[string]string{
	IconCollections:  "Z 8 2 14 5 8 8 2 5 L 2 8 8 11 14 8 L 2 11 8 14 14 11",
	IconEnvironments: "L 6 2.5 5 2.5 4 3.5 4 6.5 2.5 8 4 9.5 4 12.5 5 13.5 6 13.5 L 10 2.5 11 2.5 12 3.5 12 6.5 13.5 8 12 9.5 12 12.5 11 13.5 10 13.5 D 8 8 1.1",
	IconMocks:        "Z 2.5 2.8 13.5 2.8 13.5 7 2.5 7 Z 2.5 9 13.5 9 13.5 13.2 2.5 13.2 D 5.2 4.9 0.8 D 5.2 11.1 0.8 L 8.5 4.9 11 4.9 L 8.5 11.1 11 11.1",
	IconHistory:      "A 8 8 5.7 -160 130 L 2.2 2.8 2.5 6.1 5.7 5.8 L 8 5 8 8.2 10.2 9.5",
	IconRunner:       "Z 6 3.2 13.8 8 6 12.8 L 2.5 4.5 2.5 11.5",
	IconSettings: "O 8 8 1.9 O 8 8 4.4 L 12.5 8 14.2 8 L 3.5 8 1.8 8 L 8 3.5 8 1.8 L 8 12.5 8 14.2 " +
		"L 11.2 11.2 12.4 12.4 L 4.8 4.8 3.6 3.6 L 11.2 4.8 12.4 3.6 L 4.8 11.2 3.6 12.4",
	IconFolder:          "Z 2 3.6 6.3 3.6 7.8 5.3 14 5.3 14 12.8 2 12.8",
	IconFolderOpen:      "L 2 12.8 2 3.6 6.3 3.6 7.8 5.3 12.6 5.3 12.6 7.6 Z 4.3 7.6 14.8 7.6 12.6 12.8 2 12.8",
	IconSend:            "Z 2.2 7.2 13.8 2.2 9.4 13.8 7.2 8.8 L 13.8 2.2 7.2 8.8",
	IconStop:            "Z 4 4 12 4 12 12 4 12",
	IconPlay:            "Z 4.5 2.8 13 8 4.5 13.2",
	IconPlus:            "L 8 3 8 13 L 3 8 13 8",
	IconClose:           "L 4 4 12 12 L 12 4 4 12",
	IconSearch:          "O 7 7 4.3 L 10.2 10.2 13.8 13.8",
	IconMore:            "D 3.5 8 1.2 D 8 8 1.2 D 12.5 8 1.2",
	IconCopy:            behind + sheet,
	IconSave:            "Z 2.5 2.5 11 2.5 13.5 5 13.5 13.5 2.5 13.5 L 5 2.5 5 5.8 10 5.8 10 2.5 L 4.8 13.5 4.8 9.3 11.2 9.3 11.2 13.5",
	IconImport:          "L 8 2 8 9.8 L 4.8 6.8 8 10 11.2 6.8" + tray,
	IconExport:          "L 8 10 8 2.4 L 4.8 5.4 8 2.2 11.2 5.4" + tray,
	IconTrash:           "L 2.5 4.2 13.5 4.2 L 6 4.2 6 2.3 10 2.3 10 4.2 L 3.8 4.2 4.6 13.7 11.4 13.7 12.2 4.2 L 6.7 7 6.7 11 L 9.3 7 9.3 11",
	IconDuplicate:       behind + sheet + " L 9.5 7.6 9.5 11.4 L 7.6 9.5 11.4 9.5",
	IconRename:          "Z 2.5 13.5 3.2 10.4 10.9 2.7 13.3 5.1 5.6 12.8 L 9.2 4.4 11.6 6.8",
	IconUndo:            "L 5.2 2.8 2.4 5.7 5.4 8.6 L 2.4 5.7 9.5 5.7 A 9.5 9.5 3.8 -90 90 L 9.5 13.3 5.5 13.3",
	IconLock:            "Z 3.2 7 12.8 7 12.8 13.8 3.2 13.8 L 5.2 7 5.2 5 A 8 5 2.8 180 360 L 10.8 5 10.8 7 D 8 10.4 1.1",
	IconEye:             lids,
	IconEyeOff:          lids + " L 3 13.4 13 2.6",
	IconCheck:           "L 3 8.6 6.4 12 13 4.4",
	IconWarning:         "Z 8 2.3 14.3 13.3 1.7 13.3 L 8 6.4 8 9.3 D 8 11.3 0.8",
	IconError:           circle + " L 5.9 5.9 10.1 10.1 L 10.1 5.9 5.9 10.1",
	IconInfo:            circle + " D 8 5.1 0.85 L 8 7.7 8 11",
	IconChevronRight:    "L 6 3.6 10.4 8 6 12.4",
	IconChevronDown:     "L 3.6 6 8 10.4 12.4 6",
	IconChevronUp:       "L 3.6 10.2 8 5.8 12.4 10.2",
	IconChevronLeft:     "L 10 3.6 5.6 8 10 12.4",
	IconWrap:            "L 2 3.5 14 3.5 L 2 12.5 5 12.5 L 2 8 11.7 8 A 11.7 10.25 2.25 -90 90 L 11.7 12.5 8 12.5 L 9.8 10.6 7.8 12.5 9.8 14.4",
	IconSidebar:         frame + " L 6 3 6 13",
	IconSplitHorizontal: frame + " L 8 3 8 13",
	IconSplitVertical:   frame + " L 2 8 14 8",
	IconKey:             "O 5.2 10.8 2.8 L 7.2 8.8 13.6 2.4 L 11.2 4.8 13.2 6.8 L 9.4 6.6 10.8 8",
	IconGlobe:           circle + " L 2.2 8 13.8 8 A 2.83 8 7.77 -48.3 48.3 A 13.17 8 7.77 131.7 228.3",
	IconClock:           circle + " L 8 4.6 8 8.2 10.6 9.6",
	IconCookie:          "A 8 8 5.8 0 270 L 8 2.2 8.6 4.7 11 5.2 11.4 7.4 13.8 8 D 5.6 6.6 0.9 D 6.6 10.6 0.9 D 10 9.8 0.9",
	IconFile:            "Z 3.5 2 9.3 2 12.5 5.2 12.5 14 3.5 14 L 9.3 2 9.3 5.2 12.5 5.2",
	IconRefresh:         "A 8 8 5.4 20 340 L 9.8 5.9 13.2 6.4 13.9 3.1",
	IconExample:         "Z 3.5 2 12.5 2 12.5 14 3.5 14 L 6 5.3 10 5.3 L 6 8 10 8 L 6 10.7 8.5 10.7",
	IconFilter:          "Z 2 3 14 3 9.6 8.4 9.6 13 6.4 11.4 6.4 8.4",
	IconBackup:          "Z 2 2.8 14 2.8 14 6 2 6 L 3.2 6 3.2 13.4 12.8 13.4 12.8 6 L 6.4 8.8 9.6 8.8",
	IconGrip:            "D 6 4 1.1 D 10 4 1.1 D 6 8 1.1 D 10 8 1.1 D 6 12 1.1 D 10 12 1.1",
	IconUnknown:         circle + " A 8 6.5 1.8 180 400 L 9.38 7.66 8 8.9 D 8 11.2 0.85",
}
