package model

import "testing"

func TestStepTextSize(t *testing.T) {
	for _, c := range []struct {
		from            int
		smaller, larger int
	}{
		{0, 80, 90}, {100, 90, 110}, {110, 100, 125}, {200, 175, 200}, {80, 80, 90},
		{120, 110, 125}, {-5, 80, 90}, {9999, 175, 200},
	} {
		down, up := Settings{TextSize: c.from}, Settings{TextSize: c.from}
		down.StepTextSize(false)
		up.StepTextSize(true)
		if down.TextSize != c.smaller || up.TextSize != c.larger {
			t.Errorf("from %d: smaller %d, larger %d, want %d and %d", c.from, down.TextSize, up.TextSize, c.smaller, c.larger)
		}
	}
}
