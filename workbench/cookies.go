package workbench

import (
	"encoding/json"
	"errors"
	"fmt"

	"postern/model"
	"postern/send"
)

// cookieState is the key of the cookie jar in the workspace's state.
const cookieState = "cookies"

// loadCookies returns the jar as it was saved; an empty one where there is none or it cannot be read:
// cookies are replaceable, and no reason to keep anyone from working.
func (b *Bench) loadCookies() *send.Jar {
	jar := send.NewJar()
	data, err := b.store.State(cookieState)
	if err == nil && len(data) > 0 {
		if err = json.Unmarshal(data, jar); err != nil {
			jar = send.NewJar()
		}
	}
	if err != nil && !errors.Is(err, model.ErrNotFound) {
		b.logger.Warn("read saved cookies", "err", err)
	}
	return jar
}

func (b *Bench) saveCookies() error {
	b.cookies.Lock()
	defer b.cookies.Unlock()
	data, err := json.Marshal(b.jar)
	if err == nil {
		err = b.store.PutState(cookieState, data)
	}
	if err != nil {
		return fmt.Errorf("save cookies: %w", err)
	}
	return nil
}

// Cookies returns the jar that all requests of the workspace share.
func (b *Bench) Cookies() *send.Jar { return b.jar }

// SaveCookies stores the jar after a person edited it.
func (b *Bench) SaveCookies() error { return b.saveCookies() }
