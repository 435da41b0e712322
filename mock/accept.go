package mock

import (
	"strconv"
	"strings"

	"postern/model"
)

// maxRanges bounds the media ranges of an Accept header that are looked at.
const maxRanges = 100

// acceptance is a parsed Accept header (RFC 9110, 12.5.1).
type acceptance struct {
	text   string
	ranges []mediaRange
}

type mediaRange struct {
	kind, sub string // "*" for any
	refused   bool   // q=0
}

// anything is what most programs accept.
var anything = &acceptance{text: "*/*", ranges: []mediaRange{{kind: "*", sub: "*"}}}

func (r *Request) acceptance() *acceptance {
	if r.accept != nil {
		return r.accept
	}
	lines := r.Header["Accept"]
	if len(lines) == 1 && lines[0] == anything.text {
		r.accept = anything
		return r.accept
	}
	r.accept = &acceptance{}
	if len(lines) == 0 {
		return r.accept
	}
	r.accept.text = strings.Join(lines, ", ")
	for _, item := range splitQuoted(r.accept.text, ',') {
		if len(r.accept.ranges) == maxRanges {
			break
		}
		if m, ok := parseRange(item); ok {
			r.accept.ranges = append(r.accept.ranges, m)
		}
	}
	return r.accept
}

func parseRange(item string) (mediaRange, bool) {
	parts := splitQuoted(strings.ToLower(item), ';')
	kind, sub, ok := strings.Cut(strings.TrimSpace(parts[0]), "/")
	if !ok || kind == "" || sub == "" {
		return mediaRange{}, false
	}
	m := mediaRange{kind: kind, sub: sub}
	for _, p := range parts[1:] {
		if name, value, _ := strings.Cut(strings.TrimSpace(p), "="); name == "q" {
			q, err := strconv.ParseFloat(value, 64)
			m.refused = err == nil && q <= 0
		}
	}
	return m, true
}

// precision says how closely the range names a media type: 0 not at all, 1 by */*, 2 by the main type,
// 3 by its structured suffix (RFC 6839: application/json for application/problem+json), 4 exactly.
func (m mediaRange) precision(kind, sub string) int {
	switch {
	case m.kind == "*" && m.sub == "*":
		return 1
	case m.kind != kind:
		return 0
	case m.sub == "*":
		return 2
	case m.sub == sub:
		return 4
	case strings.HasSuffix(sub, "+"+m.sub):
		return 3
	}
	return 0
}

// typeWanted compares the example's media type with Accept. It is softer than the rest: a type that
// Accept leaves out weighs as much as one missing key.
type typeWanted struct{ kind, sub, text string }

func (x typeWanted) signature() string { return "type " + x.text }

func (x typeWanted) judge(v *visit) judgement {
	a := v.req.acceptance()
	if len(a.ranges) == 0 {
		return judgement{}
	}
	best, refused := 0, false
	for _, m := range a.ranges {
		if p := m.precision(x.kind, x.sub); p > best {
			best, refused = p, m.refused
		}
	}
	verdict := model.Verdict{Step: 6, What: "header Accept", Want: x.text, Got: cut(a.text)}
	switch {
	case best == 0 || refused:
		verdict.Text = "Accept leaves the type of the example out"
		return judgement{Verdict: verdict, against: weightMissing}
	case best == 1:
		verdict.OK, verdict.Text = true, "Accept takes any type"
		return judgement{Verdict: verdict}
	}
	verdict.OK, verdict.Text = true, "Accept names the type of the example"
	return judgement{Verdict: verdict, pro: weightAny}
}
