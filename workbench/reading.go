package workbench

import "postern/model"

// Tree reads the tree of the workspace. The caller may change what it gets.
func (b *Bench) Tree() (*model.Tree, error) { return b.store.Tree() }

// Collection returns a collection, be it in the tree or in the trash.
func (b *Bench) Collection(id model.ID) (model.Collection, error) { return b.store.Collection(id) }

// Folder returns a folder.
func (b *Bench) Folder(id model.ID) (model.Folder, error) { return b.store.Folder(id) }

// Request returns a saved request.
func (b *Bench) Request(id model.ID) (model.Request, error) { return b.store.Request(id) }

// Example returns an example; its body is brought by [Bench.Body].
func (b *Bench) Example(id model.ID) (model.Example, error) { return b.store.Example(id) }

// Environment returns an environment; that of model.GlobalsID is always there.
func (b *Bench) Environment(id model.ID) (model.Environment, error) { return b.store.Environment(id) }

// Environments returns the environments in their order; the globals are not among them.
func (b *Bench) Environments() ([]model.Environment, error) { return b.store.Environments() }

// Globals returns the workspace's global variables.
func (b *Bench) Globals() (model.Environment, error) { return b.store.Globals() }

// Body returns the bytes of a stored body by its hash.
func (b *Bench) Body(hash string) ([]byte, error) { return b.store.Body(hash) }

// Bundle returns a whole collection with everything in it, bodies in memory.
func (b *Bench) Bundle(id model.ID) (model.Bundle, error) { return b.store.Bundle(id) }

// Settings returns the settings of the workspace.
func (b *Bench) Settings() (model.Settings, error) { return b.store.Settings() }

// History returns exchanges without their bodies, newest first; see store.Store.History.
func (b *Bench) History(query string, limit int) ([]model.Exchange, error) {
	return b.store.History(query, limit)
}

// Exchange returns an entry of the history with its bodies, as far as they were kept.
func (b *Bench) Exchange(id model.ID) (model.Exchange, error) { return b.store.Exchange(id) }

// ClearHistory deletes the whole history.
func (b *Bench) ClearHistory() error { return b.store.ClearHistory() }

// Draft returns the unsaved state of a request and tells whether there is one.
func (b *Bench) Draft(id model.ID) (model.Request, bool, error) { return b.store.Draft(id) }

// Drafts returns the unsaved states of all requests.
func (b *Bench) Drafts() ([]model.Request, error) { return b.store.Drafts() }

// PutDraft keeps the unsaved state of a request, so that it survives the end of the program.
func (b *Bench) PutDraft(r model.Request) error { return b.store.PutDraft(r) }

// DeleteDraft forgets the unsaved state of a request.
func (b *Bench) DeleteDraft(id model.ID) error { return b.store.DeleteDraft(id) }

// State returns what the window keeps under a key; nil where nothing is.
func (b *Bench) State(key string) ([]byte, error) { return b.store.State(key) }

// PutState keeps a value under a key; an empty value deletes it. The key "cookies" is the jar's.
func (b *Bench) PutState(key string, value []byte) error { return b.store.PutState(key, value) }

// EmptyTrash deletes for good what is in the trash, or those of it that are named.
func (b *Bench) EmptyTrash(ids ...model.ID) error {
	b.edits.Lock()
	defer b.edits.Unlock()
	defer b.forgetTree()
	return b.store.EmptyTrash(ids...)
}

// sharedTree returns a tree that nobody may change: it is kept from one question to the next, because
// variables are looked up with every key that is pressed.
func (b *Bench) sharedTree() (*model.Tree, error) {
	b.mu.RLock()
	tree, version := b.tree, b.treeVersion
	b.mu.RUnlock()
	if tree != nil {
		return tree, nil
	}
	tree, err := b.store.Tree()
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.treeVersion == version { // else it may be of before a change
		b.tree = tree
	}
	return tree, nil
}

// forgetTree is called after every change of the workspace.
func (b *Bench) forgetTree() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tree, b.treeVersion = nil, b.treeVersion+1
}
