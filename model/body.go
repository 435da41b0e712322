package model

// BodyMode says how a request's body is made.
type BodyMode string

// The body modes.
const (
	BodyNone       BodyMode = ""
	BodyJSON       BodyMode = "json"       // Text, application/json
	BodyText       BodyMode = "text"       // Text, type by Language
	BodyXML        BodyMode = "xml"        // Text, application/xml
	BodyGraphQL    BodyMode = "graphql"    // Text is the query, Variables its JSON variables
	BodyURLEncoded BodyMode = "urlencoded" // Form, application/x-www-form-urlencoded
	BodyMultipart  BodyMode = "multipart"  // Parts, multipart/form-data
	BodyFile       BodyMode = "file"       // File, sent as it is
)

// BodyModes lists the modes in the order in which they are offered.
var BodyModes = []BodyMode{BodyNone, BodyJSON, BodyText, BodyXML, BodyGraphQL, BodyURLEncoded, BodyMultipart, BodyFile}

// Body is a request's body. What other modes hold is kept when the mode changes, so that switching to
// and fro loses nothing.
type Body struct {
	Mode      BodyMode `json:"mode,omitempty"`
	Text      string   `json:"text,omitempty"`
	Variables string   `json:"variables,omitempty"` // GraphQL
	// Language of BodyText: "" or "text", "html", "javascript".
	Language string  `json:"language,omitempty"`
	Form     []Field `json:"form,omitempty"`
	Parts    []Part  `json:"parts,omitempty"`
	// File is the path of the file that BodyFile sends. It stays a reference.
	File string `json:"file,omitempty"`
	// Disabled bodies are kept but not sent.
	Disabled bool  `json:"disabled,omitempty"`
	Extra    Extra `json:"extra,omitempty"`
}

// Part is one part of a multipart/form-data body (RFC 7578).
type Part struct {
	Field
	// Files are the paths of the files to send under Key, one part each; IsFile tells a file part from
	// a text part, also while no file is chosen yet.
	Files  []string `json:"files,omitempty"`
	IsFile bool     `json:"isFile,omitempty"`
	// ContentType of the part; empty means: from the file name, or none for text.
	ContentType string `json:"contentType,omitempty"`
	FileName    string `json:"fileName,omitempty"`
}

// ContentType returns the type that the mode implies, or "" where it implies none. Multipart needs its
// boundary and says "multipart/form-data" here.
func (b Body) ContentType() string {
	switch b.Mode {
	case BodyJSON, BodyGraphQL:
		return "application/json"
	case BodyXML:
		return "application/xml"
	case BodyText:
		switch b.Language {
		case "html":
			return "text/html"
		case "javascript":
			return "application/javascript"
		}
		return "text/plain"
	case BodyURLEncoded:
		return "application/x-www-form-urlencoded"
	case BodyMultipart:
		return "multipart/form-data"
	case BodyFile:
		return "application/octet-stream"
	}
	return ""
}
