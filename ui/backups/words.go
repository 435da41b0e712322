package backups

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
)

// words sums the list up.
func (p *presenter) words() string {
	if len(p.list) == 0 {
		return ""
	}
	var size int64
	for _, b := range p.list {
		size += b.Size
	}
	return kit.CountText(len(p.list), "%d copy", "%d copies") + " · " + kit.SizeText(size)
}

// kindText says why a backup was made.
func kindText(k model.BackupKind) string {
	words := map[model.BackupKind]string{model.BackupHourly: "Hourly", model.BackupDaily: "Daily", model.BackupWeekly: "Weekly",
		model.BackupUpdate: "Before an update", model.BackupImport: "Before an import", model.BackupRestore: "Before a restore", model.BackupManual: "By hand"}
	if text, ok := words[k]; ok {
		return lang.L(text)
	}
	return kit.Sentence(string(k))
}

// timeText writes a moment to the minute, in the time zone of the user.
func timeText(t time.Time) string { return t.Local().Format("2 Jan 2006 15:04") }

// countsText tells how much there is: "3 folders, 12 requests, 20 examples".
func countsText(n model.Counts) string {
	var parts []string
	for _, k := range []struct {
		n         int
		one, many string
	}{{n.Folders, "%d folder", "%d folders"}, {n.Requests, "%d request", "%d requests"}, {n.Examples, "%d example", "%d examples"},
		{n.Environments, "%d environment", "%d environments"}, {n.Variables, "%d variable", "%d variables"}, {n.Scripts, "%d script", "%d scripts"}} {
		if k.n > 0 {
			parts = append(parts, kit.CountText(k.n, k.one, k.many))
		}
	}
	if len(parts) == 0 {
		return lang.L("empty")
	}
	return strings.Join(parts, ", ")
}

// below counts what is in a collection or folder.
func below(tree *model.Tree, id model.ID) model.Counts {
	var n model.Counts
	for h := range tree.Walk(id) {
		switch h.Kind {
		case model.KindFolder:
			n.Folders++
		case model.KindRequest:
			n.Requests++
		case model.KindExample:
			n.Examples++
		}
	}
	return n
}

// changesText sums up what restoring all would change.
func changesText(c *model.BackupContent) string {
	if len(c.Added)+len(c.Missing)+len(c.Changed) == 0 {
		return lang.L("The workspace is the same as this backup.")
	}
	return fmt.Sprintf(lang.L("Against the workspace as it is now: %d only in the backup, %d different, %d not in the backup."), len(c.Added), len(c.Changed), len(c.Missing))
}
