package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"postern/mock"
	"postern/model"
)

// kilobyte is the body of every answer: 1 KB of JSON.
var kilobyte = []byte(`{"id":7,"name":"Ann","about":"` + strings.Repeat("x", 1024-32) + `"}`)

// bundle is a collection of a route for each number, the first of them /users/:id.
func bundle(routes int) model.Bundle {
	b := model.Bundle{Collection: model.Collection{ID: "c", Name: "bench"}}
	for i := range routes {
		q := &model.Request{ID: model.ID(fmt.Sprint("r", i)), Method: "GET", URL: "{{baseUrl}}" + path(i, ":id")}
		b.Items = append(b.Items, model.Item{Request: q, Examples: []model.Example{{ID: model.ID(fmt.Sprint("e", i)), Name: "one", Status: 200,
			Headers: []model.Field{{Key: "Content-Type", Value: "application/json"}}, Body: model.Bytes(kilobyte)}}})
	}
	return b
}

// path is that of a route, with a value for its parameter.
func path(route int, id string) string {
	if route == 0 {
		return "/users/" + id
	}
	return fmt.Sprintf("/area%d/things%d/%s", route%100, route, id)
}

// beServer serves on a free port until its input ends, and says where.
func beServer(kind string, routes, compile int) error {
	b := bundle(routes)
	var table *mock.Table
	var err error
	for range compile {
		if table, err = mock.Compile(b, mock.Options{}); err != nil {
			return err
		}
	}
	if kind == "nothing" {
		return nil
	}
	if kind == "mock" {
		s, err := mock.Listen(context.Background(), mock.ListenOptions{Table: table})
		if err != nil {
			return err
		}
		fmt.Println(s.Port())
		waitForInput()
		return s.Close(context.Background())
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(l.Addr().(*net.TCPAddr).Port)
	d := table.Answer(&mock.Request{Method: "GET", Path: "/users/7", Header: http.Header{}}, nil)
	go http.Serve(l, bare(d.Headers(), d.Body))
	waitForInput()
	return nil
}

// bare writes the same bytes and headers as the mock does.
func bare(header http.Header, body []byte) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /users/{id}", func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		for name, values := range header {
			h[name] = values
		}
		w.WriteHeader(http.StatusOK)
		w.Write(body)
	})
	return mux
}

func waitForInput() {
	buffer := make([]byte, 1)
	for {
		if _, err := os.Stdin.Read(buffer); err != nil {
			return
		}
	}
}

// child is a server in a process of its own.
type child struct {
	cmd  *exec.Cmd
	port int
	end  func()
}

func startChild(kind string, routes int) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := &child{cmd: exec.Command(self, "-serve", kind, "-routes", strconv.Itoa(routes))}
	c.cmd.Stderr = os.Stderr
	in, err := c.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	c.end = func() { in.Close() }
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err == nil {
		c.port, err = strconv.Atoi(strings.TrimSpace(line))
	}
	return c, err
}

func (c *child) stop() {
	c.end()
	c.cmd.Wait()
}

// resident is the memory of the process in MB, 0 where the system does not tell.
func resident(pid int) float64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 64)
			return kb / 1024
		}
	}
	return 0
}
