// Command mock measures what a mock server costs beside a bare net/http handler that writes the same bytes,
// how that grows with the number of routes, and what compiling, swapping and running for long cost. Servers
// run as processes of their own; both sides of a comparison take turns.
package main

import (
	"flag"
	"fmt"
	"os"
)

var window = flag.String("window", "build/postern", "the binary with the window, which is measured where it is there")

func main() {
	serve := flag.String("serve", "", "be a server: bare, mock or nothing (for the program itself)")
	routes := flag.Int("routes", 10, "number of routes of the server")
	compile := flag.Int("compile", 1, "how often the server compiles its routes")
	only := flag.String("only", "", "measure one part: handlers, routes, compiling, swapping, lasting, window, peers")
	peers := flag.String("peers", "", "compare with the mock servers of npm that are installed in this folder")
	flag.Parse()
	var err error
	switch {
	case *serve != "":
		err = beServer(*serve, *routes, *compile)
	default:
		err = run(*only, *peers)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// parts are what is measured, in this order.
var parts = []struct {
	name    string
	measure func() error
}{
	{"handlers", handlers}, {"routes", routeCounts}, {"compiling", compiling}, {"swapping", swapping}, {"lasting", lasting},
	{"window", inWindow},
}

func run(only, peers string) error {
	for _, p := range parts {
		if only != "" && only != p.name {
			continue
		}
		if err := p.measure(); err != nil {
			return err
		}
	}
	if peers == "" || only != "" && only != "peers" {
		return nil
	}
	return comparePeers(peers)
}
