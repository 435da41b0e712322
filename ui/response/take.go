package response

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"postern/jsonscan"
	"postern/jsonview"
	"postern/model"
	"postern/ui/kit"
	"postern/ui/session"
)

// variableLimit is the longest value that becomes a variable, in bytes.
const variableLimit = 1 << 20

var errNoPlace = errors.New("there is no place for the variable: choose an environment (Ctrl+E), or save the request in a collection first")

// copyText puts a text on the clipboard.
func (p *presenter) copyText(text string, err error) {
	if err != nil {
		p.deps.Dialogs.Note("", fmt.Errorf("copy: %w", err))
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(text)
	p.deps.Dialogs.Note(lang.L("Copied"), nil)
}

// extract asks for a name and puts a value into the chosen environment, or into the collection where none
// is chosen.
func (p *presenter) extract(v value) {
	t, err := p.answered()
	if err != nil {
		p.deps.Dialogs.Note("", err)
		return
	}
	text, err := v.text(variableLimit)
	if err != nil {
		p.deps.Dialogs.Note("", fmt.Errorf("extract to a variable: %w", err))
		return
	}
	owner, ok := p.variableOwner(t)
	if !ok {
		p.deps.Dialogs.Note("", errNoPlace)
		return
	}
	known := t.Exchange.Secrets
	p.deps.Dialogs.Ask(lang.L("Extract to variable"), fmt.Sprintf(lang.L("Name in %s"), owner.Name), variableName(v.key()), func(name string) {
		if name = strings.TrimSpace(name); name == "" || strings.ContainsAny(name, "{}") {
			p.deps.Dialogs.Note("", fmt.Errorf("a variable cannot be called %q: braces are not allowed in a name, and it cannot be empty", name))
			return
		}
		secret := secretLooking(name, text, known) || secretLooking(v.key(), text, known)
		p.setVariable(owner, model.Variable{Key: name, Value: text, Secret: secret})
	})
}

// variableName makes a name of a variable of the name of a member.
func variableName(key string) string {
	return strings.Map(func(r rune) rune {
		if r == '{' || r == '}' || r <= ' ' {
			return '_'
		}
		return r
	}, key)
}

// variableOwner is what a new variable goes to: the chosen environment, or the collection of the request.
func (p *presenter) variableOwner(t *session.Tab) (model.Head, bool) {
	s := p.deps.Session
	id := s.Environment()
	if id == "" {
		id = s.Tree().Collection(t.ID)
	}
	return s.Tree().Head(id)
}

// setVariable adds a variable, or gives the one of that name another value. One that was secret stays so.
func (p *presenter) setVariable(owner model.Head, v model.Variable) {
	p.deps.Session.DoWith("extract variable "+v.Key, func(file session.Entities) (model.Change, error) {
		e, err := withVariable(file, owner, v)
		if err != nil {
			return model.Change{}, err
		}
		return model.Change{Edits: []model.Edit{model.Put{Entity: e}}}, nil
	}, func(err error) {
		if err != nil {
			p.deps.Dialogs.Note("", fmt.Errorf("extract to the variable %s: %w", v.Key, err))
			return
		}
		p.deps.Dialogs.Note(extracted(v, owner.Name), nil)
	})
}

func extracted(v model.Variable, where string) string {
	name := "{{" + v.Key + "}}" // braces in what lang translates would be a template
	if v.Secret {
		return fmt.Sprintf(lang.L("%s in %s has the value now, as a secret"), name, where)
	}
	return fmt.Sprintf(lang.L("%s in %s has the value now"), name, where)
}

func withVariable(file session.Entities, owner model.Head, v model.Variable) (model.Entity, error) {
	if owner.Kind == model.KindEnvironment {
		e, err := file.Environment(owner.ID)
		e.Variables = putVariable(e.Variables, v)
		return &e, err
	}
	c, err := file.Collection(owner.ID)
	c.Variables = putVariable(c.Variables, v)
	return &c, err
}

// putVariable returns a new list with the variable in it. The first one of a name that is in use counts.
func putVariable(list []model.Variable, v model.Variable) []model.Variable {
	out := append([]model.Variable(nil), list...)
	for i := range out {
		if out[i].Key == v.Key && !out[i].Disabled {
			out[i].Value, out[i].Secret = v.Value, out[i].Secret || v.Secret
			return out
		}
	}
	return append(out, v)
}

// useAsExample asks for a name and stores the answer as an example with only the value as its body.
func (p *presenter) useAsExample(v value) {
	t, err := p.answered()
	if err != nil {
		p.deps.Dialogs.Note("", err)
		return
	}
	raw, err := v.raw(copyLimit)
	if err != nil {
		p.deps.Dialogs.Note("", fmt.Errorf("use as example: %w", err))
		return
	}
	exchange, answer := *t.Exchange, *t.Exchange.Response
	answer.Body = model.Bytes(append([]byte(nil), raw...))
	exchange.Response = &answer
	p.deps.Dialogs.Ask(lang.L("Use as example"), lang.L("Name"), exampleName(&exchange)+" "+v.key(), func(name string) {
		p.saveExample(t, exchange, name)
	})
}

// copyColumn copies the values of a column, one a line, in the background.
func (p *presenter) copyColumn(doc *jsonview.Doc, table *jsonview.Table, column int) {
	still := *table // what is sorted or filtered meanwhile is another one
	var text strings.Builder
	var err error
	p.deps.Session.Runner().Start(context.Background(), func(ctx context.Context) {
		for row := range still.Len() {
			var line string
			if cell := still.Cells(row)[column]; cell.Kind != jsonscan.None {
				line, err = value{doc: doc, path: []jsonview.Node{cell}}.text(copyLimit)
			}
			if text.WriteString(line + "\n"); err == nil && text.Len() > copyLimit {
				err = fmt.Errorf("the column has more than %s: %w", kit.SizeText(copyLimit), model.ErrTooLarge)
			}
			if err != nil {
				return
			}
		}
	}, func() { p.copyText(text.String(), err) })
}
