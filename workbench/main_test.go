package workbench

import (
	"os"
	"testing"
)

// TestMain keeps the tests away from the keyring and the configuration of the person who runs them.
func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "postern-config-")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		os.Setenv("POSTERN_KEYRING", "off")
		for _, name := range []string{"XDG_CONFIG_HOME", "HOME", "APPDATA"} {
			os.Setenv(name, dir)
		}
		return m.Run()
	}())
}
