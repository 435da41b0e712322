package handlebars

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

const shop = `{"name": "Ann", "empty": "", "zero": 0, "none": null, "yes": true, "list": [1, "b", {"c": "d"}],
	"people": [{"name": "Bob", "age": 7}, {"name": "Cy", "age": 8}], "map": {"b": 2, "a": 1}, "a b": {"c-d": 5}, "big": 12345678901, "small": 0.5}`

var upper = Helpers{"upper": func(c *Call) (any, error) { return strings.ToUpper(c.Text(0)), nil },
	"fail": func(c *Call) (any, error) { return nil, errors.New("it fails") },
	"twice": func(c *Call) (any, error) {
		text, err := c.Capture()
		return text + text, err
	},
	"hash": func(c *Call) (any, error) { return c.Named("a", "-") + c.Named("b", "-"), nil }}

func fill(t testing.TB, source string, o Options) (string, error) {
	t.Helper()
	if o.Root == nil {
		if err := json.Unmarshal([]byte(shop), &o.Root); err != nil {
			t.Fatal(err)
		}
	}
	c, err := Compile(source, upper)
	if err != nil {
		return "", err
	}
	return c.Run(o)
}

func TestRun(t *testing.T) {
	tests := []struct{ source, want string }{
		{"plain { text } }} ok", "plain { text } }} ok"},
		{"{{name}} {{ name }} {{{name}}} {{&name}} {{nosuch}}|{{name.nosuch.more}}|{{none}}", "Ann Ann Ann Ann ||"},
		{`\{{name}} \\{{name}} {{"a}}b"}} {{'it\'s'}} {{12}} {{-1.5}} {{true}} {{null}}`, `{{name}} \Ann a}}b it's 12 -1.5 true `},
		{"{{list.0}} {{list.[1]}} {{list/2/c}} {{list.length}} {{list.first}} {{list.last.c}} {{[a b].[c-d]}} {{big}} {{small}} {{name.length}}", "1 b d 3 1 d 5 12345678901 0.5 3"},
		{"{{list}} {{map}}", `[1,"b",{"c":"d"}] {"a":1,"b":2}`},
		{"{{#if yes}}y{{else}}n{{/if}}{{#if empty}}y{{else}}n{{/if}}{{#if zero}}y{{else}}n{{/if}}{{#if zero includeZero=true}}y{{/if}}", "ynny"},
		{"{{#if nosuch}}a{{else if name}}b{{else}}c{{/if}}{{#if nosuch}}a{{else if none}}b{{else}}c{{/if}}", "bc"},
		{"{{#unless empty}}u{{/unless}}{{^yes}}n{{/yes}}{{^empty}}e{{/empty}}{{#yes}}y{{^}}z{{/yes}}", "uey"},
		{"{{#each people}}{{@index}}{{@first}}{{@last}} {{name}} of {{../name}} {{@root.name}};{{else}}none{{/each}}", "0truefalse Bob of Ann Ann;1falsetrue Cy of Ann Ann;"},
		{"{{#each people}}{{#if age}}{{name}}<{{../name}}{{/if}}{{/each}}", "Bob<AnnCy<Ann"},
		{"{{#each map}}{{@key}}={{this}},{{/each}}{{#each nosuch}}x{{else}}none{{/each}}", "a=1,b=2,none"},
		{"{{#each people as |p i|}}{{i}}{{p.name}}{{#each ../list as |x|}}{{p.age}}{{/each}}{{/each}}", "0Bob7771Cy888"},
		{"{{#with map}}{{a}}{{../name}}{{/with}}{{#with nosuch}}x{{else}}no{{/with}}{{#with map as |m|}}{{m.b}}{{/with}}", "1Annno2"},
		{"{{#people}}{{name}}{{/people}}{{#map}}{{b}}{{/map}}", "BobCy2"},
		{"{{upper name}} {{upper (lookup people.1 'name')}} {{lookup list 1}} {{hash a=1 b=(upper 'x')}} {{if yes 'a' 'b'}}", "ANN CY b 1X a"},
		{"{{#twice}}{{name}}{{/twice}} {{#each list}}{{#twice}}{{@index}}{{/twice}}{{/each}}", "AnnAnn 001122"},
		{"a {{~name~}} b{{~! c ~}} c", "aAnnbc"},
		{"{{! one }}{{!-- two }} -- --}}x{{!----}}", "x"},
		{"a\n  {{#if yes}}\nb\n  {{/if}}\nc\n{{! gone }}\n", "a\nb\nc\n"},
		{"a {{#if yes}}\nb{{/if}}\n", "a \nb\n"},
		{"{{{{raw}}}}{{name}} {{#if}}{{{{/raw}}}}!", "{{name}} {{#if}}!"},
		{"{{this.name}} {{./name}} {{#each list}}{{this}}{{/each}}", `Ann Ann 1b{"c":"d"}`},
		{"{{#each people}}{{zero}}{{/each}}", "00"},
		{"{{> p}}{{#*inline 'p'}}<{{name}}>{{/inline}}{{> p people.1}}{{> \"p\" name='x'}}{{> p people.[0] name=(upper name)}}", "<Ann><Cy><x><ANN>"},
		{"{{#each people}}{{> p this k=@index}}{{/each}}{{#*inline \"p\"}}{{k}}{{name}}{{@root.name}}{{../name}}{{/inline}}", "0BobAnnBob1CyAnnCy"},
		{"{{#*inline 'p'}}a{{/inline}}{{#with map}}{{#*inline 'p'}}b{{/inline}}{{> p}}{{/with}}{{> p}}", "ba"},
		{"{{#*inline 'a'}}{{> b/c}}{{/inline}}{{#*inline 'b/c'}}{{n}}{{#if n}}{{> b/c n=(lookup m n)}}{{/if}}{{/inline}}{{> a n='a'}}", "a"},
		{"{{#*inline 'e'}}{{/inline}}{{> e}}{{~> e}} {{> e~}} x", " x"},
		{"a\n{{#*inline 'p'}}\nline {{name}}\n{{/inline}}\n  {{> p}}\nb\n", "a\n  line Ann\nb\n"},
	}
	for _, tt := range tests {
		if got, err := fill(t, tt.source, Options{}); err != nil || got != tt.want {
			t.Errorf("%s\n got %q, %v\nwant %q", tt.source, got, err, tt.want)
		}
	}
}

func TestFaultsHaveAPlace(t *testing.T) {
	tests := []struct {
		source       string
		line, column int
		text         string
	}{
		{"ab\nü {{name", 2, 3, "not closed"},
		{"{{{name}}", 1, 1, "not closed"},
		{"{{#if a}}\n\n", 1, 1, "/if"},
		{"x\n{{#if a}}{{/each}}", 2, 10, "the open one is"},
		{"{{/if}}", 1, 1, "no block"},
		{"{{else}}", 1, 1, "no block"},
		{"{{#if a}}{{else}}{{else}}{{/if}}", 1, 18, "after its"},
		{"{{ }}", 1, 4, "missing"},
		{"\n {{nosuch 1}}", 2, 4, "no helper"},
		{"{{upper (nosuch 1)}}", 1, 10, "no helper"},
		{"{{upper (upper 1}}", 1, 17, ") is missing"},
		{"{{upper 'x}}", 1, 1, "not closed"},
		{"{{upper a=1 2}}", 1, 13, "come last"},
		{"\n{{> partial}}", 2, 1, "no partial \"partial\""},
		{"{{#if yes}}{{#*inline 'x'}}{{/inline}}{{/if}}{{> x}}", 1, 46, "no partial \"x\""},
		{"{{#> layout}}{{/layout}}", 1, 1, "not supported"},
		{"{{#*other 'x'}}{{/other}}", 1, 1, "not supported"},
		{"{{* inline}}", 1, 1, "not supported"},
		{"{{#*inline 'x'}}a", 1, 1, "/inline"},
		{"{{#*inline 'x'}}{{/if}}", 1, 17, "which {{/inline}} closes"},
		{"{{#*inline 'x'}}{{else}}{{/inline}}", 1, 17, "which {{/inline}} closes"},
		{"{{#*inline}}{{/inline}}", 1, 11, "missing"},
		{"{{#*inline 'x' 1}}{{/inline}}", 1, 1, "nothing else"},
		{"{{#*inline 'x'}}{{/inline}} {{#*inline 'x'}}{{/inline}}", 1, 29, "twice"},
		{"{{#*inline 'x'}}\n{{nosuch 1}}{{/inline}}", 2, 3, "no helper"},
		{"{{> (upper 'x')}}", 1, 5, "written out"},
		{"{{> @partial-block}}", 1, 1, "no name"},
		{"{{> x 1 2}}{{#*inline 'x'}}{{/inline}}", 1, 9, "takes one value"},
		{"{{> x )}}", 1, 7, "unexpected"},
		{"{{#*inline 'x'}}{{fail 1}}{{/inline}}\n{{> x}}", 1, 19, "it fails"},
		{"{{#*inline 'x'}}{{> x}}{{/inline}}{{> x}}", 1, 17, "deeper than 200"},
		{"{{upper )}}", 1, 9, "unexpected"},
		{"{{!-- x }}", 1, 1, "not closed"},
		{"{{{{a}}}} x", 1, 1, "not closed"},
		{"a\nb {{#each list}}{{fail 1}}{{/each}}", 2, 19, "it fails"},
		{"{{#each list as ||}}{{/each}}", 1, 13, "|a b|"},
		{strings.Repeat("{{#if a}}", 200), 1, 892, "deeper"},
		{"{{upper " + strings.Repeat("(upper ", 200) + strings.Repeat(")", 200) + "}}", 1, 709, "deeper"},
	}
	for _, tt := range tests {
		_, err := fill(t, tt.source, Options{})
		fault, ok := errors.AsType[*Error](err)
		if !ok || fault.Line != tt.line || fault.Column != tt.column || !strings.Contains(fault.Text, tt.text) {
			t.Errorf("%.60q: %v, want line %d, column %d: ...%s", tt.source, err, tt.line, tt.column, tt.text)
		}
	}
}

func TestRunsAreBounded(t *testing.T) {
	many := make([]any, 2000)
	root := map[string]any{"m": many}
	ticks := time.Unix(0, 0)
	tests := map[string]Options{
		"more than 1000000 steps": {Root: root, Now: func() time.Time { return time.Unix(0, 0) }},
		"over the limit of":       {Root: root, MaxOutput: 100},
		"longer than 3s":          {Root: root, Now: func() time.Time { ticks = ticks.Add(time.Second); return ticks }},
	}
	for want, o := range tests {
		got, err := fill(t, "{{#each m}}{{#each @root.m}}{{#each @root.m}}x{{/each}}{{/each}}{{/each}}", o)
		if err == nil || !strings.Contains(err.Error(), want) || got != "" {
			t.Errorf("got %d bytes, %v, want %s", len(got), err, want)
		}
	}
}

func FuzzTemplate(f *testing.F) {
	for _, seed := range []string{"{{#if a}}{{else if b}}{{/if}}", "{{{x}}}", `{{"a'b" c=(d 1)}}`, "{{!-- --}}", "{{{{a}}}}{{{{/a}}}}", "{{~^x~}}{{/x}}",
		"{{#each a as |b c|}}{{../@index.[x]}}{{/each}}", `\\{{a}}\{{`, "{{upper name}}{{#twice}}{{list}}{{/twice}}",
		"{{#*inline 'a'}}{{> a this b=1}}{{/inline}}{{> a}}", "{{#if x}}{{#*inline a}}{{> b.c}}{{/inline}}{{/if}}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		got, err := fill(t, source, Options{MaxOutput: 1 << 16})
		if fault, ok := errors.AsType[*Error](err); err != nil && (!ok || fault.Line < 1 || fault.Column < 1 || got != "") {
			t.Fatalf("%q: %q, %v", source, got, err)
		}
		if err == nil && !strings.Contains(source, "{{") && got != source {
			t.Fatalf("%q is no template and gives %q", source, got)
		}
	})
}
