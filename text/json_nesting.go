package text

import "strings"

var lineIndent = "\n" + strings.Repeat(" ", 2*maxIndent)

func (m *jsonMachine) indent(out []byte) []byte {
	return append(out, lineIndent[:1+2*min(m.depth, maxIndent)]...)
}

func (m *jsonMachine) push(object bool) {
	word, bit := m.depth/64, uint64(1)<<(m.depth%64)
	if word == len(m.objects) {
		m.objects = append(m.objects, 0)
	}
	m.objects[word] &^= bit
	if object {
		m.objects[word] |= bit
	}
	m.depth++
}

func (m *jsonMachine) pop() { m.depth-- }

func (m *jsonMachine) inObject() bool {
	d := m.depth - 1
	return m.objects[d/64]>>(d%64)&1 == 1
}

// keep returns a copy that the machine does not write to any more.
func (m *jsonMachine) keep() jsonMachine {
	c := *m
	c.objects = append(make([]uint64, 0, (m.depth+63)/64), m.objects[:(m.depth+63)/64]...)
	return c
}
