package format

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/internal/corpus"
)

func TestXML(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"elements", `<a><b c="1"/><d>text</d><e></e></a>`, "<a>\n  <b c=\"1\"/>\n  <d>text</d>\n  <e></e>\n</a>\n"},
		{"prologue", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"<y>\">]><!-- c --><a>&x;</a>", "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x \"<y>\">]>\n<!-- c -->\n<a>&x;</a>\n"},
		{"mixed stays", "<p>some <b> bold </b>\n <i><u/></i></p>", "<p>some <b> bold </b>\n <i><u/></i></p>\n"},
		{"cdata stays", "<a><s><![CDATA[ <x> ]]></s></a>", "<a>\n  <s><![CDATA[ <x> ]]></s>\n</a>\n"},
		{"space alone stays", "<a><b>  </b><c xml:space=\"preserve\"> <d/> </c></a>", "<a>\n  <b>  </b>\n  <c xml:space=\"preserve\"> <d/> </c>\n</a>\n"},
		{"old indent goes", "<a>\n\n\t<b>\n<c/>\n</b></a>\n\n", "<a>\n  <b>\n    <c/>\n  </b>\n</a>\n"},
		{"comment inside", "<a><!-- x\n y --><b/></a>", "<a>\n  <!-- x\n y -->\n  <b/>\n</a>\n"},
	} {
		got, err := XML([]byte(c.in), Style{})
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %v\n%s", c.name, err, cmp.Diff(c.want, string(got)))
		}
		again, err := XML(got, Style{})
		if err != nil || !bytes.Equal(again, got) {
			t.Errorf("%s: formatting twice differs: %v\n%s", c.name, err, again)
		}
	}
}

func TestXMLFaultChangesNothing(t *testing.T) {
	out, err := XML([]byte("<a>\n <b></a>"), Style{})
	fault, ok := errors.AsType[*Error](err)
	if out != nil || !ok || fault.Line != 2 || fault.Column != 5 || fault.Text != "</a> does not close <b> of line 2" {
		t.Errorf("%q, %v", out, err)
	}
}

func TestXMLDepth(t *testing.T) {
	deep := strings.Repeat("<a>", 100_000) + strings.Repeat("</a>", 100_000)
	out, err := XML([]byte(deep), Style{})
	if err != nil || len(out) > 60*len(deep) {
		t.Errorf("%d bytes became %d: %v", len(deep), len(out), err)
	}
}

// events lists what a parser sees, without space that is only indent.
func events(t *testing.T, text []byte) (out []string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		token, err := d.RawToken()
		if err != nil {
			return out
		}
		switch token := token.(type) {
		case xml.CharData:
			if s := strings.TrimSpace(string(token)); s != "" {
				out = append(out, string(token))
			}
		case xml.StartElement:
			s := "<" + token.Name.Space + ":" + token.Name.Local
			for _, a := range token.Attr {
				s += " " + a.Name.Space + ":" + a.Name.Local + "=" + a.Value
			}
			out = append(out, s)
		case xml.EndElement:
			out = append(out, "/"+token.Name.Local)
		case xml.Comment:
			out = append(out, "!"+string(token))
		case xml.ProcInst:
			out = append(out, "?"+token.Target+string(token.Inst))
		}
	}
}

func TestXMLOnCorpus(t *testing.T) {
	n := 0
	err := filepath.WalkDir(corpus.Dir(t, "wsdl"), func(path string, d os.DirEntry, err error) error {
		if ext := filepath.Ext(path); err != nil || d.IsDir() || ext != ".xml" && ext != ".wsdl" && ext != ".xsd" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		out, err := XML(text, Style{})
		if err != nil {
			if xml.Unmarshal(text, new(struct{})) == nil {
				t.Errorf("%s: %v", path, err)
			}
			return nil
		}
		n++
		if a, b := events(t, text), events(t, out); !cmp.Equal(a, b) {
			t.Errorf("%s: more than space has changed:\n%.2000s", path, cmp.Diff(a, b))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 20 {
		t.Errorf("only %d files were formatted", n)
	}
}

func FuzzXML(f *testing.F) {
	for _, s := range []string{"<a b='c'>d<e/><!--f--><![CDATA[g]]></a>", "<?xml version='1.0'?><!DOCTYPE a><a> <b/> </a>", "<a></b>", "<a>&#0;</a>", "<é/>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		out, err := XML(text, Style{})
		if err != nil {
			if e, ok := errors.AsType[*Error](err); !ok || e.Offset > len(text) || out != nil {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		squeeze := func(b []byte) string { return strings.Join(strings.Fields(string(b)), "") }
		if squeeze(text) != squeeze(out) {
			t.Errorf("%q became %q", text, out)
		}
		if again, err := XML(out, Style{}); err != nil || !bytes.Equal(again, out) {
			t.Errorf("%q became %q and then %q, %v", text, out, again, err)
		}
	})
}
