package workbench

import (
	"strings"
	"testing"

	"postern/model"
)

// TestTrustTheMocks sends to the HTTPS mock of the same workspace, before and after the user trusts it.
func TestTrustTheMocks(t *testing.T) {
	b := newBench(t)
	s := addStore(t, b, "Store API", "")
	s.collection.Mock.HTTPS = true
	apply(t, b, model.Put{Entity: &s.collection})
	st, err := b.StartMock(t.Context(), s.collection.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	draft := s.request.Clone()
	draft.SetAddress("https" + strings.TrimPrefix(st.URL, "http") + "/v1/products/1?lang=en")
	send := func() model.Exchange { return b.Send(t.Context(), SendOptions{Request: draft, Parent: s.folder.ID}) }
	refused := func(step string) {
		t.Helper()
		if x := send(); x.Failure == nil || x.Failure.Kind != model.FailTLS || !strings.Contains(x.Failure.Hint, "a mock of this machine: switch on") {
			t.Errorf("%s: %+v", step, x.Failure)
		}
	}
	verified := func(step string) {
		t.Helper()
		if x := send(); x.Failure != nil || x.Response.Status != 200 || !x.Response.TLS.Verified {
			t.Errorf("%s: %+v", step, x.Failure)
		}
	}
	set := func(on bool) {
		t.Helper()
		now, err := b.Settings()
		if err != nil {
			t.Fatal(err)
		}
		now.TrustMocks = on
		apply(t, b, model.PutSettings{Settings: now})
	}
	refused("at first")
	set(true)
	verified("trusted")
	draft.Settings.TrustMocks = new(false)
	refused("not by this request")
	set(false)
	refused("not any more")
	draft.Settings.TrustMocks = new(true)
	verified("by this request alone")
}

// TestHintOfOthers makes sure that certificates of other machines' mocks are not taken for our own.
func TestHintOfOthers(t *testing.T) {
	ours, theirs := newBench(t), newBench(t)
	var urls []string
	for _, b := range []*Bench{ours, theirs} {
		s := addStore(t, b, "Store API", "")
		s.collection.Mock.HTTPS = true
		apply(t, b, model.Put{Entity: &s.collection})
		st, err := b.StartMock(t.Context(), s.collection.ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		urls = append(urls, "https"+strings.TrimPrefix(st.URL, "http"))
	}
	r := model.Request{Method: "GET", Settings: model.RequestSettings{TrustMocks: new(true)}}
	r.SetAddress(urls[1])
	x := ours.Send(t.Context(), SendOptions{Request: r})
	if x.Failure == nil || x.Failure.Kind != model.FailTLS || strings.Contains(x.Failure.Hint, "a mock of this machine") {
		t.Errorf("%+v", x.Failure)
	}
}
