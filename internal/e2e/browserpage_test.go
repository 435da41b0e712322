//go:build e2e

package e2e

import (
	"strings"
	"time"

	"postern/model"
)

// echo is the template of an answer with what the request brought.
const echo = `{"client": "{{header 'X-Client'}}", "token": "{{header 'Authorization'}}", "n": {{body 'n'}}}`

// pageCollection is what the page in testdata/browser uses.
func pageCollection() *model.Bundle {
	none := answer("none", 404, `[]`)
	seed := answer("two users", 200, `[{"id": 1, "name": "Ann"}, {"id": 2, "name": "Ben"}]`)
	filled := model.ExampleMock{Template: true}
	items := []model.Item{
		route("GET", "/fine", answer("fine", 200, "fine")),
		route("POST", "/login", answer("in", 200, `{}`, "Set-Cookie: session=abc; Path=/; HttpOnly")),
		route("GET", "/me", mocking(answer("me", 200, `{"session": "{{cookie 'session'}}"}`), filled)),
		route("POST", "/headers", mocking(answer("echo", 200, echo), filled)),
		route("GET", "/things", answer("two things", 200, `[1, 2]`, "X-Own: mine", "Set-Cookie: seen=1"), none),
		route("GET", "/users", seed),
		route("POST", "/form", mocking(answer("echo", 200, `{"name": "{{body 'name'}}"}`), filled)),
		route("GET", "/old", answer("moved", 302, "", "Location: /fine")),
		route("POST", "/old-form", answer("moved", 307, "", "Location: /headers")),
		route("GET", "/tagged", behaving(answer("tagged", 200, "tagged"), model.MockBehaviour{ETag: new(true)})),
		route("GET", "/marked", behaving(answer("marked", 200, "marked"), model.MockBehaviour{ETag: new(true)})),
		route("GET", "/ranged", behaving(answer("ranged", 200, "0123456789"), model.MockBehaviour{Ranges: new(true)})),
		route("GET", "/long", behaving(answer("long", 200, strings.Repeat("long ", 1000)), model.MockBehaviour{Compress: new(true)})),
		route("GET", "/error", behaving(answer("error", 200, "{}"), model.MockBehaviour{Errors: &model.MockErrors{Rate: 1}})),
		route("GET", "/guarded", answer("in", 200, `"in"`)),
		route("GET", "/seldom", answer("now", 200, `{}`)),
		route("GET", "/slow", behaving(answer("slow", 200, strings.Repeat("slow ", 100_000)), model.MockBehaviour{Rate: new(20.0)})),
		route("GET", "/events", mocking(answer("events", 200, ""), model.ExampleMock{Events: pageEvents})),
		route("GET", "/socket", mocking(answer("socket", 200, ""), model.ExampleMock{Socket: pageSocket})),
		fault("ANY", "reset", model.FaultReset), fault("GET", "empty", model.FaultEmpty), fault("GET", "cut", model.FaultCut),
		fault("GET", "length", model.FaultLength), fault("GET", "chunk", model.FaultChunk), fault("GET", "hang", model.FaultHang),
	}
	for _, it := range items {
		switch it.Request.Name {
		case "GET /guarded":
			it.Request.Mock.Behaviour = &model.MockBehaviour{Auth: &model.MockAuth{Kind: model.MockAuthBearer, Secret: "let-me-in"}}
		case "GET /seldom":
			it.Request.Mock.Behaviour = &model.MockBehaviour{Limit: &model.MockLimit{Requests: 1, Window: time.Hour}}
		}
	}
	return collection("Page", model.MockSettings{
		Resources: []model.MockResource{{Name: "users", Path: "/users", Seed: seed.ID}},
		Scenarios: []model.MockScenario{{Name: "empty", Pins: map[string]model.ID{"GET /things": none.ID}}},
	}, items...)
}

func fault(method, name string, kind model.MockFaultKind) model.Item {
	return route(method, "/faults/"+name, behaving(answer(name, 200, "0123456789"), model.MockBehaviour{Fault: &model.MockFault{Kind: kind}}))
}

// pageEvents are cut off after every second event.
var pageEvents = &model.MockEvents{DropAfter: 2, Retry: 10 * time.Millisecond, Events: []model.MockEvent{
	{ID: "1", Data: "a"}, {ID: "2", Event: "tick", Data: "b\nc"}, {ID: "3", Data: "d", Delay: time.Millisecond}, {ID: "4", Data: "e"}}}

var pageSocket = &model.MockSocket{Subprotocol: "chat", Code: 4000, Steps: []model.MockSocketStep{
	{Send: "hello"}, {Expect: "^name=", Send: "welcome"}, {Expect: "data", Send: "AAEC", Base64: true}}}
