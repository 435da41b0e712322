package mocks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/theme"
)

// resources edits the collections of things that a mock keeps, and takes its state back.
type resources struct {
	numbered[model.MockResource]
	form    *form
	seed    *form
	place   *place
	content fyne.CanvasObject
}

func newResources(p *presenter) *resources {
	r := &resources{form: newForm(p.deps.Session.Runner()), seed: newForm(p.deps.Session.Runner())}
	r.numbered = numbered[model.MockResource]{p: p, edits: lang.L("mock resource"), removes: lang.L("remove resource"),
		of: func(m *model.MockSettings) *[]model.MockResource { return &m.Resources }}
	p.target.forms = append(p.target.forms, r.form, r.seed)
	r.seed.text(lang.L("Seed of chance"), "0", func() string {
		if n := p.settings().Seed; n > 0 {
			return strconv.FormatUint(n, 10)
		}
		return ""
	}, func(text string) error {
		n, err := uint64(0), error(nil)
		if text = strings.TrimSpace(text); text != "" {
			n, err = strconv.ParseUint(text, 10, 64)
		}
		if err != nil {
			return errors.New(lang.L("write a whole number; the same seed gives the same sequence"))
		}
		p.setHere(lang.L("mock seed"), func(m *model.MockSettings) { m.Seed = n })
		return nil
	})
	r.list = kit.NewOutline(r)
	r.list.OnSelect = func(string) { r.form.leave(); r.show() }
	r.list.OnDelete = func(string) { r.remove() }
	r.fields()
	text := func(b *kit.ToolButton, words string) *kit.ToolButton { b.SetText(words); return b }
	bar := container.NewHBox(
		text(kit.NewToolButton(theme.IconPlus, lang.L("Keep things at a path: list, get, create, replace, change and delete"), r.add), lang.L("Add")),
		kit.NewToolButton(theme.IconTrash, lang.L("Remove the selected resource"), r.remove),
		text(kit.NewToolButton(theme.IconUndo, lang.L("Take all state back to the start: resources, sequences and state machines"), r.reset), lang.L("Reset state")),
		text(kit.NewToolButton(theme.IconExport, lang.L("Write the state to a file"), r.snapshot), lang.L("Snapshot…")),
		text(kit.NewToolButton(theme.IconImport, lang.L("Take the state back to that of a file"), r.restore), lang.L("Restore…")))
	note := kit.NewFaint(lang.L("The state lives as long as the program; a mock that is stopped goes on where it was.")).Cut()
	r.place = newPlace(container.NewBorder(container.New(kit.Fixed(0, rulesHeight), r.list), nil, nil, nil, r.form.scrolled()),
		kit.NewEmpty(theme.IconFolder, lang.L("No resources yet"),
			lang.L("A resource keeps things at a path: what is posted there is listed, found, changed and deleted, as a real server does it.")))
	r.content = container.NewBorder(container.NewVBox(bar, note, r.seed.column), nil, nil, nil, r.place.content)
	return r
}

func (r *resources) fields() {
	f := r.form
	r.text(f, lang.L("Name"), "", func(x *model.MockResource) *string { return &x.Name })
	r.text(f, lang.L("Path of the list"), "/v1/users", func(x *model.MockResource) *string { return &x.Path })
	f.choices(lang.L("Starts with"), func() []string {
		names := []string{lang.L("nothing")}
		for _, c := range r.seeds() {
			names = append(names, c.Name)
		}
		return names
	}, func() int {
		return 1 + slices.IndexFunc(r.seeds(), func(c seed) bool { return c.ID == r.chosen().Seed })
	}, func(i int) {
		id := model.ID("")
		if i > 0 {
			id = r.seeds()[i-1].ID
		}
		r.edit(func(x *model.MockResource) { x.Seed = id })
	}).when(r.some)
	r.text(f, lang.L("Field of the ID"), "id", func(x *model.MockResource) *string { return &x.IDField })
	r.whole(f, lang.L("Things in a page"), lang.L("all"), 1, func(x *model.MockResource) *int { return &x.PageSize })
	f.check(lang.L("In service"), func() bool { return !r.chosen().Disabled }, func(on bool) {
		r.edit(func(x *model.MockResource) { x.Disabled = !on })
	}).when(r.some)
}

// seed is an example that a resource may start with.
type seed struct {
	ID   model.ID
	Name string
}

func (r *resources) seeds() []seed {
	var out []seed
	for _, route := range r.p.now.Routes {
		for _, c := range route.Examples {
			out = append(out, seed{c.ID, route.Key + "  " + c.Name})
		}
	}
	return out
}

func (r *resources) show() {
	if r.p.pending == 0 {
		r.now = r.p.settings().Resources
		r.place.show(len(r.now) > 0)
		r.list.Reload()
		r.form.show()
		r.seed.show()
	}
}

// Row implements kit.OutlineSource.
func (r *resources) Row(id string) kit.OutlineRow {
	x, _, ok := r.at(id)
	if !ok {
		return kit.OutlineRow{}
	}
	row := kit.OutlineRow{Label: x.Name, Icon: theme.Icon(theme.IconFolder), Detail: x.Path, Faint: x.Disabled}
	if x.Disabled {
		row.Detail += ", " + lang.L("not in service")
	}
	return row
}

func (r *resources) add() {
	r.form.flush()
	next := strconv.Itoa(len(r.now))
	r.p.setHere(lang.L("add resource"), func(m *model.MockSettings) {
		name := "things"
		for n := 2; slices.ContainsFunc(m.Resources, func(x model.MockResource) bool { return x.Name == name }); n++ {
			name = fmt.Sprintf("things %d", n)
		}
		m.Resources = append(m.Resources, model.MockResource{Name: name, Path: "/" + strings.ReplaceAll(name, " ", "-")})
	})
	r.list.Select(next)
}

func (r *resources) reset() {
	r.p.deps.Servers.ResetMock(r.p.chosen)
	r.p.deps.Dialogs.Note(lang.L("The state of the mock is as at the start"), nil)
}

func (r *resources) snapshot() {
	data, err := r.p.deps.Servers.SnapshotMock(r.p.chosen)
	if err != nil {
		r.p.deps.Dialogs.Note("", err)
		return
	}
	r.p.deps.Dialogs.SaveFile("mock-state.json", func(path string) {
		err := r.p.deps.WriteFile(path, func(w io.Writer) error { _, err := w.Write(data); return err })
		r.p.deps.Dialogs.Note(fmt.Sprintf(lang.L("The state is in %s"), path), err)
	})
}

// maxSnapshot is the largest file that is read as a snapshot, in bytes.
const maxSnapshot = 64 << 20

func (r *resources) restore() {
	collection := r.p.chosen
	r.p.deps.Dialogs.ChooseFile(func(path string) {
		r.p.run(func(context.Context) error {
			info, err := os.Stat(path)
			if err == nil && info.Size() > maxSnapshot {
				err = errors.New(lang.L("the file is too large to be the state of a mock"))
			}
			var data []byte
			if err == nil {
				data, err = os.ReadFile(path)
			}
			if err == nil {
				err = r.p.deps.Servers.RestoreMock(collection, data)
			}
			return err
		}, func(err error) {
			if err == nil {
				r.p.deps.Dialogs.Note(lang.L("The state of the mock is that of the file"), nil)
			}
			r.p.done(err)
		})
	})
}
