package workbench

import "postern/model"

// LooksSecret tells, a line each, what looks like a secret in the plain fields of a request that is
// about to be saved or exported. The lines never hold the value.
func (b *Bench) LooksSecret(r model.Request) []string {
	var lines []string
	for _, f := range model.FindSecrets(&r) {
		lines = append(lines, f.String())
	}
	return lines
}
