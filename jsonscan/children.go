package jsonscan

// Child is a member of an object or an element of an array.
type Child struct {
	Index         int64 // among its siblings, from 0
	KeyAt, KeyEnd int64 // the name with its quotes; both 0 in an array
	Start         int64 // of the value
	Kind          Kind
}

// Children walks over the children of the object or array at hand. After each Next the caller takes the
// value, or goes after it with Go; if it does neither, Next skips it.
type Children struct {
	s     *Scanner
	close byte
	next  Child
	end   int64
	err   error
	state uint8

	inside bool // the walk began after a comma, so a child has to come
}

const (
	atFirst uint8 = iota
	atValue
	atEnd
)

// Children enters the object or array at hand. For any other value there are no children.
func (s *Scanner) Children() Children {
	c := Children{s: s, next: Child{Index: -1}}
	switch s.Peek() {
	case '{':
		c.close = '}'
	case '[':
		c.close = ']'
	default:
		c.state, c.end = atEnd, s.Offset()
		return c
	}
	s.pos++
	return c
}

// Next goes to the next child, before its value. It returns false after the last, and on an error.
func (c *Children) Next() bool {
	if c.state == atEnd {
		return false
	}
	s := c.s
	if c.state == atValue {
		if s.Offset() == c.next.Start {
			if _, err := s.Skip(); err != nil {
				return c.fail(err)
			}
		}
		switch b := s.Peek(); b {
		case ',':
			s.pos++
		case c.close:
			return c.finish()
		default:
			return c.fail(s.Fault(`"," or "` + string(c.close) + `" is expected`))
		}
	} else if !c.inside && s.Peek() == c.close {
		return c.finish()
	}
	c.state = atValue
	return c.child()
}

func (c *Children) child() bool {
	s := c.s
	c.next.Index++
	if c.close == '}' {
		if s.Peek() != '"' {
			return c.fail(s.Fault("a member name in double quotes is expected"))
		}
		c.next.KeyAt = s.Offset()
		s.pos++
		end, err := s.closeString()
		if err != nil {
			return c.fail(err)
		}
		c.next.KeyEnd = end
		if s.Peek() != ':' {
			return c.fail(s.Fault(`":" is expected`))
		}
		s.pos++
	}
	c.next.Kind = s.Value()
	c.next.Start = s.Offset()
	if c.next.Kind == None {
		return c.fail(s.Fault("a value is expected"))
	}
	return true
}

func (c *Children) finish() bool {
	c.s.pos++
	c.state, c.end = atEnd, c.s.Offset()
	return false
}

func (c *Children) fail(err error) bool {
	c.state, c.err = atEnd, err
	return false
}

// Child is the child at hand.
func (c *Children) Child() Child { return c.next }

// End is the place after the closing bracket, once Next has returned false without an error.
func (c *Children) End() int64 { return c.end }

// Err is what ended the walk early.
func (c *Children) Err() error { return c.err }

// Leave goes to the end without looking at the children that are left, and returns the place after the
// closing bracket. The value of the child at hand must be taken, or not begun.
func (c *Children) Leave() (int64, error) {
	if c.state == atEnd {
		return c.end, c.err
	}
	c.end, c.err = c.s.Leave()
	c.state = atEnd
	return c.end, c.err
}

// ChildrenFrom goes on with the children of an object or array in the middle: at is the place where child
// number index begins, at its name in an object.
func (s *Scanner) ChildrenFrom(container Kind, index, at int64) Children {
	s.Go(at)
	c := Children{s: s, close: ']', next: Child{Index: index - 1}, inside: index > 0}
	if container == Object {
		c.close = '}'
	}
	return c
}
