package kit

import "postern/text"

// languageRules is what editing knows of a language of package highlight.
func languageRules(language string) text.Language {
	switch language {
	case "json":
		return text.Language{Brackets: "{}[]", Quotes: `"`, Fold: text.FoldBrackets}
	case "xml", "html", "svg", "xhtml", "wsdl", "vue", "svelte":
		return text.Language{BlockStart: "<!--", BlockEnd: "-->", Quotes: `"'`, Fold: text.FoldIndentation}
	case "markdown", "md":
		return text.Language{BlockStart: "<!--", BlockEnd: "-->"}
	case "graphql":
		return text.Language{LineComment: "#", Brackets: "{}()[]", Quotes: `"`, Fold: text.FoldBrackets}
	case "yaml", "yml", "python", "toml", "properties", "ini", "bash", "shell", "sh", "ruby":
		return text.Language{LineComment: "#", Brackets: "{}()[]", Quotes: `"'`, Fold: text.FoldIndentation}
	case "css", "scss", "less":
		return text.Language{BlockStart: "/*", BlockEnd: "*/", Brackets: "{}()[]", Quotes: `"'`, Fold: text.FoldBrackets}
	case "sql":
		return text.Language{LineComment: "--", Brackets: "()", Quotes: `"'`, Fold: text.FoldIndentation}
	case "", "text", "plain", "plaintext":
		return text.Language{}
	}
	return text.Language{LineComment: "//", Brackets: "{}()[]", Quotes: "\"'`", Fold: text.FoldBrackets}
}
