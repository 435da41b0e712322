package mocks

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"postern/model"
)

var faultWords = map[model.MockFaultKind]string{model.FaultNone: "none", model.FaultReset: "reset the connection", model.FaultHang: "hang without an answer",
	model.FaultEmpty: "close without an answer", model.FaultCut: "cut the body", model.FaultLength: "wrong Content-Length", model.FaultChunk: "malformed chunk"}

// faults adds what goes wrong below HTTP.
func (b *behaviour) faults() {
	now := func() *model.MockFault { return b.own().Fault }
	set := func(edit func(*model.MockFault)) {
		b.set(func(m *model.MockBehaviour) {
			f := kept(m.Fault)
			edit(&f)
			m.Fault = &f
		})
	}
	some := func() bool { return now() != nil && now().Kind != model.FaultNone }
	b.form.choice(lang.L("Fault"), append([]string{lang.L("as inherited")}, words(model.MockFaultKinds, faultWords)...), func() int {
		if now() == nil {
			return 0
		}
		return indexOf(model.MockFaultKinds, now().Kind) + 1
	}, func(i int) {
		if i == 0 {
			b.set(func(m *model.MockBehaviour) { m.Fault = nil })
			return
		}
		set(func(f *model.MockFault) { f.Kind = model.MockFaultKinds[i-1] })
	})
	b.form.text(lang.L("How often"), lang.L("always; or a share such as 10 %"), func() string {
		if kept(now()).Probability == 0 {
			return ""
		}
		return shareText(kept(now()).Probability)
	}, func(text string) error {
		n := 0.0
		var err error
		if strings.TrimSpace(text) != "" {
			n, err = parseShare(text)
		}
		if err == nil {
			set(func(f *model.MockFault) { f.Probability = n })
		}
		return err
	}).when(some)
	b.form.text(lang.L("For how long"), durationText(model.MaxMockWait), func() string { return durationText(kept(now()).Hang) }, func(text string) error {
		d, err := parseDuration(text)
		if err == nil {
			set(func(f *model.MockFault) { f.Hang = d })
		}
		return err
	}).when(func() bool { return kept(now()).Kind == model.FaultHang })
	from(b, func(m *model.MockBehaviour) *model.MockFault { return m.Fault }, func(f *model.MockFault) string { return lang.L(faultWords[f.Kind]) }, nil)
}

// limit adds the rate limit.
func (b *behaviour) limit() {
	now := func() *model.MockLimit { return b.own().Limit }
	set := func(edit func(*model.MockLimit)) {
		b.set(func(m *model.MockBehaviour) {
			l := kept(m.Limit)
			edit(&l)
			m.Limit = &l
		})
	}
	some := func() bool { return b.early() && now() != nil && now().Requests > 0 }
	b.form.choice(lang.L("Rate limit"), []string{lang.L("as inherited"), lang.L("none"), lang.L("answer 429 to more")}, func() int {
		switch {
		case now() == nil:
			return 0
		case now().Requests == 0:
			return 1
		}
		return 2
	}, func(i int) {
		b.set(func(m *model.MockBehaviour) {
			m.Limit = []*model.MockLimit{nil, {}, {Requests: 10}}[i]
		})
	}).when(b.early)
	b.form.text(lang.L("Requests"), "10", func() string { return wholeText(kept(now()).Requests) }, func(text string) error {
		n, err := parseWhole(text, 1, 1_000_000)
		if err == nil {
			set(func(l *model.MockLimit) { l.Requests = n })
		}
		return err
	}).when(some)
	b.form.text(lang.L("In"), "1 min", func() string { return durationText(kept(now()).Window) }, func(text string) error {
		d, err := parseDuration(text)
		if err == nil {
			set(func(l *model.MockLimit) { l.Window = d })
		}
		return err
	}).when(some)
	keyRows(b.form, func() model.MockKey { return kept(now()).Key }, func(k model.MockKey) { set(func(l *model.MockLimit) { l.Key = k }) }, some)
	from(b, func(m *model.MockBehaviour) *model.MockLimit { return m.Limit }, func(l *model.MockLimit) string {
		if l.Requests == 0 {
			return lang.L("none")
		}
		window := durationText(l.Window)
		if window == "" {
			window = "1 min"
		}
		return fmt.Sprintf(lang.L("%d requests in %s"), l.Requests, window)
	}, b.early)
}

var authWords = map[model.MockAuthKind]string{model.MockAuthNone: "none", model.MockAuthKey: "API key", model.MockAuthBasic: "user and password",
	model.MockAuthBearer: "bearer token", model.MockAuthJWT: "signed token (JWT)"}

// keyName is the header that a check for an API key begins with.
const keyName = "X-Api-Key"

// auth adds the check of who asks.
func (b *behaviour) auth() {
	now := func() model.MockAuth { return kept(b.own().Auth) }
	set := func(edit func(*model.MockAuth)) {
		b.set(func(m *model.MockBehaviour) {
			a := kept(m.Auth)
			edit(&a)
			m.Auth = &a
		})
	}
	is := func(kinds ...model.MockAuthKind) func() bool {
		return func() bool {
			for _, k := range kinds {
				if b.early() && b.own().Auth != nil && now().Kind == k {
					return true
				}
			}
			return false
		}
	}
	text := func(label, hint string, of func(*model.MockAuth) *string, visible func() bool) {
		b.form.text(label, hint, func() string { a := now(); return *of(&a) }, func(text string) error {
			set(func(a *model.MockAuth) { *of(a) = strings.TrimSpace(text) })
			return nil
		}).when(visible)
	}
	b.form.choice(lang.L("Authentication"), append([]string{lang.L("as inherited")}, words(model.MockAuthKinds, authWords)...), func() int {
		if b.own().Auth == nil {
			return 0
		}
		return indexOf(model.MockAuthKinds, now().Kind) + 1
	}, func(i int) {
		if i == 0 {
			b.set(func(m *model.MockBehaviour) { m.Auth = nil })
			return
		}
		set(func(a *model.MockAuth) {
			if a.Kind = model.MockAuthKinds[i-1]; a.Kind == model.MockAuthKey && a.Name == "" {
				a.Name = keyName
			}
		})
	}).when(b.early)
	text(lang.L("Header or parameter"), keyName, func(a *model.MockAuth) *string { return &a.Name }, is(model.MockAuthKey))
	b.form.check(lang.L("It is a query parameter"), func() bool { return now().InQuery }, func(on bool) {
		set(func(a *model.MockAuth) { a.InQuery = on })
	}).when(is(model.MockAuthKey))
	text(lang.L("User"), "", func(a *model.MockAuth) *string { return &a.User }, is(model.MockAuthBasic))
	b.form.secret(lang.L("Secret"), func() string { return now().Secret }, func(text string) error {
		set(func(a *model.MockAuth) { a.Secret = text })
		return nil
	}).when(is(model.MockAuthKey, model.MockAuthBasic, model.MockAuthBearer, model.MockAuthJWT))
	b.form.choice(lang.L("Algorithm"), model.MockAlgorithms, func() int { return indexOf(model.MockAlgorithms, now().Algorithm) }, func(i int) {
		set(func(a *model.MockAuth) { a.Algorithm = model.MockAlgorithms[i] })
	}).when(is(model.MockAuthJWT))
	text(lang.L("Issuer"), lang.L("any"), func(a *model.MockAuth) *string { return &a.Issuer }, is(model.MockAuthJWT))
	text(lang.L("Audience"), lang.L("any"), func(a *model.MockAuth) *string { return &a.Audience }, is(model.MockAuthJWT))
	text(lang.L("Realm"), "mock", func(a *model.MockAuth) *string { return &a.Realm }, is(model.MockAuthBasic, model.MockAuthBearer, model.MockAuthJWT))
	from(b, func(m *model.MockBehaviour) *model.MockAuth { return m.Auth }, func(a *model.MockAuth) string { return lang.L(authWords[a.Kind]) }, b.early)
}
