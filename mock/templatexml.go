package mock

import (
	"encoding/json"
	"strings"

	"github.com/antchfx/xmlquery"
	"github.com/antchfx/xpath"

	"postern/mock/handlebars"
)

// xmlHelpers select in XML, by the names of WireMock.
var xmlHelpers = handlebars.Helpers{
	"xPath": func(c *handlebars.Call) (any, error) { return selectXML(c, "") },
	"soapXPath": func(c *handlebars.Call) (any, error) {
		return selectXML(c, "/*[local-name()='Envelope']/*[local-name()='Body']")
	},
}

// selectXML returns what an XPath selects in the first argument, which is text: nothing where that is no XML, the
// value for one, a list for several. An element is its XML, other nodes are their text.
func selectXML(c *handlebars.Call, above string) (any, error) {
	path, err := newXMLPath(above + c.Text(1))
	if err != nil {
		return nil, err
	}
	doc, fault := xmlArgument(c)
	if fault != "" {
		return c.Hash["default"], nil
	}
	found, err := path.find(doc)
	if err != nil {
		return nil, err
	}
	nodes, ok := found.([]*xmlquery.NodeNavigator)
	switch {
	case !ok:
		return found, nil
	case len(nodes) > maxSelected:
		return nil, errSelected
	case len(nodes) == 0:
		return c.Hash["default"], nil
	case len(nodes) == 1:
		return xmlData{nodes[0]}, nil
	}
	out := make([]any, len(nodes))
	for i, n := range nodes {
		out[i] = xmlData{n}
	}
	return out, nil
}

// xmlArgument is the document that a helper is called with. That of the request is read once.
func xmlArgument(c *handlebars.Call) (*xmlquery.Node, string) {
	if len(c.Args) > 0 {
		if b, ok := c.Args[0].(bodyData); ok {
			return b.q.xml()
		}
	}
	return parseXML([]byte(c.Text(0)))
}

// xmlData is a node in templates, with the members that WireMock gives it.
type xmlData struct{ at *xmlquery.NodeNavigator }

// Whole is the XML of an element, and the text of any other node.
func (x xmlData) Whole() any {
	if n := x.at.Current(); n.Type == xmlquery.ElementNode && !x.attribute() {
		return n.OutputXML(true)
	}
	return x.at.Value()
}

// MarshalJSON writes a node that stands in a list.
func (x xmlData) MarshalJSON() ([]byte, error) { return json.Marshal(x.Whole()) }

func (x xmlData) attribute() bool { return x.at.NodeType() == xpath.AttributeNode }

// Member returns a part of a node.
func (x xmlData) Member(name string) (any, bool) {
	switch name {
	case "text":
		return strings.TrimSpace(x.at.Value()), true
	case "name":
		return x.at.LocalName(), true
	case "attributes":
		out := map[string]any{}
		if !x.attribute() {
			for _, a := range x.at.Current().Attr {
				out[a.Name.Local] = a.Value
			}
		}
		return out, true
	}
	return nil, false
}
