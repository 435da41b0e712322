package send

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/http/httpguts"

	"postern/model"
)

// MarshalJSON writes the persistent cookies, those with an Expires, as a list in the order of their
// creation. Session cookies end with the process.
func (j *Jar) MarshalJSON() ([]byte, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.expire()
	keep := slices.DeleteFunc(slices.Clone(j.cookies), func(c model.Cookie) bool { return c.Expires.IsZero() })
	if keep == nil {
		keep = []model.Cookie{}
	}
	return json.Marshal(keep)
}

// UnmarshalJSON replaces the cookies by those that MarshalJSON wrote, without what is over meanwhile. A
// cookie that could not be sent is an error that wraps model.ErrInvalid, and changes nothing.
func (j *Jar) UnmarshalJSON(data []byte) error {
	var list []model.Cookie
	if err := json.Unmarshal(data, &list); err != nil {
		return fmt.Errorf("read cookies: %w: %w", model.ErrInvalid, err)
	}
	for _, c := range list {
		if !sound(c) {
			return fmt.Errorf("read cookies: cookie %q of %q: %w", c.Name, c.Domain, model.ErrInvalid)
		}
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.cookies = nil
	for _, c := range list {
		j.put(c)
	}
	j.expire()
	j.bound()
	return nil
}

// sound tells whether a cookie from a file fits into a request.
func sound(c model.Cookie) bool {
	return httpguts.ValidHeaderFieldName(c.Name) && httpguts.ValidHeaderFieldValue(c.Value) &&
		!strings.ContainsRune(c.Value, ';') && len(c.Name)+len(c.Value) <= maxCookie &&
		c.Domain != "" && strings.HasPrefix(c.Path, "/") && !c.Expires.IsZero()
}
