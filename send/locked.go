package send

import (
	"slices"

	"postern/model"
)

// locked refuses to send a secret that could not be opened: what is there instead is of no use to a
// server, and none of its business.
func locked(p *plan, secrets []string) *model.Failure {
	there := slices.ContainsFunc(secrets, model.Locked) || slices.ContainsFunc(p.headers, func(h header) bool {
		return model.Locked(model.Credentials(h.value))
	})
	if !there {
		return nil
	}
	return fail(model.FailVariable, "The settings say which key is missing. Bring it back, or type the secret anew.",
		"A secret of this request %s.", model.LockedText)
}
