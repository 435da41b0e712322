package mock

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/antchfx/xmlquery"
	"github.com/antchfx/xpath"
)

// maxElements bounds the elements of an XML body that rules look into.
const maxElements = 20_000

// xmlRule is a compiled XPath. Evaluating one changes it, so that one goroutine at a time may.
type xmlRule struct {
	mu   sync.Mutex
	expr *xpath.Expr
}

func xmlReader(key string) (func(*visit) reading, error) {
	expr, err := xpath.Compile(key)
	if err != nil {
		return nil, fmt.Errorf("the rule for xml has no valid XPath %q: %w", cut(key), err)
	}
	if strings.Count(key, "//") > maxDescents {
		return nil, fmt.Errorf("the XPath %q has more than %d times \"//\"", cut(key), maxDescents)
	}
	x := &xmlRule{expr: expr}
	return x.read, nil
}

func (x *xmlRule) read(v *visit) (out reading) {
	doc, fault := v.req.xml()
	if fault != "" {
		return reading{fault: fault}
	}
	defer func() {
		if recover() != nil { // the library panics where an expression does not suit its document
			out = reading{fault: "the XPath cannot be worked out on this body"}
		}
	}()
	x.mu.Lock()
	defer x.mu.Unlock()
	switch found := x.expr.Evaluate(xmlquery.CreateXPathNavigator(doc)).(type) {
	case *xpath.NodeIterator:
		for found.MoveNext() {
			out.values = append(out.values, textValue(found.Current().Value()))
		}
	case string:
		out.values = []ruleValue{textValue(found)}
	case float64:
		out.values = []ruleValue{textValue(strconv.FormatFloat(found, 'f', -1, 64))}
	case bool:
		if found {
			out.values = []ruleValue{textValue("true")}
		}
	}
	return out
}

// xml returns the XML body of the request, or why there is none.
func (r *Request) xml() (*xmlquery.Node, string) {
	p := r.payload()
	if p.xml != nil || p.xmlFault != "" {
		return p.xml, p.xmlFault
	}
	if p.xmlFault = unfitXML(r.Body); p.xmlFault != "" {
		return nil, p.xmlFault
	}
	doc, err := xmlquery.ParseWithOptions(bytes.NewReader(r.Body), xmlquery.ParserOptions{
		Decoder: &xmlquery.DecoderOptions{Strict: true}})
	if err != nil {
		p.xmlFault = "the body is no XML: " + cut(err.Error())
		return nil, p.xmlFault
	}
	p.xml = doc
	return doc, ""
}

// unfitXML says why rules do not look into a body: it is no XML, or one that costs too much. Entities
// that the document defines itself are never read (encoding/xml).
func unfitXML(body []byte) string {
	if len(body) > maxRuleBody {
		return "the body is over the limit of 1 MiB that rules look into"
	}
	d := xml.NewDecoder(bytes.NewReader(body))
	depth, elements := 0, 0
	for {
		token, err := d.RawToken()
		switch {
		case err == io.EOF && elements == 0:
			return "the body is no XML"
		case err == io.EOF:
			return ""
		case err != nil:
			return "the body is no XML: " + cut(err.Error())
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
			elements++
		case xml.EndElement:
			depth--
		}
		if depth > maxRuleDepth || elements > maxElements {
			return "the body is nested deeper, or has more elements, than rules look into"
		}
	}
}
