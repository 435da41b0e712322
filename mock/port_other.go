//go:build !linux

package mock

// portHolder names the process that listens on a TCP port: this system is not asked.
func portHolder(int) string { return "" }
