package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

func palette(v fyne.ThemeVariant) map[fyne.ThemeColorName]color.Color {
	if v == base.VariantLight {
		return lightPalette
	}
	return darkPalette
}

// rgb is an opaque colour from 0xRRGGBB.
func rgb(v uint32) color.Color {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

// rgba is a translucent colour from 0xRRGGBBAA, not premultiplied.
func rgba(v uint32) color.Color {
	return color.NRGBA{R: uint8(v >> 24), G: uint8(v >> 16), B: uint8(v >> 8), A: uint8(v)}
}

// darkPalette and lightPalette must hold the same names; a test sees to it. Text colours keep a
// contrast of 4.5:1 on every surface that they stand on.
var darkPalette = map[fyne.ThemeColorName]color.Color{
	base.ColorNameBackground:          rgb(0x1e1f24),
	base.ColorNameButton:              rgb(0x2f3139),
	base.ColorNameDisabled:            rgb(0x6d717c),
	base.ColorNameDisabledButton:      rgb(0x26282e),
	base.ColorNameError:               rgb(0xf4807a),
	base.ColorNameFocus:               rgba(0x6a9cf566),
	base.ColorNameForeground:          rgb(0xdcdfe4),
	base.ColorNameForegroundOnError:   rgb(0x240806),
	base.ColorNameForegroundOnPrimary: rgb(0x0a1222),
	base.ColorNameForegroundOnSuccess: rgb(0x04180c),
	base.ColorNameForegroundOnWarning: rgb(0x201400),
	base.ColorNameHeaderBackground:    rgb(0x24262c),
	base.ColorNameHover:               rgba(0xffffff12),
	base.ColorNameHyperlink:           rgb(0x7fabf8),
	base.ColorNameInputBackground:     rgb(0x26282e),
	base.ColorNameInputBorder:         rgb(0x3a3d46),
	base.ColorNameMenuBackground:      rgb(0x292b32),
	base.ColorNameOverlayBackground:   rgb(0x25272d),
	base.ColorNamePlaceHolder:         rgb(0x9a9ea8),
	base.ColorNamePressed:             rgba(0xffffff22),
	base.ColorNamePrimary:             rgb(0x6a9cf5),
	base.ColorNameScrollBar:           rgba(0xffffff40),
	base.ColorNameScrollBarBackground: rgba(0x00000000),
	base.ColorNameSelection:           rgba(0x6a9cf54d),
	base.ColorNameSeparator:           rgb(0x33353d),
	base.ColorNameShadow:              rgba(0x00000080),
	base.ColorNameSuccess:             rgb(0x5cc98b),
	base.ColorNameWarning:             rgb(0xe8b04b),

	ColorMethodGet:    rgb(0x5cc98b),
	ColorMethodPost:   rgb(0xe8b04b),
	ColorMethodPut:    rgb(0x6cb0f5),
	ColorMethodPatch:  rgb(0xc89bf0),
	ColorMethodDelete: rgb(0xf0837a),
	ColorMethodOther:  rgb(0x9fb3c8),

	ColorStatusInfo:     rgb(0x7cb7f0),
	ColorStatusOK:       rgb(0x5cc98b),
	ColorStatusRedirect: rgb(0x62c6c9),
	ColorStatusClient:   rgb(0xf0a35c),
	ColorStatusServer:   rgb(0xf4807a),

	ColorFaint:    rgb(0x9a9ea8),
	ColorHairline: rgb(0x303239),
	ColorSidebar:  rgb(0x1a1b1f),
	ColorRail:     rgb(0x16171b),
	ColorCode:     rgb(0x1b1c21),
	ColorGutter:   rgb(0x8a8e99),
	ColorLine:     rgb(0x24262c),
	ColorFind:     rgb(0x4d4420),
	ColorFindHere: rgb(0x7a5c14),

	ColorVarOK:      rgb(0x5fd0b0),
	ColorVarMissing: rgb(0xff8a80),
	ColorVarSecret:  rgb(0xd3a6f5),

	ColorSyntaxPlain:     rgb(0xdcdfe4),
	ColorSyntaxKey:       rgb(0x7cc4f0),
	ColorSyntaxString:    rgb(0xa3cf86),
	ColorSyntaxNumber:    rgb(0xe5ab72),
	ColorSyntaxLiteral:   rgb(0xc9a0f5),
	ColorSyntaxPunct:     rgb(0xa2a8b4),
	ColorSyntaxComment:   rgb(0x8f96a3),
	ColorSyntaxKeyword:   rgb(0xc9a0f5),
	ColorSyntaxTag:       rgb(0xf09186),
	ColorSyntaxAttribute: rgb(0xe0b770),
	ColorSyntaxFunction:  rgb(0x85bdff),
	ColorSyntaxHeading:   rgb(0x85bdff),
	ColorSyntaxStrong:    rgb(0xf2f4f8),
	ColorSyntaxEmphasis:  rgb(0xe0b770),
	ColorSyntaxLink:      rgb(0x62c6c9),
	ColorSyntaxError:     rgb(0xff8a80),

	ColorPhaseDNS:      rgb(0x4fb3b3),
	ColorPhaseConnect:  rgb(0xe0a458),
	ColorPhaseTLS:      rgb(0xb58ae0),
	ColorPhaseSend:     rgb(0x6a9cf5),
	ColorPhaseWait:     rgb(0x5cb37b),
	ColorPhaseDownload: rgb(0x4aa0d8),
}

var lightPalette = map[fyne.ThemeColorName]color.Color{
	base.ColorNameBackground:          rgb(0xf8f8fa),
	base.ColorNameButton:              rgb(0xe6e8ed),
	base.ColorNameDisabled:            rgb(0x9aa0ab),
	base.ColorNameDisabledButton:      rgb(0xeff0f3),
	base.ColorNameError:               rgb(0xc0281f),
	base.ColorNameFocus:               rgba(0x2563d955),
	base.ColorNameForeground:          rgb(0x1f2329),
	base.ColorNameForegroundOnError:   rgb(0xffffff),
	base.ColorNameForegroundOnPrimary: rgb(0xffffff),
	base.ColorNameForegroundOnSuccess: rgb(0xffffff),
	base.ColorNameForegroundOnWarning: rgb(0xffffff),
	base.ColorNameHeaderBackground:    rgb(0xeff0f3),
	base.ColorNameHover:               rgba(0x0000000f),
	base.ColorNameHyperlink:           rgb(0x1d56c4),
	base.ColorNameInputBackground:     rgb(0xffffff),
	base.ColorNameInputBorder:         rgb(0xcfd3da),
	base.ColorNameMenuBackground:      rgb(0xffffff),
	base.ColorNameOverlayBackground:   rgb(0xffffff),
	base.ColorNamePlaceHolder:         rgb(0x5d6470),
	base.ColorNamePressed:             rgba(0x0000001e),
	base.ColorNamePrimary:             rgb(0x215fd4),
	base.ColorNameScrollBar:           rgba(0x00000048),
	base.ColorNameScrollBarBackground: rgba(0x00000000),
	base.ColorNameSelection:           rgba(0x2563d938),
	base.ColorNameSeparator:           rgb(0xdcdfe5),
	base.ColorNameShadow:              rgba(0x00000033),
	base.ColorNameSuccess:             rgb(0x13713f),
	base.ColorNameWarning:             rgb(0x8f5600),

	ColorMethodGet:    rgb(0x13713f),
	ColorMethodPost:   rgb(0x8f5600),
	ColorMethodPut:    rgb(0x1d5fbd),
	ColorMethodPatch:  rgb(0x7a3fc0),
	ColorMethodDelete: rgb(0xb92d26),
	ColorMethodOther:  rgb(0x4a5b70),

	ColorStatusInfo:     rgb(0x1d5fbd),
	ColorStatusOK:       rgb(0x13713f),
	ColorStatusRedirect: rgb(0x0b6b73),
	ColorStatusClient:   rgb(0x9a4a00),
	ColorStatusServer:   rgb(0xb92d26),

	ColorFaint:    rgb(0x5d6470),
	ColorHairline: rgb(0xdcdfe5),
	ColorSidebar:  rgb(0xf0f1f4),
	ColorRail:     rgb(0xe7e9ee),
	ColorCode:     rgb(0xffffff),
	ColorGutter:   rgb(0x666d7a),
	ColorLine:     rgb(0xf2f4f8),
	ColorFind:     rgb(0xffefb0),
	ColorFindHere: rgb(0xffd75e),

	ColorVarOK:      rgb(0x0b6b57),
	ColorVarMissing: rgb(0xb92d26),
	ColorVarSecret:  rgb(0x7a3fc0),

	ColorSyntaxPlain:     rgb(0x1f2329),
	ColorSyntaxKey:       rgb(0x0b5aa0),
	ColorSyntaxString:    rgb(0x216b19),
	ColorSyntaxNumber:    rgb(0x9c4a08),
	ColorSyntaxLiteral:   rgb(0x7632ba),
	ColorSyntaxPunct:     rgb(0x525a67),
	ColorSyntaxComment:   rgb(0x636b78),
	ColorSyntaxKeyword:   rgb(0x7632ba),
	ColorSyntaxTag:       rgb(0xa8301f),
	ColorSyntaxAttribute: rgb(0x7d5200),
	ColorSyntaxFunction:  rgb(0x1b5bb8),
	ColorSyntaxHeading:   rgb(0x1b5bb8),
	ColorSyntaxStrong:    rgb(0x0b0e14),
	ColorSyntaxEmphasis:  rgb(0x7d5200),
	ColorSyntaxLink:      rgb(0x0b6b73),
	ColorSyntaxError:     rgb(0xc0281f),

	ColorPhaseDNS:      rgb(0x1f9a9a),
	ColorPhaseConnect:  rgb(0xd08a2a),
	ColorPhaseTLS:      rgb(0x9562cf),
	ColorPhaseSend:     rgb(0x4a7fe6),
	ColorPhaseWait:     rgb(0x379a5c),
	ColorPhaseDownload: rgb(0x2f86c4),
}
