package mocks

import (
	"fyne.io/fyne/v2/lang"

	"postern/model"
)

// The words for what the model names by short constants.
var (
	pickWords = map[model.MockPick]string{model.PickFirst: "the first that fits", model.PickSequence: "one after the other",
		model.PickRandom: "by chance, by weight", model.PickStates: "what the state says"}
	endWords = map[model.MockEnd]string{model.EndStay: "stay with the last", model.EndLoop: "begin again", model.EndMiss: "answer 404"}
	keyWords = map[model.MockKeySource]string{model.KeyAll: "all callers together", model.KeyClient: "each address",
		model.KeyParam: "each value of a path parameter", model.KeyHeader: "each value of a header", model.KeyCookie: "each value of a cookie"}
	sourceWords = map[model.MockSource]string{model.MockQuery: "query parameter", model.MockHeader: "header", model.MockCookie: "cookie",
		model.MockParam: "path parameter", model.MockPath: "path", model.MockMethod: "method", model.MockJSON: "JSON body", model.MockXML: "XML body",
		model.MockForm: "form field", model.MockBody: "body text"}
	keyHints = map[model.MockSource]string{model.MockQuery: "name", model.MockHeader: "name", model.MockCookie: "name", model.MockParam: "name",
		model.MockJSON: "JSONPath, such as $.items[0].id", model.MockXML: "XPath, such as //item/@id", model.MockForm: "name"}
	recordWords = map[model.MockRecord]string{model.RecordAsk: "offer them, to be kept by a click", model.RecordAlways: "keep them all as examples",
		model.RecordNever: "do not keep them"}
	groupWords = map[model.MockGroup]string{model.MockAll: "all of these hold", model.MockAny: "one of these holds", model.MockNone: "none of these holds"}
)

func pickWord(p model.MockPick) string { return lang.L(pickWords[p]) }

// words lists the words of constants in their order.
func words[K comparable](order []K, all map[K]string) []string {
	out := make([]string, len(order))
	for i, k := range order {
		out[i] = lang.L(all[k])
	}
	return out
}

// indexOf returns the place of a constant; 0, the default, for one that is not known.
func indexOf[K comparable](order []K, k K) int {
	for i := range order {
		if order[i] == k {
			return i
		}
	}
	return 0
}
