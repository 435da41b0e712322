package kit

import (
	"fyne.io/fyne/v2/lang"

	"postern/ui/theme"
)

// keyValueID tells the columns of a table apart.
type keyValueID int

const (
	keyValueCheck keyValueID = iota
	keyValueKey
	keyValueKind
	keyValueValue
	keyValueType
	keyValueDescription
	keyValueActions
)

const (
	keyValueHead    = 26 // height of the header
	keyValuePad     = 7  // left of the text in a cell
	keyValueLeast   = 48 // the least width of a column
	keyValueKindBox = 66
	keyValueEdge    = 3 // pixels on either side of an edge that can be grabbed
	keyValueButton  = 24
)

// keyValueColumn is a column and where it stands now.
type keyValueColumn struct {
	id            keyValueID
	label         string
	weight, fixed float32 // a share of the width that is left, or a fixed width
	x, width      float32
}

// keyValueColumns are the columns of a table from left to right.
type keyValueColumns []keyValueColumn

func newKeyValueColumns(o KeyValueOptions) keyValueColumns {
	c := keyValueColumns{{id: keyValueKey, label: o.KeyLabel, weight: 30}}
	if !o.ReadOnly {
		c = append(keyValueColumns{{id: keyValueCheck, fixed: theme.SizeRow}}, c...)
	}
	if o.Kinds {
		c = append(c, keyValueColumn{id: keyValueKind, fixed: keyValueKindBox})
	}
	c = append(c, keyValueColumn{id: keyValueValue, label: o.ValueLabel, weight: 45})
	if o.Kinds {
		c = append(c, keyValueColumn{id: keyValueType, label: lang.L("Content type"), weight: 22})
	}
	if o.Description {
		c = append(c, keyValueColumn{id: keyValueDescription, label: lang.L("Description"), weight: 25})
	}
	if n := keyValueActionCount(o); n > 0 {
		c = append(c, keyValueColumn{id: keyValueActions, fixed: float32(n)*keyValueButton + 2*theme.SizeGap})
	}
	return c
}

func keyValueActionCount(o KeyValueOptions) int {
	n := 0
	if o.Secrets {
		n++ // reveal
	}
	if o.Secrets && !o.ReadOnly {
		n++ // mark as secret
	}
	if !o.FixedRows && !o.ReadOnly {
		n++ // delete
	}
	return n
}

// layout shares a width out.
func (c keyValueColumns) layout(width float32) {
	weights := float32(0)
	for _, column := range c {
		width -= column.fixed
		weights += column.weight
	}
	x := float32(0)
	for i := range c {
		c[i].x, c[i].width = x, c[i].fixed
		if c[i].weight > 0 {
			c[i].width = float32(int(max(0, width) * c[i].weight / weights))
		}
		x += c[i].width
	}
}

// at returns the column at a distance from the left, -1 beyond the last.
func (c keyValueColumns) at(x float32) int {
	for i, column := range c {
		if x >= column.x && x < column.x+column.width {
			return i
		}
	}
	return -1
}

// text returns the next column that holds text, from a column on in steps of by; -1 if there is none.
func (c keyValueColumns) text(from, by int) int {
	for i := from; i >= 0 && i < len(c); i += by {
		if c[i].editable() {
			return i
		}
	}
	return -1
}

// edge returns the column whose right edge is at x and can be dragged, -1 if there is none.
func (c keyValueColumns) edge(x float32) int {
	for i, column := range c {
		right := column.x + column.width
		if column.weight > 0 && c.text(i+1, 1) >= 0 && x >= right-keyValueEdge && x <= right+keyValueEdge {
			return i
		}
	}
	return -1
}

// drag moves the right edge of a column to x, at the cost of the next one that can give.
func (c keyValueColumns) drag(column int, x float32) {
	next := c.text(column+1, 1)
	if next < 0 {
		return
	}
	both := c[column].width + c[next].width
	width := max(keyValueLeast, min(x-c[column].x, both-keyValueLeast))
	if both <= 2*keyValueLeast {
		return
	}
	weights := c[column].weight + c[next].weight
	c[column].weight = weights * width / both
	c[next].weight = weights - c[column].weight
}

func (c keyValueColumn) editable() bool { return c.weight > 0 }

// mono reports whether the column is set in the monospaced font.
func (c keyValueColumn) mono() bool { return c.id != keyValueDescription }

// name is the column's name for KeyValueOptions.Suggest, "" for none.
func (c keyValueColumn) name() string {
	switch c.id {
	case keyValueKey:
		return "key"
	case keyValueValue:
		return "value"
	case keyValueType:
		return "type"
	}
	return ""
}

func (c keyValueColumn) get(row KeyValue) string {
	switch c.id {
	case keyValueKey:
		return row.Key
	case keyValueValue:
		return row.Value
	case keyValueType:
		return row.Type
	case keyValueDescription:
		return row.Description
	}
	return ""
}

func (c keyValueColumn) set(row *KeyValue, text string) {
	switch c.id {
	case keyValueKey:
		row.Key = text
	case keyValueValue:
		row.Value = text
	case keyValueType:
		row.Type = text
	case keyValueDescription:
		row.Description = text
	}
}
