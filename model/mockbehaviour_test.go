package model

import (
	"reflect"
	"testing"
	"time"
)

func fullBehaviour() *MockBehaviour {
	rate, on := 50.0, true
	return &MockBehaviour{Rate: &rate, ETag: &on, Ranges: &on, Compress: &on,
		Latency: &MockLatency{Kind: LatencyPercentiles, Points: []MockPercentile{{50, time.Second}}},
		Errors:  &MockErrors{Rate: 1}, Fault: &MockFault{Kind: FaultReset}, Limit: &MockLimit{Requests: 1}, Auth: &MockAuth{Secret: "s"}}
}

// TestBehaviourClonesShareNothing changes everything in a clone that can be reached through a pointer.
func TestBehaviourClonesShareNothing(t *testing.T) {
	e := Example{Mock: ExampleMock{Behaviour: fullBehaviour(), Events: &MockEvents{Events: []MockEvent{{Data: "a"}}},
		Socket: &MockSocket{Steps: []MockSocketStep{{Send: "a"}}, Origins: []string{"a"}}}}
	f, q := Folder{Mock: FolderMock{Behaviour: fullBehaviour()}}, Request{Mock: RequestMock{Behaviour: fullBehaviour()}}
	s := MockSettings{Behaviour: fullBehaviour(), Scenarios: []MockScenario{{Behaviour: fullBehaviour()}}}
	before := text(t, e) + text(t, f) + text(t, q) + text(t, s)
	ec, sc := e.Clone(), s.Clone()
	ec.Mock.Events.Events[0].Data, ec.Mock.Socket.Steps[0].Send, ec.Mock.Socket.Origins[0] = "x", "x", "x"
	for _, b := range []*MockBehaviour{ec.Mock.Behaviour, f.Clone().Mock.Behaviour, q.Clone().Mock.Behaviour, sc.Behaviour, sc.Scenarios[0].Behaviour} {
		*b.Rate, *b.ETag, *b.Ranges, *b.Compress, b.Latency.Points[0].Percent = 1, false, false, false, 1
		b.Latency.Kind, b.Errors.Rate, b.Fault.Kind, b.Limit.Requests, b.Auth.Secret = "", 0, "", 0, "x"
	}
	if after := text(t, e) + text(t, f) + text(t, q) + text(t, s); after != before {
		t.Errorf("a change of the clone changed the original: %s", after)
	}
}

func TestBehaviourIsInheritedFieldByField(t *testing.T) {
	none, half := 0.0, 0.5
	far := fullBehaviour()
	near := &MockBehaviour{Rate: &none, Fault: &MockFault{}, Errors: &MockErrors{Rate: half}}
	got := near.Over(far)
	want := fullBehaviour()
	want.Rate, want.Fault, want.Errors = &none, &MockFault{}, &MockErrors{Rate: half}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %s, want %s", text(t, *got), text(t, *want))
	}
	if (*MockBehaviour)(nil).Over(nil) != nil || near.Over(nil) != near || (*MockBehaviour)(nil).Over(far) != far {
		t.Error("nothing over something is not the something")
	}
}

func TestNetworkProfiles(t *testing.T) {
	slow, _ := NetworkNamed("slow 3G")
	got := (&MockBehaviour{Network: "slow 3G", Latency: &MockLatency{Kind: LatencyFixed, Min: 1}}).Over(fullBehaviour())
	if got.Latency.Min != 1 || *got.Rate != slow.Rate || got.Network != "" || !*got.ETag {
		t.Errorf("got %s", text(t, *got))
	}
	if _, ok := NetworkNamed("nosuch"); ok {
		t.Error("a profile that does not exist is found")
	}
}
