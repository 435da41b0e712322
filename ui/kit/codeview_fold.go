package kit

import (
	"context"

	"postern/text"
)

// foldMost bounds the ranges that "fold all" hides.
const foldMost = 200_000

// ToggleFold hides what belongs behind a line, or shows it again. It may have to look for its end in the
// background.
func (v *CodeView) ToggleFold(line int) {
	if v.folds.Open(line) {
		v.folded()
		return
	}
	if !v.rules.Foldable(v.doc, line) {
		return
	}
	doc, version := v.snapshot(), v.doc.Version()
	var fold text.Fold
	var ok bool
	v.away(func(ctx context.Context) { fold, ok, _ = v.rulesNow().FoldAt(ctx, doc, line) }, func() {
		if ok && v.sameText(version) {
			v.folds.Close(fold)
			v.folded()
		}
	})
}

// FoldAll hides everything that can be folded, found in the background.
func (v *CodeView) FoldAll() {
	doc, version, rules := v.snapshot(), v.doc.Version(), v.rulesNow()
	var folds []text.Fold
	v.away(func(ctx context.Context) { folds, _, _ = rules.Folds(ctx, doc, foldMost) }, func() {
		if v.sameText(version) {
			v.folds.Close(folds...)
			v.folded()
		}
	})
}

// UnfoldAll shows everything.
func (v *CodeView) UnfoldAll() {
	v.folds.OpenAll()
	v.folded()
}

// ToggleFoldHere folds at the line of the caret, or unfolds.
func (v *CodeView) ToggleFoldHere() { v.ToggleFold(v.doc.LineOf(v.Caret().Off)) }

// rulesNow is a copy of the rules, for other goroutines.
func (v *CodeView) rulesNow() *text.Language {
	rules := v.rules
	return &rules
}

// sameText tells whether line numbers of an earlier version still hold: a text that is read only grows.
func (v *CodeView) sameText(version uint64) bool { return v.edit == nil || v.doc.Version() == version }

// folded follows a change of what is hidden. A caret that would be hidden goes to the line it hides behind.
func (v *CodeView) folded() {
	if c := v.Caret(); v.folds.Hidden(v.doc.LineOf(c.Off)) {
		_, end := text.LineBounds(v.doc, v.folds.Shown(v.doc.LineOf(c.Off)))
		v.putCaret(text.At(end))
	}
	v.arrange()
	v.redraw()
}
