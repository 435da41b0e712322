package secret

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Source says where the key is that new secrets are sealed with.
type Source string

// The places of a key.
const (
	SourceNone    Source = "none" // there is no key yet
	SourceKeyring Source = "keyring"
	SourceFile    Source = "file"
)

// Source returns where the key is. It looks, and makes none.
func (k *Keys) Source() Source {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.look()
	switch k.primary() {
	case nil:
		return SourceNone
	case k.ring:
		return SourceKeyring
	}
	return SourceFile
}

// Notice tells people where the key is, what that means, and what is wrong with it if something is.
func (k *Keys) Notice() string {
	source := k.Source()
	k.mu.Lock()
	defer k.mu.Unlock()
	var words []string
	switch source {
	case SourceNone:
		words = append(words, "No secret has been stored yet. The key is made with the first one.")
	case SourceKeyring:
		words = append(words, fmt.Sprintf("Secrets are encrypted with the key %s, which is in the keyring of this system.", k.ring.id))
	case SourceFile:
		words = append(words, k.fileWords())
	}
	if k.loose {
		words = append(words, fmt.Sprintf("The key file %s could be read by others on this computer. It is private now, but they may have read it.", k.filePath()))
	}
	if k.fileErr != nil {
		words = append(words, sentence(k.fileErr.Error()))
	}
	for _, id := range slices.Sorted(maps.Keys(k.missing)) {
		words = append(words, fmt.Sprintf("Some secrets cannot be opened: the key %s is not here. They are kept as they are. "+
			"Unlock the keyring, or bring back the key file %s from the computer or the backup it was on, and start Postern again; or type the secrets anew.",
			id, k.filePath()))
	}
	return strings.Join(words, " ")
}

func (k *Keys) fileWords() string {
	why := ""
	if k.ringErr != nil {
		why = " because " + strings.TrimSuffix(k.ringErr.Error(), ".")
	}
	return fmt.Sprintf("Secrets are encrypted with the key %s, which is in the file %s%s. Whoever can read both that file and the workspace "+
		"can read the secrets: do not copy them to the same place. Without the file the secrets cannot be opened: keep a copy of it.",
		k.file.id, k.filePath(), why)
}

func sentence(text string) string {
	return strings.ToUpper(text[:1]) + strings.TrimSuffix(text[1:], ".") + "."
}
