package secret

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/zalando/go-keyring"
)

// Under which names the system's keyring has the key.
const (
	service = "Postern"
	account = "workspace key"
)

// System returns the keyring of the system: the Secret Service of the desktop (GNOME, KDE), the Keychain
// of macOS, the Credential Manager of Windows. It is nil where there is none to ask, and where the
// environment says POSTERN_KEYRING=off, as tests and build servers do.
func System() Keyring {
	if os.Getenv("POSTERN_KEYRING") == "off" || !reachable() {
		return nil
	}
	return system{}
}

type system struct{}

func (system) Get() (string, error) {
	text, err := keyring.Get(service, account)
	if errors.Is(err, keyring.ErrNotFound) {
		return "", ErrNoKey
	}
	return text, err
}

func (system) Set(text string) error { return keyring.Set(service, account, text) }

// reachable tells whether the desktop's message bus is running: looking for it otherwise would start one.
func reachable() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	if address := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" {
		return !strings.HasPrefix(address, "autolaunch:")
	}
	for _, dir := range []string{os.Getenv("XDG_RUNTIME_DIR"), filepath.Join("/run/user", strconv.Itoa(os.Getuid()))} {
		if _, err := os.Stat(filepath.Join(dir, "bus")); dir != "" && err == nil {
			return true
		}
	}
	return false
}
