package model

import "fmt"

// Bundle is a whole collection in memory with everything in it: what an import makes, and what an
// export or a mock takes.
type Bundle struct {
	Collection Collection
	Items      []Item
}

// Item is a folder with its items, or a request with its examples.
type Item struct {
	Folder   *Folder // nil for a request
	Items    []Item
	Request  *Request // nil for a folder
	Examples []Example
}

// Walk calls f for every item, parents before children, with the folders above it, outermost first.
// The slice of folders is valid only during the call.
func (b *Bundle) Walk(f func(above []*Folder, item *Item)) { walkItems(b.Items, nil, f) }

func walkItems(items []Item, above []*Folder, f func([]*Folder, *Item)) {
	for i := range items {
		f(above, &items[i])
		if items[i].Folder != nil {
			walkItems(items[i].Items, append(above[:len(above):len(above)], items[i].Folder), f)
		}
	}
}

// ImportPrefix begins the name of every change that imports something: a backup is made before it.
const ImportPrefix = "import "

// Change returns the change that adds the bundle as the last collection of a workspace.
func (b *Bundle) Change() Change {
	c := Change{Name: ImportPrefix + b.Collection.Name}
	add := func(e Entity, id, parent ID) {
		c.Edits = append(c.Edits, Put{e}, Place{ID: id, Parent: parent, Index: -1})
	}
	add(&b.Collection, b.Collection.ID, RootID)
	b.Walk(func(above []*Folder, it *Item) {
		parent := b.Collection.ID
		if len(above) > 0 {
			parent = above[len(above)-1].ID
		}
		if it.Folder != nil {
			add(it.Folder, it.Folder.ID, parent)
			return
		}
		add(it.Request, it.Request.ID, parent)
		for i := range it.Examples {
			add(&it.Examples[i], it.Examples[i].ID, it.Request.ID)
		}
	})
	return c
}

// Counts says how much an import brought.
type Counts struct {
	Folders, Requests, Examples, Variables, Environments, Scripts int
}

// Count returns what is in the bundle. Variables are the collection's own.
func (b *Bundle) Count() Counts {
	n := Counts{Variables: len(b.Collection.Variables), Scripts: len(b.Collection.Scripts)}
	b.Walk(func(_ []*Folder, it *Item) {
		if it.Folder != nil {
			n.Folders++
			n.Scripts += len(it.Folder.Scripts)
			return
		}
		n.Requests++
		n.Scripts += len(it.Request.Scripts)
		n.Examples += len(it.Examples)
	})
	return n
}

// Imported is what one file gave.
type Imported struct {
	// File is where it came from, as the user named it.
	File string
	// Format is the kind of file that its content showed: "postman", "postman-environment" ...
	Format       string
	Bundles      []Bundle
	Environments []Environment
	Report       Report
}

// Count returns how much the file gave in all.
func (im *Imported) Count() Counts {
	var n Counts
	for i := range im.Bundles {
		c := im.Bundles[i].Count()
		n.Folders += c.Folders
		n.Requests += c.Requests
		n.Examples += c.Examples
		n.Variables += c.Variables
		n.Scripts += c.Scripts
	}
	n.Environments = len(im.Environments)
	for _, e := range im.Environments {
		n.Variables += len(e.Variables)
	}
	return n
}

// Change returns the change that adds all that was imported to a workspace.
func (im *Imported) Change() Change {
	c := Change{Name: ImportPrefix + im.File}
	for i := range im.Bundles {
		c.Edits = append(c.Edits, im.Bundles[i].Change().Edits...)
	}
	for i := range im.Environments {
		e := &im.Environments[i]
		c.Edits = append(c.Edits, Put{e}, Place{ID: e.ID, Parent: EnvironmentsID, Index: -1})
	}
	return c
}

// Report tells item by item what an import or export did beyond taking things as they are.
type Report struct{ Items []ReportItem }

// ReportKind classifies a line of a report.
type ReportKind string

// The kinds of report lines.
const (
	ReportConverted    ReportKind = "converted"    // means the same in other words
	ReportApproximated ReportKind = "approximated" // means nearly the same
	ReportLeftOut      ReportKind = "left out"     // has no place here and is not written back
	ReportKept         ReportKind = "kept"         // not understood, kept, and written back on export
	ReportExposed      ReportKind = "looks secret" // is written, though it looks like a secret
)

// ReportItem is one line of a report.
type ReportItem struct {
	// Path leads to the item in the source: "Store API/products/list".
	Path string     `json:"path"`
	Kind ReportKind `json:"kind"`
	Text string     `json:"text"`
}

// Add appends a line.
func (r *Report) Add(path string, kind ReportKind, format string, args ...any) {
	r.Items = append(r.Items, ReportItem{Path: path, Kind: kind, Text: fmt.Sprintf(format, args...)})
}

// InputError is a fault in a file that the user gave, with its place where the format has one. It
// wraps ErrInvalid.
type InputError struct {
	Text         string
	Line, Column int // 1-based; 0 where unknown
}

// Error returns the text with its place.
func (e *InputError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Text)
	}
	return e.Text
}

// Unwrap makes errors.Is(err, ErrInvalid) hold.
func (e *InputError) Unwrap() error { return ErrInvalid }
