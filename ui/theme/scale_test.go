package theme

import (
	"os"
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestScaleIsOfWhatTheProgramWasStartedWith(t *testing.T) {
	test.NewTempApp(t) // whose settings say 1
	for _, c := range []struct {
		found   string
		percent int
		want    string
	}{
		{"", 150, "1.5"}, {"2", 150, "3"}, {"1.5", 80, "1.2"}, {"auto", 125, "1.25"}, {"what", 200, "2"}, {"-1", 200, "2"},
	} {
		t.Setenv(scaleVariable, c.found)
		s := NewScale()
		if !s.Set(c.percent) || s.Set(c.percent) {
			t.Errorf("%q: a size is another one once", c.found)
		}
		if got := os.Getenv(scaleVariable); got != c.want {
			t.Errorf("%q at %d %%: %q, want %q", c.found, c.percent, got, c.want)
		}
		s.Set(100)
		if got := os.Getenv(scaleVariable); got != c.found {
			t.Errorf("%q is %q again at 100 %%", c.found, got)
		}
	}
}

func TestScaleLeavesNoVariableBehind(t *testing.T) {
	test.NewTempApp(t)
	t.Setenv(scaleVariable, "")
	os.Unsetenv(scaleVariable)
	s := NewScale()
	s.Set(150)
	s.Set(100)
	if v, set := os.LookupEnv(scaleVariable); set {
		t.Errorf("the variable is %q", v)
	}
}
