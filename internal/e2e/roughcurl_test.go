//go:build e2e

package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// curls are calls of curl with what it prints; -i is always given. In the arguments U is the address of the mock, S
// that by HTTPS, CA the certificate of its authority, SMALL and HUGE are files of 3 bytes and of 11 MiB.
var curls = []struct {
	name, args string
	exit       int
	want       string // a regular expression
}{
	{"GET", "U/things", 0, `^HTTP/1.1 200 OK[\s\S]*X-Mock-Example: two things[\s\S]*\r\n\r\n\[1,2\]$`},
	{"HEAD", "-I U/things", 0, `^HTTP/1.1 200 OK[\s\S]*Content-Length: 5\r\n[\s\S]*\r\n\r\n$`},
	{"HTTP/1.0", "-0 U/things", 0, `^HTTP/1.0 200 OK[\s\S]*\[1,2\]$`},
	{"HTTP/2", "--http2 --cacert CA S/things", 0, `^HTTP/2 200[\s\S]*\[1,2\]$`},
	{"HTTP/2 asked for without TLS", "--http2 U/things", 0, `^HTTP/1.1 200 OK[\s\S]*\[1,2\]$`},
	{"HTTP/1.1 over TLS", "--http1.1 --cacert CA S/things", 0, `^HTTP/1.1 200 OK[\s\S]*\[1,2\]$`},
	{"an authority that is not trusted", "S/things", 60, `^$`},
	{"a range", "-r 2-5 U/ranged", 0, `^HTTP/1.1 206 [\s\S]*Content-Range: bytes 2-5/10\r\n[\s\S]*\r\n\r\n2345$`},
	{"an end", "-r -3 U/ranged", 0, `^HTTP/1.1 206 [\s\S]*\r\n\r\n789$`},
	{"a range outside", "-r 20-30 U/ranged", 0, `^HTTP/1.1 416 [\s\S]*Content-Range: bytes \*/10\r\n`},
	{"compressed", "--compressed U/long", 0, `^HTTP/1.1 200 OK[\s\S]*Content-Encoding: (br|zstd|gzip)\r\n[\s\S]*\r\n\r\n(long ){1000}$`},
	{"an upload", "-T SMALL U/upload", 0, `HTTP/1.1 201 Created[\s\S]*\{"stored": true\}$`},
	{"an upload that waits for leave", "-H Expect:100-continue --data-binary @SMALL U/echo", 0, `^HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK[\s\S]*\r\n\r\nabc$`},
	{"an upload over the limit", "-T HUGE -H Expect:100-continue U/upload", 0, `HTTP/1.1 413 [\s\S]*application/problem\+json[\s\S]*"outcome": "too large"`},
	{"an upload over the limit in chunks", "-T HUGE -H Transfer-Encoding:chunked U/upload", 0, `HTTP/1.1 413 [\s\S]*"outcome": "too large"`},
	{"an upload over the limit by HTTP/2", "-T HUGE --http2 --cacert CA S/upload", 0, `HTTP/2 413 [\s\S]*"outcome": "too large"`},
	{"a form with a file", "-F name=Ann -F file=@SMALL U/echo", 0, `name="file"; filename="small"[\s\S]*abc`},
	{"dots taken out by curl", "U/a/../things", 0, `^HTTP/1.1 200 OK[\s\S]*\[1,2\]$`},
	{"dots as they are", "--path-as-is U/a/../things", 0, `^HTTP/1.1 404 [\s\S]*"outcome": "no route"`},
	{"dots below a catch-all", "--path-as-is U/files/../../secret.txt", 0, `^HTTP/1.1 200 OK[\s\S]*\r\n\r\nfile$`},
	{"encoded dots and slashes", "--path-as-is U/files/..%2f..%2fsecret.txt", 0, `^HTTP/1.1 200 OK[\s\S]*\r\n\r\nfile$`},
	{"an absolute path", "--path-as-is U//etc/hostname", 0, `^HTTP/1.1 404 [\s\S]*"outcome": "no route"`},
	{"a file as target", "--request-target file:///etc/hostname U/", 0, `^HTTP/1.1 404 [\s\S]*"outcome": "no route"`},
	{"an encoded slash", "U/things%2f", 0, `^HTTP/1.1 404 [\s\S]*"outcome": "no route"`},
	{"an encoded NUL", "U/things%00", 0, `^HTTP/1.1 404 `},
	{"a percent sign alone", "U/things%", 0, `^HTTP/1.1 400 `},
	{"a URL as target", "--request-target http://example.com/things U/elsewhere", 0, `^HTTP/1.1 200 OK[\s\S]*\[1,2\]$`},
	{"OPTIONS *", "-X OPTIONS --request-target * U/", 0, `^HTTP/1.1 200 `},
	{"no open proxy", "-x U http://example.com/elsewhere", 0, `^HTTP/1.1 404 [\s\S]*"outcome": "no route"`},
	{"no tunnel", "-p -x U http://example.com/things", 56, `^HTTP/1.1 40[45] `},
	{"a method that is none", "-X B@D U/things", 0, `^HTTP/1.1 400 `},
	{"giving up", "-m 0.2 U/hang", 28, `^$`},
	{"HTTP/2 without TLS", "--http2-prior-knowledge -m 5 U/things", -1, ``},
}

func (m *mocked) curl(t *testing.T) {
	curl := program(t, "curl")
	dir := t.TempDir()
	for name, size := range map[string]int{"small": 3, "huge": 11 << 20} {
		if err := os.WriteFile(filepath.Join(dir, name), bytes.Repeat([]byte("abc"), size/3+1)[:size], 0o600); err != nil {
			t.Fatal(err)
		}
	}
	words := map[string]string{"CA": m.authorityFile(), "SMALL": filepath.Join(dir, "small"), "@SMALL": "@" + filepath.Join(dir, "small"),
		"file=@SMALL": "file=@" + filepath.Join(dir, "small"), "HUGE": filepath.Join(dir, "huge"), "U": m.url, "S": m.secure()}
	for _, tt := range curls {
		t.Run(strings.ReplaceAll(tt.name, " ", "_"), func(t *testing.T) {
			args := []string{"-q", "-sS", "-i", "--noproxy", ""}
			for word := range strings.FieldsSeq(tt.args) {
				args = append(args, said(words, word))
			}
			exit, out := run(t, curl, args...)
			if tt.exit >= 0 && exit != tt.exit || !regexp.MustCompile(tt.want).MatchString(out) || strings.Contains(out, secret) {
				t.Errorf("curl %s: exit code %d, %q", strings.Join(args, " "), exit, out[:min(len(out), 2000)])
			}
			m.fine(t)
		})
	}
}

// said puts in what a word stands for: as a whole, or as the start of an address.
func said(words map[string]string, word string) string {
	if value, ok := words[word]; ok {
		return value
	}
	if base, path, ok := strings.Cut(word, "/"); ok && words[base] != "" {
		return words[base] + "/" + path
	}
	return word
}

// curlInParallel asks 200 times over ten connections at once.
func (m *mocked) curlInParallel(t *testing.T) {
	exit, out := run(t, program(t, "curl"), "-q", "-sS", "--parallel", "--parallel-max", "10", "-w", "%{http_code}\n", "-o", "/dev/null", m.url+"/things?n=[1-200]")
	if n := strings.Count(out, "200\n"); exit != 0 || n != 200 {
		t.Errorf("exit code %d, %d answers: %q", exit, n, out)
	}
}

// pipelined is a script for wrk: sixteen requests at once.
const pipelined = `init = function(args)
  local all = {}
  for i = 1, 16 do all[i] = wrk.format("GET", "/things?n=" .. i) end
  wave = table.concat(all)
end
request = function() return wave end
`

func (m *mocked) wrk(t *testing.T) {
	script := filepath.Join(t.TempDir(), "pipelined.lua")
	if err := os.WriteFile(script, []byte(pipelined), 0o600); err != nil {
		t.Fatal(err)
	}
	exit, out := run(t, program(t, "wrk"), "-t", "2", "-c", "32", "-d", "1s", "--timeout", "60s", "-s", script, m.url)
	count := regexp.MustCompile(`(\d+) requests in`).FindStringSubmatch(out)
	if count == nil || exit != 0 || strings.Contains(out, "Socket errors") || strings.Contains(out, "Non-2xx") {
		t.Fatalf("exit code %d:\n%s", exit, out)
	}
	if n, err := strconv.Atoi(count[1]); err != nil || n < 16 {
		t.Errorf("%d requests, %v:\n%s", n, err, out)
	}
	m.fine(t)
}

// run runs a program and returns its exit code and what it printed.
func run(t *testing.T, program string, args ...string) (exit int, stdout string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if cmd.ProcessState == nil {
		t.Fatalf("%s: %v", program, err)
	}
	if said.Len() > 0 {
		t.Logf("%s", &said)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}
