package backups

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"postern/model"
	"postern/ui/kit"
	"postern/ui/task"
	"postern/ui/theme"
)

// RecoveryDeps is what the report of a recovery needs.
type RecoveryDeps struct {
	Recovery *model.Recovery
	Runner   task.Runner
	// Copy puts text into the clipboard.
	Copy func(text string)
	// Restore shows a backup in the room of backups; nothing is restored yet.
	Restore func(path string)
	// Leave shows the workspace.
	Leave func()
}

// Recovery is the page that tells what became of a damaged workspace file. It stays as long as the
// window.
type Recovery struct {
	deps    RecoveryDeps
	goOn    *widget.Button
	restore *widget.Button
	copy    *widget.Button
	lost    *kit.CodeView
	content fyne.CanvasObject
}

// NewRecovery builds the page.
func NewRecovery(d RecoveryDeps) *Recovery {
	r := &Recovery{deps: d, lost: kit.NewCodeView(d.Runner)}
	r.lost.SetWrap(true)
	r.lost.SetLineNumbers(false)
	r.lost.SetText(lostText(d.Recovery.Lost), "")
	if len(d.Recovery.Lost) == 0 {
		r.lost.Hide()
	}
	icon := widget.NewIcon(theme.IconIn(theme.IconWarning, theme.ColorStatusClient))
	title := widget.NewLabel(lang.L("The workspace file was damaged"))
	title.TextStyle.Bold = true
	lead := widget.NewLabel(lang.L("What could be read was brought into a new file, which is open now. The damaged file is kept as it was and is never written to."))
	lead.Wrapping = fyne.TextWrapWord
	top := container.NewVBox(container.NewHBox(icon, title), lead, r.buttons(), kit.Hairline(), r.facts())
	page := container.NewBorder(top, nil, nil, nil, r.lost)
	r.content = container.NewPadded(container.NewPadded(container.New(kit.MaxWidth(900), page)))
	return r
}

func (r *Recovery) buttons() fyne.CanvasObject {
	r.goOn = widget.NewButton(lang.L("Go on with what was saved"), r.deps.Leave)
	r.goOn.Importance = widget.HighImportance
	row := container.NewHBox(r.goOn)
	if b := r.deps.Recovery.Backup; b != nil {
		r.restore = widget.NewButton(fmt.Sprintf(lang.L("Look at the backup of %s…"), timeText(b.Time)), func() { r.deps.Restore(b.Path) })
		row.Add(r.restore)
	}
	r.copy = widget.NewButton(lang.L("Copy report"), func() { r.deps.Copy(r.Report()) })
	row.Add(r.copy)
	return row
}

func (r *Recovery) facts() fyne.CanvasObject {
	fact := func(label, text string) fyne.CanvasObject {
		value := kit.NewPassage(nil, 6)
		value.SetText(text)
		return kit.LabeledRow(label, value)
	}
	d := r.deps.Recovery
	lost := kit.CountText(len(d.Lost), "%d thing could not be read:", "%d things could not be read:")
	if len(d.Lost) == 0 {
		lost = lang.L("nothing that is known of")
	}
	return container.NewVBox(fact(lang.L("What is wrong"), kit.Sentence(d.Damage)), fact(lang.L("Damaged file"), d.Aside),
		fact(lang.L("Saved"), countsText(d.Kept)), fact(lang.L("Lost"), lost))
}

// Content returns the page.
func (r *Recovery) Content() fyne.CanvasObject { return r.content }

// Focus puts the keys on the first answer.
func (r *Recovery) Focus() { kit.Focus(r.goOn) }

// Report is everything the page says as text.
func (r *Recovery) Report() string {
	d := r.deps.Recovery
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s: %s\n%s: %s\n%s: %s\n%s: %d\n", lang.L("The workspace file was damaged"), lang.L("What is wrong"), d.Damage,
		lang.L("Damaged file"), d.Aside, lang.L("Saved"), countsText(d.Kept), lang.L("Lost"), len(d.Lost))
	b.WriteString(lostText(d.Lost))
	return b.String()
}

// lostText lists what could not be read, one a line.
func lostText(lost []model.Loss) string {
	var b strings.Builder
	for _, l := range lost {
		name := l.Name
		if name == "" {
			name = string(l.ID)
		}
		fmt.Fprintf(&b, "%s", l.What)
		if name != "" {
			fmt.Fprintf(&b, " %q", name)
		}
		fmt.Fprintf(&b, ": %s\n", l.Text)
	}
	return b.String()
}
