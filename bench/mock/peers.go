package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"postern/bench/figure"
)

// peer is a mock server of npm.
type peer struct {
	name string
	// config makes its file for a number of routes, and args its command line.
	config func(routes int) any
	args   func(bin, file, port string) []string
	paths  func(routes int) []string
}

// startPatience is how long a peer may take to its first answer.
const startPatience = 2 * time.Minute

func peers() []peer {
	return []peer{
		{"mockoon", mockoonConfig, func(bin, file, port string) []string {
			return []string{filepath.Join(bin, "mockoon-cli"), "start", "--repair", "--disable-log-to-file", "--data", file, "--port", port}
		}, latePaths},
		{"prism", openAPI, func(bin, file, port string) []string {
			return []string{filepath.Join(bin, "prism"), "mock", "--host", "127.0.0.1", "--port", port, file}
		}, latePaths},
		{"json-server", database, func(bin, file, port string) []string {
			return []string{filepath.Join(bin, "json-server"), file, "--port", port}
		}, func(routes int) []string { return []string{fmt.Sprintf("/things%d/7", routes-1)} }},
	}
}

// latePaths asks the last route.
func latePaths(routes int) []string { return []string{path(routes-1, "7")} }

// comparePeers measures the mock servers of npm that are in a folder, in turn with ours.
func comparePeers(folder string) error {
	bin := filepath.Join(folder, "node_modules", ".bin")
	if _, err := os.Stat(bin); err != nil {
		fmt.Fprintln(os.Stderr, "bench: peers are left out: they are not installed in", folder)
		return nil
	}
	for routes, goal := range map[int]float64{10: 10, 10_000: 100} {
		if err := compareAt(bin, routes, goal); err != nil {
			return err
		}
	}
	return nil
}

func compareAt(bin string, routes int, goal float64) error {
	begin := time.Now()
	own, err := startChild("mock", routes)
	if err != nil {
		return err
	}
	defer own.stop()
	ours, err := measured(fmt.Sprintf("postern-%d-routes", routes), own.port, own.cmd.Process.Pid, begin, latePaths(routes))
	if err != nil {
		return err
	}
	best := 0.0
	for _, p := range peers() {
		rate, err := runPeer(p, bin, routes)
		if err != nil { // one that cannot serve so many routes is no reason to stop
			fmt.Fprintf(os.Stderr, "bench: %s with %d routes: %v\n", p.name, routes, err)
		}
		best = max(best, rate)
		r, err := load(own.port, round, latePaths(routes))
		if err != nil {
			return err
		}
		ours = append(ours, r.perSecond)
	}
	if best > 0 {
		figure.AtLeast(fmt.Sprintf("postern-to-best-peer-%d-routes", routes), figure.Median(ours)/best, "ratio", goal)
	}
	return nil
}

// measured waits for the first answer and prints what a server does.
func measured(name string, port, pid int, begin time.Time, paths []string) ([]float64, error) {
	if err := firstAnswer(port, paths); err != nil {
		return nil, err
	}
	figure.Print(name+"-first-answer", figure.Milliseconds(time.Since(begin)), "ms")
	var rates []float64
	for i := range 4 {
		r, err := load(port, round, paths)
		if err == nil && r.failed > 0 {
			err = fmt.Errorf("%d of %d answers are not 200", r.failed, r.count)
		}
		if err != nil {
			return nil, err
		}
		if i > 0 {
			rates = append(rates, r.perSecond)
		}
	}
	figure.Print(name+"-per-second", figure.Median(rates), "1/s")
	figure.Print(name+"-resident", resident(pid), "MB")
	return rates, nil
}

// firstAnswer asks until a server answers with 200.
func firstAnswer(port int, paths []string) error {
	var err error
	for end := time.Now().Add(startPatience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		var r result
		if r, err = load(port, time.Millisecond, paths[:1]); err == nil && r.failed < r.count {
			return nil
		}
	}
	return fmt.Errorf("no answer within %v: %w", startPatience, errors.Join(err))
}

func runPeer(p peer, bin string, routes int) (float64, error) {
	dir, err := os.MkdirTemp("", "postern-bench-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	data, err := json.Marshal(p.config(routes))
	if err != nil {
		return 0, err
	}
	file := filepath.Join(dir, "config.json")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		return 0, err
	}
	port, err := freePort()
	if err != nil {
		return 0, err
	}
	args := p.args(bin, file, strconv.Itoa(port))
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = dir
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer func() {
		cmd.Process.Kill()
		cmd.Wait()
	}()
	rates, err := measured(fmt.Sprintf("%s-%d-routes", p.name, routes), port, cmd.Process.Pid, begin, p.paths(routes))
	return figure.Median(rates), err
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

type object = map[string]any

func mockoonConfig(routes int) any {
	var all, children []any
	for i := range routes {
		id := fmt.Sprintf("00000000-0000-4000-8000-%012d", i)
		all = append(all, object{"uuid": id, "type": "http", "documentation": "", "method": "get", "endpoint": path(i, ":id")[1:], "responseMode": nil,
			"streamingMode": nil, "streamingInterval": 0, "responses": []any{object{"uuid": fmt.Sprintf("00000000-0000-4000-9000-%012d", i), "body": string(kilobyte),
				"latency": 0, "statusCode": 200, "label": "", "headers": []any{object{"key": "Content-Type", "value": "application/json"}}, "bodyType": "INLINE",
				"filePath": "", "databucketID": "", "sendFileAsBody": false, "rules": []any{}, "rulesOperator": "OR", "disableTemplating": true,
				"fallbackTo404": false, "default": true, "crudKey": "id", "callbacks": []any{}}}})
		children = append(children, object{"type": "route", "uuid": id})
	}
	return object{"uuid": "00000000-0000-4000-a000-000000000000", "lastMigration": 33, "name": "bench", "endpointPrefix": "", "latency": 0, "port": 3000,
		"hostname": "127.0.0.1", "folders": []any{}, "routes": all, "rootChildren": children, "proxyMode": false, "proxyHost": "", "proxyRemovePrefix": false,
		"tlsOptions": object{"enabled": false, "type": "CERT", "pfxPath": "", "certPath": "", "keyPath": "", "caPath": "", "passphrase": ""},
		"cors":       true, "headers": []any{}, "proxyReqHeaders": []any{}, "proxyResHeaders": []any{}, "data": []any{}, "callbacks": []any{}}
}

func openAPI(routes int) any {
	var example any
	if err := json.Unmarshal(kilobyte, &example); err != nil {
		panic(err)
	}
	all := object{}
	for i := range routes {
		all[path(i, "{id}")] = object{"get": object{"parameters": []any{object{"name": "id", "in": "path", "required": true, "schema": object{"type": "string"}}},
			"responses": object{"200": object{"description": "one", "content": object{"application/json": object{"example": example}}}}}}
	}
	return object{"openapi": "3.0.3", "info": object{"title": "bench", "version": "1"}, "paths": all}
}

func database(routes int) any {
	all := object{}
	for i := range routes {
		all[fmt.Sprintf("things%d", i)] = []any{object{"id": "7", "about": string(kilobyte[:980])}}
	}
	return all
}
