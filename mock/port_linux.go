package mock

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// portHolder names the process that listens on a TCP port, or "" where /proc does not tell: the files
// of other users' processes are not readable.
func portHolder(port int) string {
	sockets := append(listeners("/proc/net/tcp", port), listeners("/proc/net/tcp6", port)...)
	if len(sockets) == 0 {
		return ""
	}
	files, err := filepath.Glob("/proc/[0-9]*/fd/*")
	if err != nil {
		return ""
	}
	for _, file := range files {
		target, err := os.Readlink(file)
		if err != nil || !slices.Contains(sockets, target) {
			continue
		}
		return processName(strings.Split(file, "/")[2])
	}
	return ""
}

func processName(id string) string {
	if id == strconv.Itoa(os.Getpid()) {
		return "this program"
	}
	name, err := os.ReadFile("/proc/" + id + "/comm")
	if err != nil {
		return "process " + id
	}
	return fmt.Sprintf("%s (process %s)", strings.TrimSpace(string(name)), id)
}

// listeners returns the sockets, as /proc/*/fd names them, that listen on the port according to a table
// of the kernel (proc_pid_net(5)).
func listeners(table string, port int) []string {
	const listening = "0A"
	f, err := os.Open(table)
	if err != nil {
		return nil
	}
	defer f.Close()
	var out []string
	suffix := fmt.Sprintf(":%04X", port)
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		cells := strings.Fields(lines.Text())
		if len(cells) > 9 && strings.HasSuffix(cells[1], suffix) && cells[3] == listening {
			out = append(out, "socket:["+cells[9]+"]")
		}
	}
	return out
}
