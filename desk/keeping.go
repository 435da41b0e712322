package desk

import "postern/model"

// BackupNow implements backups.Copies.
func (s services) BackupNow() (model.Backup, error) { return s.Backup(model.BackupManual) }

// looksSecret tells what looks like a secret in the plain fields of a request.
func looksSecret(r model.Request) (lines []string) {
	for _, f := range model.FindSecrets(&r) {
		lines = append(lines, f.String())
	}
	return lines
}
