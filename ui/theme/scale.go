package theme

import (
	"os"
	"strconv"

	"fyne.io/fyne/v2"
)

// scaleVariable is where the toolkit looks for what the user wants each time that it works out how many pixels a
// unit has. It has no other way to be told.
const scaleVariable = "FYNE_SCALE"

// Scale makes everything in the window larger or smaller: text, icons, rows and space alike, and all painters with
// them, since they ask how many pixels a unit has.
type Scale struct {
	value   string // of the variable, as it was found
	set     bool
	base    float64 // what it means
	percent int
}

// NewScale remembers the scale that the program was started with, which percentages then are of: FYNE_SCALE, else
// what the settings of the toolkit say.
func NewScale() *Scale {
	s := &Scale{base: 1, percent: 100}
	s.value, s.set = os.LookupEnv(scaleVariable)
	if v, err := strconv.ParseFloat(s.value, 32); err == nil && v > 0 {
		s.base = v
	} else if v := fyne.CurrentApp().Settings().Scale(); v > 0 && s.value != "auto" {
		s.base = float64(v)
	}
	return s
}

// Set chooses the size in per cent, and tells whether that is another one. It takes hold with the next change of the
// theme; the toolkit rounds what comes out to tenths of a pixel a unit.
func (s *Scale) Set(percent int) bool {
	if percent == s.percent {
		return false
	}
	s.percent = percent
	switch {
	case percent != 100:
		_ = os.Setenv(scaleVariable, strconv.FormatFloat(s.base*float64(percent)/100, 'f', -1, 64)) // cannot fail: the name is a good one
	case s.set:
		_ = os.Setenv(scaleVariable, s.value)
	default:
		_ = os.Unsetenv(scaleVariable)
	}
	return true
}
