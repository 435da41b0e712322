package kit

import "strings"

// keyValueSecretMask stands for a secret value in the text of the bulk mode: it is shown instead of the
// value, and read back it leaves the value as it was.
const keyValueSecretMask = "••••••••"

// keyValueSigns and keyValueBreaks exchange line breaks, which a cell of one line cannot show, for signs.
var (
	keyValueSigns  = strings.NewReplacer("\n", "↵", "\r", "␍")
	keyValueBreaks = strings.NewReplacer("↵", "\n", "␍", "\r")
)

// keyValueLines writes rows as "key: value" lines; "// " marks a disabled row.
func keyValueLines(rows []KeyValue) string {
	var b strings.Builder
	for _, row := range rows {
		if row.Disabled {
			b.WriteString("// ")
		}
		b.WriteString(keyValueSigns.Replace(row.Key) + ": " + keyValueLineValue(row) + "\n")
	}
	return b.String()
}

func keyValueLineValue(row KeyValue) string {
	if row.Secret && row.Value != "" {
		return keyValueSecretMask
	}
	return keyValueSigns.Replace(row.Value)
}

// keyValueParse reads rows from "key: value", "key=value" or tab-separated lines (key, value,
// description), one row a line; "//" before a key disables it. Empty lines are left out.
func keyValueParse(text string) []KeyValue {
	return keyValueParseLines(text, keyValueParseLine)
}

// keyValueParseBulk reads what keyValueLines wrote: there the first colon before a space separates,
// whatever signs the key has.
func keyValueParseBulk(text string) []KeyValue {
	return keyValueParseLines(text, func(line string) (KeyValue, bool) {
		if key, value, ok := strings.Cut(line+" ", ": "); ok {
			value = strings.TrimSuffix(value, " ")
			return KeyValue{Key: keyValueBreaks.Replace(key), Value: keyValueBreaks.Replace(value)}, key != "" || value != ""
		}
		return keyValueParseLine(line)
	})
}

func keyValueParseLines(text string, parse func(line string) (KeyValue, bool)) []KeyValue {
	var rows []KeyValue
	for line := range strings.Lines(text) {
		line = strings.TrimLeft(strings.TrimRight(line, "\r\n"), " ")
		rest, disabled := strings.CutPrefix(line, "//")
		if disabled {
			rest = strings.TrimPrefix(rest, " ")
		}
		row, ok := parse(rest)
		if ok {
			row.Disabled = disabled
			rows = append(rows, row)
		}
	}
	return rows
}

func keyValueParseLine(line string) (KeyValue, bool) {
	if strings.TrimSpace(line) == "" {
		return KeyValue{}, false
	}
	if fields := strings.Split(line, "\t"); len(fields) > 1 {
		row := KeyValue{Key: strings.TrimSpace(fields[0]), Value: strings.TrimSpace(fields[1])}
		row.Description = strings.TrimSpace(strings.Join(fields[2:], " "))
		return row, true
	}
	line = strings.TrimSpace(line)
	at := strings.IndexAny(line[1:], ":=") + 1 // the key has a letter: pseudo headers begin with a colon
	if at == 0 {
		return KeyValue{Key: line}, true
	}
	return KeyValue{Key: strings.TrimSpace(line[:at]), Value: strings.TrimSpace(line[at+1:])}, true
}

// keyValuePair reports whether a single line is clearly a key with a value, as copied from a list of headers.
func keyValuePair(line string) bool {
	key, _, ok := strings.Cut(line, ": ")
	if !ok {
		key, _, ok = strings.Cut(line, "\t")
	}
	return ok && key != "" && !strings.ContainsAny(key, " {")
}

// keyValueMerge gives rows parsed from a text what the text cannot say, from the old row with the same
// key, or else in the same place: the description, kind, type, lock and tag, and a secret's value.
func keyValueMerge(parsed, old []KeyValue) []KeyValue {
	used := make([]bool, len(old))
	from := make([]int, len(parsed))
	for i, row := range parsed {
		from[i] = -1
		for j, o := range old {
			if !used[j] && o.Key == row.Key {
				from[i], used[j] = j, true
				break
			}
		}
	}
	for i := range parsed {
		if from[i] < 0 && i < len(old) && !used[i] {
			from[i], used[i] = i, true
		}
		if from[i] >= 0 {
			parsed[i] = keyValueMergeRow(parsed[i], old[from[i]])
		} else if parsed[i].Value == keyValueSecretMask {
			parsed[i].Value = "" // the mask of a row that is gone is no value
		}
	}
	return parsed
}

func keyValueMergeRow(row, old KeyValue) KeyValue {
	merged := old
	merged.Key, merged.Disabled = row.Key, row.Disabled
	if !old.Secret || row.Value != keyValueSecretMask {
		merged.Value = row.Value
	}
	if row.Description != "" {
		merged.Description = row.Description
	}
	return merged
}
