// Package imports holds the test of the import table: which package of the module may import which.
package imports

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rule says what a folder may import. A pattern ends in "/..." for a folder with all below it.
type rule struct {
	inside  []string // packages of this module
	outside []string // modules beside the standard library
}

const fyne = "fyne.io/fyne/v2/..."

// table is the import table of ARCHITECTURE.md. The most specific folder wins.
var table = map[string]rule{
	"model":           {},
	"vars":            {inside: []string{"model"}},
	"highlight":       {outside: []string{"github.com/alecthomas/chroma/v2/..."}},
	"markdown":        {inside: []string{"highlight", "text"}, outside: []string{"github.com/yuin/goldmark/..."}},
	"instance":        {},
	"text":            {outside: []string{"github.com/clipperhouse/uax29/..."}},
	"jsonscan":        {},
	"jsonpath":        {inside: []string{"jsonscan"}},
	"jsonview":        {inside: []string{"jsonscan", "jsonpath"}, outside: []string{"github.com/itchyny/gojq"}},
	"xmlscan":         {},
	"format":          {inside: []string{"xmlscan"}},
	"validate":        {inside: []string{"jsonscan", "xmlscan"}},
	"store":           {inside: []string{"model"}, outside: []string{"go.etcd.io/bbolt/..."}},
	"coding":          {outside: []string{"github.com/andybalholm/brotli", "github.com/klauspost/compress/..."}},
	"send":            {inside: []string{"model", "vars", "coding", "send/..."}, outside: []string{"golang.org/x/net/..."}},
	"mock":            {inside: []string{"model", "vars", "coding", "jsonpath", "jsonscan", "mock/..."}, outside: []string{"github.com/antchfx/xmlquery", "github.com/antchfx/xpath", "github.com/santhosh-tekuri/jsonschema/v6/...", "github.com/andybalholm/brotli", "github.com/klauspost/compress/...", "github.com/coder/websocket"}},
	"mock/authority":  {inside: []string{"model"}},
	"mock/handlebars": {},
	"convert":         {inside: []string{"model", "convert/..."}},
	"cli":             {inside: []string{"model", "vars", "store", "send", "mock", "mock/authority", "convert/...", "workbench", "instance"}, outside: []string{"github.com/spf13/cobra", "github.com/spf13/pflag"}},
	"secret":          {outside: []string{"github.com/zalando/go-keyring"}},
	"workbench":       {inside: []string{"model", "vars", "store", "secret", "send", "mock", "mock/authority", "convert/...", "instance"}},
	"desk":            {inside: []string{"model", "mock", "workbench", "ui", "ui/request"}},
	"assets":          {},
	"ui/task":         {inside: []string{"model"}},
	"ui/session":      {inside: []string{"model", "ui/task"}},
	"ui/theme":        {inside: []string{"assets"}, outside: []string{fyne}},
	"ui/kit":          {inside: []string{"ui/theme", "ui/task", "text", "highlight", "format", "validate"}, outside: []string{fyne, "golang.org/x/image/...", "github.com/clipperhouse/uax29/..."}},
	"ui/fields":       {inside: []string{"model", "vars", "text", "ui/task", "ui/kit", "ui/theme"}, outside: []string{fyne}},
	"ui/*":            {inside: []string{"model", "vars", "text", "highlight", "markdown", "jsonscan", "jsonview", "ui/task", "ui/session", "ui/theme", "ui/kit", "ui/fields"}, outside: []string{fyne, "golang.org/x/image/..."}},
	"ui":              {inside: []string{"model", "ui/..."}, outside: []string{fyne}},
	"bench":           {inside: []string{"..."}, outside: []string{"..."}},
	"internal":        {inside: []string{"..."}, outside: []string{"..."}},
	".":               {inside: []string{"..."}, outside: []string{fyne}},
}

// testSpace is the workspace in memory that tests of the window's rooms share.
const testSpace = "internal/testspace"

// testCorpus finds real files for tests of every package.
const testCorpus = "internal/corpus"

// testModules may be imported by tests of every package.
var testModules = []string{"github.com/google/go-cmp/...", "github.com/rogpeppe/go-internal/...", "golang.org/x/tools/...", "github.com/theory/jsonpath", "github.com/andybalholm/brotli", "github.com/klauspost/compress/..."}

const app = "fyne.io/fyne/v2/app"

// windowBench measures in a window of its own, and may open one.
const windowBench = "bench/codeview/window"

func TestImports(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := 0
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && p != root && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" || name == "build") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		seen++
		checkFile(t, p, filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 100 {
		t.Fatalf("only %d files were looked at: the walk is wrong", seen)
	}
}

func checkFile(t *testing.T, file, rel string) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		t.Error(err)
		return
	}
	dir, isTest := path.Dir(rel), strings.HasSuffix(rel, "_test.go")
	r, ok := ruleFor(dir)
	if !ok {
		t.Errorf("%s: the folder is not in the import table", rel)
		return
	}
	for _, spec := range f.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if why := refuse(r, dir, rel, imported, isTest); why != "" {
			t.Errorf("%s imports %q: %s", rel, imported, why)
		}
		if imported == app && !needsCgo(f) {
			t.Errorf("%s imports %q and is not behind \"//go:build cgo\": the rest must build without", rel, imported)
		}
	}
}

// needsCgo tells whether a file is left out of builds without cgo.
func needsCgo(f *ast.File) bool {
	return slices.ContainsFunc(f.Comments, func(c *ast.CommentGroup) bool { return c.List[0].Text == "//go:build cgo" })
}

func refuse(r rule, dir, file, imported string, isTest bool) string {
	inside, ok := strings.CutPrefix(imported, "postern/")
	switch {
	case imported == app && file != "window.go" && dir != windowBench:
		return "only window.go may"
	case ok && inside == dir:
		return "" // a test from outside of its own package
	case ok && isTest && (inside == testCorpus || inside == testSpace && strings.HasPrefix(dir, "ui/")):
		return ""
	case ok && !matches(r.inside, inside) && !isTest:
		return "the import table forbids it"
	case ok && isTest && !matches(r.inside, inside) && strings.HasPrefix(dir, "ui/") && !strings.HasPrefix(inside, "ui/"):
		return "the import table forbids it, in tests too"
	case ok || !strings.Contains(strings.Split(imported, "/")[0], "."):
		return "" // of this module, or of the standard library
	case matches(r.outside, imported) || isTest && (matches(testModules, imported) || matches([]string{fyne}, imported) && (strings.HasPrefix(dir, "ui") || dir == "desk")):
		return ""
	}
	return "the module is not in the import table for this folder"
}

func ruleFor(dir string) (rule, bool) {
	if r, ok := table[dir]; ok {
		return r, true
	}
	if path.Dir(dir) == "ui" {
		return table["ui/*"], true
	}
	for d := path.Dir(dir); d != "."; d = path.Dir(d) {
		if r, ok := table[d]; ok {
			return r, true
		}
	}
	return rule{}, false
}

func matches(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		if p == "..." || p == name {
			return true
		}
		prefix, all := strings.CutSuffix(p, "/...")
		return all && (name == prefix || strings.HasPrefix(name, prefix+"/"))
	})
}

// TestTableBites makes sure that the test above can fail.
func TestTableBites(t *testing.T) {
	for _, c := range []struct{ dir, file, imported string }{
		{"model", "model/x.go", "postern/vars"},
		{"ui/request", "ui/request/x.go", "postern/ui/response"},
		{"ui", "ui/x.go", "postern/store"},
		{"ui/kit", "ui/kit/x.go", "postern/model"},
		{"store", "store/x.go", "github.com/spf13/cobra"},
		{"ui/request", "ui/request/x.go", "postern/" + testSpace},
		{"ui", "ui/x.go", app},
		{"bench/codeview", "bench/codeview/x.go", app},
	} {
		r, _ := ruleFor(c.dir)
		if refuse(r, c.dir, c.file, c.imported, false) == "" {
			t.Errorf("%s may import %s, which the table forbids", c.dir, c.imported)
		}
	}
	if _, err := os.Stat(filepath.Join("..", "..", "go.mod")); err != nil {
		t.Fatal(err)
	}
}
