package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"strconv"
	"sync"
	"time"

	"postern/bench/figure"
)

const connections = 32

// result is what a round of load found.
type result struct {
	perSecond float64
	p99       float64 // ms
	failed    int
	count     int
}

// load asks a server over 32 connections that stay open, each as fast as it gets answers. The client does as
// little as it can, since it shares the processors with the server.
func load(port int, lasting time.Duration, paths []string) (result, error) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var out result
	var latencies []float64
	var failure error
	begin := time.Now()
	for i := range connections {
		wg.Go(func() {
			times, failed, err := drive(port, begin.Add(lasting), paths, uint64(i))
			mu.Lock()
			defer mu.Unlock()
			latencies = append(latencies, times...)
			out.failed += failed
			if err != nil {
				failure = err
			}
		})
	}
	wg.Wait()
	took := time.Since(begin)
	out.count = len(latencies)
	out.perSecond, out.p99 = float64(out.count)/took.Seconds(), figure.Percentile(latencies, 99)
	return out, failure
}

func drive(port int, end time.Time, paths []string, seed uint64) (times []float64, failed int, err error) {
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, 0, err
	}
	defer conn.Close()
	requests := make([][]byte, len(paths))
	for i, p := range paths {
		requests[i] = fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: */*\r\n\r\n", p, port)
	}
	in := bufio.NewReaderSize(conn, 16<<10)
	random := rand.New(rand.NewPCG(seed, 1))
	for {
		begin := time.Now()
		if begin.After(end) {
			return times, failed, nil
		}
		if _, err := conn.Write(requests[random.IntN(len(requests))]); err != nil {
			return times, failed, err
		}
		ok, err := answer(in)
		if err != nil {
			return times, failed, err
		}
		if !ok {
			failed++
		}
		times = append(times, figure.Milliseconds(time.Since(begin)))
	}
}

// answer reads an answer and tells whether it is 200.
func answer(in *bufio.Reader) (bool, error) {
	line, err := in.ReadSlice('\n')
	if err != nil {
		return false, err
	}
	ok := bytes.HasPrefix(line, []byte("HTTP/1.1 200"))
	length, chunked := 0, false
	for {
		if line, err = in.ReadSlice('\n'); err != nil {
			return ok, err
		}
		if len(line) <= 2 {
			break
		}
		if name, value, found := bytes.Cut(line, []byte(":")); found && bytes.EqualFold(name, []byte("Content-Length")) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return ok, err
			}
		} else if found && bytes.EqualFold(name, []byte("Transfer-Encoding")) {
			chunked = true
		}
	}
	if chunked {
		return ok, skipChunks(in)
	}
	_, err = in.Discard(length)
	return ok, err
}

func skipChunks(in *bufio.Reader) error {
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		size, err := strconv.ParseInt(string(bytes.TrimSpace(line)), 16, 64)
		if err != nil {
			return err
		}
		if _, err := io.CopyN(io.Discard, in, size+2); err != nil || size == 0 {
			return err
		}
	}
}
