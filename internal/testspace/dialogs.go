package testspace

import (
	"strings"

	"postern/model"
)

// Dialogs stands for the user who is asked: it keeps the questions until the test answers them, and all
// that was said. It has the questions of all rooms.
type Dialogs struct {
	// Questions are those asked and not answered yet, oldest first.
	Questions []Question
	// Notes and Errors are what was said.
	Notes  []string
	Errors []error
}

// Question is one question to the user.
type Question struct {
	// Title, Text and Action are what the user reads: the label of the field or the whole question, and
	// the word on the button. Value is what is proposed.
	Title, Text, Action, Value string
	answer                     func(string)
}

// Answer answers the oldest question; a plain yes ignores the text. It tells whether there was one.
func (d *Dialogs) Answer(text string) bool {
	if len(d.Questions) == 0 {
		return false
	}
	q := d.Questions[0]
	d.Questions = d.Questions[1:]
	q.answer(text)
	return true
}

// Said joins all notes and errors for a test to search.
func (d *Dialogs) Said() string {
	var all []string
	all = append(all, d.Notes...)
	for _, err := range d.Errors {
		all = append(all, err.Error())
	}
	return strings.Join(all, "\n")
}

func (d *Dialogs) ask(q Question) { d.Questions = append(d.Questions, q) }

// Ask asks for a line of text.
func (d *Dialogs) Ask(title, label, value string, ok func(string)) {
	d.ask(Question{Title: title, Text: label, Value: value, answer: ok})
}

// Confirm asks for a yes.
func (d *Dialogs) Confirm(title, text, action string, ok func()) {
	d.ask(Question{Title: title, Text: text, Action: action, answer: func(string) { ok() }})
}

// ChooseFile asks for a file to read.
func (d *Dialogs) ChooseFile(ok func(path string)) { d.ask(Question{answer: ok}) }

// SaveFile asks for a file to write.
func (d *Dialogs) SaveFile(name string, ok func(path string)) {
	d.ask(Question{Value: name, answer: ok})
}

// ChooseParent asks for a place in the tree.
func (d *Dialogs) ChooseParent(title string, ok func(parent model.ID)) {
	d.ask(Question{Title: title, answer: func(id string) { ok(model.ID(id)) }})
}

// Note hears a short note, or an error.
func (d *Dialogs) Note(text string, err error) {
	if err != nil {
		d.Errors = append(d.Errors, err)
		return
	}
	d.Notes = append(d.Notes, text)
}
