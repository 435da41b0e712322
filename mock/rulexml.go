package mock

import (
	"bytes"
	"encoding/xml"
	"errors"
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

// xmlPath is a compiled XPath. Evaluating one changes it, so that one goroutine at a time may.
type xmlPath struct {
	mu   sync.Mutex
	expr *xpath.Expr
}

func xmlReader(key string) (func(*visit) reading, error) {
	x, err := newXMLPath(key)
	if err != nil {
		return nil, fmt.Errorf("the rule for xml: %w", err)
	}
	return x.read, nil
}

// newXMLPath compiles an XPath 1.0 for bodies of requests.
func newXMLPath(text string) (*xmlPath, error) {
	expr, err := xpath.Compile(text)
	if err != nil {
		return nil, fmt.Errorf("%q is no valid XPath (%w)", cut(text), err)
	}
	if strings.Count(text, "//") > maxDescents {
		return nil, fmt.Errorf("the XPath %q has more than %d times \"//\"", cut(text), maxDescents)
	}
	return &xmlPath{expr: expr}, nil
}

func (x *xmlPath) read(v *visit) (out reading) {
	doc, fault := v.req.xml()
	if fault != "" {
		return reading{fault: fault}
	}
	found, err := x.find(doc)
	if err != nil {
		return reading{fault: err.Error()}
	}
	switch found := found.(type) {
	case []*xmlquery.NodeNavigator:
		for _, n := range found {
			out.values = append(out.values, textValue(n.Value()))
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

// find works the path out: to a string, a float64, a bool, or the places of nodes.
func (x *xmlPath) find(doc *xmlquery.Node) (found any, err error) {
	defer func() {
		if recover() != nil { // the library panics where an expression does not suit its document
			found, err = nil, errors.New("the XPath cannot be worked out on this body")
		}
	}()
	x.mu.Lock()
	defer x.mu.Unlock()
	found = x.expr.Evaluate(xmlquery.CreateXPathNavigator(doc))
	nodes, ok := found.(*xpath.NodeIterator)
	if !ok {
		return found, nil
	}
	var out []*xmlquery.NodeNavigator
	for nodes.MoveNext() {
		if n, ok := nodes.Current().Copy().(*xmlquery.NodeNavigator); ok {
			out = append(out, n)
		}
	}
	return out, nil
}

// xml returns the XML body of the request, or why there is none.
func (r *Request) xml() (*xmlquery.Node, string) {
	p := r.payload()
	if p.xml != nil || p.xmlFault != "" {
		return p.xml, p.xmlFault
	}
	p.xml, p.xmlFault = parseXML(r.Body)
	return p.xml, p.xmlFault
}

// parseXML reads XML, or says why not.
func parseXML(body []byte) (*xmlquery.Node, string) {
	if fault := unfitXML(body); fault != "" {
		return nil, fault
	}
	doc, err := xmlquery.ParseWithOptions(bytes.NewReader(body), xmlquery.ParserOptions{
		Decoder: &xmlquery.DecoderOptions{Strict: true}})
	if err != nil {
		return nil, "the body is no XML: " + cut(err.Error())
	}
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
