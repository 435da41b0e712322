package postman

import (
	"io"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

func TestWriteTellsWhatMocksLeaveBehind(t *testing.T) {
	b, _ := read(t, collectionOf(`{"name":"F","item":[{"name":"R","request":"h/a","response":[{"name":"E"},{"name":"plain"}]}]}`))
	slow := &model.MockBehaviour{Network: "3G", Auth: &model.MockAuth{Kind: model.MockAuthKey, Secret: "s3cr3t"}}
	b.Collection.Mock = model.MockSettings{Port: 4010, HTTPS: true, Pins: map[string]model.ID{"GET /a": "x"},
		Scenarios: []model.MockScenario{{Name: "one"}, {Name: "two"}}, Resources: []model.MockResource{{Name: "users"}},
		Upstream: model.MockUpstream{URL: "https://api.example.com"}, Assertions: []model.MockAssertion{{Min: 1}}, Behaviour: slow}
	f := b.Items[0].Folder
	f.Mock.Behaviour = &model.MockBehaviour{Latency: &model.MockLatency{}, Fault: &model.MockFault{}}
	it := &b.Items[0].Items[0]
	it.Request.Mock = model.RequestMock{Priority: -1, Mode: model.MockMode{Pick: model.PickSequence}, PassThrough: true, Behaviour: &model.MockBehaviour{}}
	it.Examples[0].Mock = model.ExampleMock{Weight: 2.5, Template: true,
		Rules:   []model.MockRule{{}, {Group: model.MockAny, Rules: []model.MockRule{{}, {Disabled: true}}}},
		Ignored: model.MockKeys{Query: []string{"page"}}, Events: &model.MockEvents{Events: make([]model.MockEvent, 2)}}
	report, err := Write(io.Discard, b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	const left = ": left out: What the mock does here has no place in a Postman collection: "
	want := []string{
		"C/F/R" + left + `priority -1, mode "sequence", passing through to the real server`,
		"C/F/R/E" + left + "3 rules, 1 ignored key, weight 2.5, headers and body are templates, a stream of events (2)",
		"C/F" + left + "latency, faults",
		"C" + left + `port 4010, HTTPS, 1 pinned route, 2 scenarios, the real server that requests pass through to, 1 resource, 1 check, network "3G", check of authentication`,
	}
	if diff := cmp.Diff(want, linesOf(report)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestNothingOfAMockIsForgotten sets every field by itself, also those that come later.
func TestNothingOfAMockIsForgotten(t *testing.T) {
	each(t, func(m model.MockSettings) parts { return settingsBehind(m) })
	each(t, func(m model.RequestMock) parts { return requestBehind(m) })
	each(t, func(m model.ExampleMock) parts { return exampleBehind(m) })
	each(t, func(m model.MockBehaviour) parts { return behaviourBehind(&m) })
}

func each[T any](t *testing.T, behind func(T) parts) {
	t.Helper()
	var zero T
	if got := behind(zero); len(got) > 0 {
		t.Errorf("%T: nothing is set, and %q stays behind", zero, got)
	}
	for i := range reflect.TypeFor[T]().NumField() {
		v := reflect.New(reflect.TypeFor[T]()).Elem()
		set(v.Field(i))
		if got := behind(v.Interface().(T)); len(got) != 1 {
			t.Errorf("%T.%s is told as %q", zero, reflect.TypeFor[T]().Field(i).Name, got)
		}
	}
}

// set gives a value that is not the zero one.
func set(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		if v.Type() == reflect.TypeFor[*model.MockBehaviour]() {
			set(v.Elem())
		}
	case reflect.Struct:
		set(v.Field(0))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem())
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(1)
	case reflect.Uint64:
		v.SetUint(1)
	case reflect.Float64:
		v.SetFloat(1)
	}
}
