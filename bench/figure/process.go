package figure

import (
	"bytes"
	"os"
	"strconv"
	"strings"
)

// Resident is the memory of this process that is in RAM, in megabytes; 0 where the system has no /proc.
func Resident() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := bytes.Cut(status, []byte("VmRSS:"))
	kb, _ := strconv.ParseFloat(strings.Fields(string(after))[0], 64)
	return kb / 1024
}
