package kit

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// AuthKind is one choice of an [AuthForm].
type AuthKind struct {
	ID, Label string
	Fields    []AuthField
}

// AuthField is one parameter of an [AuthKind].
type AuthField struct {
	ID, Label, Hint string
	Secret          bool     // masked until revealed
	Choices         []string // a choice instead of text; the first is the default
}

// AuthForm chooses one of several kinds and fills in its fields.
type AuthForm struct {
	widget.BaseWidget
	// OnChanged hears every edit by the user.
	OnChanged func(kind string, params map[string]string)
	// Variables colours {{names}} in the fields and tells about them; see [VarEntry].
	Variables func(name string) (VarState, string)
	// Names completes variables in the fields; see [VarEntry].
	Names func() []Suggestion

	kinds   []AuthKind
	kind    string
	params  map[string]string
	left    map[string]map[string]string // parameters of kinds that the user left, for coming back
	choice  *widget.Select
	fields  *fyne.Container
	quiet   bool
	filled  bool
	content fyne.CanvasObject
}

// NewAuthForm returns a form of these kinds.
func NewAuthForm(kinds []AuthKind) *AuthForm {
	f := &AuthForm{kinds: kinds, fields: container.NewVBox(), left: map[string]map[string]string{}}
	var labels []string
	for _, k := range kinds {
		labels = append(labels, k.Label)
	}
	f.choice = widget.NewSelect(labels, func(string) { f.chosen() })
	f.content = container.NewVBox(LabeledRow(lang.L("Type"), f.choice), f.fields)
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer implements fyne.Widget.
func (f *AuthForm) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.content) }

// Fill shows a kind with its parameters, without calling OnChanged. A kind that the form does not know
// is shown by its ID and kept. What is shown already stays as it is, with the field that has the keyboard.
func (f *AuthForm) Fill(kind string, params map[string]string) {
	if f.filled && kind == f.kind && maps.Equal(params, f.params) {
		return
	}
	f.filled = true
	f.quiet = true
	defer func() { f.quiet = false }()
	f.kind, f.params, f.left = kind, maps.Clone(params), map[string]map[string]string{}
	if i := f.index(kind); i >= 0 {
		f.choice.SetSelectedIndex(i)
	} else {
		f.choice.PlaceHolder = kind
		f.choice.ClearSelected()
	}
	f.build()
}

func (f *AuthForm) index(kind string) int {
	return slices.IndexFunc(f.kinds, func(k AuthKind) bool { return k.ID == kind })
}

func (f *AuthForm) chosen() {
	i := f.choice.SelectedIndex()
	if f.quiet || i < 0 || f.kinds[i].ID == f.kind {
		return
	}
	f.left[f.kind] = f.params
	f.kind = f.kinds[i].ID
	if f.params = f.left[f.kind]; f.params == nil {
		f.params = map[string]string{}
	}
	f.build()
	f.changed()
}

func (f *AuthForm) build() {
	f.fields.RemoveAll()
	i := f.index(f.kind)
	if i < 0 {
		note := widget.NewLabel(lang.L("This type is kept and written back on export. It cannot be sent yet."))
		note.Wrapping = fyne.TextWrapWord
		f.fields.Add(note)
		return
	}
	for _, field := range f.kinds[i].Fields {
		f.fields.Add(LabeledRow(field.Label, f.field(field)))
	}
	f.fields.Refresh()
}

func (f *AuthForm) field(field AuthField) fyne.CanvasObject {
	set := func(value string) {
		if f.params == nil {
			f.params = map[string]string{}
		}
		f.params[field.ID] = value
		f.changed()
	}
	value := f.params[field.ID]
	switch {
	case len(field.Choices) > 0:
		choice := widget.NewSelect(field.Choices, nil)
		choice.SetSelected(value)
		if value == "" {
			choice.SetSelected(field.Choices[0])
		}
		choice.OnChanged = set
		return choice
	case field.Secret:
		entry := NewSecret()
		entry.Variables, entry.Names = f.Variables, f.Names
		entry.SetText(value)
		entry.OnChanged = set
		return entry
	}
	entry := NewVarEntry()
	entry.Variables, entry.Names = f.Variables, f.Names
	entry.SetPlaceHolder(field.Hint)
	entry.SetText(value)
	entry.OnChanged = set
	return entry
}

func (f *AuthForm) changed() {
	if f.OnChanged != nil && !f.quiet {
		f.OnChanged(f.kind, maps.Clone(f.params))
	}
}
