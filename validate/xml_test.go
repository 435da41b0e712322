package validate

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestXMLInWords(t *testing.T) {
	for text, want := range map[string]string{
		"<?xml version='1.0'?>\n<a b='c'>d &amp; &#xe9;<e/><!-- f --><![CDATA[<g>]]></a>\n": "",
		"<!DOCTYPE a [<!ENTITY x '>'>]><a>&x;</a>":                                          "",
		"":                           "1:1+0 the text has no element; XML has one around everything",
		"<a>\n<b></a>":               "2:4+3 </a> does not close <b> of line 2",
		"<a>":                        "1:1+2 <a> is not closed",
		"</a>":                       "1:1+3 </a> closes nothing",
		"<a/><b/>":                   "1:5+2 a second element stands beside the first; XML has one around everything",
		"<a/>é":                      "1:5+2 text stands after the element around everything",
		"x<a/>":                      "1:1+1 text stands before the first element",
		"<a>1 < 2</a>":               "1:6+1 < begins an element and needs its name; as a character it is written &lt;",
		"<a>é & f</a>":               "1:6+1 & as a character is written &amp;",
		"<a>&nbsp;</a>":              "1:4+6 there is no &nbsp; in XML; & as a character is written &amp;",
		"<a>&#0;</a>":                "1:4+4 there is no &#0; in XML; & as a character is written &amp;",
		"<a b=c/>":                   "1:6+1 the value of b has to stand in quotes",
		"<a b/>":                     `1:4+1 the attribute b has no value; XML writes b="..."`,
		"<a b='1' b='2'/>":           "1:10+1 the attribute b stands twice in this tag",
		"<a b='1'c='2'/>":            "1:9+1 a space, > or /> is expected here",
		"<a b='<'/>":                 "1:7+1 < in a value is written &lt;, or the quote before it is not closed",
		"<a b='1/>":                  "1:6+1 the quote is not closed",
		"<a\n<b/>":                   "1:1+2 the tag <a is not closed with >",
		"<a><!-- -- --></a>":         "1:9+2 -- cannot stand inside of a comment",
		"<a><!-- ":                   "1:4+4 a comment is not closed with -->",
		" <?xml version='1.0'?><a/>": "1:2+5 <?xml ...?> stands at the very beginning of the text or nowhere",
		"<a>]]></a>":                 "1:4+3 ]]> in a text is written ]]&gt;",
		"<a>\x01</a>":                "1:4+1 the control character 0x01 cannot stand in XML",
		"<a>\xff</a>":                "1:4+1 bytes that are no UTF-8",
		"<a/><!DOCTYPE a>":           "1:5+9 <!DOCTYPE stands once, before the first element",
		"<1/>":                       "1:1+1 < begins an element and needs its name; as a character it is written &lt;",
		"<a></ a>":                   "1:4+2 an element's name has to follow </",
	} {
		problems, err := XML(ctx, []byte(text))
		if got := say(problems); err != nil || got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestXMLDepth(t *testing.T) {
	deep := strings.Repeat("<a>", 100_000) + strings.Repeat("</a>", 100_000)
	if problems, err := XML(ctx, []byte(deep)); err != nil || len(problems) > 0 {
		t.Errorf("%s, %v", say(problems), err)
	}
}

// FuzzXML holds the checker against the standard library's: what that refuses has to be a fault here too.
func FuzzXML(f *testing.F) {
	for _, s := range []string{"<a b='c'>d<e/></a>", "<?xml version='1.0'?><!DOCTYPE a><a/>", "<a>&#xfffe;&lt;</a>", "<a:b c:d=\"\"/>", "<a><!--x--->"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		problems, err := XML(ctx, text)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			if p.Offset < 0 || p.Offset+p.Length > len(text) || p.Length == 0 && p.Offset < len(text) || utf8.Valid(text) && !utf8.ValidString(p.Text) {
				t.Errorf("%q: %+v", text, p)
			}
		}
		if bytes.Contains(text, []byte("<!")) || bytes.Contains(text, []byte("<?")) || bytes.Contains(text, []byte(":")) {
			return // the library knows less, or other rules, of these
		}
		d := xml.NewDecoder(bytes.NewReader(text))
		for err == nil {
			_, err = d.Token()
		}
		if err != io.EOF && len(problems) == 0 {
			t.Errorf("%q: the library says %v", text, err)
		}
	})
}

func BenchmarkXML(b *testing.B) {
	for _, size := range []int{100_000, 10_000_000} {
		row := `<thing id="12345" kind="x"><name>Some longer name &amp; more</name><ok/></thing>` + "\n"
		text := []byte("<a>" + strings.Repeat(row, size/len(row)) + "</a>")
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if problems, err := XML(ctx, text); err != nil || len(problems) > 0 {
					b.Fatal(say(problems), err)
				}
			}
		})
	}
}
