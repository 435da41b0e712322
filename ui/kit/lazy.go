package kit

// Lazy is made when it is first asked for. Rooms that are not on the screen are, so that the window opens
// sooner. It belongs to the goroutine of the widgets.
type Lazy[T any] struct {
	make  func() T
	value T
	made  bool
}

// NewLazy returns what make will make.
func NewLazy[T any](make func() T) *Lazy[T] { return &Lazy[T]{make: make} }

// Get returns the value, and makes it the first time. What is made must not ask for itself meanwhile.
func (l *Lazy[T]) Get() T {
	if !l.made {
		l.value, l.made = l.make(), true
		l.make = nil
	}
	return l.value
}

// Made returns the value where it has been asked for already.
func (l *Lazy[T]) Made() (T, bool) { return l.value, l.made }
