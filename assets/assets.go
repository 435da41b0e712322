// Package assets holds the files that are built into the program: fonts with their licences, the icon
// and the sample workspace. It imports nothing and decides nothing.
package assets

import _ "embed"

// MonoRegular is JetBrains Mono NL Regular 2.304 (TrueType): the cut of JetBrains Mono without
// ligatures, so that every character keeps its own cell. Its licence is the SIL Open Font License in
// [FontLicence]. Do not change the bytes.
//
//go:embed fonts/JetBrainsMonoNL-Regular.ttf
var MonoRegular []byte

// MonoBold is the bold weight of [MonoRegular].
//
//go:embed fonts/JetBrainsMonoNL-Bold.ttf
var MonoBold []byte

// FontLicence is the text of the licence of the fonts, to be shown with the program's licences.
//
//go:embed fonts/OFL.txt
var FontLicence string
