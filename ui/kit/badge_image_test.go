package kit

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"postern/ui/theme"
)

// The pictures of the small widgets and of the table, in both variants.

func TestSmallWidgetsImage(t *testing.T) {
	for _, variant := range []string{theme.Dark, theme.Light} {
		t.Run(variant, func(t *testing.T) {
			floatApp(t, variant)
			address, secret := NewVarEntry(), NewSecret()
			address.Variables = testVariables
			address.SetText("{{host}}/v1/{{nope}}?key={{token}}")
			secret.SetText("hunter2")
			off, on, gone := NewSegmented("pretty", "raw", "preview"), NewToolButton(theme.IconEye, "", nil), NewToolButton(theme.IconTrash, "", nil)
			off.SetEnabled(2, false)
			off.SetSelected(1)
			on.SetOn(true)
			on.SetText("Preview")
			gone.Disable()
			badges := container.NewHBox(NewBadge("200 OK", theme.ColorStatusOK), NewBadge("404 Not Found", theme.ColorStatusClient), NewTextBadge("34 ms", theme.ColorFaint))
			bars := NewWaterfall([]Phase{{"Connect", 0, 12400 * time.Microsecond, theme.ColorPhaseConnect}, {"Wait for first byte", 12400 * time.Microsecond, 40 * time.Millisecond, theme.ColorPhaseWait}})
			empty := NewEmpty(theme.IconHistory, "Nothing sent yet", "Every request that is sent is listed here, newest first.", widget.NewButton("Send", nil))
			left := container.NewVBox(LabeledRow("Password", secret), container.NewHBox(off, on, gone), address, badges, Hairline(), bars)
			w := floatWindow(t, 760, 230, NewSplit(true, left, empty))
			test.MoveMouse(w.Canvas(), fyne.NewPos(230, 82))
			test.AssertRendersToImage(t, "small_widgets_"+variant+".png", w.Canvas())
		})
	}
}

func TestKeyValueImage(t *testing.T) {
	for _, variant := range []string{theme.Dark, theme.Light} {
		t.Run(variant, func(t *testing.T) {
			floatApp(t, variant)
			table := NewKeyValueTable(KeyValueOptions{KeyLabel: "Variable", ValueLabel: "Value", Description: true, Secrets: true})
			table.Variables = testVariables
			table.SetRows([]KeyValue{{Key: "host", Value: "http://127.0.0.1:4010", Description: "where the mock listens when it is started"},
				{Key: "url", Value: "{{host}}/{{nope}}/a/path/that/is/too/long/for/its/cell"}, {Key: "password", Value: "hunter2", Secret: true}, {Key: "off", Value: "no", Disabled: true}})
			w := floatWindow(t, 640, 200, table)
			table.edit(keyValueCell{3, table.columns.text(0, 1)}, keyValueSelect)
			table.parts.body.MouseMoved(mouseAt(200, theme.SizeRow+5))
			test.AssertRendersToImage(t, "keyvalue_"+variant+".png", w.Canvas())
		})
	}
}
