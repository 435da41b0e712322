package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"postern/mock"
	"postern/model"
)

// maxVerify is the largest file of assertions, in bytes.
const maxVerify = 16 << 20

// assertionFile is the form of a file for --verify, as the window copies it.
type assertionFile struct {
	Assertions []model.MockAssertion `json:"assertions"`
}

// readAssertions reads what a mock is expected to get; "" names no file.
func readAssertions(file string) ([]model.MockAssertion, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, notFound("read what the mock is expected to get: %v", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxVerify+1))
	if err == nil && len(data) > maxVerify {
		err = invalid("it is over the limit of 16 MiB")
	}
	var in assertionFile
	if err == nil {
		d := json.NewDecoder(bytes.NewReader(data))
		d.DisallowUnknownFields()
		err = d.Decode(&in)
	}
	if err == nil && len(in.Assertions) == 0 {
		err = fmt.Errorf(`it has no "assertions"`)
	}
	for i := range in.Assertions {
		if err == nil {
			err = in.Assertions[i].Check()
		}
	}
	if err != nil {
		return nil, invalid("%s is no file of assertions: %v", file, err)
	}
	return in.Assertions, nil
}

// verify tells what came of the assertions.
func (a *app) verify(server *mock.Server, o mockOptions) error {
	missed := 0
	for _, v := range server.Verify(o.assertions) {
		word := "met"
		switch {
		case v.Unsure:
			word = "unsure"
		case !v.Met:
			word = "not met"
		}
		if !v.Met {
			missed++
		}
		a.tell("%s: %s", word, printable(v.Text))
	}
	if missed > 0 {
		a.tell("%d of %s not met", missed, plural(len(o.assertions), "assertion"))
		return errTold
	}
	return nil
}
