package fields

import (
	"fyne.io/fyne/v2/lang"

	"postern/model"
	"postern/ui/kit"
)

// AuthName returns the word for a type of authentication.
func AuthName(t model.AuthType) string {
	switch t {
	case model.AuthInherit:
		return lang.L("Inherit")
	case model.AuthNone:
		return lang.L("None")
	case model.AuthBasic:
		return lang.L("Basic")
	case model.AuthBearer:
		return lang.L("Bearer token")
	case model.AuthAPIKey:
		return lang.L("API key")
	}
	return string(t)
}

// WithAuth returns an auth of another type or with other parameters; what an import kept of the same
// type stays.
func WithAuth(old model.Auth, kind string, params map[string]string) model.Auth {
	out := model.Auth{Type: model.AuthType(kind), Params: params}
	if out.Type == old.Type {
		out.Extra = old.Extra
	}
	return out
}

// AuthKinds lists the types of authentication for a form; inherit says whether the first is inheritance.
func AuthKinds(inherit bool) []kit.AuthKind {
	var out []kit.AuthKind
	for _, t := range model.AuthTypes {
		if t == model.AuthInherit && !inherit {
			continue
		}
		out = append(out, kit.AuthKind{ID: string(t), Label: AuthName(t), Fields: authFields(t)})
	}
	return out
}

func authFields(t model.AuthType) []kit.AuthField {
	switch t {
	case model.AuthBasic:
		return []kit.AuthField{{ID: model.AuthUsername, Label: lang.L("User name")}, {ID: model.AuthPassword, Label: lang.L("Password"), Secret: true}}
	case model.AuthBearer:
		return []kit.AuthField{{ID: model.AuthToken, Label: lang.L("Token"), Secret: true}, {ID: model.AuthPrefix, Label: lang.L("Prefix"), Hint: "Bearer"}}
	case model.AuthAPIKey:
		return []kit.AuthField{{ID: model.AuthKey, Label: lang.L("Name"), Hint: "X-API-Key"}, {ID: model.AuthValue, Label: lang.L("Value"), Secret: true},
			{ID: model.AuthIn, Label: lang.L("Add to"), Choices: []string{"header", "query"}}}
	}
	return nil
}
