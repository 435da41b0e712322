package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"postern/ui/theme"
)

func TestKeyValueManyRowsCostWhatFewDo(t *testing.T) {
	count := func(n int) int {
		var rows []KeyValue
		for i := range n {
			rows = append(rows, KeyValue{Key: fmt.Sprint("key ", i), Value: "{{host}}"})
		}
		r := newKeyValueRig(t, KeyValueOptions{Description: true}, rows...)
		r.goTo(n-2, 0)
		if got := strings.Join(r.painted(), " "); !strings.Contains(got, fmt.Sprint("key ", n-2)) {
			t.Errorf("the end is not painted: %s", got)
		}
		r.goTo(0, 0)
		return len(r.parts.body.painter.objects)
	}
	if few, many := count(30), count(500); few != many || few > 120 {
		t.Errorf("30 rows have %d objects, 500 rows %d", few, many)
	}
}

func TestKeyValueScrollsToTheEditor(t *testing.T) {
	var rows []KeyValue
	for i := range 100 {
		rows = append(rows, KeyValue{Key: fmt.Sprint(i)})
	}
	r := newKeyValueRig(t, KeyValueOptions{}, rows...)
	r.window.Canvas().Focus(r.parts.body)
	r.press(fyne.KeyEnd, fyne.KeyReturn)
	r.typing("last")
	top := r.parts.editor.Position().Y - r.parts.scroll.Offset.Y
	if top < 0 || top > r.parts.scroll.Size().Height || len(r.Rows()) != 101 {
		t.Errorf("the editor is at %v of %v", top, r.parts.scroll.Size().Height)
	}
	test.Scroll(r.window.Canvas(), fyne.NewPos(600, 100), 0, 1e6)
	if r.painted()[0] != "0" {
		t.Errorf("scrolling up shows %v", r.painted()[:3])
	}
}

func TestKeyValueColumnsDrag(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{Description: true})
	before := r.columns[1].width
	r.parts.header.MouseIn(mouseAt(r.columns[1].x+before, 5))
	if r.parts.header.Cursor() != desktop.HResizeCursor {
		t.Error("no resize cursor")
	}
	r.parts.header.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(r.columns[1].x+before+40, 5)}, Dragged: fyne.Delta{DX: 40}})
	r.parts.header.DragEnd()
	if got := r.columns[1].width; got < before+38 || got > before+41 {
		t.Errorf("the column is %v wide, was %v", got, before)
	}
	sum := float32(0)
	for _, c := range r.columns {
		sum += c.width
	}
	if width := r.Size().Width; sum < width-3 || sum > width {
		t.Errorf("the columns are %v wide of %v", sum, width)
	}
}

func mouseAt(x, y float32) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}}
}

func TestKeyValueTips(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{}, KeyValue{Key: "{{host}}", Value: "Bearer {{nope}}"}, KeyValue{Key: "b", Value: strings.Repeat("long ", 40)})
	tip := func(x, y float32) string {
		r.parts.body.MouseMoved(mouseAt(x, y))
		if len(floating(r.window)) == 0 {
			return ""
		}
		return floating(r.window)[0].(*tipBubble).lines[0]
	}
	value := r.columns[2]
	if got := tip(value.x+keyValuePad+80, 10); got != "nope is not defined" {
		t.Errorf("tip of a variable %q", got)
	}
	if got := tip(r.columns[1].x+keyValuePad+20, 10); got != "host = value" {
		t.Errorf("tip of a variable in a key %q", got)
	}
	if got := tip(value.x+keyValuePad+20, 10); got != "" {
		t.Errorf("tip of a text that fits %q", got)
	}
	if got := tip(value.x+keyValuePad+20, theme.SizeRow+10); !strings.HasPrefix(got, "long long") {
		t.Errorf("tip of a text that is cut %q", got)
	}
	if got := tip(r.columns[3].x+10, 10); !strings.HasPrefix(got, "Delete row") {
		t.Errorf("tip of a button %q", got)
	}
	r.parts.body.MouseOut()
	if len(floating(r.window)) != 0 {
		t.Error("the tip stays")
	}
}

func TestKeyValueLayout(t *testing.T) {
	r := newKeyValueRig(t, KeyValueOptions{})
	if r.HeightFor(3) != keyValueHead+3*theme.SizeRow+1 {
		t.Errorf("three rows are %v tall", r.HeightFor(3))
	}
	if least := r.MinSize().Height; least != r.HeightFor(3) {
		t.Errorf("an empty table is at least %v tall", least)
	}
	one := newKeyValueRig(t, KeyValueOptions{FixedRows: true}, KeyValue{Key: "id"})
	if least := one.MinSize().Height; least != one.HeightFor(1) {
		t.Errorf("one fixed row is at least %v tall", least)
	}
}
