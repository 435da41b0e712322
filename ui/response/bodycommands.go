package response

import "postern/ui/kit"

// ShowTree shows the body as a tree of values, where it is JSON.
func (r *Room) ShowTree() {
	if r.showBody(viewTree) {
		kit.Focus(r.bodyView.values.tree.tree)
	}
}

// ShowTable shows an array of objects in the body as a table.
func (r *Room) ShowTable() {
	if r.showBody(viewTable) {
		kit.Focus(r.bodyView.values.table.table)
	}
}

// ShowPretty shows the body as formatted text.
func (r *Room) ShowPretty() { r.showBody(viewPretty) }

// FilterBody goes to the field that filters the values of the body by JSONPath or jq.
func (r *Room) FilterBody() {
	if r.showBody(viewTree) {
		r.bodyView.values.focus()
	}
}

// Extract puts the value that is chosen in the tree or the table into a variable.
func (r *Room) Extract() { r.withValue(r.presenter.extract) }

// UseAsExample makes an example of the value that is chosen in the tree or the table.
func (r *Room) UseAsExample() { r.withValue(r.presenter.useAsExample) }

// showBody shows a view of the body and tells whether that can be.
func (r *Room) showBody(mode int) bool {
	if _, err := r.presenter.answered(); err != nil {
		r.presenter.deps.Dialogs.Note("", err)
		return false
	}
	v := r.bodyView
	if structured(mode) && !isJSON(v.shown) {
		r.presenter.deps.Dialogs.Note("", errNoJSON)
		return false
	}
	r.sections.Select("body")
	if v.mode.Selected() != mode {
		v.choose(mode)
	}
	return true
}

func (r *Room) withValue(do func(value)) {
	if !structured(r.bodyView.mode.Selected()) {
		r.presenter.deps.Dialogs.Note("", errNoValue)
		return
	}
	r.bodyView.values.with(do)()
}
