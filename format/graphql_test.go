package format

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/internal/corpus"
)

func TestGraphQL(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"short query", `{a b,c}`, "{\n  a\n  b\n  c\n}\n"},
		{"query", `query Q($id:ID!=1,$list:[Int!]!=[1,2]@d){user(id:$id,filter:{a:1,b:["x",{c:true}]}){...F @include(if:$x) ...on User{name:alias}id}}fragment F on User{id}`,
			"query Q($id: ID! = 1, $list: [Int!]! = [1, 2] @d) {\n  user(id: $id, filter: {a: 1, b: [\"x\", {c: true}]}) {\n    ...F @include(if: $x)\n    ... on User {\n      name: alias\n    }\n    id\n  }\n}\n\nfragment F on User {\n  id\n}\n"},
		{"schema", `"""A type"""type T implements A&B@key(fields:"id"){"The id" id(a:Int=1 b:[String!]):ID! type:String! query:Query}scalar D union U=|A|B enum E{A B@deprecated} extend type T{x:Int}directive@d(a:Int)repeatable on FIELD|QUERY schema{query:Q}`,
			"\"\"\"A type\"\"\"\ntype T implements A & B @key(fields: \"id\") {\n  \"The id\"\n  id(a: Int = 1, b: [String!]): ID!\n  type: String!\n  query: Query\n}\n\nscalar D\n\nunion U = | A | B\n\nenum E {\n  A\n  B @deprecated\n}\n\nextend type T {\n  x: Int\n}\n\ndirective @d(a: Int) repeatable on FIELD | QUERY\n\nschema {\n  query: Q\n}\n"},
		{"comments", "# top\nquery { # here\n  a # and here\n\n\n  # above b\n  b\n  # last\n}\n# end", "# top\nquery { # here\n  a # and here\n\n  # above b\n  b\n  # last\n}\n\n# end\n"},
		{"block string", "type T {\n\"\"\"\n      Deep\n        deeper\n\n      text\n      \"\"\"\n  a: Int }", "type T {\n  \"\"\"\n  Deep\n    deeper\n\n  text\n  \"\"\"\n  a: Int\n}\n"},
		{"variable", `{user(id:{{id}}){ {{field}} }}`, "{\n  user(id: {{id}}) {\n    {{field}}\n  }\n}\n"},
		{"empty", " \n", ""},
		{"no fields", "type A{} type B", "type A {}\n\ntype B\n"},
	} {
		got, err := GraphQL([]byte(c.in), Style{})
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %v\n%s", c.name, err, cmp.Diff(c.want, string(got)))
		}
		checkGraphQL(t, []byte(c.in), got)
	}
}

// checkGraphQL holds what was written against what was read: the same tokens, and nothing more to change.
func checkGraphQL(t *testing.T, in, out []byte) {
	t.Helper()
	if a, b := meaning(t, in), meaning(t, out); !cmp.Equal(a, b) {
		t.Errorf("tokens have changed:\n%s", cmp.Diff(a, b))
	}
	again, err := GraphQL(out, Style{})
	if err != nil || !bytes.Equal(again, out) {
		t.Errorf("formatting twice differs: %v\n%s", err, cmp.Diff(string(out), string(again)))
	}
}

// meaning lists the tokens, block strings without the indent that means nothing.
func meaning(t *testing.T, text []byte) (out []string) {
	t.Helper()
	tokens, err := scanGraphQL(text)
	if err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	for _, token := range tokens {
		raw := text[token.from:token.to]
		switch token.kind {
		case gqlBlock:
			raw = bytes.Join(blockLines(raw), []byte("\n"))
		case gqlComment:
			raw = bytes.TrimRight(raw, " \t\r")
		}
		out = append(out, string(raw))
	}
	return out
}

func TestGraphQLFaults(t *testing.T) {
	for in, want := range map[string]string{
		"query {\n a": "line 1, column 7: { is not closed", "{ a ) }": "line 1, column 5: ) does not close the { of line 1, column 1",
		"}": "line 1, column 1: } closes nothing", "{ é }": "line 1, column 3: GraphQL has no é here",
		"{a(b:\"x\n\")}": `line 1, column 6: the string is not closed on its line; longer texts stand between """`,
		`"""x`:           `line 1, column 1: the text after """ is not closed`,
	} {
		out, err := GraphQL([]byte(in), Style{})
		if err == nil || err.Error() != want || out != nil {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestGraphQLOnCorpus(t *testing.T) {
	n := 0
	err := filepath.WalkDir(corpus.Dir(t, "graphql"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".graphql") && !strings.HasSuffix(path, ".gql") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		out, err := GraphQL(text, Style{Indent: "\t"})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return nil
		}
		n++
		if a, b := meaning(t, text), meaning(t, out); !cmp.Equal(a, b) {
			t.Errorf("%s: tokens have changed", path)
		}
		if again, err := GraphQL(out, Style{Indent: "\t"}); err != nil || !bytes.Equal(again, out) {
			t.Errorf("%s: formatting twice differs: %v\n%s", path, err, cmp.Diff(string(out), string(again)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(n, "files")
}

func FuzzGraphQL(f *testing.F) {
	for _, s := range []string{`{a(b:[1,{c:"d"}])@e{...f}}`, "# a\n#b\n{#c\n}", "\"\"\"\n a\n  b\\\"\"\"\n\"\"\" type A", `{{x}}`, "type T{a(\"d\" b:Int):C}", "[\"a\"#\n1]"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		out, err := GraphQL(text, Style{})
		if err != nil {
			return
		}
		if a, b := meaning(t, text), meaning(t, out); !cmp.Equal(a, b) {
			t.Errorf("%q became %q: tokens have changed:\n%s", text, out, cmp.Diff(a, b))
		}
	})
}
