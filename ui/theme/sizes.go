package theme

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Sizes in Fyne units (pixels at scale 1) that our own widgets share.
const (
	SizeText    float32 = 13 // running text
	SizeCode    float32 = 13 // code, addresses, header values
	SizeSmall   float32 = 11 // badges, captions, method names in a tree
	SizeHeading float32 = 19
	SizeRow     float32 = 28 // height of a row in trees, tables and bars
	SizeIcon    float32 = 16
	SizeRadius  float32 = 4
	SizeGap     float32 = 4 // the spacing unit: 4, 8, 12
	SizeRail    float32 = 44
)

var sizes = map[fyne.ThemeSizeName]float32{
	base.SizeNameText:               SizeText,
	base.SizeNameCaptionText:        SizeSmall,
	base.SizeNameHeadingText:        SizeHeading,
	base.SizeNameSubHeadingText:     15,
	base.SizeNamePadding:            4,
	base.SizeNameInnerPadding:       5,
	base.SizeNameLineSpacing:        3,
	base.SizeNameInlineIcon:         SizeIcon,
	base.SizeNameSeparatorThickness: 1,
	base.SizeNameSplitThickness:     5,
	base.SizeNameScrollBar:          10,
	base.SizeNameScrollBarSmall:     4,
	base.SizeNameScrollBarRadius:    4,
	base.SizeNameInputBorder:        1,
	base.SizeNameInputRadius:        SizeRadius,
	base.SizeNameButtonRadius:       SizeRadius,
	base.SizeNameSelectionRadius:    SizeRadius,
	base.SizeNameCardRadius:         6,
	base.SizeNameDialogRadius:       6,
	base.SizeNamePopupRadius:        6,
	base.SizeNameMenuRadius:         6,
	base.SizeNameModalBlurRadius:    0, // a blur of the whole window is dear without a GPU
}
