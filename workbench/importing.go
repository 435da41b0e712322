package workbench

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"postern/convert"
	"postern/convert/postman"
	"postern/model"
)

// Import reads a file of any known format. It changes nothing; [Bench.Add] does.
func (b *Bench) Import(ctx context.Context, path string) (model.Imported, error) {
	if err := ctx.Err(); err != nil {
		return model.Imported{}, err
	}
	im, err := convert.ReadFile(path)
	if err == nil {
		err = ctx.Err()
	}
	return im, err
}

// ImportData is [Bench.Import] of what is in memory; name is how the report calls it.
func (b *Bench) ImportData(ctx context.Context, name string, data []byte) (model.Imported, error) {
	if err := ctx.Err(); err != nil {
		return model.Imported{}, err
	}
	im, err := convert.Read(name, data)
	if err == nil {
		err = ctx.Err()
	}
	return im, err
}

// Add puts what was imported into the workspace, whole or not at all, and returns the change that
// takes it out again.
func (b *Bench) Add(im model.Imported) (inverse model.Change, err error) {
	b.edits.Lock()
	defer b.edits.Unlock()
	globals, err := b.store.Globals()
	if err != nil {
		return inverse, err
	}
	return b.apply(ImportChange(im, globals))
}

// ImportChange returns the change that adds what was imported to a workspace with these globals.
// Imported globals join those that are there, and win over those of the same name.
func ImportChange(im model.Imported, globals model.Environment) model.Change {
	if im.Format != postman.KindGlobals {
		return im.Change()
	}
	globals = globals.Clone()
	for _, e := range im.Environments {
		for _, v := range e.Variables {
			same := func(old model.Variable) bool { return old.Key == v.Key }
			globals.Variables = append(slices.DeleteFunc(globals.Variables, same), v)
		}
	}
	return model.Change{Name: model.ImportPrefix + im.File, Edits: []model.Edit{model.Put{Entity: &globals}}}
}

// Export writes a collection in a format of convert.Formats. The values of secret variables and
// credentials are left out unless includeSecrets. The report tells what the format had no place for.
func (b *Bench) Export(w io.Writer, collection model.ID, format string, includeSecrets bool) (model.Report, error) {
	bundle, err := b.Bundle(collection)
	if err != nil {
		return model.Report{}, err
	}
	return convert.Write(w, bundle, format, convert.WriteOptions{IncludeSecrets: includeSecrets})
}

// ReadSample reads the document that a new workspace starts with: a JSON object with "collections", a
// list of Postman v2.1 collections, "environments", a list of Postman environments, and "ports", the
// ports of the collections' mocks by name. Each must be of its kind.
func ReadSample(data []byte) (model.Imported, error) {
	out := model.Imported{File: "sample", Format: "sample"}
	var doc struct {
		Collections  []json.RawMessage `json:"collections"`
		Environments []json.RawMessage `json:"environments"`
		Ports        map[string]int    `json:"ports"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return out, fmt.Errorf("read the sample: %w: %w", model.ErrInvalid, err)
	}
	for i, raw := range doc.Collections {
		im, err := convert.Read(fmt.Sprintf("sample collection %d", i+1), raw)
		if err == nil && len(im.Bundles) == 0 {
			err = fmt.Errorf("sample collection %d is no collection: %w", i+1, model.ErrInvalid)
		}
		if err != nil {
			return out, err
		}
		for i := range im.Bundles {
			c := &im.Bundles[i].Collection
			c.Mock.Port = doc.Ports[c.Name]
		}
		out.Bundles = append(out.Bundles, im.Bundles...)
		out.Report.Items = append(out.Report.Items, im.Report.Items...)
	}
	for i, raw := range doc.Environments {
		im, err := convert.Read(fmt.Sprintf("sample environment %d", i+1), raw)
		if err == nil && len(im.Environments) == 0 {
			err = fmt.Errorf("sample environment %d is no environment: %w", i+1, model.ErrInvalid)
		}
		if err != nil {
			return out, err
		}
		out.Environments = append(out.Environments, im.Environments...)
		out.Report.Items = append(out.Report.Items, im.Report.Items...)
	}
	return out, nil
}
