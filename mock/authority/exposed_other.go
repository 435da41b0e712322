//go:build !unix

package authority

import "io/fs"

// exposed cannot be told from the mode here: the folder of the user's configuration is private by itself.
func exposed(fs.FileInfo) bool { return false }
