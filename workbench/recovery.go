package workbench

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"postern/model"
	"postern/store"
)

// Recovery tells what became of the workspace file when it was found damaged on opening; nil when all
// was well.
func (b *Bench) Recovery() *model.Recovery { return b.recovery }

// Damage tells what the check of the whole file, which a large workspace gets after it was opened, has
// found so far; mostly nothing.
func (b *Bench) Damage() []model.Loss {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.damage
}

// recoverStore sets a damaged file aside and opens what can be read of it in its place.
func (b *Bench) recoverStore(ctx context.Context, path string, damage error, o store.Options) (err error) {
	r := &model.Recovery{Damage: damage.Error(), Backup: store.NewestGood(ctx, path)}
	salvaged := path + ".salvaged" // it takes the name only when it is complete
	if err := os.Remove(salvaged); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(damage, err)
	}
	kept, lost, failed := store.Salvage(ctx, path, salvaged)
	if err := ctx.Err(); err != nil {
		return err
	}
	if r.Kept, r.Lost = kept, lost; failed != nil {
		r.Lost = []model.Loss{{What: "workspace", Text: "nothing could be read: " + failed.Error()}}
	}
	if r.Aside, err = store.SetAside(path); err != nil {
		return fmt.Errorf("set the damaged workspace aside: %w", errors.Join(err, damage))
	}
	if failed == nil {
		if err := os.Rename(salvaged, path); err != nil {
			return fmt.Errorf("put what was read of the damaged workspace %s in its place: %w", r.Aside, err)
		}
	}
	if b.store, err = store.Open(path, o); err != nil {
		return err
	}
	b.recovery, b.notice = r, recoveryNotice(r)
	b.logger.Warn("damaged workspace set aside", "kept", r.Aside, "err", damage, "lost", len(r.Lost))
	return nil
}

func recoveryNotice(r *model.Recovery) string {
	what := fmt.Sprintf("%d requests and %d examples could be read out of it", r.Kept.Requests, r.Kept.Examples)
	if r.Kept == (model.Counts{}) {
		what = "nothing could be read out of it, and an empty workspace was started"
	}
	text := fmt.Sprintf("The workspace file was damaged. It was kept as %s; %s.", r.Aside, what)
	if r.Backup != nil {
		text += fmt.Sprintf(" There is a backup of %s.", r.Backup.Time.Local().Format("2006-01-02 15:04"))
	}
	return text
}
