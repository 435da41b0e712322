package response

import (
	"context"
	"slices"

	"postern/jsonscan"
	"postern/jsonview"
	"postern/ui/task"
)

// tableRows is an array of objects as a table. Reading, sorting and filtering happen in the background; what
// was there before is shown until then. It belongs to the UI goroutine.
type tableRows struct {
	run     task.Runner
	changed func(fresh bool) // fresh: the columns are others

	path   []jsonview.Node // of the array
	table  *jsonview.Table // nil until it was read
	busy   bool
	failed error

	filter     string
	column     int
	descending bool

	turn   int
	cancel context.CancelFunc
}

// stop drops what is under way.
func (r *tableRows) stop() {
	r.turn++
	if r.cancel != nil {
		r.cancel()
		r.cancel = nil
	}
	r.busy = false
}

// close forgets the table.
func (r *tableRows) close() {
	r.stop()
	r.path, r.table, r.failed = nil, nil, nil
	r.filter, r.column, r.descending = "", -1, false
}

// start runs work elsewhere and shows the table that it makes.
func (r *tableRows) start(fresh bool, work func(context.Context) (*jsonview.Table, error)) {
	r.stop()
	ctx, cancel := context.WithCancel(context.Background())
	r.cancel, r.busy = cancel, true
	turn := r.turn
	var next *jsonview.Table
	var err error
	r.run.Start(ctx, func(ctx context.Context) { next, err = work(ctx) }, func() {
		if r.turn != turn {
			return
		}
		r.busy, r.failed = false, err
		if next != nil {
			r.table = next
		}
		r.changed(fresh)
	})
	r.changed(false)
}

// open reads an array.
func (r *tableRows) open(doc *jsonview.Doc, path []jsonview.Node) {
	r.close()
	r.path = path
	r.start(true, func(ctx context.Context) (*jsonview.Table, error) { return doc.Table(ctx, path[len(path)-1]) })
}

// arrange shows the rows in the order and with the filter that hold now.
func (r *tableRows) arrange() {
	if r.table == nil {
		return
	}
	next := *r.table // what is shown stays as it is until the other order is there
	next.Columns = slices.Clone(next.Columns)
	filter, column, descending := r.filter, r.column, r.descending
	r.start(false, func(ctx context.Context) (*jsonview.Table, error) {
		return &next, next.Show(ctx, filter, column, descending)
	})
}

// cell returns the path to a cell, or to its row where the cell is not there.
func (r *tableRows) cell(row, column int) []jsonview.Node {
	if r.table == nil || row >= r.table.Len() {
		return nil
	}
	path := append(slices.Clone(r.path), r.table.Row(row))
	if cells := r.table.Cells(row); column < len(cells) && cells[column].Kind != jsonscan.None {
		path = append(path, cells[column])
	}
	return path
}

const (
	arraysMost  = 50  // arrays that are offered
	arraysLooks = 500 // objects and arrays that are looked into for them
	arraysKids  = 100 // children of each that are looked at
)

// arrayPlace is an array of objects in a body.
type arrayPlace struct {
	path  []jsonview.Node
	count int64
}

// findArrays looks for arrays that begin with an object, the outer ones first. It looks only into the
// beginning of a large text: of arrays into the first element.
func findArrays(ctx context.Context, doc *jsonview.Doc) []arrayPlace {
	var found []arrayPlace
	level := [][]jsonview.Node{{doc.Root()}}
	for looks := 0; len(level) > 0 && looks < arraysLooks && len(found) < arraysMost && ctx.Err() == nil; looks++ {
		path := level[0]
		level = level[1:]
		n := path[len(path)-1]
		most := int64(arraysKids)
		if n.Kind == jsonscan.Array {
			most = 1
		}
		kids, _ := doc.Children(ctx, n, 0, most) // a fault of the text ends what can be found
		if tabular(n, kids) {
			count, _ := doc.Count(ctx, n)
			found = append(found, arrayPlace{path, count})
		}
		for _, kid := range kids {
			if kid.Kind.Container() {
				level = append(level, append(slices.Clone(path), kid))
			}
		}
	}
	return found
}

// tabular tells whether a value is an array of objects, by its first children.
func tabular(n jsonview.Node, kids []jsonview.Node) bool {
	return n.Kind == jsonscan.Array && len(kids) > 0 && kids[0].Kind == jsonscan.Object
}
