package cli

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"postern/model"
)

func (a *app) listCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list [FILE|NAME]",
		Short: "List the collections, or what is in one",
		Long: `List writes the names of the workspace's collections, one a line. With a file or the
name of a collection it writes its tree: folders end with "/", requests begin with
their method, examples with their status code.`,
		Example: `  postern list
  postern list "Store API"`,
		Args: cobra.MaximumNArgs(1),
		RunE: run(func(_ *cobra.Command, args []string) error {
			w := bufio.NewWriter(a.env.Stdout)
			if err := a.list(w, args); err != nil {
				return err
			}
			return w.Flush()
		}),
	}
}

func (a *app) list(w io.Writer, args []string) error {
	if len(args) == 1 && isFile(args[0]) {
		return a.listFile(w, args[0])
	}
	st, err := a.reading(a.ctx)
	if err != nil {
		if len(args) == 1 {
			return noSuch(args[0], err)
		}
		return err
	}
	defer st.Close()
	tree, err := st.Tree()
	if err != nil {
		return err
	}
	if len(args) == 0 {
		for _, id := range tree.Children(model.RootID) {
			h, _ := tree.Head(id)
			fmt.Fprintln(w, printable(h.Name))
		}
		return nil
	}
	id, err := findCollection(st, args[0])
	if err != nil {
		return noSuch(args[0], err)
	}
	h, _ := tree.Head(id)
	printTree(w, h.Name, tree.Walk(id))
	return nil
}

func (a *app) listFile(w io.Writer, file string) error {
	im, err := a.read(file)
	if err != nil {
		return err
	}
	for i := range im.Bundles {
		printTree(w, im.Bundles[i].Collection.Name, heads(im.Bundles[i].Items))
	}
	for _, e := range im.Environments {
		fmt.Fprintf(w, "%s (environment, %s)\n", printable(e.Name), plural(len(e.Variables), "variable"))
	}
	return nil
}

// heads yields what the tree of a bundle shows, as model.Tree.Walk does.
func heads(items []model.Item) iter.Seq2[model.Head, int] {
	return func(yield func(model.Head, int) bool) { yieldHeads(items, 0, yield) }
}

func yieldHeads(items []model.Item, depth int, yield func(model.Head, int) bool) bool {
	for i := range items {
		it := &items[i]
		if it.Folder != nil {
			if !yield(it.Folder.Head(), depth) || !yieldHeads(it.Items, depth+1, yield) {
				return false
			}
			continue
		}
		if !yield(it.Request.Head(), depth) {
			return false
		}
		for j := range it.Examples {
			if !yield(it.Examples[j].Head(), depth+1) {
				return false
			}
		}
	}
	return true
}

func printTree(w io.Writer, name string, tree iter.Seq2[model.Head, int]) {
	fmt.Fprintln(w, printable(name))
	for h, depth := range tree {
		indent := strings.Repeat("  ", depth+1)
		switch h.Kind {
		case model.KindFolder:
			fmt.Fprintf(w, "%s%s/\n", indent, printable(h.Name))
		case model.KindRequest:
			fmt.Fprintf(w, "%s%s %s\n", indent, printable(h.Method), printable(h.Name))
		case model.KindExample:
			fmt.Fprintf(w, "%s%d %s\n", indent, h.Status, printable(h.Name))
		}
	}
}
