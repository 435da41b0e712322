package workbench

import (
	"testing"

	"postern/model"
)

func TestSearch(t *testing.T) {
	b := newBench(t)
	api := addStore(t, b, "Store", "http://127.0.0.1")
	list, err := b.Search(t.Context(), "products LANG", 10)
	if err != nil || len(list) != 2 || list[0].ID != api.request.ID || list[0].Field != model.MatchParam || list[1].ID != api.example.ID {
		t.Errorf("%+v, %v", list, err)
	}
}
