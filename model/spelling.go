package model

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
)

// encodedLength is the least length of a secret that is looked for in base64 and in hex: of a shorter one
// too little would be left to look for.
const encodedLength = 6

// spellings returns the forms in which a secret may stand in a URL, a header or a body: as it is,
// percent-encoded, escaped for JSON, in base64 and in hex.
func spellings(s string) []string {
	out := []string{s}
	for _, encoded := range []string{url.QueryEscape(s), url.PathEscape(s), strings.ReplaceAll(url.QueryEscape(s), "+", "%20")} {
		out = append(out, encoded, lowerPercent(encoded))
	}
	for _, html := range []bool{false, true} {
		out = append(out, inJSON(s, html), strings.ReplaceAll(inJSON(s, html), "/", `\/`))
	}
	if len(s) >= encodedLength {
		out = append(out, hex.EncodeToString([]byte(s)), strings.ToUpper(hex.EncodeToString([]byte(s))))
		for shift := range 3 {
			out = append(out, inBase64(base64.RawStdEncoding, s, shift), inBase64(base64.RawURLEncoding, s, shift))
		}
	}
	return out
}

// lowerPercent writes percent-encoded bytes in lower case: "%2F" as "%2f".
func lowerPercent(s string) string {
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:i+3], bytes.ToLower(b[i+1:i+3]))
		}
	}
	return string(b)
}

// inJSON returns a text as it stands between the quotes of a JSON string.
func inJSON(s string, html bool) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(html)
	if e.Encode(s) != nil {
		return s
	}
	return b.String()[1 : b.Len()-2] // without quotes and line break
}

// inBase64 returns what of a text stands in the base64 of any text in which it begins at a multiple of
// three bytes and so many more: the characters that its neighbours do not touch.
func inBase64(e *base64.Encoding, s string, shift int) string {
	whole := e.EncodeToString(append(make([]byte, shift), s...))
	first := []int{0, 2, 3}[shift] // the characters that hold a bit of what stands before
	last := (shift + len(s)) * 8 / 6
	return whole[first:last]
}
