package kit

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2/lang"
)

// insertMost bounds the file that is put into a text, in bytes.
const insertMost = 64 << 20

// InsertFile puts the text of a file at the caret. It is read in the background; what cannot be read is said below
// the text.
func (v *CodeView) InsertFile(path string) {
	if v.edit == nil {
		v.say(lang.L("This text is only read: nothing can be put into it"))
		return
	}
	var data []byte
	var err error
	v.away(func(context.Context) { data, err = readForInsert(path) }, func() {
		if err != nil {
			v.say(err.Error())
			return
		}
		v.Insert(string(data))
		v.say(fmt.Sprintf(lang.L("%s from %s"), SizeText(int64(len(data))), filepath.Base(path)))
	})
}

func readForInsert(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read the file: %w", err)
	}
	if info.Size() > insertMost {
		return nil, fmt.Errorf("%s has %s, more than the %s that fit into a text", filepath.Base(path), SizeText(info.Size()), SizeText(insertMost))
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read the file: %w", err)
	}
	return data, nil
}

// underMouse is the view that the mouse is over, or nil. There is one mouse.
var underMouse *CodeView

// CodeViewUnderMouse returns the view that the mouse is over, or nil: what a file is dropped into.
func CodeViewUnderMouse() *CodeView { return underMouse }
