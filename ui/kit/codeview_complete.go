package kit

import (
	"strings"
	"unicode/utf8"

	"postern/text"
)

// completeReach is how much of the text before the caret counts for completion, in bytes.
const completeReach = 512

// Before returns what stands before the caret in its line, or the end of it.
func (v *CodeView) Before() string {
	off := v.Caret().Off
	start := max(v.doc.LineStart(v.doc.LineOf(off)), off-completeReach)
	return string(text.Bytes(v.doc, start, off))
}

// suggest offers names of variables for what stands before the caret.
func (v *CodeView) suggest() {
	if v.Names == nil || v.edit == nil {
		return
	}
	before := v.Before()
	prefix, start, ok := varEntryPrefix(before, utf8.RuneCountInString(before))
	if !ok {
		v.menu.close()
		return
	}
	names := v.Names(prefix)
	if len(names) == 1 && names[0] == prefix {
		names = nil
	}
	at := v.positionOf(v.Caret().Off - int64(len(before)-start))
	v.menu.openAt(v, names, 0, at, v.rowHeight(), v.complete)
}

// complete puts a whole name in place of what has been typed of it, and closes the braces.
func (v *CodeView) complete(name string) {
	if v.edit == nil {
		return
	}
	before := v.Before()
	prefix, _, ok := varEntryPrefix(before, utf8.RuneCountInString(before))
	if !ok {
		return
	}
	off := v.Caret().Off
	end := off
	if after := string(text.Bytes(v.doc, off, off+2)); strings.HasPrefix(after, "}}") {
		end += 2
	} else if strings.HasPrefix(after, "}") {
		end++
	}
	from := off - int64(len(prefix))
	v.edit.Replace(from, end, []byte(name+"}}"))
	v.setCaret(text.At(from + int64(len(name)+2)))
}
