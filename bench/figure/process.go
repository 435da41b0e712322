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

// CPU is the time that all threads of this process have computed, in milliseconds, to 10; 0 where the system has no
// /proc.
func CPU() float64 {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) * 10 // in hundredths of a second, whatever the machine
}
