// Package fields shows the rows of the model - fields, parts, variables, auth - in widgets of the kit, the
// same way in every room.
package fields

import (
	"postern/model"
	"postern/ui/kit"
)

// Rows shows fields in a table; the table carries the field along so that what it does not show
// survives.
func Rows(fields []model.Field, locked bool) []kit.KeyValue {
	rows := make([]kit.KeyValue, len(fields))
	for i, f := range fields {
		rows[i] = kit.KeyValue{Key: f.Key, Value: f.Value, Description: f.Description, Disabled: f.Disabled, Locked: locked, Tag: f}
	}
	return rows
}

// Fields reads a table back.
func Fields(rows []kit.KeyValue) []model.Field {
	var out []model.Field
	for _, row := range rows {
		f, _ := row.Tag.(model.Field)
		if f.Bare && row.Value != "" {
			f.Bare = false
		}
		f.Key, f.Value, f.Description, f.Disabled = row.Key, row.Value, row.Description, row.Disabled
		out = append(out, f)
	}
	return out
}

// PartRows shows the parts of a multipart body in a table.
func PartRows(parts []model.Part) []kit.KeyValue {
	rows := make([]kit.KeyValue, len(parts))
	for i, p := range parts {
		row := kit.KeyValue{Key: p.Key, Value: p.Value, Description: p.Description, Disabled: p.Disabled, Kind: "text", Type: p.ContentType, Tag: p}
		if p.IsFile {
			row.Kind = "file"
			if len(p.Files) > 0 {
				row.Value = p.Files[0]
			}
		}
		rows[i] = row
	}
	return rows
}

// Parts reads a table of parts back.
func Parts(rows []kit.KeyValue) []model.Part {
	var out []model.Part
	for _, row := range rows {
		p, _ := row.Tag.(model.Part)
		p.Key, p.Description, p.Disabled, p.ContentType = row.Key, row.Description, row.Disabled, row.Type
		p.IsFile = row.Kind == "file"
		switch {
		case !p.IsFile:
			p.Value = row.Value
		case len(p.Files) == 0 || p.Files[0] != row.Value:
			p.Files = nil
			if row.Value != "" {
				p.Files = []string{row.Value}
			}
		}
		out = append(out, p)
	}
	return out
}

// VariableRows shows variables in a table.
func VariableRows(in []model.Variable) []kit.KeyValue {
	rows := make([]kit.KeyValue, len(in))
	for i, v := range in {
		rows[i] = kit.KeyValue{Key: v.Key, Value: v.Value, Description: v.Description, Disabled: v.Disabled, Secret: v.Secret, Tag: v}
	}
	return rows
}

// Variables reads a table of variables back.
func Variables(rows []kit.KeyValue) []model.Variable {
	var out []model.Variable
	for _, row := range rows {
		v, _ := row.Tag.(model.Variable)
		v.Key, v.Value, v.Description, v.Disabled, v.Secret = row.Key, row.Value, row.Description, row.Disabled, row.Secret
		out = append(out, v)
	}
	return out
}
