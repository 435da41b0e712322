package theme

import (
	"strings"

	"fyne.io/fyne/v2"
)

// ownPrefix begins every colour name of ours, so that none can collide with a name of Fyne's.
const ownPrefix = "postern."

func own(name fyne.ThemeColorName) bool { return strings.HasPrefix(string(name), ownPrefix) }

// Colours of request methods, as text. See [Method].
const (
	ColorMethodGet    fyne.ThemeColorName = "postern.method.get"
	ColorMethodPost   fyne.ThemeColorName = "postern.method.post"
	ColorMethodPut    fyne.ThemeColorName = "postern.method.put"
	ColorMethodPatch  fyne.ThemeColorName = "postern.method.patch"
	ColorMethodDelete fyne.ThemeColorName = "postern.method.delete"
	ColorMethodOther  fyne.ThemeColorName = "postern.method.other"
)

// Colours of status classes, as text. See [Status].
const (
	ColorStatusInfo     fyne.ThemeColorName = "postern.status.info"     // 1xx
	ColorStatusOK       fyne.ThemeColorName = "postern.status.ok"       // 2xx
	ColorStatusRedirect fyne.ThemeColorName = "postern.status.redirect" // 3xx
	ColorStatusClient   fyne.ThemeColorName = "postern.status.client"   // 4xx
	ColorStatusServer   fyne.ThemeColorName = "postern.status.server"   // 5xx
)

// Colours of surfaces and of text that stands back.
const (
	ColorFaint    fyne.ThemeColorName = "postern.faint"    // secondary text
	ColorHairline fyne.ThemeColorName = "postern.hairline" // one-pixel lines between regions
	ColorSidebar  fyne.ThemeColorName = "postern.sidebar"  // background of the sidebar
	ColorRail     fyne.ThemeColorName = "postern.rail"     // background of the rail and the status bar
	ColorCode     fyne.ThemeColorName = "postern.code"     // background of code
	ColorGutter   fyne.ThemeColorName = "postern.gutter"   // text of line numbers, on ColorCode
	ColorLine     fyne.ThemeColorName = "postern.line"     // background of the line with the caret
	ColorFind     fyne.ThemeColorName = "postern.find"     // background of a search hit
	ColorFindHere fyne.ThemeColorName = "postern.findHere" // background of the current search hit
)

// Colours of {{variables}}, as text.
const (
	ColorVarOK      fyne.ThemeColorName = "postern.var.ok"
	ColorVarMissing fyne.ThemeColorName = "postern.var.missing"
	ColorVarSecret  fyne.ThemeColorName = "postern.var.secret"
)

// Colours of the kinds of text that package highlight tells apart, on ColorCode.
const (
	ColorSyntaxPlain     fyne.ThemeColorName = "postern.syntax.plain"
	ColorSyntaxKey       fyne.ThemeColorName = "postern.syntax.key"
	ColorSyntaxString    fyne.ThemeColorName = "postern.syntax.string"
	ColorSyntaxNumber    fyne.ThemeColorName = "postern.syntax.number"
	ColorSyntaxLiteral   fyne.ThemeColorName = "postern.syntax.literal"
	ColorSyntaxPunct     fyne.ThemeColorName = "postern.syntax.punct"
	ColorSyntaxComment   fyne.ThemeColorName = "postern.syntax.comment"
	ColorSyntaxKeyword   fyne.ThemeColorName = "postern.syntax.keyword"
	ColorSyntaxTag       fyne.ThemeColorName = "postern.syntax.tag"
	ColorSyntaxAttribute fyne.ThemeColorName = "postern.syntax.attribute"
	ColorSyntaxFunction  fyne.ThemeColorName = "postern.syntax.function"
	ColorSyntaxHeading   fyne.ThemeColorName = "postern.syntax.heading"
	ColorSyntaxStrong    fyne.ThemeColorName = "postern.syntax.strong"
	ColorSyntaxEmphasis  fyne.ThemeColorName = "postern.syntax.emphasis"
	ColorSyntaxLink      fyne.ThemeColorName = "postern.syntax.link"
	ColorSyntaxError     fyne.ThemeColorName = "postern.syntax.error"
)

// Colours of the phases of an exchange, as bars of a waterfall.
const (
	ColorPhaseDNS      fyne.ThemeColorName = "postern.phase.dns"
	ColorPhaseConnect  fyne.ThemeColorName = "postern.phase.connect"
	ColorPhaseTLS      fyne.ThemeColorName = "postern.phase.tls"
	ColorPhaseSend     fyne.ThemeColorName = "postern.phase.send"
	ColorPhaseWait     fyne.ThemeColorName = "postern.phase.wait"
	ColorPhaseDownload fyne.ThemeColorName = "postern.phase.download"
)

// Method returns the colour name of a request method; case does not matter.
func Method(method string) fyne.ThemeColorName {
	switch strings.ToUpper(method) {
	case "GET":
		return ColorMethodGet
	case "POST":
		return ColorMethodPost
	case "PUT":
		return ColorMethodPut
	case "PATCH":
		return ColorMethodPatch
	case "DELETE":
		return ColorMethodDelete
	}
	return ColorMethodOther
}

// Status returns the colour name of a status code's class; 0 and codes of no class have the colour of
// faint text.
func Status(code int) fyne.ThemeColorName {
	switch code / 100 {
	case 1:
		return ColorStatusInfo
	case 2:
		return ColorStatusOK
	case 3:
		return ColorStatusRedirect
	case 4:
		return ColorStatusClient
	case 5:
		return ColorStatusServer
	}
	return ColorFaint
}
