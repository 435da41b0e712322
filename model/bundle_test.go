package model

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func bundle() Bundle {
	request := func(id ID, examples ...Example) Item {
		return Item{Request: &Request{ID: id, Name: string(id), Scripts: []Script{{}}}, Examples: examples}
	}
	return Bundle{Collection: Collection{ID: "c", Name: "Shop", Variables: make([]Variable, 2), Scripts: []Script{{}}}, Items: []Item{
		{Folder: &Folder{ID: "f", Scripts: []Script{{}}}, Items: []Item{
			{Folder: &Folder{ID: "g"}, Items: []Item{request("deep")}},
			{Folder: &Folder{ID: "h"}},
			request("r", Example{ID: "x"}, Example{ID: "y"}),
		}},
		request("top"),
	}}
}

func TestBundleWalkTellsWhatIsAbove(t *testing.T) {
	var got []string
	b := bundle()
	b.Walk(func(above []*Folder, it *Item) {
		var path []string
		for _, f := range above {
			path = append(path, string(f.ID))
		}
		if it.Folder != nil {
			path = append(path, string(it.Folder.ID))
		} else {
			path = append(path, string(it.Request.ID))
		}
		got = append(got, strings.Join(path, "/"))
	})
	if want := []string{"f", "f/g", "f/g/deep", "f/h", "f/r", "top"}; !slices.Equal(got, want) {
		t.Errorf("walked %v, want %v", got, want)
	}
}

func TestImportMakesTheTree(t *testing.T) {
	im := Imported{File: "shop.json", Bundles: []Bundle{bundle()}, Environments: []Environment{{ID: "e", Variables: make([]Variable, 3)}}}
	if diff := cmp.Diff(Counts{Folders: 3, Requests: 3, Examples: 2, Variables: 5, Environments: 1, Scripts: 5}, im.Count()); diff != "" {
		t.Error(diff)
	}
	c := im.Change()
	tree := NewTree()
	if err := tree.Apply(c, time.Now()); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[ID][]ID{RootID: {"c"}, "c": {"f", "top"}, "f": {"g", "h", "r"}, "g": {"deep"}, "r": {"x", "y"}, EnvironmentsID: {"e"}} {
		if got := tree.Children(id); !slices.Equal(got, want) {
			t.Errorf("below %s: %v, want %v", id, got, want)
		}
	}
	if c.Name != "import shop.json" {
		t.Errorf("name %q", c.Name)
	}
}

func TestReportAndInputError(t *testing.T) {
	var r Report
	r.Add("a/b", ReportKept, "%d of %s", 2, "x")
	if diff := cmp.Diff([]ReportItem{{Path: "a/b", Kind: ReportKept, Text: "2 of x"}}, r.Items); diff != "" {
		t.Error(diff)
	}
	err := error(&InputError{Text: "no value", Line: 2, Column: 5})
	if !errors.Is(err, ErrInvalid) || err.Error() != "line 2, column 5: no value" || (&InputError{Text: "t"}).Error() != "t" {
		t.Error(err)
	}
}
