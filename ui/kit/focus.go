package kit

import "fyne.io/fyne/v2"

// Focus gives a widget the keys. It works for a widget that was shown only just now, too, which the
// driver does not place on a canvas before it has been painted: the window is then the app's first.
func Focus(f fyne.Focusable) {
	d := fyne.CurrentApp().Driver()
	var c fyne.Canvas
	if o, ok := f.(fyne.CanvasObject); ok {
		c = d.CanvasForObject(o)
	}
	if all := d.AllWindows(); c == nil && len(all) > 0 {
		c = all[0].Canvas()
	}
	if c != nil {
		c.Focus(f)
	}
}
