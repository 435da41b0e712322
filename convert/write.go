package convert

import (
	"fmt"
	"io"
	"strings"

	"postern/model"
)

// WriteOptions say how to write.
type WriteOptions struct {
	// IncludeSecrets writes the values of secret variables and of secret authentication parameters,
	// literal credentials in headers and passwords in URLs, which are otherwise left empty. The report
	// tells what was left out, and what looks like a secret and is written all the same.
	IncludeSecrets bool
}

// writer is one format that can be written.
type writer struct {
	format string
	write  func(io.Writer, model.Bundle, WriteOptions) (model.Report, error)
}

// Write exports a collection. Bodies of examples must be in memory or in files. A format that is not
// among those of [Formats] is an error that wraps [model.ErrInvalid].
func Write(w io.Writer, b model.Bundle, format string, o WriteOptions) (model.Report, error) {
	var known []string
	for _, x := range writers {
		if x.format == format {
			b, report := cleaned(b, o)
			written, err := x.write(w, b, o)
			report.Items = append(report.Items, written.Items...)
			if !o.IncludeSecrets && err == nil {
				report.Items = append(report.Items, exposed(b).Items...)
			}
			return report, err
		}
		known = append(known, x.format)
	}
	return model.Report{}, fmt.Errorf("export %q: the format %q cannot be written, only %s: %w",
		b.Collection.Name, format, strings.Join(known, ", "), model.ErrInvalid)
}
