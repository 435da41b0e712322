package document

import (
	"context"
	"time"

	"postern/text"
)

// Indexed is a document that finds its lines.
type Indexed interface {
	text.Document
	Index(ctx context.Context, progress func(done, total int64)) error
}

// Open opens a file to be shown as it is or as formatted JSON, and does with it what the response room does before it
// shows a body: what the index reaches in 40 ms is there.
func Open(path string, formatted bool) (Indexed, error) {
	f, err := text.Open(path)
	if err != nil {
		return nil, err
	}
	var d Indexed = f
	if formatted {
		d = text.NewFormatted(f)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 40*time.Millisecond)
	defer cancel()
	_ = d.Index(ctx, nil) // the view goes on with it
	return d, nil
}
