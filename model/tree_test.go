package model

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var day = time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC)

// shop is c(f(r(x) s) t) d.
func shop(t *testing.T) *Tree {
	t.Helper()
	tree := NewTree()
	var edits []Edit
	add := func(e Entity, parent ID) {
		edits = append(edits, Put{e}, Place{ID: e.Head().ID, Parent: parent, Index: -1})
	}
	add(&Collection{ID: "c", Name: "C"}, RootID)
	add(&Collection{ID: "d"}, RootID)
	add(&Folder{ID: "f"}, "c")
	add(&Request{ID: "t", Method: "post"}, "c")
	add(&Request{ID: "r"}, "f")
	add(&Request{ID: "s"}, "f")
	add(&Example{ID: "x", Status: 200}, "r")
	add(&Environment{ID: "e"}, EnvironmentsID)
	if err := tree.Apply(Change{Edits: edits}, day); err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestTreeAnswers(t *testing.T) {
	tree := shop(t)
	if got, want := tree.Path("x"), []ID{"c", "f", "r", "x"}; !slices.Equal(got, want) {
		t.Errorf("path %v", got)
	}
	if tree.Collection("x") != "c" || tree.Collection("e") != "" || tree.Collection("gone") != "" {
		t.Error("wrong collection")
	}
	if !tree.Below("x", "f") || !tree.Below("f", "f") || tree.Below("t", "f") || tree.Below("f", "x") {
		t.Error("wrong about what is below what")
	}
	if h, _ := tree.Head("t"); h.Method != "POST" || h.Kind != KindRequest {
		t.Errorf("head %+v", h)
	}
	var walked []string
	for h, depth := range tree.Walk(RootID) {
		walked = append(walked, fmt.Sprint(h.ID, depth))
		if h.ID == "s" {
			break
		}
	}
	if want := []string{"c0", "f1", "r2", "x3", "s2"}; !slices.Equal(walked, want) {
		t.Errorf("walked %v", walked)
	}
}

func TestTreeRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		edit Edit
		want error
	}{
		"into itself":            {Place{ID: "c", Parent: "c"}, ErrInvalid},
		"below itself":           {Place{ID: "f", Parent: "r"}, ErrInvalid},
		"a collection below":     {Place{ID: "d", Parent: "c"}, ErrInvalid},
		"a request at the top":   {Place{ID: "r", Parent: RootID}, ErrInvalid},
		"a request in another":   {Place{ID: "r", Parent: "t"}, ErrInvalid},
		"an example in a folder": {Place{ID: "x", Parent: "f"}, ErrInvalid},
		"an unknown parent":      {Place{ID: "r", Parent: "gone"}, ErrInvalid},
		"an unknown entity":      {Place{ID: "gone", Parent: "c"}, ErrNotFound},
		"trash of nothing":       {Trash{ID: "gone"}, ErrNotFound},
		"removal of a full one":  {Remove{ID: "f"}, ErrInvalid},
	} {
		if err := shop(t).Apply(Change{Edits: []Edit{c.edit}}, day); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTrashTakesAllBelowAndRemembers(t *testing.T) {
	tree := shop(t)
	apply := func(now time.Time, edits ...Edit) {
		t.Helper()
		if err := tree.Apply(Change{Edits: edits}, now); err != nil {
			t.Fatal(err)
		}
	}
	apply(day, Trash{ID: "s"})
	apply(day.Add(time.Hour), Trash{ID: "f"})
	if len(tree.Path("x")) != 0 || tree.Collection("x") != "" || !tree.InTrash("f") || tree.InTrash("r") {
		t.Error("what is below a trashed folder is still in the tree")
	}
	trash := tree.Trash()
	if len(trash) != 2 || trash[0].Head.ID != "f" || trash[0].Parent != "c" || trash[0].Index != 0 || trash[1].Index != 1 {
		t.Errorf("trash: %+v", trash)
	}
	apply(day, Place{ID: "f", Parent: "d"}) // back, to elsewhere
	if got := tree.Path("x"); !slices.Equal(got, []ID{"d", "f", "r", "x"}) || tree.InTrash("f") {
		t.Errorf("path %v", got)
	}
	apply(day, Remove{ID: "s"})
	if _, ok := tree.Head("s"); ok || len(tree.Trash()) != 0 {
		t.Error("a removed entity is still known")
	}
}

func TestPlaceCountsWithoutTheEntity(t *testing.T) {
	for _, c := range []struct {
		id    ID
		index int
		want  string
	}{{"a", 2, "bcad"}, {"a", 3, "bcda"}, {"d", 0, "dabc"}, {"b", 1, "abcd"}, {"a", -1, "bcda"}, {"b", 99, "acdb"}} {
		tree := NewTree()
		edits := []Edit{Put{&Collection{ID: "top"}}, Place{ID: "top", Parent: RootID}}
		for _, id := range []ID{"a", "b", "c", "d"} {
			edits = append(edits, Put{&Request{ID: id}}, Place{ID: id, Parent: "top", Index: -1})
		}
		if err := tree.Apply(Change{Edits: edits}, day); err != nil {
			t.Fatal(err)
		}
		before := tree.Children("top")
		seen := slices.Clone(before)
		if err := tree.Apply(Change{Edits: []Edit{Place{ID: c.id, Parent: "top", Index: c.index}}}, day); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, id := range tree.Children("top") {
			got += string(id)
		}
		if got != c.want {
			t.Errorf("%s to %d: %s, want %s", c.id, c.index, got, c.want)
		}
		if !slices.Equal(before, seen) {
			t.Error("a slice that was handed out changed")
		}
	}
}

// TestTreeStaysWhole applies random edits: children and parents must agree after each that is accepted.
func TestTreeStaysWhole(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	tree := shop(t)
	ids := []ID{"c", "d", "f", "r", "s", "t", "x", "e", "g", "u"}
	pick := func() ID { return ids[rnd.IntN(len(ids))] }
	accepted := 0
	for range 5000 {
		edits := []Edit{Place{ID: pick(), Parent: pick(), Index: rnd.IntN(4) - 1}, Trash{ID: pick()}, Remove{ID: pick()},
			Put{&Folder{ID: "g"}}, Put{&Request{ID: "u"}}, Place{ID: pick(), Parent: RootID}}
		if tree.Apply(Change{Edits: []Edit{edits[rnd.IntN(len(edits))]}}, day) == nil {
			accepted++
		}
		for parent, kids := range tree.children {
			for _, k := range kids {
				if tree.parents[k] != parent {
					t.Fatalf("%s stands under %s, its parent is %q", k, parent, tree.parents[k])
				}
			}
			if compact := slices.Compact(slices.Sorted(slices.Values(kids))); len(compact) != len(kids) {
				t.Fatalf("twice among the children of %s: %v", parent, kids)
			}
		}
		for id, parent := range tree.parents {
			if !slices.Contains(tree.children[parent], id) || tree.InTrash(id) {
				t.Fatalf("%s says it stands under %s", id, parent)
			}
		}
	}
	if accepted < 500 {
		t.Errorf("only %d edits were accepted", accepted)
	}
	again := LoadTree(maps.Clone(tree.heads), maps.Clone(tree.children), maps.Clone(tree.trash))
	if diff := cmp.Diff(tree.parents, again.parents); diff != "" {
		t.Errorf("loaded anew: %s", diff)
	}
}
