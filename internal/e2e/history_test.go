//go:build e2e

package e2e

import (
	"os"
)

// historyText returns the raw bytes of the workspace file: the history is in it in plain JSON, and the
// window holds the lock.
func (d *desk) historyText() string {
	data, err := os.ReadFile(d.db)
	if err != nil {
		d.t.Fatal(err)
	}
	return string(data)
}
