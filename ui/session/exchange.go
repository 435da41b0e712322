package session

import (
	"os"

	"postern/model"
)

// Discard removes the temporary files that an exchange nobody shows any more left behind.
func Discard(e *model.Exchange) {
	if e == nil || e.Response == nil || e.Response.Body.Path == "" {
		return
	}
	_ = os.Remove(e.Response.Body.Path) // the folder goes at the end of the process in any case
}
