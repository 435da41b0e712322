package assets

import _ "embed"

// Icon is the program's icon: an arched gate with a small door in it, a postern. SVG.
//
//go:embed icon.svg
var Icon []byte
