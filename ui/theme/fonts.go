package theme

import (
	"fyne.io/fyne/v2"

	"postern/assets"
)

var (
	monoRegular = fyne.NewStaticResource("JetBrainsMonoNL-Regular.ttf", assets.MonoRegular)
	monoBold    = fyne.NewStaticResource("JetBrainsMonoNL-Bold.ttf", assets.MonoBold)
)

// MonoFonts returns the TrueType files of the monospaced font that code is set in. Neither has
// ligatures. Callers must not change the bytes.
func MonoFonts() (regular, bold []byte) { return assets.MonoRegular, assets.MonoBold }
