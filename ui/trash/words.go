package trash

import (
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/fields"
	"postern/ui/kit"
)

// words tells how much there is and when it goes by itself.
func (p *presenter) words() string {
	text := kit.CountText(len(p.items()), "%d item", "%d items")
	if days := p.days(); days > 0 {
		return text + " · " + kit.CountText(days, "each goes for good after %d day", "each goes for good after %d days")
	}
	return text + " · " + lang.L("stays until you empty it")
}

// where names what an item stood in: "Store API / products", or "" for a collection.
func (p *presenter) where(t model.Trashed) string {
	var names []string
	for id := t.Parent; id != "" && id != model.RootID; id = p.tree().Parent(id) {
		if id == model.EnvironmentsID {
			names = append(names, lang.L("Environments"))
			break
		}
		h, known := p.tree().Head(id)
		switch {
		case !known:
			names = append(names, lang.L("(deleted for good)"))
		case p.tree().InTrash(id):
			names = append(names, fields.Name(h)+" "+lang.L("(in the trash)"))
		default:
			names = append(names, fields.Name(h))
		}
	}
	for i, j := 0, len(names)-1; i < j; i, j = i+1, j-1 {
		names[i], names[j] = names[j], names[i]
	}
	return strings.Join(names, " / ")
}

// contents tells what is in an item: "2 folders, 5 requests, 3 examples".
func (p *presenter) contents(id model.ID) string {
	count := map[model.Kind]int{}
	for h := range p.tree().Walk(id) {
		count[h.Kind]++
	}
	var parts []string
	for _, k := range []struct {
		kind      model.Kind
		one, many string
	}{{model.KindFolder, "%d folder", "%d folders"}, {model.KindRequest, "%d request", "%d requests"}, {model.KindExample, "%d example", "%d examples"}} {
		if n := count[k.kind]; n > 0 {
			parts = append(parts, kit.CountText(n, k.one, k.many))
		}
	}
	return strings.Join(parts, ", ")
}

// leaves tells when an item goes by itself, or "" for never.
func (p *presenter) leaves(t model.Trashed, now time.Time) string {
	days := p.days()
	if days <= 0 {
		return ""
	}
	left := t.Time.Add(time.Duration(days) * 24 * time.Hour).Sub(now)
	if left <= 0 {
		return lang.L("at the next start")
	}
	if whole := int(left.Hours() / 24); whole > 0 {
		return kit.CountText(whole, "in %d day", "in %d days")
	}
	return lang.L("within a day")
}

func ago(t time.Time) string { return kit.AgoText(time.Since(t)) }
