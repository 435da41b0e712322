package postman

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"postern/model"
)

// reader holds what one import has to report.
type reader struct {
	report model.Report
	path   []string            // names down to the item being read
	kept   []string            // what the item has that is kept but has no effect
	said   map[string]struct{} // lines that the item has already
	quiet  bool                // nothing is said about kept members
}

// within reads an item: its name is added to the path, and each kind of line comes once.
func (r *reader) within(name string, read func()) {
	kept, said := r.kept, r.said
	r.path, r.kept, r.said = append(r.path, name), nil, nil
	read()
	r.sayKept()
	r.path, r.kept, r.said = r.path[:len(r.path)-1], kept, said
}

func (r *reader) sayKept() {
	if len(r.kept) > 0 {
		r.report.Add(r.where(), model.ReportKept, "Kept without effect here: %s", strings.Join(r.kept, ", "))
	}
	r.kept = nil
}

func (r *reader) where() string { return strings.Join(r.path, "/") }

// say adds a line to the report unless the item has it already.
func (r *reader) say(kind model.ReportKind, format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if _, twice := r.said[line]; twice {
		return
	}
	if r.said == nil {
		r.said = map[string]struct{}{}
	}
	r.said[line] = struct{}{}
	r.report.Add(r.where(), kind, "%s", line)
}

func (r *reader) keep(name string) {
	const most = 20
	switch {
	case r.quiet || len(r.kept) > most || slices.Contains(r.kept, name):
	case len(r.kept) == most:
		r.kept = append(r.kept, "and more")
	default:
		r.kept = append(r.kept, name)
	}
}

// fail returns the error for a value that cannot be read at all.
func (r *reader) fail(what string, want kindJSON, got json.RawMessage) error {
	return &model.InputError{Text: fmt.Sprintf("%s: %s is %s where %s is expected", r.where(), what, kindOfJSON(got), want)}
}

// object takes a value apart that should be an object.
func (r *reader) object(raw json.RawMessage) (object, bool) {
	o, ok := parseObject(raw)
	for _, name := range o.twice {
		r.say(model.ReportApproximated, "%q is given more than once; the last one was taken", name)
	}
	return o, ok
}

// text takes a member that should be a text. Any other kind of value is taken as text, and its
// spelling kept.
func (r *reader) text(o *object, name string) string {
	raw := o.take(name)
	switch kindOfJSON(raw) {
	case isMissing:
		return ""
	case isArray, isObject:
		r.say(model.ReportApproximated, "%q is %s where a text is expected; it was taken as its JSON text", name, kindOfJSON(raw))
		o.spell(name, raw)
	case isNull, isBool, isNumber:
		o.spell(name, raw)
	}
	return textOf(raw)
}

// docs takes a description.
func (r *reader) docs(o *object) string {
	raw := o.take("description")
	switch kindOfJSON(raw) {
	case isMissing, isNull, isString:
	default:
		o.spell("description", raw)
	}
	return docsOf(raw)
}

// flag takes a member that should be true or false.
func (r *reader) flag(o *object, name string) bool {
	raw := o.take(name)
	value, ok := boolOf(raw)
	if kindOfJSON(raw) != isBool && !empty(raw) {
		o.spell(name, raw)
		if !ok {
			r.keep(name)
		}
	}
	return value
}

// disabled takes the marks for rows that are not sent; old exports say "enabled" instead.
func (r *reader) disabled(o *object) bool {
	enabled, known := boolOf(o.take("enabled"))
	if o.has("disabled") {
		return r.flag(o, "disabled")
	}
	return known && !enabled
}

// note reports the names left in an object that have an effect in Postman.
func (r *reader) note(o *object, prefix string) {
	for _, m := range o.members {
		if !m.spelled && !silent[m.name] && !empty(m.raw) {
			r.keep(prefix + m.name)
		}
	}
}

// rest returns what is left of an object as Extra, and reports it.
func (r *reader) rest(o *object, prefix string) model.Extra {
	r.note(o, prefix)
	if raw := o.raw(); raw != nil {
		return model.Extra{Key: raw}
	}
	return nil
}

// silent are members that only Postman's own bookkeeping and display use.
var silent = map[string]bool{
	"id": true, "_id": true, "uid": true, "_postman_id": true, "_exporter_id": true, "_collection_link": true,
	"_postman_schema": true, "_postman_exported_at": true, "_postman_exported_using": true,
	"_postman_isSubFolder": true, "_postman_previewlanguage": true, "_postman_previewtype": true,
	"createdAt": true, "updatedAt": true, "lastUpdatedBy": true, "owner": true, "team": true, "fork": true,
	"synced": true, "syncedFilename": true, "timestamp": true, "version": true,
	"type": true, "name": true, "equals": true, "warning": true, "system": true,
	"packages": true, "requests": true, "cookie": true, "responseTime": true, "timings": true,
}

// extraOf takes apart what an import kept, or what is not there.
func extraOf(e model.Extra) object {
	raw := e[Key]
	if !json.Valid(raw) {
		return object{}
	}
	o, _ := parseObject(raw)
	return o
}
