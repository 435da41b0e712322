package cli

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPick(t *testing.T) {
	names := []string{"Store API", "store api", "Billing", "Billing", "Search", ""}
	tests := []struct {
		want string
		at   int
		text string // of the error
	}{
		{"Store API", 0, ""},
		{"store api", 1, ""},
		{"SEARCH", 4, ""},
		{"STORE API", 0, "2 collections named"},
		{"Billing", 0, "2 collections named"},
		{"Serch", 0, `Did you mean "Search"?`},
		{"bill", 0, `Did you mean "Billing", "Billing"?`},
		{"xyzzyplugh", 0, `There are: "Store API"`},
	}
	for _, tt := range tests {
		at, err := pick("collection", tt.want, names)
		if tt.text == "" && (err != nil || at != tt.at) {
			t.Errorf("pick %q = %d, %v; want %d", tt.want, at, err, tt.at)
		}
		if tt.text != "" && (err == nil || !strings.Contains(err.Error(), tt.text)) {
			t.Errorf("pick %q: error %v, want one with %q", tt.want, err, tt.text)
		}
	}
}

func TestNearestOrder(t *testing.T) {
	got := nearest("orders", []string{"zebra", "order", "list orders", "borders", "orders2", "a", "ordres"})
	want := []string{"order", "list orders", "borders", "orders2", "ordres"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("nearest (-want +got)\n%s", diff)
	}
}

func TestPrintable(t *testing.T) {
	if got := printable("a\x1b[31m\nb\u202ec\u2028d é漢"); got != "a [31m b c d é漢" {
		t.Errorf("printable = %q", got)
	}
}
