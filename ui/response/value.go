package response

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"postern/jsonscan"
	"postern/jsonview"
	"postern/model"
	"postern/ui/kit"
)

// value is one value of a body, or one that jq made of it.
type value struct {
	doc  *jsonview.Doc
	path []jsonview.Node // from the root down to it; nothing for one that jq made
	made []byte
	cut  bool // made is only the beginning
}

var (
	errNoValue = errors.New("choose a value in the tree or the table first")
	errCut     = errors.New("the value is too long to be taken: only its beginning was kept. Filter for a part of it")
)

// node is the value itself, the zero one where jq made it.
func (v value) node() jsonview.Node {
	if len(v.path) == 0 {
		return jsonview.Node{}
	}
	return v.path[len(v.path)-1]
}

// kind is the kind of the value, None where there is none.
func (v value) kind() jsonscan.Kind {
	if len(v.made) > 0 {
		return jsonscan.KindOf(v.made[0])
	}
	return v.node().Kind
}

// raw returns the value as it is written in the text, at most limit bytes; more is an error.
func (v value) raw(limit int64) ([]byte, error) {
	switch {
	case v.kind() == jsonscan.None:
		return nil, errNoValue
	case v.cut:
		return nil, errCut
	case v.made != nil:
		return v.made, nil
	}
	ctx := context.Background()
	end, err := v.doc.End(ctx, v.node())
	if err != nil {
		return nil, fmt.Errorf("read the value: %w", err)
	}
	if size := end - v.node().Start; size > limit {
		return nil, fmt.Errorf("the value has %s, more than %s: %w", kit.SizeText(size), kit.SizeText(limit), model.ErrTooLarge)
	}
	var b bytes.Buffer
	if err := v.doc.Value(ctx, v.node(), &b); err != nil {
		return nil, fmt.Errorf("read the value: %w", err)
	}
	return b.Bytes(), nil
}

// text is raw with strings as what they mean.
func (v value) text(limit int64) (string, error) {
	raw, err := v.raw(limit)
	if err == nil && v.kind() == jsonscan.String {
		return jsonscan.Unquote(raw), nil
	}
	return string(raw), err
}

// key is the name that a value goes by: its own, or that of the nearest above it.
func (v value) key() string {
	for i := len(v.path) - 1; i >= 0; i-- {
		if key := v.doc.Key(v.path[i]); key != "" {
			return key
		}
	}
	return "value"
}

// indexes lead from the root down to the value.
func (v value) indexes() []int64 {
	var out []int64
	for _, n := range v.path[min(1, len(v.path)):] {
		out = append(out, n.Index)
	}
	return out
}

// secretWords are parts of names that say that a value must not be seen.
var secretWords = []string{"token", "secret", "password", "passwd", "apikey", "accesskey", "privatekey", "authorization", "credential", "session", "cookie", "jwt", "bearer"}

// secretLooking tells whether a value should be kept as a secret: by its name, by its form, or because it
// holds a secret that took part in the exchange.
func secretLooking(name, text string, known []string) bool {
	plain := strings.ToLower(strings.NewReplacer("_", "", "-", "", " ", "", ".", "").Replace(name))
	for _, word := range secretWords {
		if strings.Contains(plain, word) {
			return true
		}
	}
	for _, secret := range known {
		if secret != "" && strings.Contains(text, secret) {
			return true
		}
	}
	return strings.HasPrefix(text, "eyJ") && strings.Count(text, ".") == 2 || // a JSON Web Token, RFC 7519
		strings.HasPrefix(text, "Bearer ") || strings.HasPrefix(text, "Basic ") || strings.HasPrefix(text, "-----BEGIN ")
}
