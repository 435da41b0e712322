package mock

import (
	"bufio"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"postern/model"
)

// sleeper stands for the sleep of a mock: it notes the waits and lets no time pass.
type sleeper struct {
	mu    sync.Mutex
	waits []time.Duration
}

func (s *sleeper) sleep(ctx context.Context, _ <-chan struct{}, d time.Duration) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waits = append(s.waits, d)
	return ctx.Err() == nil
}

func (s *sleeper) total() (sum time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.waits {
		sum += d
	}
	return sum
}

// behaving is a collection with one example, "0123456789", that behaves as the JSON says.
func behaving(behaviour string) string {
	return `request GET /it
  route {"behaviour": ` + behaviour + `}
  example it 200 it
    header Content-Type text/plain
    body 0123456789
`
}

// wire sends bytes and reads until the connection ends.
func wire(t *testing.T, s *Server, text string) (string, error) {
	t.Helper()
	conn, err := net.Dial("tcp", s.address.String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(conn)
	return string(out), err
}

const getIt = "GET /it HTTP/1.1\r\nHost: h\r\nOrigin: http://a\r\n\r\n"

func TestFaultsOnTheWire(t *testing.T) {
	tests := []struct {
		fault, ends string
		length      string // of the announced body; "" for none
		reset       bool
	}{
		{"reset", "", "", true},
		{"hang", "", "", false},
		{"empty reply", "", "", false},
		{"cut body", "\r\n\r\n01234", "Content-Length: 10\r\n", false},
		{"wrong length", "\r\n\r\n0123456789", "Content-Length: 74\r\n", false},
		{"malformed chunk", "\r\n\r\n5\r\n01234\r\nthis is no chunk\r\n", "Transfer-Encoding: chunked\r\n", false},
	}
	for _, tt := range tests {
		t.Run(tt.fault, func(t *testing.T) {
			var waits sleeper
			s := start(t, behaving(`{"fault": {"kind": "`+tt.fault+`", "hang": 5000000000}}`), ListenOptions{sleep: waits.sleep})
			got, err := wire(t, s, getIt)
			if tt.reset != errors.Is(err, syscall.ECONNRESET) {
				t.Errorf("the connection ends with %v", err)
			}
			if tt.ends == "" && got != "" || !strings.HasSuffix(got, tt.ends) || !strings.Contains(got, tt.length) {
				t.Errorf("got %q, want the end %q with %q", got, tt.ends, tt.length)
			}
			if tt.ends != "" && !strings.Contains(got, "Access-Control-Allow-Origin: http://a\r\n") {
				t.Errorf("no CORS headers: %q", got)
			}
			if want := tt.fault == "hang"; want != (waits.total() == 5*time.Second) {
				t.Errorf("waited for %v", waits.waits)
			}
			entries := s.Journal().Since(0, 0)
			if len(entries) != 1 || !strings.Contains(entries[0].Reason, "with the fault "+tt.fault) {
				t.Errorf("the journal has %+v", entries)
			}
		})
	}
}

func TestLatencyAndRateWait(t *testing.T) {
	var waits sleeper
	s := start(t, behaving(`{"latency": {"kind": "fixed", "min": 300000000}, "rate": 0.1}`), ListenOptions{sleep: waits.sleep})
	_, body := ask(t, "GET", s.URL()+"/it", nil)
	if body != "0123456789" {
		t.Errorf("got %q", body)
	}
	if got := waits.total(); got != 400*time.Millisecond { // 10 bytes at 100 a second after the latency
		t.Errorf("waited %v: %v", got, waits.waits)
	}
}

// TestWaitingEndsWithTheMock stops a mock while a client waits: it gets its answer at once.
func TestWaitingEndsWithTheMock(t *testing.T) {
	begun := make(chan struct{})
	wait := func(ctx context.Context, closing <-chan struct{}, d time.Duration) bool {
		close(begun)
		return sleep(ctx, closing, d)
	}
	s := start(t, behaving(`{"latency": {"kind": "fixed", "min": 240000000000}}`), ListenOptions{sleep: wait})
	answer := make(chan string)
	go func() {
		got, _ := wire(t, s, strings.Replace(getIt, "\r\n", "\r\nConnection: close\r\n", 1))
		answer <- got
	}()
	<-begun
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if got := <-answer; !strings.HasSuffix(got, "0123456789") {
		t.Errorf("got %q", got)
	}
}

// TestWaitingEndsWithTheClient lets a client go away while it waits.
func TestWaitingEndsWithTheClient(t *testing.T) {
	begun, ended := make(chan struct{}), make(chan bool, 1)
	wait := func(ctx context.Context, closing <-chan struct{}, d time.Duration) bool {
		close(begun)
		ended <- sleep(ctx, closing, d)
		return false
	}
	s := start(t, behaving(`{"fault": {"kind": "hang"}}`), ListenOptions{sleep: wait})
	conn, err := net.Dial("tcp", s.address.String())
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(conn, getIt)
	<-begun
	conn.Close()
	if <-ended {
		t.Error("the mock waited to the end")
	}
}

// TestKeysStayOutOfTheJournal sends API keys that the mock asks for.
func TestKeysStayOutOfTheJournal(t *testing.T) {
	for _, in := range []string{"true", "false"} {
		s := start(t, behaving(`{"auth": {"kind": "api key", "name": "k-id", "inQuery": `+in+`, "secret": "s3cret"}}`), ListenOptions{})
		for _, key := range []string{"s3cret", "s4cret"} {
			ask(t, "GET", s.URL()+"/it?a=1&k-id="+key+"&b=2", nil, "K-Id: "+key)
		}
		if err := s.Close(t.Context()); err != nil { // every request is in the journal then
			t.Fatal(err)
		}
		if n := len(s.Journal().Since(0, 0)); n != 2 {
			t.Errorf("%d requests are in the journal", n)
		}
		for _, e := range s.Journal().Since(0, 0) {
			var text string
			if in == "true" {
				text = e.Path + fmt.Sprint(e.Trace, e.Reason)
			} else {
				text = fmt.Sprint(e.Headers, e.Trace, e.Reason)
			}
			if strings.Contains(text, "cret") || in == "true" && e.Path != "/it?a=1&k-id="+model.Mask+"&b=2" {
				t.Errorf("the journal has the key: %s", text)
			}
		}
	}
}

// TestLatenciesAreDistributed draws many and compares them with what was asked for.
func TestLatenciesAreDistributed(t *testing.T) {
	tests := []struct {
		latency           string
		mean, p50, p90    float64 // milliseconds
		shortest, longest time.Duration
	}{
		{`{"kind": "range", "min": 100000000, "max": 200000000}`, 150, 150, 190, 100 * time.Millisecond, 200 * time.Millisecond},
		{`{"kind": "normal", "mean": 500000000, "deviation": 100000000}`, 500, 500, 628, 0, time.Second},
		{`{"kind": "percentiles", "points": [{"percent": 50, "latency": 100000000}, {"percent": 90, "latency": 500000000}]}`, 195, 100, 500, 0, 500 * time.Millisecond},
	}
	for _, tt := range tests {
		b, o := parseBundle(t, behaving(`{"latency": `+tt.latency+`}`))
		o.Settings.Seed = 3
		table := mustCompile(t, b, o)
		var state State
		var all []time.Duration
		sum := time.Duration(0)
		for range 4000 {
			d := table.Answer(parseRequest(t, "GET /it"), &state)
			all = append(all, d.plan.delay)
			sum += d.plan.delay
		}
		slices.Sort(all)
		near := func(what string, got time.Duration, want float64) {
			if ms := float64(got) / 1e6; math.Abs(ms-want) > want*0.08 {
				t.Errorf("%s: %s is %.1f ms, want about %.1f", tt.latency, what, ms, want)
			}
		}
		near("the mean", sum/4000, tt.mean)
		near("the median", all[2000], tt.p50)
		near("the 90th percentile", all[3600], tt.p90)
		if all[0] < tt.shortest || all[3999] > tt.longest {
			t.Errorf("%s: from %v to %v", tt.latency, all[0], all[3999])
		}
	}
}

// TestErrorsComeAtTheirRate counts errors and faults, and draws the same ones from the same seed.
func TestErrorsComeAtTheirRate(t *testing.T) {
	run := func(seed uint64) (got []string, errs, faults int) {
		b, o := parseBundle(t, behaving(`{"errors": {"rate": 0.3}, "fault": {"kind": "reset", "probability": 0.1}}`))
		o.Settings.Seed = seed
		table := mustCompile(t, b, o)
		var state State
		for range 2000 {
			d := table.Answer(parseRequest(t, "GET /it"), &state)
			switch {
			case d.Outcome == Injected:
				errs++
			case d.plan != nil && d.plan.fault == model.FaultReset:
				faults++
			}
			got = append(got, d.Reason)
		}
		return got, errs, faults
	}
	first, errs, faults := run(1)
	again, _, _ := run(1)
	other, _, _ := run(2)
	if !slices.Equal(first, again) || slices.Equal(first, other) {
		t.Error("the seed does not decide")
	}
	if errs < 540 || errs > 660 || faults < 105 || faults > 175 { // 600, and 140 of the rest
		t.Errorf("%d errors and %d faults of 2,000", errs, faults)
	}
}

// TestSignedTokens checks tokens of the three algorithms with their claims.
func TestSignedTokens(t *testing.T) {
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	ecKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sign := map[string]func(string) []byte{
		"HS256": func(text string) []byte {
			mac := hmac.New(sha256.New, []byte("k"))
			mac.Write([]byte(text))
			return mac.Sum(nil)
		},
		"RS256": func(text string) []byte {
			sum := sha256.Sum256([]byte(text))
			out, _ := rsa.SignPKCS1v15(nil, rsaKey, crypto.SHA256, sum[:])
			return out
		},
		"ES256": func(text string) []byte {
			sum := sha256.Sum256([]byte(text))
			r, s, _ := ecdsa.Sign(rand.Reader, ecKey, sum[:])
			return append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
		},
	}
	keys := map[string]string{"HS256": "k", "RS256": publicPEM(t, &rsaKey.PublicKey), "ES256": publicPEM(t, &ecKey.PublicKey)}
	now := goldenStart.Unix()
	for algorithm, key := range keys {
		g, fault := newGuard(&model.MockAuth{Kind: model.MockAuthJWT, Algorithm: algorithm, Secret: key, Issuer: "me", Audience: "us"}, nil)
		if fault != "" {
			t.Fatal(fault)
		}
		for claims, want := range map[string]string{
			fmt.Sprintf(`{"iss":"me","aud":["x","us"],"exp":%d,"nbf":%d}`, now+1, now): "",
			`{"iss":"me","aud":"us"}`:                              "",
			fmt.Sprintf(`{"iss":"me","aud":"us","exp":%d}`, now):   "the token has expired",
			fmt.Sprintf(`{"iss":"me","aud":"us","nbf":%d}`, now+9): "the token is not valid yet",
			`{"iss":"you","aud":"us"}`:                             "the token is of another issuer",
			`{"iss":"me","aud":"them"}`:                            "the token is meant for another audience",
			`{"iss":"me"}`:                                         "the token is meant for another audience",
		} {
			text := encodePart(`{"alg":"`+algorithm+`"}`) + "." + encodePart(claims)
			signature := sign[algorithm](text)
			if got := g.token(text+"."+base64.RawURLEncoding.EncodeToString(signature), goldenStart); got != want {
				t.Errorf("%s %s: %q, want %q", algorithm, claims, got, want)
			}
			signature[3] ^= 1
			if got := g.token(text+"."+base64.RawURLEncoding.EncodeToString(signature), goldenStart); got != "the signature is not valid" {
				t.Errorf("%s with a bad signature: %q", algorithm, got)
			}
		}
		// The public key of another algorithm must not pass as a secret.
		text := encodePart(`{"alg":"HS256"}`) + "." + encodePart(`{"iss":"me","aud":"us"}`)
		mac := hmac.New(sha256.New, []byte(key))
		mac.Write([]byte(text))
		if got := g.token(text+"."+base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), goldenStart); (got == "") != (algorithm == "HS256") {
			t.Errorf("%s takes a token of HS256: %q", algorithm, got)
		}
	}
}

func encodePart(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

func publicPEM(t *testing.T, key any) string {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

// TestCompressedOnTheWire reads compressed answers through the client of Go, which knows gzip.
func TestCompressedOnTheWire(t *testing.T) {
	long := strings.Repeat("0123456789", 100)
	s := start(t, strings.Replace(behaving(`{"compress": true, "etag": true}`), "0123456789", long, 1), ListenOptions{})
	for range 2 { // the second from what is kept
		a, body := ask(t, "GET", s.URL()+"/it", nil)
		if !a.Uncompressed || body != long {
			t.Errorf("uncompressed %v, %d bytes", a.Uncompressed, len(body))
		}
	}
	got, err := wire(t, s, "HEAD /it HTTP/1.1\r\nHost: h\r\nAccept-Encoding: zstd\r\nConnection: close\r\n\r\n")
	a, fault := http.ReadResponse(bufio.NewReader(strings.NewReader(got)), &http.Request{Method: "HEAD"})
	if err != nil || fault != nil || a.Header.Get("Content-Encoding") != "zstd" || a.ContentLength <= 0 || a.ContentLength > 100 {
		t.Errorf("%v %v %q", err, fault, got)
	}
}
