package fields

import "postern/model"

// Flights remembers what is on its way to the workspace file: reading it from there would bring it as it
// was. The zero value is ready.
type Flights[T any] struct{ under map[model.ID]flight[T] }

type flight[T any] struct {
	newest T
	count  int
}

// Leave notes that an entity is being stored.
func (f *Flights[T]) Leave(id model.ID, newest T) {
	if f.under == nil {
		f.under = map[model.ID]flight[T]{}
	}
	f.under[id] = flight[T]{newest, f.under[id].count + 1}
}

// Arrive notes that it has been, or could not be, stored.
func (f *Flights[T]) Arrive(id model.ID) {
	x := f.under[id]
	if x.count--; x.count <= 0 {
		delete(f.under, id)
		return
	}
	f.under[id] = x
}

// Newest returns an entity as it will be once all of its changes have arrived, if any is on its way.
func (f *Flights[T]) Newest(id model.ID) (newest T, ok bool) {
	x, ok := f.under[id]
	return x.newest, ok
}

// Any tells whether anything is on its way.
func (f *Flights[T]) Any() bool { return len(f.under) > 0 }
