package kit

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"postern/ui/theme"
)

func TestWaterfallStep(t *testing.T) {
	for total, want := range map[time.Duration]time.Duration{
		0:                     time.Microsecond,
		90 * time.Microsecond: 20 * time.Microsecond,
		98 * time.Millisecond: 20 * time.Millisecond,
		time.Second:           200 * time.Millisecond,
		7 * time.Second:       2 * time.Second,
	} {
		if got := waterfallStep(total); got != want {
			t.Errorf("step of %v = %v, want %v", total, got, want)
		}
	}
	if got := waterfallStep(1 << 62); got <= 0 {
		t.Errorf("step of a huge time = %v", got)
	}
}

func TestWaterfallBars(t *testing.T) {
	floatApp(t, theme.Dark)
	w := NewWaterfall([]Phase{{"Connect", 0, 25 * time.Millisecond, theme.ColorPhaseConnect}, {"Wait", 25 * time.Millisecond, 75 * time.Millisecond, theme.ColorPhaseWait},
		{"Send", 25 * time.Millisecond, 0, theme.ColorPhaseSend}})
	w.Resize(fyne.NewSize(400+waterfallName+waterfallTime, 100))
	var texts []string
	bars := map[string][2]float32{}
	for _, o := range test.WidgetRenderer(w).Objects() {
		switch o := o.(type) {
		case *canvas.Text:
			texts = append(texts, o.Text)
		case *canvas.Rectangle:
			for _, p := range w.phases {
				if o.FillColor == theme.Color(p.Color) {
					bars[p.Name] = [2]float32{o.Position().X - waterfallName, o.Size().Width}
				}
			}
		}
	}
	wantBars := map[string][2]float32{"Connect": {0, 100}, "Wait": {100, 300}, "Send": {100, 2}}
	if diff := cmp.Diff(wantBars, bars); diff != "" {
		t.Error(diff)
	}
	wantTexts := []string{"0", "20 ms", "40 ms", "60 ms", "80 ms", "100 ms", "Connect", "25 ms", "Wait", "75 ms", "Send", "0 ms"}
	if diff := cmp.Diff(wantTexts, texts); diff != "" {
		t.Error(diff)
	}
	w.SetPhases(nil)
	if n := len(test.WidgetRenderer(w).Objects()); n != 0 || w.MinSize().Height != 0 {
		t.Errorf("%d objects without phases", n)
	}
}

func TestWaterfallLabelsOfANarrowAxis(t *testing.T) {
	floatApp(t, theme.Dark)
	w := NewWaterfall([]Phase{{"Wait", 0, 100 * time.Millisecond, theme.ColorPhaseWait}})
	w.Resize(w.MinSize())
	end, labels := float32(0), 0
	for _, o := range test.WidgetRenderer(w).Objects() {
		label, ok := o.(*canvas.Text)
		if !ok || label.Position().Y > waterfallAxis/2 {
			continue
		}
		if label.Position().X < end {
			t.Errorf("%q begins at %v, in the label before it", label.Text, label.Position().X)
		}
		end, labels = label.Position().X+label.Size().Width, labels+1
	}
	if labels < 2 {
		t.Errorf("%d labels", labels)
	}
}
