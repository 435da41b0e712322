package workbench

import (
	"fmt"
	"os"
	"path/filepath"

	"postern/secret"
)

// configDir is the folder of Postern in the user's configuration folder.
func configDir() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("find the configuration folder: %w", err)
	}
	return filepath.Join(dir, "postern"), nil
}

// DefaultKeys returns the keys that secrets of this user's workspaces are sealed with: in the keyring of
// the system, or in the file "key" of the configuration folder; where there is no such folder, of that of
// the workspace file. Nothing is looked at before it is needed.
func DefaultKeys(workspace string) *secret.Keys {
	dir, err := configDir()
	if err != nil {
		dir = filepath.Dir(workspace)
	}
	return secret.New(secret.Options{Dir: dir, Keyring: secret.System()})
}

// SecretsNotice tells people where the key for the secrets is, what that means for them, and which keys
// are missing. It asks the keyring, so it must not run where waiting hurts.
func (b *Bench) SecretsNotice() string { return b.keys.Notice() }
