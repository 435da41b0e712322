package convert

import (
	"io"

	"postern/convert/postman"
	"postern/model"
)

// readers are the formats that can be read. The first that recognises a file takes it.
var readers = []reader{
	{format: postman.KindCollection, name: "Postman collections (v2.0, v2.1)", detect: postmanKind(postman.KindCollection), read: bundle(postman.ReadCollection)},
	{format: postman.KindEnvironment, name: "Postman environments", detect: postmanKind(postman.KindEnvironment), read: environment(postman.ReadEnvironment)},
	{format: postman.KindGlobals, name: "Postman globals", detect: postmanKind(postman.KindGlobals), read: environment(postman.ReadEnvironment)},
	{format: postman.KindCollectionV1, detect: postmanKind(postman.KindCollectionV1), refuse: postman.ErrV1},
}

// writers are the formats that can be written.
var writers = []writer{
	{format: "postman", write: func(w io.Writer, b model.Bundle, o WriteOptions) (model.Report, error) {
		return postman.Write(w, b, postman.Options(o))
	}},
}

func postmanKind(kind string) func(document) bool {
	return func(d document) bool { return d.root != nil && postman.Kind(d.root) == kind }
}

// bundle makes a reader of one that gives a collection.
func bundle(read func([]byte) (model.Bundle, model.Report, error)) func([]byte) (model.Imported, error) {
	return func(text []byte) (model.Imported, error) {
		b, report, err := read(text)
		return model.Imported{Bundles: []model.Bundle{b}, Report: report}, err
	}
}

// environment makes a reader of one that gives an environment.
func environment(read func([]byte) (model.Environment, model.Report, error)) func([]byte) (model.Imported, error) {
	return func(text []byte) (model.Imported, error) {
		e, report, err := read(text)
		return model.Imported{Environments: []model.Environment{e}, Report: report}, err
	}
}
