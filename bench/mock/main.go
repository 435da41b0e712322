// Command mock measures what a mock server costs beside a bare net/http handler that writes the same bytes,
// how that grows with the number of routes, and what compiling, swapping and running for long cost. Servers
// run as processes of their own; both sides of a comparison take turns.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	serve := flag.String("serve", "", "be a server: bare, mock or nothing (for the program itself)")
	routes := flag.Int("routes", 10, "number of routes of the server")
	compile := flag.Int("compile", 1, "how often the server compiles its routes")
	peers := flag.String("peers", "", "compare with the mock servers of npm that are installed in this folder")
	flag.Parse()
	var err error
	switch {
	case *serve != "":
		err = beServer(*serve, *routes, *compile)
	default:
		err = run(*peers)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(peers string) error {
	for _, part := range []func() error{handlers, routeCounts, compiling, swapping, lasting} {
		if err := part(); err != nil {
			return err
		}
	}
	if peers == "" {
		return nil
	}
	return comparePeers(peers)
}
