package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// Tab is one tab of a [TabStrip].
type Tab struct {
	ID, Label string
	// Badge is a short coloured word in front of the label, shown as in an [Outline].
	Badge      string
	BadgeColor fyne.ThemeColorName
	// Dirty shows a dot in place of the close mark until the pointer is on the tab.
	Dirty bool
}

// TabStrip is the row of tabs of open documents. It shows what it is given: closing and moving a tab
// is a request to the owner, who answers with SetTabs. When the tabs do not fit they scroll by wheel,
// and a menu lists them all.
//
// The callbacks report what the user does; methods called by the program report nothing. All fields
// may be nil.
type TabStrip struct {
	widget.BaseWidget

	// OnSelect is called when the user chooses another tab.
	OnSelect func(id string)
	// OnClose is called for the close mark and for a middle click.
	OnClose func(id string)
	// OnNew is called for the plus behind the tabs; without it there is none.
	OnNew func()
	// OnMove is called when a tab was dragged: index counts the other tabs in front of it.
	OnMove func(id string, index int)
	// OnMenu returns the context menu of a tab, or of the empty part of the strip for "".
	OnMenu func(id string) []*fyne.MenuItem

	tabs   []Tab
	active string
	run    tabRun
	width  float32       // for which the tabs are arranged
	hover  fyne.Position // of the pointer, outside when it is not here
	press  outlinePress
	drag   tabDrag
}

var (
	_ fyne.Tappable          = (*TabStrip)(nil)
	_ fyne.SecondaryTappable = (*TabStrip)(nil)
	_ fyne.Draggable         = (*TabStrip)(nil)
	_ fyne.Scrollable        = (*TabStrip)(nil)
	_ desktop.Hoverable      = (*TabStrip)(nil)
	_ desktop.Mouseable      = (*TabStrip)(nil)
)

const (
	tabHeight      = 32
	tabMinWidth    = 84
	tabMaxWidth    = 220
	tabPad         = 10
	tabCloseWidth  = 18
	tabButtonWidth = 30
)

// tabNowhere is a place outside of every widget.
var tabNowhere = fyne.NewPos(-1, -1)

// NewTabStrip returns a strip without tabs.
func NewTabStrip() *TabStrip {
	s := &TabStrip{hover: tabNowhere}
	s.ExtendBaseWidget(s)
	return s
}

// SetTabs shows other tabs. The active id stays, also while there is no such tab.
func (s *TabStrip) SetTabs(tabs []Tab) {
	s.tabs = slices.Clone(tabs)
	if s.index(s.drag.id) < 0 {
		s.drag.id = ""
	}
	s.run.widths = s.run.widths[:0]
	for _, t := range s.tabs {
		s.run.widths = append(s.run.widths, tabWidth(t))
	}
	s.arrange()
}

// Tabs returns the tabs shown.
func (s *TabStrip) Tabs() []Tab { return slices.Clone(s.tabs) }

// SetActive makes a tab the active one and brings it into view. "" means none.
func (s *TabStrip) SetActive(id string) {
	s.active = id
	s.arrange()
}

// Active returns the id of the active tab, or "".
func (s *TabStrip) Active() string { return s.active }

// arrange fits the tabs to the size and keeps the active one in view.
func (s *TabStrip) arrange() {
	s.width = s.Size().Width
	s.run.view = s.width - s.buttons(false)
	if s.run.overflows() {
		s.run.view = s.width - s.buttons(true)
	}
	s.run.view = max(0, s.run.view)
	s.run.clamp()
	s.run.reveal(s.index(s.active))
	s.Refresh()
}

// buttons returns the width of the buttons behind the tabs.
func (s *TabStrip) buttons(overflow bool) float32 {
	var w float32
	if s.OnNew != nil {
		w += tabButtonWidth
	}
	if overflow {
		w += tabButtonWidth
	}
	return w
}

// newLeft returns where the plus is: behind the last tab, or at the right edge.
func (s *TabStrip) newLeft() float32 {
	if s.run.overflows() {
		return s.Size().Width - tabButtonWidth
	}
	return s.run.total()
}

func (s *TabStrip) index(id string) int {
	return slices.IndexFunc(s.tabs, func(t Tab) bool { return t.ID == id })
}

// tabWidth is what a tab needs, within limits.
func tabWidth(t Tab) float32 {
	w := fyne.MeasureText(outlineLine(t.Label), theme.SizeText, fyne.TextStyle{}).Width
	if t.Badge != "" {
		w += tabBadgeWidth(t.Badge)
	}
	return max(tabMinWidth, min(w+tabPad+6+tabCloseWidth+6, tabMaxWidth))
}

func tabBadgeWidth(badge string) float32 {
	return outlineTextWidth(&canvas.Text{TextSize: theme.SizeSmall, TextStyle: fyne.TextStyle{Bold: true}}, outlineBadge(badge)) + 7
}

// choose makes a tab the active one as the user's doing.
func (s *TabStrip) choose(id string) {
	if s.active == id {
		s.SetActive(id) // into view
		return
	}
	s.SetActive(id)
	if s.OnSelect != nil {
		s.OnSelect(id)
	}
}
