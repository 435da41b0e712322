package highlight

import (
	"bytes"
	"path"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

var languageOfType = map[string]string{
	"text/html": "html", "application/xhtml+xml": "html",
	"application/xml": "xml", "text/xml": "xml",
	"application/json": "json", "text/json": "json", "application/x-ndjson": "json", "application/jsonl": "json",
	"application/json5": "json", "application/x-json": "json",
	"application/javascript": "javascript", "text/javascript": "javascript", "application/x-javascript": "javascript",
	"application/ecmascript": "javascript", "text/ecmascript": "javascript",
	"text/css": "css", "text/markdown": "markdown", "text/x-markdown": "markdown",
	"application/yaml": "yaml", "application/x-yaml": "yaml", "text/yaml": "yaml", "text/x-yaml": "yaml", "text/vnd.yaml": "yaml",
	"application/graphql": "graphql",
}

var languageOfSuffix = map[string]string{
	".json": "json", ".jsonl": "json", ".ndjson": "json", ".geojson": "json", ".har": "json", ".map": "json",
	".xml": "xml", ".xsd": "xml", ".xsl": "xml", ".wsdl": "xml", ".svg": "xml", ".rss": "xml", ".atom": "xml",
	".html": "html", ".htm": "html", ".xhtml": "html",
	".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".ts": "typescript",
	".css": "css", ".scss": "scss", ".less": "less", ".yaml": "yaml", ".yml": "yaml",
	".md": "markdown", ".markdown": "markdown", ".graphql": "graphql", ".gql": "graphql",
	".go": "go", ".py": "python", ".rb": "ruby", ".java": "java", ".kt": "kotlin", ".cs": "csharp", ".php": "php",
	".rs": "rust", ".swift": "swift", ".c": "c", ".h": "c", ".cpp": "cpp", ".sh": "bash", ".bash": "bash",
	".ps1": "powershell", ".sql": "sql", ".toml": "toml", ".ini": "ini", ".proto": "protobuf", ".http": "http", ".lua": "lua",
}

// Language names the language of a body: by its content type, else by its file name, else by the look
// of its first bytes. A type that says little ("text/plain") is looked into as well, since servers often
// label JSON so; then by all types and file names that chroma knows. It returns "" for text without a known language.
func Language(contentType, name string, head []byte) string {
	mime, _, _ := strings.Cut(contentType, ";")
	mime = strings.ToLower(strings.TrimSpace(mime))
	if l, ok := languageOfType[mime]; ok {
		return l
	}
	for suffix, l := range map[string]string{"+json": "json", "+xml": "xml", "+yaml": "yaml"} {
		if strings.HasSuffix(mime, suffix) {
			return l
		}
	}
	if l, ok := languageOfSuffix[strings.ToLower(path.Ext(name))]; ok {
		return l
	}
	switch mime {
	case "", "text/plain", "application/octet-stream", "binary/octet-stream":
		if l := sniff(head); l != "" {
			return l
		}
	default:
		if l := known(lexers.MatchMimeType(mime)); l != "" {
			return l
		}
	}
	return known(lexers.Match(path.Base(name)))
}

// known names one of chroma's lexers, as [New] understands it. Plain text is no language.
func known(l chroma.Lexer) string {
	if l == nil || len(l.Config().Aliases) == 0 || l.Config().Name == "plaintext" {
		return ""
	}
	return l.Config().Aliases[0]
}

func sniff(head []byte) string {
	b := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	switch {
	case len(b) == 0:
		return ""
	case b[0] == '{' || b[0] == '[':
		if looksLikeJSON(b) {
			return "json"
		}
	case b[0] == '<':
		low := bytes.ToLower(b[:min(len(b), 512)])
		if bytes.HasPrefix(low, []byte("<!doctype html")) || bytes.Contains(low, []byte("<html")) {
			return "html"
		}
		if len(low) > 1 && (low[1] == '?' || low[1] == '!' || low[1] >= 'a' && low[1] <= 'z') {
			return "xml"
		}
	}
	return ""
}

// looksLikeJSON looks at what follows the first bracket: "[INFO] started" is no JSON.
func looksLikeJSON(b []byte) bool {
	rest := bytes.TrimSpace(b[1:])
	if len(rest) == 0 {
		return true
	}
	if b[0] == '{' {
		return rest[0] == '"' || rest[0] == '}'
	}
	if bytes.IndexByte([]byte(`{["]-0123456789`), rest[0]) >= 0 {
		return true
	}
	for _, word := range []string{"true", "false", "null"} {
		if bytes.HasPrefix(rest, []byte(word)) {
			return true
		}
	}
	return false
}
