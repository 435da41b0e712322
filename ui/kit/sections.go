package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// Section is one of the small tabs of [Sections].
type Section struct {
	ID, Label string
	// Count stands behind the label; 0 hides it.
	Count int
	// Mark shows a dot behind the label: there is something in it.
	Mark bool
	// Content is shown while the section is selected. It may be nil.
	Content fyne.CanvasObject
}

// Sections switches between parts of one document by a row of words: "Params 3", "Headers 2", "Body".
// Only the content of the selected one is in the tree of objects. Without contents it is a bar.
//
// The row takes the focus; Left, Right, Home and End change the selection. Where the words do not fit
// they scroll by wheel, and a menu lists them all.
type Sections struct {
	widget.BaseWidget

	// OnSelect is called when the user selects another section, after its content is shown. Select does
	// not call it.
	OnSelect func(id string)

	sections []Section
	selected string
	bar      *sectionsBar
	trailing fyne.CanvasObject
	stash    *fyne.Container
}

// NewSections returns sections with the first one selected. Ids must be unique.
func NewSections(sections ...Section) *Sections {
	s := &Sections{sections: slices.Clone(sections)}
	if len(sections) > 0 {
		s.selected = sections[0].ID
	}
	s.bar = newSectionsBar(s)
	var contents []fyne.CanvasObject
	for _, x := range sections {
		if x.Content != nil {
			contents = append(contents, x.Content)
		}
	}
	s.stash = Stash(contents...)
	s.ExtendBaseWidget(s)
	return s
}

// SetCount changes the number behind a label; 0 hides it.
func (s *Sections) SetCount(id string, n int) {
	s.change(id, func(x *Section) bool { was := x.Count; x.Count = n; return was != n })
}

// SetMark shows or hides the dot behind a label.
func (s *Sections) SetMark(id string, mark bool) {
	s.change(id, func(x *Section) bool { was := x.Mark; x.Mark = mark; return was != mark })
}

// SetContent changes what a section shows.
func (s *Sections) SetContent(id string, content fyne.CanvasObject) {
	s.change(id, func(x *Section) bool { was := x.Content; x.Content = content; return was != content })
	s.Refresh()
}

// SetTrailing puts something at the right end of the row; nil takes it away.
func (s *Sections) SetTrailing(o fyne.CanvasObject) {
	s.trailing = o
	s.Refresh()
}

// change edits a section and shows it where the edit tells that something changed.
func (s *Sections) change(id string, edit func(*Section) bool) {
	if i := s.index(id); i >= 0 && edit(&s.sections[i]) {
		s.bar.arrange()
	}
}

// Select shows a section; an id that there is not changes nothing.
func (s *Sections) Select(id string) {
	if id == s.selected || s.index(id) < 0 {
		return
	}
	s.selected = id
	s.Refresh()
	s.bar.arrange()
}

// Selected returns the id of the section shown.
func (s *Sections) Selected() string { return s.selected }

func (s *Sections) index(id string) int {
	return slices.IndexFunc(s.sections, func(x Section) bool { return x.ID == id })
}

// choose selects section i as the user's doing.
func (s *Sections) choose(i int) {
	if i < 0 || i >= len(s.sections) || s.sections[i].ID == s.selected {
		return
	}
	s.Select(s.sections[i].ID)
	if s.OnSelect != nil {
		s.OnSelect(s.selected)
	}
}

// content returns what the selected section shows, or nil.
func (s *Sections) content() fyne.CanvasObject {
	if i := s.index(s.selected); i >= 0 {
		return s.sections[i].Content
	}
	return nil
}

// CreateRenderer implements [fyne.Widget].
func (s *Sections) CreateRenderer() fyne.WidgetRenderer {
	r := &sectionsRenderer{sections: s, line: &canvas.Rectangle{}}
	r.collect()
	r.Layout(s.Size()) // nobody else does when a renderer is made again
	return r
}

type sectionsRenderer struct {
	sections *Sections
	line     *canvas.Rectangle
	objects  []fyne.CanvasObject
}

// Destroy implements [fyne.WidgetRenderer].
func (r *sectionsRenderer) Destroy() {}

// Objects implements [fyne.WidgetRenderer].
func (r *sectionsRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *sectionsRenderer) collect() {
	s := r.sections
	r.line.FillColor = theme.Color(theme.ColorHairline)
	r.objects = append(r.objects[:0], r.line, s.bar)
	if s.trailing != nil {
		r.objects = append(r.objects, s.trailing)
	}
	if c := s.content(); c != nil {
		r.objects = append(r.objects, c)
	}
	r.objects = append(r.objects, s.stash)
}

// MinSize implements [fyne.WidgetRenderer].
func (r *sectionsRenderer) MinSize() fyne.Size {
	s := r.sections
	size := s.bar.MinSize()
	if s.trailing != nil {
		t := s.trailing.MinSize()
		size = fyne.NewSize(size.Width+t.Width+8, max(size.Height, t.Height))
	}
	if c := s.content(); c != nil {
		m := c.MinSize()
		size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height)
	}
	return size
}

// Layout implements [fyne.WidgetRenderer].
func (r *sectionsRenderer) Layout(size fyne.Size) {
	s := r.sections
	width, height := size.Width, float32(sectionsHeight)
	if s.trailing != nil {
		t := s.trailing.MinSize()
		height = max(height, t.Height)
		width = max(0, width-t.Width-8)
		s.trailing.Resize(t)
		s.trailing.Move(fyne.NewPos(size.Width-t.Width-4, (height-t.Height)/2))
	}
	s.bar.Move(fyne.NewPos(0, height-sectionsHeight))
	s.bar.Resize(fyne.NewSize(width, sectionsHeight))
	r.line.Move(fyne.NewPos(0, height-1))
	r.line.Resize(fyne.NewSize(size.Width, 1))
	if c := s.content(); c != nil {
		c.Move(fyne.NewPos(0, height))
		c.Resize(fyne.NewSize(size.Width, max(0, size.Height-height)))
	}
}

// Refresh implements [fyne.WidgetRenderer].
func (r *sectionsRenderer) Refresh() {
	r.collect()
	r.Layout(r.sections.Size())
	r.sections.bar.Refresh()
	canvas.Refresh(r.sections)
}
