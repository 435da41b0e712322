package theme

import (
	"bytes"
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
)

func paint(t *testing.T, r fyne.Resource, size float32) image.Image {
	t.Helper()
	img := canvas.NewImageFromResource(r)
	img.SetMinSize(fyne.NewSquareSize(size))
	c := software.NewTransparentCanvas()
	c.SetPadded(false)
	c.SetContent(img)
	c.Resize(fyne.NewSquareSize(size))
	return c.Capture()
}

func ink(img image.Image) (n int) {
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if _, _, _, a := img.At(x, y).RGBA(); a > 0x8000 {
				n++
			}
		}
	}
	return n
}

func TestIconsDraw(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(New(Dark))
	seen := map[string]string{}
	for name := range marks {
		if n := ink(paint(t, Icon(name), 32)); n < 40 || n > 600 {
			t.Errorf("%s covers %d of 1024 pixels", name, n)
		}
		svg := string(Icon(name).Content())
		if other, ok := seen[svg]; ok {
			t.Errorf("%s looks like %s", name, other)
		}
		seen[svg] = name
	}
}

func TestIconsFollowTheme(t *testing.T) {
	app := test.NewTempApp(t)
	for _, tt := range []struct{ variant, plain, ok string }{
		{Dark, "#dcdfe4", "#5cc98b"},
		{Light, "#1f2329", "#13713f"},
	} {
		app.Settings().SetTheme(New(tt.variant))
		if svg := Icon(IconSend).Content(); !bytes.Contains(svg, []byte(tt.plain)) {
			t.Errorf("%s: the icon is not %s: %.150s", tt.variant, tt.plain, svg)
		}
		if svg := IconIn(IconLock, ColorStatusOK).Content(); !bytes.Contains(svg, []byte(tt.ok)) {
			t.Errorf("%s: IconIn is not %s: %.150s", tt.variant, tt.ok, svg)
		}
	}
}

func TestUnknownIconIsAQuestionMark(t *testing.T) {
	if Icon("no such icon") != Icon(IconUnknown) {
		t.Error("an unknown name must give a visible mark")
	}
}
