package postman

import (
	"strconv"

	"postern/model"
)

// behaviorName is the member with the departures from Postman's settings.
const behaviorName = "protocolProfileBehavior"

// behavior is the part of them that Postern knows.
type behavior struct {
	bodyOnGet, follow, verify *bool
	redirects                 *int
}

// behavior takes what an item says itself and fills the rest in from what is above it. Folders and
// collections keep theirs (own is false), because only requests have settings.
func (r *reader) behavior(o *object, above behavior, own bool) behavior {
	raw := o.peek(behaviorName)
	p, ok := r.object(raw)
	if !ok {
		o.take(behaviorName)
		if empty(raw) {
			return above
		}
		o.spell(behaviorName, raw)
		r.keep(behaviorName)
		return behavior{}
	}
	before := len(p.members)
	b := behavior{bodyOnGet: takeBool(&p, "disableBodyPruning"), follow: takeBool(&p, "followRedirects"),
		verify: takeBool(&p, "strictSSL"), redirects: r.redirects(&p)}
	if !own && len(p.members) < before {
		r.say(model.ReportConverted, "The protocol settings were given to the requests inside; they are kept here too")
	}
	r.note(&p, behaviorName+".")
	o.take(behaviorName)
	if !own {
		o.spell(behaviorName, raw)
	} else {
		if b.bodyOnGet != nil && !*b.bodyOnGet {
			p.spell("disableBodyPruning", []byte("false")) // says more than being absent: a folder may say true
		}
		o.nest(behaviorName, p)
	}
	return b.or(above, p)
}

// or fills in what is above, but not where the item says something of its own that cannot be read.
func (b behavior) or(above behavior, own object) behavior {
	if b.bodyOnGet == nil && !own.has("disableBodyPruning") {
		b.bodyOnGet = above.bodyOnGet
	}
	if b.follow == nil && !own.has("followRedirects") {
		b.follow = above.follow
	}
	if b.verify == nil && !own.has("strictSSL") {
		b.verify = above.verify
	}
	if b.redirects == nil && !own.has("maxRedirects") {
		b.redirects = above.redirects
	}
	return b
}

func takeBool(o *object, name string) *bool {
	raw := o.peek(name)
	if kindOfJSON(raw) != isBool {
		return nil
	}
	value, _ := boolOf(o.take(name))
	return &value
}

// redirects takes a count of redirects; one that is no whole number from 0 to 1,000,000 stays.
func (r *reader) redirects(o *object) *int {
	const most = 1_000_000
	raw, ok := o.get("maxRedirects")
	if !ok {
		return nil
	}
	n, err := strconv.Atoi(textOf(raw))
	if err != nil || n < 0 || n > most || strconv.Itoa(n) != textOf(raw) {
		return nil
	}
	o.take("maxRedirects")
	return &n
}

func (b behavior) settings() model.RequestSettings {
	s := model.RequestSettings{FollowRedirects: b.follow, VerifyTLS: b.verify, MaxRedirects: b.redirects}
	s.BodyOnGet = b.bodyOnGet != nil && *b.bodyOnGet
	return s.Clone() // requests of one folder share no pointers
}

// writeBehavior adds a request's settings to its item.
func (w *writer) writeBehavior(o *output, s model.RequestSettings, kept object) {
	p := newOutput()
	p.flag("disableBodyPruning", s.BodyOnGet, &kept)
	if s.FollowRedirects != nil {
		p.set("followRedirects", *s.FollowRedirects)
	}
	if s.MaxRedirects != nil {
		p.set("maxRedirects", *s.MaxRedirects)
	}
	if s.VerifyTLS != nil {
		p.set("strictSSL", *s.VerifyTLS)
	}
	if s.TrustMocks != nil {
		w.say(model.ReportLeftOut, "Whether the request trusts the mocks of this machine has no place in a Postman collection")
	}
	if s.Timeout != nil {
		w.say(model.ReportLeftOut, "The timeout of the request has no place in a Postman collection")
	}
	if p.rest(kept); len(p.fields) > 0 {
		o.set(behaviorName, p)
	}
}
