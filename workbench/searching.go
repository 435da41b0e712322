package workbench

import (
	"context"
	"errors"

	"postern/model"
)

// Search finds the words of a query in the workspace and its history, best matches first; see
// store.Store.Search.
func (b *Bench) Search(ctx context.Context, query string, limit int) ([]model.Match, error) {
	return b.store.Search(ctx, query, limit)
}

// indexWords makes searching quick in a file of an older Postern, in the background. Closing the bench
// ends it; the next start goes on with it.
func (b *Bench) indexWords() {
	b.sends.Go(func() {
		if err := b.store.IndexWords(b.ctx); err != nil && !errors.Is(err, context.Canceled) {
			b.logger.Warn("make search quick", "err", err)
		}
	})
}
