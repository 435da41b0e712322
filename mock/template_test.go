package mock

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"postern/mock/handlebars"
	"postern/model"
)

// templated compiles a collection with one template at /t/:id.
func templated(t testing.TB, contentType, body string) *Table {
	b, o := parseBundle(t, "request ANY /t/:id\n  example t 200 t\n    header Content-Type "+contentType+"\n    body x\n    mock {\"template\": true}\n")
	b.Items[0].Examples[0].Body = model.Bytes([]byte(body))
	return mustCompile(t, b, o)
}

// TestHelpers runs what the goldens do not.
func TestHelpers(t *testing.T) {
	tests := []struct{ template, want string }{
		{"{{subtract 5 2 1}} {{multiply 2 3}} {{divide 7 2}} {{modulo 7 4}} {{min 3 1 2}} {{max 3 1 2}} {{ceil 1.2}} {{floor 1.8}} {{round 1.5}} {{abs -3}}", "2 6 3.5 3 1 3 2 1 2 3"},
		{"{{math 1 '+' 2}} {{math 1 '-' 2}} {{math 3 '*' 2}} {{math 3 '/' 2}}", "3 -1 6 1.5"},
		{"{{#gt 2 1}}y{{else}}n{{/gt}}{{#lt 2 1}}y{{else}}n{{/lt}}{{#lte 1 1}}y{{/lte}}{{#ne 1 2}}y{{/ne}}{{#or 0 1}}y{{/or}}{{#not 0}}y{{/not}}", "ynyyyy"},
		{"{{gt 'b' 'a'}} {{contains 'abc' 'b'}} {{includes (array 1 2) 2}} {{startsWith 'ab' 'a'}} {{endsWith 'ab' 'a'}} {{isOdd 3}} {{isEven 3}} {{matches 'a1' '[0-9]'}}", "true true true true false true false true"},
		{"{{lower 'AB'}} {{trim ' a '}} {{replace 'aba' 'a' 'c'}} {{padEnd 'a' 3 '-'}}| {{indexOf 'äb' 'b'}} {{hex 'a'}} {{urlEncode 'a b&c'}} {{urlEncode 'a+b' decode=true}} {{concat 'a' 1 'b'}} {{capitalizeFirst 'ab cd'}}", "ab a cbc a--| 1 61 a+b%26c a b a1b Ab cd"},
		{"{{sort (array 3 1 2)}} {{sort (array 3 1 2) 'desc'}} {{reverse (array 1 2)}} {{slice (array 1 2 3) 1}} {{slice (array 1 2 3) 0 2}} {{join (array 1 2)}} {{len 'abc'}} {{concat (array 1) (array 2) 3}} {{object a=1}}", `[1,2,3] [3,2,1] [2,1] [2,3] [1,2] 1, 2 3 [1,2,3] {"a":1}`},
		{"{{#parseJson 'o'}}{\"a\":[1,{\"b\":2}]}{{/parseJson}}{{o.a.[1].b}} {{lookup (jsonParse '[5,6]') 1}} {{jsonPath o '$..b'}} {{jsonPath o '$.x' default='none'}} {{jsonPath o 'a.0'}}", "2 6 2 none 1"},
		{`{{jsonPath '{"b":[1.50,{"c":"é"}],"a":2,"b":[3]}' '$.b'}} {{jsonPath '{"z":1,"y":"q"}' '$.*'}} {{jsonPath '[1' '$'}}{{jsonPath 'x' '$.a'}}`, `[3] [1,"q"] `},
		{"{{size (faker 'string.numeric' 5)}} {{size (faker 'string.numeric' length=7)}} {{getEnvVar 'HOME' 'none'}} {{getEnvVar 'who'}}", "5 7 none "},
		{"{{#assign 'x'}}a{{urlParam 'id'}}{{/assign}}{{x}} {{getVar 'x'}} {{getVar 'y' 'no'}} {{regexExtract 'k=v' '(.)=(.)' 'p'}}{{p.0}}{{p.1}}", "a7 a7 no kv"},
		{"{{#repeat 2 comma=false}}{{@index}}{{/repeat}} {{#each (range 1 3)}}{{this}}{{/each}} {{#repeat 0}}x{{/repeat}}", "01 123 "},
		{"{{date '2026-01-31' format='yyyy/MM/d'}} {{dateFormat '2026-03-04T05:06:07Z' \"HH'h'mm EEEE MMM yy h a\"}} {{date '2026-01-31' offset='1 months' format='M'}} {{parseDate '2026-01-02'}} {{now timezone='Asia/Tokyo' format='HH:mm XXX'}} {{timestamp}}", "2026/01/31 05h06 Wednesday Mar 26 5 AM 3 2026-01-02T00:00:00Z 12:04 +09:00 1767323045"},
		{"{{path}} {{method}} {{ip}} {{header 'x-a'}} {{header 'nosuch' 'd'}} {{request.headers.X-A}} {{request.clientIp}} {{request.query.q}} {{request.query.q.[1]}} {{request.params.id}} {{host}}", "/t/7 GET 9.9.9.9 1 d 1 9.9.9.9 a b 7 h:1"},
		{"{{bodyRaw}} {{body 'a'}} {{request.body.a}} {{request.bodyAsBase64}}", "a=1&b=2 1 1 YT0xJmI9Mg=="},
		{"{{#if (boolean)}}{{else}}{{/if}}{{size (objectId)}} {{size (randomValue length=4)}} {{size (lorem 3)}}{{#someOf (array 1) 1}}{{/someOf}}", ""},
	}
	for _, tt := range tests {
		d := templated(t, "text/plain", tt.template).Answer(&Request{Method: "GET", Path: "/t/7", Query: "q=a&q=b", Client: "9.9.9.9:1", Host: "h:1",
			Header: http.Header{"X-A": {"1"}, "Content-Type": {"application/x-www-form-urlencoded"}}, Body: []byte("a=1&b=2")}, &State{clock: func() time.Time { return goldenStart }})
		if d.Outcome != Served || tt.want != "" && string(d.Body) != tt.want {
			t.Errorf("%s\n got %q, %s\nwant %q", tt.template, d.Body, d.Reason, tt.want)
		}
	}
}

func TestXMLHelpers(t *testing.T) {
	const order = `<?xml version="1.0"?><o:order xmlns:o="urn:o" id="7"><item n="1">Pen</item><item n="2"> Ink &amp; more </item><note/></o:order>`
	const soap = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><Get><id>5</id></Get></s:Body></s:Envelope>`
	tests := []struct{ template, body, want string }{
		{"{{xPath request.body '/o:order/item[1]/text()'}} {{xPath request.body '//item[2]'}} {{xPath request.body '/o:order/@id'}}", order, `Pen <item n="2"> Ink &amp; more </item> 7`},
		{"{{#each (xPath request.body '//item') as |i|}}{{i.name}} {{i.attributes.n}} {{i.text}};{{/each}}", order, "item 1 Pen;item 2 Ink & more;"},
		{"{{xPath request.body '//item/@n'}} {{size (xPath request.body '//item')}} {{xPath request.body 'count(//item)'}} {{xPath request.body 'name(/*)'}}", order, `["1","2"] 2 2 o:order`},
		{"{{xPath request.body '//nosuch'}}|{{xPath request.body '//nosuch' default='none'}}|{{xPath '<a>1</a>' '/a'}}|{{xPath 'text' '/a' default='d'}}", order, "|none|<a>1</a>|d"},
		{"{{soapXPath request.body '/Get/id/text()'}} {{xPath request.body '/s:Envelope/s:Body/Get/id/text()'}}", soap, "5 5"},
		{"{{xPath request.body '/a[' }}", order, `500 helper xPath: "/a[" is no valid XPath`},
		{"{{xPath request.body '//a//b//c' }}", order, "500 helper xPath: the XPath"},
		{"{{#*inline 'item'}}[{{k}}:{{this.text}}]{{/inline}}{{#each (xPath request.body '//item')}}{{> item this k=@index}}{{/each}}", order, "[0:Pen][1:Ink & more]"},
	}
	for _, tt := range tests {
		d := templated(t, "text/plain", tt.template).Answer(&Request{Method: "POST", Path: "/t/7", Header: http.Header{"Content-Type": {"text/xml"}}, Body: []byte(tt.body)}, nil)
		text, failing := strings.CutPrefix(tt.want, "500 ")
		if failing != (d.Status == 500) || failing && !strings.Contains(d.Reason, text) || !failing && string(d.Body) != text {
			t.Errorf("%s\n got %d %q, %s\nwant %q", tt.template, d.Status, d.Body, d.Reason, tt.want)
		}
	}
	d := templated(t, "application/xml", "<a>{{xPath request.body '//b'}}{{{xPath request.body '//b'}}}</a>").Answer(&Request{Method: "POST", Path: "/t/7", Body: []byte("<b>1</b>")}, nil)
	if string(d.Body) != "<a>&lt;b&gt;1&lt;/b&gt;<b>1</b></a>" {
		t.Errorf("in XML: %s", d.Body)
	}
}

// TestFakesAreMade runs every fake, twice from the same seed.
func TestFakesAreMade(t *testing.T) {
	for name := range fakes {
		table := templated(t, "text/plain", "{{faker '"+name+"'}}")
		q := &Request{Method: "GET", Path: "/t/7", Header: http.Header{}}
		first, again := table.Answer(q, nil), table.Answer(q, nil)
		if first.Outcome != Served || len(first.Body) == 0 || !strings.HasPrefix(name, "date.") && string(first.Body) != string(again.Body) {
			t.Errorf("%s gives %q and %q", name, first.Body, again.Body)
		}
	}
	d := templated(t, "text/plain", "{{faker 'nosuch.thing'}}").Answer(&Request{Method: "GET", Path: "/t/7", Header: http.Header{}}, nil)
	if d.Status != 500 || !strings.Contains(d.Reason, "no fake data of that name") {
		t.Errorf("got %d %s", d.Status, d.Reason)
	}
}

// TestHelpersRefuse calls every helper with nothing, and with nonsense: it answers, or says what is wrong.
func TestHelpersRefuse(t *testing.T) {
	for name := range templateHelpers {
		for _, args := range []string{"", " 'x' 'y' 'z'", " -1 -1 -1", " 1e9 1e300 'NaN'", " null null", " (array) (array 1) 'Infinity'", " 5 3 length=-1 lower=5 upper=3 offset='x' count=1e18"} {
			for _, form := range []string{"{{" + name + args + "}}", "{{#" + name + args + "}}{{this}}{{else}}n{{/" + name + "}}"} {
				if args == "" && form[2] != '#' {
					form = "{{(" + name + ")}}"
				}
				if _, err := handlebars.Compile(form, templateHelpers); err != nil {
					continue
				}
				d := templated(t, "text/plain", form).Answer(&Request{Method: "GET", Path: "/t/7", Header: http.Header{}}, nil)
				if d.Outcome != Served && (d.Outcome != NoTemplate || !strings.Contains(d.Reason, "line 1, column")) {
					t.Errorf("%s: %s %s", form, d.Outcome, d.Reason)
				}
			}
		}
	}
}

// TestTemplatesAreBounded grows values without end.
func TestTemplatesAreBounded(t *testing.T) {
	for template, want := range map[string]string{
		"{{setVar 'v' 'x'}}{{#repeat 100 comma=false}}{{setVar 'v' (concat @v @v)}}{{/repeat}}":     "over the limit",
		"{{setVar 'v' 'x'}}{{#repeat 100 comma=false}}{{setVar 'v' (array @v @v)}}{{/repeat}}{{v}}": "over the limit",
		"{{setVar 'v' 1}}{{#repeat 100000 comma=false}}{{setVar 'v' (array @v)}}{{/repeat}}":        "takes",
		"{{#repeat 100000}}{{#repeat 100000}}{{#repeat 100000}}x{{/repeat}}{{/repeat}}{{/repeat}}":  "takes",
		"{{#repeat 100001}}x{{/repeat}}": "helper repeat: it takes other arguments",
	} {
		d := templated(t, "text/plain", template).Answer(&Request{Method: "GET", Path: "/t/7", Header: http.Header{}}, nil)
		if d.Status != 500 || !strings.Contains(d.Reason, want) {
			t.Errorf("%s: %d %s", template, d.Status, d.Reason)
		}
	}
}

// TestTemplatesWithoutAType are told by what they are filled in to, and are as safe as those that have one.
func TestTemplatesWithoutAType(t *testing.T) {
	for body, want := range map[string][2]string{
		`{"q": "{{queryParam 'q'}}", "n": {{queryParam 'n'}}}`: {"application/json", `{"q": "a\"b<", "n": 5}`},
		`<p>{{queryParam 'q'}}</p>`:                            {"text/html; charset=utf-8", `<p>a&#34;b&lt;</p>`},
		`it is {{queryParam 'q'}}`:                             {"text/plain; charset=utf-8", `it is a"b<`},
	} {
		d := templated(t, "", body).Answer(NewRequest(httptest.NewRequest("GET", "/t/1?q=a%22b%3C&n=5", nil), nil), &State{})
		if got := [2]string{d.Header.Get("Content-Type"), string(d.Body)}; got != want {
			t.Errorf("%s: got %q, want %q", body, got, want)
		}
	}
}

// TestHeadersCannotBeSplit sends line breaks to a template of a header, over a real connection.
func TestHeadersCannotBeSplit(t *testing.T) {
	s := start(t, `
request GET /it
  example it 200 it
    header X-Q <{{queryParam 'q'}}>
    header Location /{{queryParam 'q'}}
    body ok
    mock {"template": true}
`, ListenOptions{})
	for _, q := range []string{"a%0d%0aX-Evil:%201", "a%0aX-Evil:%201", "a%0dX-Evil:%201", "a%00%7f%0d%0a%0d%0a<html>"} {
		got, err := wire(t, s, "GET /it?q="+q+" HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
		head, body, _ := strings.Cut(got, "\r\n\r\n")
		if err != nil || body != "ok" || strings.Contains(head, "\r\nX-Evil") || strings.ContainsAny(strings.ReplaceAll(head, "\r\n", ""), "\r\n\x00\x7f") {
			t.Errorf("%s: %q, %v", q, got, err)
		}
	}
}

// FuzzTemplateValues inserts values of requests into JSON: what comes out is JSON with those values.
func FuzzTemplateValues(f *testing.F) {
	table := templated(f, "application/json", `{"s": "a{{queryParam 'q'}}b", "v": {{queryParam 'q'}}, "l": [{{#each request.body.l}}{{this}}{{#unless @last}},{{/unless}}{{/each}}], "b": "{{bodyRaw}}", "j": {{json request.query.q}}, "h": "{{header 'x-h'}}"}`)
	f.Add("1", `{"l":[1,"x\"",{"a":null}]}`, "h")
	f.Add(`","x":"`, `"\`, "\\")
	f.Add(`{"a":1}`, "\x00\xff\u2028", `\"`)
	f.Fuzz(func(t *testing.T, q, body, header string) {
		d := table.Answer(&Request{Method: "POST", Path: "/t/1", Query: "q=" + queryEscaped(q), Header: http.Header{"X-H": {header}}, Body: []byte(body)}, nil)
		if d.Outcome != Served {
			t.Fatalf("%s: %s", d.Outcome, d.Reason)
		}
		var out struct {
			S, B, H string
			V, J    any
			L       []any
		}
		if err := json.Unmarshal(d.Body, &out); err != nil {
			t.Fatalf("%q %q %q: %v in %s", q, body, header, err, d.Body)
		}
		if want := strings.ToValidUTF8("a"+q+"b", "\ufffd"); strings.Count(q, "\ufffd") == 0 && strings.ToValidUTF8(q, "") == q && out.S != want {
			t.Fatalf("got %q, want %q", out.S, want)
		}
	})
}

func queryEscaped(text string) string {
	var b strings.Builder
	for i := range len(text) {
		fmt.Fprintf(&b, "%%%02x", text[i])
	}
	return b.String()
}
