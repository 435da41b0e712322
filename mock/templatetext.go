package mock

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"postern/mock/handlebars"
)

// maxRepeated bounds what a helper makes of one text, in bytes.
const maxRepeated = 1 << 20

// textHelpers work on texts. In a block they work on what its body writes.
var textHelpers = handlebars.Helpers{
	"uppercase":       textHelper(strings.ToUpper),
	"upper":           textHelper(strings.ToUpper),
	"lowercase":       textHelper(strings.ToLower),
	"lower":           textHelper(strings.ToLower),
	"trim":            textHelper(strings.TrimSpace),
	"capitalize":      textHelper(capitalize),
	"capitalizeFirst": textHelper(func(text string) string { return mapFirst(text, unicode.ToUpper) }),
	"base64": func(c *handlebars.Call) (any, error) {
		if handlebars.True(c.Hash["decode"]) {
			return decode64(c)
		}
		return textHelper(func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) })(c)
	},
	"base64Decode": decode64,
	"hex":          textHelper(func(text string) string { return hex.EncodeToString([]byte(text)) }),
	"urlEncode": func(c *handlebars.Call) (any, error) {
		if handlebars.True(c.Hash["decode"]) {
			return textHelper(queryUnescape)(c)
		}
		return textHelper(url.QueryEscape)(c)
	},
	"encodeURIComponent": textHelper(url.PathEscape),
	"concat": func(c *handlebars.Call) (any, error) {
		if list, ok := c.Arg(0).([]any); ok {
			out := list[:len(list):len(list)]
			for i := range c.Args[1:] {
				if more, ok := c.Arg(i + 1).([]any); ok {
					out = append(out, more...)
				} else {
					out = append(out, c.Arg(i+1))
				}
			}
			return out, nil
		}
		var b strings.Builder
		for i := range c.Args {
			b.WriteString(c.Text(i))
		}
		return b.String(), nil
	},
	"replace": func(c *handlebars.Call) (any, error) {
		if len(c.Text(0))*(1+len(c.Text(2))) > maxRepeated {
			return nil, errArguments
		}
		return strings.ReplaceAll(c.Text(0), c.Text(1), c.Text(2)), nil
	},
	"substr":    substring,
	"substring": substring,
	"padStart":  pad(true),
	"padEnd":    pad(false),
	"split": func(c *handlebars.Call) (any, error) {
		separator := c.Text(1)
		if len(c.Args) < 2 {
			separator = " "
		}
		return listOf(strings.Split(c.Text(0), separator)), nil
	},
	"indexOf": func(c *handlebars.Call) (any, error) {
		n := strings.Index(c.Text(0), c.Text(1))
		if n < 0 {
			return -1.0, nil
		}
		return float64(len([]rune(c.Text(0)[:n]))), nil
	},
	"regexExtract": regexExtract,
	"newline":      func(*handlebars.Call) (any, error) { return "\n", nil },
}

func textHelper(f func(string) string) handlebars.Helper {
	return func(c *handlebars.Call) (any, error) {
		if !c.InBlock() {
			return f(c.Text(0)), nil
		}
		text, err := c.Capture()
		return f(text), err
	}
}

func decode64(c *handlebars.Call) (any, error) {
	text := c.Text(0)
	if c.InBlock() {
		var err error
		if text, err = c.Capture(); err != nil {
			return nil, err
		}
	}
	out, err := base64.StdEncoding.DecodeString(text)
	return string(out), err
}

func mapFirst(text string, f func(rune) rune) string {
	for i, r := range text {
		return text[:i] + string(f(r)) + text[i+len(string(r)):]
	}
	return text
}

func capitalize(text string) string {
	words := strings.Split(text, " ")
	for i := range words {
		words[i] = mapFirst(words[i], unicode.ToUpper)
	}
	return strings.Join(words, " ")
}

// substring cuts characters out: from, and how many.
func substring(c *handlebars.Call) (any, error) {
	runes := []rune(c.Text(0))
	from, _ := handlebars.Number(c.Arg(1))
	n, ok := handlebars.Number(c.Arg(2))
	start := max(0, min(int(from), len(runes)))
	if !ok {
		return string(runes[start:]), nil
	}
	return string(runes[start : start+max(0, min(int(n), len(runes)-start))]), nil
}

func pad(left bool) handlebars.Helper {
	return func(c *handlebars.Call) (any, error) {
		text, with := c.Text(0), c.Text(2)
		n, _ := handlebars.Number(c.Arg(1))
		if with == "" {
			with = " "
		}
		missing := int(min(n, maxRepeated)) - len([]rune(text))
		if missing <= 0 {
			return text, nil
		}
		fill := string([]rune(strings.Repeat(with, missing/len([]rune(with))+1))[:missing])
		if left {
			return fill + text, nil
		}
		return text + fill, nil
	}
}

// regexExtract returns what an expression finds; with a third argument that names a variable, its groups
// are kept there.
func regexExtract(c *handlebars.Call) (any, error) {
	re, err := regexp.Compile(c.Text(1))
	if err != nil {
		return nil, err
	}
	found := re.FindStringSubmatch(c.Text(0))
	switch {
	case found == nil:
		return c.Hash["default"], nil
	case len(c.Args) > 2:
		keep(c, c.Text(2), listOf(found[1:]))
		return handlebars.Safe(""), nil
	}
	return found[0], nil
}
