package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"go.etcd.io/bbolt"

	"postern/model"
)

// maxLosses is how many faults of one file are listed.
const maxLosses = 10_000

// checkedAtOpen is the size of a file, in bytes, up to which all of it is checked when it is opened. Of
// a larger one the ends of the last transactions and the tree are; [Store.Check] does the rest.
const checkedAtOpen = 8 << 20

// Check reads the whole file, every page and every value, and returns what is damaged, at most 10,000
// faults; none means that all is well. Others may read and write meanwhile: what is checked is the
// workspace as it was when the check began. It takes a second for each few hundred megabytes.
func (s *Store) Check(ctx context.Context) (found []model.Loss, err error) {
	err = s.view("check the workspace", func(tx *bbolt.Tx) error {
		p, err := newPages(s.file, tx.Size())
		if err != nil {
			return err
		}
		at := meta{root: uint64(tx.Cursor().Bucket().Root()), end: uint64(tx.Size() / p.page)}
		list, _ := p.metas()
		for _, m := range list {
			if m.tx == uint64(tx.ID()) {
				at.freelist = m.freelist // it stays as long as the transaction that reads
			}
		}
		_, found = survey(ctx, p, at, true)
		if len(found) == 0 && ctx.Err() == nil {
			if err := checkContent(tx); err != nil {
				found = append(found, model.Loss{What: "tree", Text: plainText(err)})
			}
		}
		return ctx.Err()
	})
	return found, err
}

// CheckFile is [Store.Check] of a file that may be too damaged to be opened. It never writes to it.
func CheckFile(ctx context.Context, path string) ([]model.Loss, error) {
	s, err := Open(path, Options{ReadOnly: true})
	if err == nil {
		found, err := s.Check(ctx)
		return found, errors.Join(err, s.Close())
	}
	if !errors.Is(err, model.ErrDamaged) {
		return nil, err
	}
	found := []model.Loss{{What: "workspace", Text: plainText(err)}}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	p, err := newPages(f, info.Size())
	if err != nil {
		return found, nil // it has been said that nothing in it can be found
	}
	list, _ := p.metas()
	if _, more := survey(ctx, p, list[0], true); len(more) > 0 {
		found = more // among them what it could not be opened for
	}
	return found, ctx.Err()
}

// survey walks over all that a transaction can reach and returns what is damaged; with values also those
// whose checksum is wrong.
func survey(ctx context.Context, p *pages, m meta, values bool) (w *walk, found []model.Loss) {
	add := func(l model.Loss) {
		if len(found) < maxLosses {
			found = append(found, l)
		}
	}
	record := func(name string, key, value []byte) {
		if !values {
			return
		}
		if _, err := unpack(name, key, value); err != nil {
			add(recordLoss(name, key, err))
		}
	}
	w = newWalk(ctx, p, m.end, record, func(name string, err error) { add(pageLoss(name, err)) })
	w.tree("", m.root, span{}, 0)
	if m.freelist != 0 {
		if err := w.checkFree(m.freelist); err != nil {
			add(pageLoss("", err))
		}
	}
	return w, found
}

// checkIdle looks at a file that nobody writes to: whether its last two transactions ended well and, with
// all, at every page. With values it looks at the checksums too.
func (s *Store) checkIdle(tx *bbolt.Tx, all, values bool) error {
	p, err := newPages(s.file, tx.Size())
	if err != nil {
		return err
	}
	list, bad := p.metas()
	if len(bad) > 0 {
		return damaged("%v: the last change may be missing", bad[0])
	}
	if !all {
		return nil
	}
	_, found := survey(context.Background(), p, list[0], values)
	switch len(found) {
	case 0:
		return nil
	case 1:
		return damaged("%s", found[0].Text)
	}
	return damaged("%s (and %d more faults)", found[0].Text, len(found)-1)
}

func recordLoss(name string, key []byte, err error) model.Loss {
	return model.Loss{What: recordWhat(name), ID: recordID(name, key), Text: plainText(err)}
}

func pageLoss(name string, err error) model.Loss {
	text := plainText(err)
	if name != "" {
		text = fmt.Sprintf("in %s: %s", name, text)
	}
	return model.Loss{What: "page", Text: text}
}

// plainText is what an error says, without the word for its kind.
func plainText(err error) string {
	return strings.TrimSuffix(err.Error(), ": "+model.ErrDamaged.Error())
}
