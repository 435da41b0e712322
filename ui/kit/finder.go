package kit

import "fyne.io/fyne/v2"

// Finding is one row of a [Finder].
type Finding struct {
	// Badge is a short coloured word in front, such as a request method.
	Badge      string
	BadgeColor fyne.ThemeColorName
	// Label is what was found, and Detail where it is; Note stands at the right edge.
	Label, Detail, Note string
	// Text is the line that matches, in a second line of the row; without one Detail takes its place.
	Text string
	// From and To are the bytes of Text, or of Label where there is no Text, that stand out. Both 0: none.
	From, To int
	// Run opens it, after the finder has closed.
	Run func()
}

// Finder is an overlay in the way of the command palette whose rows come from elsewhere: its owner
// searches for what is typed and shows what it finds.
type Finder struct{ palette *palette }

// ShowFinder opens a finder over a canvas. typed hears the text on every edit; closed is called once
// when the finder has closed, whether by Esc or by Enter, and before what was chosen runs.
func ShowFinder(c fyne.Canvas, placeholder, hint string, typed func(text string), closed func()) *Finder {
	p := newPalette(c, placeholder, nil)
	p.rowSize, p.rows, p.width = finderRowSize, finderRows, finderWidth
	p.nothing, p.typed, p.onClose = hint, typed, closed
	p.open()
	return &Finder{p}
}

// Show shows what was found, the first row selected, or the sentence nothing where that is empty.
func (f *Finder) Show(found []Finding, nothing string) {
	p := f.palette
	p.items, p.hits = make([]paletteItem, len(found)), make([]paletteHit, len(found))
	for i := range found {
		p.items[i] = paletteItem{name: found[i].Label, run: found[i].Run, found: &found[i]}
		p.hits[i] = paletteHit{item: i}
	}
	p.nothing = nothing
	p.list.at, p.list.offset = 0, 0
	eager := p.eager
	p.awaited, p.eager = false, false
	p.Refresh()
	if eager && len(found) > 0 {
		p.run(0)
	}
}

// Await says that what is shown is not yet what was found for the text. Enter then waits for that, and
// opens the first row of it.
func (f *Finder) Await() { f.palette.awaited, f.palette.eager = true, false }

// Closed tells whether the finder is gone.
func (f *Finder) Closed() bool { return f.palette.closed }

// Text returns what is typed.
func (f *Finder) Text() string { return f.palette.entry.Text }
