package kit

import (
	"fyne.io/fyne/v2"

	"postern/ui/theme"
)

// ValueKind is the kind of a value that a [JSONTree] or [DataTable] shows. It decides the colour.
type ValueKind uint8

// The kinds. ValueNone is what is not there.
const (
	ValueNone ValueKind = iota
	ValueObject
	ValueArray
	ValueString
	ValueNumber
	ValueLiteral // true, false, null
)

// Container tells whether values of the kind have children.
func (k ValueKind) Container() bool { return k == ValueObject || k == ValueArray }

func (k ValueKind) color() fyne.ThemeColorName {
	switch k {
	case ValueString:
		return theme.ColorSyntaxString
	case ValueNumber:
		return theme.ColorSyntaxNumber
	case ValueLiteral:
		return theme.ColorSyntaxLiteral
	}
	return theme.ColorFaint
}
