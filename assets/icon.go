package assets

import _ "embed"

// Icon is the program's icon: an arched gate with a small door in it, a postern. PNG of 256 x 256 pixels, drawn
// from icon.svg once: a window that has to draw it opens later.
//
//go:embed icon.png
var Icon []byte
