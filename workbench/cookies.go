package workbench

import (
	"encoding/json"
	"fmt"

	"postern/model"
	"postern/send"
)

// cookieState is the key of the cookie jar in the workspace's state.
const cookieState = "cookies"

// emptyJar is the stored form of a jar without cookies.
const emptyJar = "[]"

// fetchCookies fills the jar with what was saved, once, before it is first used: opening the saved
// cookies needs the key, and the start of the window must not wait for the keyring. Cookies that cannot
// be read are left out: they are replaceable, and no reason to keep anyone from working.
func (b *Bench) fetchCookies() {
	b.cookies.Lock()
	defer b.cookies.Unlock()
	if b.fetched {
		return
	}
	b.fetched = true
	data, err := b.store.State(cookieState)
	if err == nil && len(data) > 0 && !model.Locked(string(data)) { // the store has told of locked ones
		err = json.Unmarshal(data, b.jar) // changes nothing when it fails
	}
	if err != nil {
		b.logger.Warn("read saved cookies", "err", err)
	}
}

func (b *Bench) saveCookies() error {
	b.cookies.Lock()
	defer b.cookies.Unlock()
	if !b.fetched {
		return nil // nobody used the jar
	}
	data, err := json.Marshal(b.jar)
	if err == nil && string(data) == emptyJar {
		data, err = b.emptied()
	}
	if err == nil {
		err = b.store.PutState(cookieState, data)
	}
	if err != nil {
		return fmt.Errorf("save cookies: %w", err)
	}
	return nil
}

// emptied returns what is stored for an empty jar: nothing, so that no key is needed for it, or the
// cookies whose key is not here, which stay until there are others.
func (b *Bench) emptied() ([]byte, error) {
	data, err := b.store.State(cookieState)
	if err != nil || !model.Locked(string(data)) {
		return nil, err
	}
	return data, nil
}

// Cookies returns the jar that all requests of the workspace share.
func (b *Bench) Cookies() *send.Jar {
	b.fetchCookies()
	return b.jar
}

// SaveCookies stores the jar after a person edited it.
func (b *Bench) SaveCookies() error {
	b.fetchCookies()
	return b.saveCookies()
}
