package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"postern/model"
)

type findOptions struct {
	limit int
	json  bool
}

func (a *app) findCommand() *cobra.Command {
	var o findOptions
	cmd := &cobra.Command{
		Use:   "find WORDS...",
		Short: "Search the workspace",
		Long: `Find writes what holds all of the words, whatever their case, one a line: collections,
folders, requests, examples and environments by name, URL, headers, parameters,
variables, documentation, bodies and scripts, best first, and then the history. A word
with spaces in it is one phrase. Values of secret variables are never searched.

With --json there is one line for each match, an object:
  {"id","kind","name","method","path":[names],"field","text","from","to","time"}
kind is "exchange" for the history; from and to are the bytes of text that match; time
is of an exchange.`,
		Example: `  postern find products
  postern find "Content-Type: text/xml" --limit 5`,
		Args: cobra.MinimumNArgs(1),
		RunE: run(func(cmd *cobra.Command, args []string) error {
			w := bufio.NewWriter(a.env.Stdout)
			if err := a.find(cmd.Context(), w, args, o); err != nil {
				return err
			}
			return w.Flush()
		}),
	}
	cmd.Flags().IntVar(&o.limit, "limit", 50, "most matches to write; 0 writes all")
	cmd.Flags().BoolVar(&o.json, "json", false, "write JSON, one line for each match")
	return cmd
}

func (a *app) find(ctx context.Context, w io.Writer, words []string, o findOptions) error {
	if o.limit < 0 {
		return usageError(fmt.Sprintf("--limit %d is less than 0", o.limit))
	}
	st, err := a.reading(a.ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	list, err := st.Search(ctx, searchQuery(words), o.limit)
	if err != nil {
		return err
	}
	for _, m := range list {
		if o.json {
			err = json.NewEncoder(w).Encode(newMatchLine(m))
		} else {
			_, err = fmt.Fprintln(w, matchText(m))
		}
		if err != nil {
			return err
		}
	}
	if len(list) == 0 {
		a.tell("nothing found")
		return errTold
	}
	return nil
}

// searchQuery makes one query of words that the shell has taken apart.
func searchQuery(words []string) string {
	parts := make([]string, len(words))
	for i, w := range words {
		if parts[i] = w; strings.ContainsAny(w, " \t\n") && !strings.Contains(w, `"`) {
			parts[i] = `"` + w + `"`
		}
	}
	return strings.Join(parts, " ")
}

// matchLine is the JSON of a match. Its keys are a promise to scripts.
type matchLine struct {
	ID     model.ID         `json:"id"`
	Kind   string           `json:"kind"`
	Name   string           `json:"name"`
	Method string           `json:"method,omitempty"`
	Path   []string         `json:"path"`
	Field  model.MatchField `json:"field"`
	Text   string           `json:"text"`
	From   int              `json:"from"`
	To     int              `json:"to"`
	Time   time.Time        `json:"time,omitzero"`
}

func newMatchLine(m model.Match) matchLine {
	return matchLine{m.ID, matchKind(m), m.Name, m.Method, append([]string{}, m.Path...), m.Field, m.Text, m.From, m.To, m.Time}
}

func matchKind(m model.Match) string {
	if m.Kind == 0 {
		return "exchange"
	}
	return m.Kind.String()
}

// matchText is the line of a match for people: what it is, where it stands, and the text that matches
// unless that is the name.
func matchText(m model.Match) string {
	line := fmt.Sprintf("%-11s  %s", matchKind(m), strings.Join(append(append([]string{}, m.Path...), m.Name), "/"))
	if m.Field != model.MatchName {
		line += fmt.Sprintf("  %s: %s", m.Field, m.Text)
	}
	return printable(line)
}
