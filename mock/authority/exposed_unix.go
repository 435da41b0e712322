//go:build unix

package authority

import "io/fs"

// exposed tells whether others than the owner of a file may read it.
func exposed(info fs.FileInfo) bool { return info.Mode().Perm()&0o077 != 0 }
