package model

import "slices"

// MockSource says which part of a request a rule looks at.
type MockSource string

// The sources of rules. Key names the value where a source has many.
const (
	MockMethod MockSource = "method" // the method as it came
	MockPath   MockSource = "path"   // the whole path, percent-encoded as it came
	MockParam  MockSource = "param"  // a path parameter of the route: Key is its name
	MockQuery  MockSource = "query"  // a query parameter
	MockHeader MockSource = "header" // a header, whatever its case
	MockCookie MockSource = "cookie" // a cookie
	MockJSON   MockSource = "json"   // the JSON body: Key is a JSONPath (RFC 9535), empty for the whole
	MockXML    MockSource = "xml"    // the XML body: Key is an XPath 1.0 expression
	MockForm   MockSource = "form"   // a field of a form or multipart body; of a file its name
	MockBody   MockSource = "body"   // the whole body as text
)

// MockSources lists the sources in the order in which they are offered.
var MockSources = []MockSource{MockQuery, MockHeader, MockCookie, MockParam, MockPath, MockMethod, MockJSON, MockXML,
	MockForm, MockBody}

// MockOperator says how a rule compares.
type MockOperator string

// The operators of rules. A source may give several values ("?a=1&a=2"): a rule holds where one of them
// passes, the negative ones ("not equals", "not contains", "not exists") where none does. A value that is
// missing passes the negative ones only.
const (
	MockEquals      MockOperator = "equals"
	MockNotEquals   MockOperator = "not equals"
	MockContains    MockOperator = "contains"
	MockNotContains MockOperator = "not contains"
	MockMatches     MockOperator = "matches" // a regular expression (RE2) that is found in the value
	MockExists      MockOperator = "exists"
	MockNotExists   MockOperator = "not exists"
	MockLess        MockOperator = "<"
	MockLessEqual   MockOperator = "<="
	MockGreater     MockOperator = ">"
	MockGreaterEq   MockOperator = ">="
	MockBefore      MockOperator = "before" // dates: RFC 3339, RFC 9110 or 2006-01-02
	MockAfter       MockOperator = "after"
	MockSubset      MockOperator = "json subset" // Value is JSON; the value may have more members
	MockSchema      MockOperator = "json schema" // Value is a JSON Schema without references elsewhere
)

// MockOperators lists the operators in the order in which they are offered.
var MockOperators = []MockOperator{MockEquals, MockNotEquals, MockContains, MockNotContains, MockMatches, MockExists,
	MockNotExists, MockLess, MockLessEqual, MockGreater, MockGreaterEq, MockBefore, MockAfter, MockSubset, MockSchema}

// MockGroup joins rules.
type MockGroup string

// The groups. An empty one is a single condition.
const (
	MockAll  MockGroup = "and"
	MockAny  MockGroup = "or"
	MockNone MockGroup = "not" // none of the rules holds
)

// The bounds of rules; what is over them is a problem when the mock is compiled.
const (
	MaxMockRuleDepth = 8   // groups in groups
	MaxMockRules     = 200 // of one example, groups included
	MaxMockRuleText  = 64 << 10
)

// MockRule is a condition on a request, or a group of them.
type MockRule struct {
	// Group joins Rules; the other fields are then not used.
	Group MockGroup  `json:"group,omitempty"`
	Rules []MockRule `json:"rules,omitempty"`

	Source   MockSource   `json:"source,omitempty"`
	Key      string       `json:"key,omitempty"`
	Operator MockOperator `json:"op,omitempty"`
	// Value may hold {{variables}} of the collection.
	Value string `json:"value,omitempty"`
	// Disabled rules are kept and not compared.
	Disabled bool `json:"disabled,omitempty"`
}

// CloneMockRules returns a deep copy of rules; nil stays nil.
func CloneMockRules(in []MockRule) []MockRule {
	out := slices.Clone(in)
	for i := range out {
		out[i].Rules = CloneMockRules(out[i].Rules)
	}
	return out
}
